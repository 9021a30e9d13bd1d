// The dialog of the search. It opens at once; what answers is loaded then, because most readers never search.
// The header stays when the theme swaps pages, so all this is set up once.
import { asButton } from "../button.js";
import { load } from "../load.js";

const SAID = { empty: "", none: "No page is about these words.", loading: "Loading …", failed: "The search could not be loaded." };

const dialog = document.getElementById("search");
const [input, says] = ["input", "[role=status]"].map((part) => dialog?.querySelector(part));
let answer; // what lists the pages for a question and says how many, once it is loaded
let isLoading = false;

function start() {
  if (!answer && !isLoading) {
    isLoading = true;
    Promise.all([load(dialog.dataset.script), load(dialog.dataset.index)])
      .then(() => (answer = window.listFrom(window.answersFrom(window.searchIndex))))
      .catch(console.error)
      .finally(() => {
        isLoading = false;
        show();
      });
  }
  show();
}

function show() {
  const question = input.value.trim();
  const found = answer?.(question);
  const state = !question ? "empty" : found ? "found" : answer ? "none" : isLoading ? "loading" : "failed";
  says.firstElementChild.textContent = found || SAID[state];
  for (const help of says.querySelectorAll("[data-when]")) help.hidden = help.dataset.when !== state;
}

function open() {
  if (!dialog.open) dialog.showModal();
  input.select();
  start();
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
  // Addresses are relative to the page that came first.
  dialog.dataset.base = dialog.dataset.base.replace(/\/?$/, "/");
  for (const name of ["base", "script", "index"]) dialog.dataset[name] = new URL(dialog.dataset[name], document.baseURI);
  for (const link of dialog.querySelectorAll("a")) link.href = String(link.href);
  asButton(document.querySelector(".search-button"), "Search", "").addEventListener("click", open);
  input.addEventListener("input", start);
  dialog.addEventListener("click", ({ target, ctrlKey, metaKey }) => {
    if (target.closest("[data-when] button")) start();
    else if (target === dialog || target.closest(".search__close, a") && !ctrlKey && !metaKey) dialog.close();
  });
  document.addEventListener("keydown", onKeyAnywhere);
  addEventListener("popstate", () => dialog.close());
}

if (dialog?.showModal) setUp();
