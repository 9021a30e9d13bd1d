// The dialog of the search. It opens at once; what answers is loaded then, because most readers never search.
// The header stays when the theme swaps pages, so all this is set up once.
import { asButton } from "../button.js";
import { load } from "../load.js";
import { part } from "../part.js";

const SHOWN = 20;
const SAID = { empty: "", none: "No page is about these words.", loading: "Loading …", failed: "The search could not be loaded." };

const dialog = document.getElementById("search");
const [input, says, list] = ["input", "[role=status]", "[role=listbox]"].map((part) => dialog?.querySelector(part));
let base;
let answer; // what gives the pages for a question, once it is loaded
let isLoading = false;

function start() {
  if (!answer && !isLoading) {
    isLoading = true;
    Promise.all([load(dialog.dataset.script), load(dialog.dataset.index)])
      .then(() => (answer = window.answersFrom(window.searchIndex)))
      .catch(console.error)
      .finally(() => {
        isLoading = false;
        show();
      });
  }
  show();
}

function option(className, address, ...children) {
  const link = part("a", className, ...children);
  link.href = new URL(address, base);
  link.id = `search-option-${options().length}`;
  link.tabIndex = -1;
  link.setAttribute("role", "option");
  return link;
}

function addPage({ address, kind, title, summary, but, section }) {
  const item = part("li", "search__page");
  item.setAttribute("role", "presentation");
  list.append(item);
  const about = [part("span", "search__title", title), part("span", "search__summary", but ? `${summary} But: ${but}` : summary)];
  item.append(option("search__option", address, ...(kind ? [part("span", "search__kind", kind)] : []), ...about));
  if (section) item.append(option("search__option search__option--section", `${address}#${section.anchor}`, `Section: ${section.heading}`));
}

function options() {
  return [...list.querySelectorAll("a")];
}

function choose(chosen) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === chosen));
  if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
  else input.removeAttribute("aria-activedescendant");
  chosen?.scrollIntoView({ block: "nearest" });
}

function show() {
  const question = input.value.trim();
  const pages = (question && answer?.(question)) || [];
  const state = !question ? "empty" : pages.length ? "found" : answer ? "none" : isLoading ? "loading" : "failed";
  list.replaceChildren();
  for (const page of pages.slice(0, SHOWN)) addPage(page);
  choose(null);
  list.scrollTop = 0;
  input.setAttribute("aria-expanded", String(pages.length > 0));
  says.firstElementChild.textContent = state === "found" ? count(pages.length) : SAID[state];
  for (const help of says.querySelectorAll("[data-when]")) help.hidden = help.dataset.when !== state;
}

function count(found) {
  return found > SHOWN ? `${found} pages found; the best ${SHOWN} are shown` : `${found} ${found === 1 ? "page" : "pages"} found`;
}

function open() {
  if (!dialog.open) dialog.showModal();
  input.select();
  start();
}

function onKey(event) {
  const all = options();
  if (event.isComposing || !all.length || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
  event.preventDefault();
  const at = all.findIndex(({ ariaSelected }) => ariaSelected === "true");
  if (event.key === "Enter") all[Math.max(at, 0)].click();
  else if (event.key === "ArrowDown") choose(all[(at + 1) % all.length]);
  else choose(all.at(at < 0 ? -1 : at - 1));
}

function onKeyAnywhere(event) {
  const isTyping = event.target.matches("input, textarea, select, [contenteditable]");
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
  const isAsked = hasModifier ? (event.ctrlKey || event.metaKey) && event.key === "k" : ["/", "s"].includes(event.key) && !isTyping;
  if (!isAsked) return;
  event.preventDefault();
  open();
}

function setUp() {
  base = new URL(dialog.dataset.base.replace(/\/?$/, "/"), document.baseURI);
  // Addresses are relative to the page that came first.
  for (const name of ["script", "index"]) dialog.dataset[name] = new URL(dialog.dataset[name], document.baseURI);
  for (const link of dialog.querySelectorAll("a")) link.href = String(link.href);
  asButton(document.querySelector(".search-button"), "Search", "").addEventListener("click", open);
  input.addEventListener("input", start);
  input.addEventListener("keydown", onKey);
  dialog.addEventListener("click", ({ target, ctrlKey, metaKey }) => {
    if (target.closest("[data-when] button")) start();
    else if (target === dialog || target.closest(".search__close, a") && !ctrlKey && !metaKey) dialog.close();
  });
  document.addEventListener("keydown", onKeyAnywhere);
  addEventListener("popstate", () => dialog.close());
}

if (dialog?.showModal) setUp();
