// The sheet on which a reader weighs the essay's considerations. What is entered stands in the address, behind its #, which
// browsers send to nobody; and in the browser, where that was asked for. Both may hold what somebody else wrote.
import { keepChoice, keptChoice } from "./kept.js";
import { part } from "./part.js";

const KEY = "weights";
const MOST = 200; // letters of a reason, as its box allows
let entered = ""; // holds until the site is left: the theme swaps the page, at its first jump too
let reopen = () => {};
addEventListener("hashchange", () => reopen());

window.weigh = () => document.querySelectorAll(".weigh:not([data-ready])").forEach(addWeighing);

const asText = (said) => said.replace(/[\p{C}\s]+/gu, " ").trim().slice(0, MOST);

// [{ weight: "3", why: "…" }, …] → "weights=3----&why1=…", and nothing where nothing was entered.
function packed(entries) {
  const parts = new URLSearchParams({ weights: entries.map(({ weight }) => weight || "-").join("") });
  entries.forEach(({ why }, place) => why && parts.set(`why${place + 1}`, why));
  return entries.some(({ weight, why }) => weight || why) ? parts.toString() : "";
}

function unpacked(text, count) {
  const parts = new URLSearchParams(text);
  if (!parts.has("weights")) return null;
  const weight = (place) => /^[0-4]$/.exec(parts.get("weights")[place])?.[0] ?? "";
  return Array.from({ length: count }, (_, place) => ({ weight: weight(place), why: asText(parts.get(`why${place + 1}`) ?? "") }));
}

function addWeighing(sheet) {
  sheet.dataset.ready = "";
  const ones = [...sheet.querySelectorAll(".weigh__one")];
  const [tools, order, keep, output] = [".weigh__tools", "[data-weigh-order]", "[data-weigh-keep]", "output"].map((place) => sheet.querySelector(place));
  const asBuilt = [...order.childNodes];
  tools.hidden = false;

  const entries = () => ones.map((one) => ({ weight: one.querySelector(":checked")?.value ?? "", why: asText(one.querySelector("textarea").value) }));
  const address = () => Object.assign(new URL(location), { hash: entered });
  const keepInAddress = () => history.replaceState(history.state, "", address());
  const update = () => {
    entered = packed(entries());
    order.replaceChildren(...(inOrder(ones, entries()) ?? asBuilt));
  };

  function fill(filled) {
    ones.forEach((one, place) => {
      for (const radio of one.querySelectorAll("[type=radio]")) radio.checked = radio.value === filled[place].weight;
      one.querySelector("textarea").value = filled[place].why;
    });
    update();
  }

  reopen = () => {
    if (!sheet.isConnected) return;
    const asked = unpacked(location.hash.slice(1), ones.length);
    const kept = keptChoice(KEY, (choice) => typeof choice === "string" && unpacked(choice, ones.length) !== null);
    const [before, own] = [entered, entered || kept];
    if (asked || own) fill(asked ?? unpacked(own, ones.length));
    keep.checked = Boolean(kept) && kept === entered;
    if (!asked && own !== kept) keepInAddress();
    if (asked && !keep.checked && entered !== before) output.textContent = `Filled in from the address.${kept ? " What this browser keeps is as it was." : ""}`;
  };

  const copy = async (text) => {
    const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    output.textContent = copied ? "Copied." : `Not copied, because the browser does not allow it:\n${text}`;
  };

  sheet.addEventListener("input", ({ target }) => {
    output.textContent = "";
    update();
    keepInAddress();
    if (keep.checked || target === keep) keepChoice(KEY, (keep.checked && entered) || null);
  });
  sheet.querySelector("[data-weigh-link]").onclick = () => copy(address().href);
  sheet.querySelector("[data-weigh-text]").onclick = () => copy(written(sheet, ones, entries(), address().href));
  sheet.querySelector("[data-weigh-erase]").onclick = () => {
    keepChoice(KEY, null);
    keep.checked = false;
    fill(unpacked("weights=", ones.length));
    keepInAddress();
    output.textContent = "Erased.";
  };
  reopen();
}

function written(sheet, ones, entries, address) {
  const said = [...sheet.querySelectorAll(".weigh__words")].map(({ textContent }) => textContent);
  const lines = entries.map(({ weight, why }, place) => `${ones[place].dataset.weigh}: ${weight || "-"}\n${said[place]}${why && `\nWhy: ${why}`}`);
  return ["Weights from 0, does not count, to 4, counts most", ...lines, said.at(-1), address].join("\n\n");
}

// What was weighed, the heaviest first; then who questions the heaviest, and who gives weight to the lightest.
function inOrder(ones, entries) {
  const weighed = ones.map((one, place) => ({ one, title: one.dataset.weigh, weight: entries[place].weight })).filter(({ weight }) => weight);
  if (!weighed.length) return null;
  weighed.sort((a, b) => b.weight - a.weight);
  const list = part("ul", "", ...weighed.map(({ title, weight }) => part("li", "", `${weight}: ${title}`)));
  const [most, least] = [weighed[0].weight, weighed.at(-1).weight];
  if (most === least) return [list, part("p", "", "Once two weights differ, it says here who questions the heaviest, and who gives weight to the lightest.")];
  const leads = (wanted, words, place) =>
    weighed.filter(({ weight }) => weight === wanted).map(({ one, title }) => part("p", "", `${words} (${title}): `, ...one.querySelector(place).cloneNode(true).childNodes));
  return [list, ...leads(most, "Against your heaviest", "[data-weigh-against]"), ...leads(least, "For your lightest", "[data-weigh-for]")];
}
