// Escape closes hover cards, which the theme leaves open until pointer and focus are gone (WCAG 2.1, 1.4.13);
// and each card gets a name, which the theme's dialogs lack.

const root = document.documentElement;

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.querySelector(".md-tooltip2--active")) root.classList.add("cards-dismissed");
});
for (const name of ["focusin", "mouseover"]) {
  document.addEventListener(name, (event) => {
    if (event.target instanceof Element && event.target.closest("a")) root.classList.remove("cards-dismissed");
  });
}

new MutationObserver(() => {
  for (const card of document.querySelectorAll(".md-tooltip2[role=dialog]:not([aria-label])")) {
    card.setAttribute("aria-label", "Preview");
  }
}).observe(document.body, { childList: true, subtree: true });
