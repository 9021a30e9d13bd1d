// Addresses that can be shared: the theme writes into them which words it marks on the page that was found.

const WORDS = "h";
const list = document.querySelector(".md-search-result__list");

function withoutWords(address) {
  const url = new URL(address);
  url.searchParams.delete(WORDS);
  return url.href;
}

if (list) {
  new MutationObserver(() => {
    for (const link of list.querySelectorAll("a")) {
      if (new URL(link.href).searchParams.get(WORDS) === "") link.href = withoutWords(link.href);
    }
  }).observe(list, { childList: true });
}

// Once the words are marked, the address need not say them any more. An address of a file is nothing to share.
export function shortenAddress() {
  const content = document.querySelector(".md-content");
  if (!content || location.protocol === "file:") return;
  const { pathname } = location;
  const shorten = () => {
    // The theme also marks words on the page that is about to go, with the address of the next one.
    const isHere = location.pathname === pathname && new URLSearchParams(location.search).has(WORDS);
    if (isHere && content.querySelector("mark[data-md-highlight]")) history.replaceState(history.state, "", withoutWords(location.href));
  };
  new MutationObserver(shorten).observe(content, { childList: true, subtree: true });
  shorten();
}
