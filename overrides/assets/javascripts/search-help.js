// Where to go when the search finds nothing, or could not be loaded. The header stays when the theme swaps pages, so it is set up only once.

export function addSearchHelp() {
  const help = document.getElementById("search-help");
  const failure = document.getElementById("search-failure");
  if (!help || help.dataset.isReady) return;
  help.dataset.isReady = "";
  // Before the address changes: the links are relative to the page that came first.
  for (const { content } of [help, failure]) {
    for (const link of content.querySelectorAll("a")) link.href = new URL(link.getAttribute("href"), document.baseURI);
  }

  const input = document.querySelector(".md-search__input");
  const says = document.querySelector(".md-search-result__meta");
  const list = document.querySelector(".md-search-result__list");
  const isHelping = () => says.querySelector("a") !== null;

  new MutationObserver(() => {
    if (input.value.trim() && !list.childElementCount && !isHelping()) says.append(help.content.cloneNode(true));
  }).observe(says, { childList: true });

  // The theme has said by then that it found nothing, and hands on what the worker answered.
  window.component$?.subscribe((answer) => {
    if (answer?.failed && input.value.trim()) says.replaceChildren(failure.content.cloneNode(true));
  });

  // The theme takes every link here for an answer, and Enter goes to the best one.
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !isHelping()) return;
    event.preventDefault();
    event.stopPropagation();
  });
}
