// The card from below in which a link shows what it leads to; it is loaded when somebody taps on the first one.
import { part } from "./part.js";

const NOT_SHOWN = ".headerlink, .footnote-backref, .note-back, .beside, .page-head__facts, .page-head__answers, .page-address";
const SWIPE = 60; // pixels, from where a swipe closes

const card = part("dialog", "note-card md-typeset");
const text = part("div", "note-card__text");
const lead = Object.assign(part("a", "", "Open the page"), { href: "#" });
const button = part("button", "note-card__close", "Close");
let opener; // the link whose card is open
let start; // where a swipe began

// What a link leads to: the content of a note, a section up to the next heading, or the head of a page.
async function partsOf(address, isHere) {
  const id = decodeURIComponent(address.hash.slice(1));
  const page = isHere ? document : new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const named = id ? page.getElementById(id) : page.querySelector(".page-head");
  if (!named.matches("h2, h3, h4")) return [...named.children];
  const parts = [named];
  while (parts.at(-1).nextElementSibling?.matches(":not(h2, h3, h4)")) parts.push(parts.at(-1).nextElementSibling);
  return parts;
}

// Without ids, which the page has already, and with addresses as seen from here.
function copied(original, address) {
  const copy = original.cloneNode(true);
  for (const unwanted of copy.querySelectorAll(NOT_SHOWN)) unwanted.remove();
  for (const element of [copy, ...copy.querySelectorAll("[id]")]) element.removeAttribute("id");
  for (const link of copy.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), address);
  return copy;
}

window.showCard = async (link) => {
  const address = new URL(link.href);
  const isHere = address.pathname === location.pathname;
  opener = link;
  card.setAttribute("aria-label", link.getAttribute("aria-label") ?? link.textContent);
  text.replaceChildren("Loading …");
  lead.href = link.href;
  lead.hidden = isHere;
  if (!card.open) card.showModal();
  text.focus();
  const parts = await partsOf(address, isHere);
  if (opener === link) text.replaceChildren(...parts.filter((one) => !one.matches(NOT_SHOWN)).map((one) => copied(one, address)));
};

text.tabIndex = 0; // it scrolls
button.type = "button";
card.append(text, part("p", "note-card__foot", lead, button));
document.body.append(card);
addEventListener("popstate", () => card.close());
card.addEventListener("click", ({ target }) => {
  if (target.closest("a")) opener = null; // the reader goes on from there
  if (target === card || target.closest("a, button")) card.close();
});
card.addEventListener("close", () => {
  opener?.focus({ preventScroll: true });
  document.documentElement.classList.add("cards-dismissed"); // the hover card, which the focus would open
});
card.addEventListener("touchstart", ({ touches }) => (start = text.scrollTop ? undefined : touches[0].clientY), { passive: true });
card.addEventListener("touchmove", ({ touches }) => move(touches[0]), { passive: true });
card.addEventListener("touchend", ({ changedTouches }) => {
  if (move(changedTouches[0]) > SWIPE) card.close();
  card.style.translate = "";
});

function move({ clientY }) {
  const way = Math.max(0, clientY - (start ?? clientY));
  card.style.translate = `0 ${way}px`;
  return way;
}
