// A table too wide for a phone scrolls inside a box that the theme adds; the keyboard must be able to scroll it too.

export function letTablesScroll() {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }
}
