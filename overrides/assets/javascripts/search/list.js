// The pages that answer a question, in the dialog of the search. The keyboard goes through them from the box.
import { part } from "../part.js";

const SHOWN = 20;
const dialog = document.getElementById("search");
const [input, list] = ["input", "[role=listbox]"].map((part) => dialog.querySelector(part));

window.listFrom = (answers) => {
  input.addEventListener("keydown", onKey);
  return (question) => show(question ? answers(question) : []);
};

function show(pages) {
  list.replaceChildren();
  for (const page of pages.slice(0, SHOWN)) addPage(page);
  choose(null);
  list.scrollTop = 0;
  input.setAttribute("aria-expanded", String(pages.length > 0));
  return pages.length && count(pages.length);
}

function option(className, address, ...children) {
  const link = part("a", className, ...children);
  link.href = new URL(address, dialog.dataset.base);
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

function count(found) {
  return found > SHOWN ? `${found} pages found; the best ${SHOWN} are shown` : `${found} ${found === 1 ? "page" : "pages"} found`;
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
