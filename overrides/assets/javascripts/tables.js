// A table too wide for its window scrolls inside a box that the theme adds; the keyboard must be able to scroll it too.

const watched = new ResizeObserver((boxes) => {
  for (const { target } of boxes) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

export function letTablesScroll() {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) watched.observe(box);
}
