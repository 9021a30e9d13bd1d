// The search box hears text that comes without a key, and gives the focus back. In narrow windows a button opens it.
// The header stays when the theme swaps pages, so all this is set up once.
import { asButton, closeOnLeaving } from "./button.js";

const dialog = document.querySelector(".md-search");
const input = document.querySelector(".md-search__input");
const toggle = document.getElementById("__search");
const label = document.querySelector("label.md-header__button[for='__search']");

let button;
let lastKey;
let before; // what had the focus before the box
let isLeft = false; // closed by Escape, with the focus still in the box

function open() {
  isLeft = false;
  if (!toggle.checked) toggle.click();
}

// The theme would leave the focus nowhere. What is not shown does not take it.
function close() {
  isLeft = true;
  toggle.click();
  for (const place of [before, button, input]) {
    place?.focus();
    if (place && document.activeElement === place) return;
  }
}

function showButton() {
  button = asButton(label, dialog.getAttribute("aria-label"), "search-button");
  button.addEventListener("click", () => {
    input.focus();
    open();
  });
  // With a button to open it, the closed box is no stop of its own.
  const wide = matchMedia("(min-width: 60em)");
  const setStop = () => {
    input.tabIndex = wide.matches || toggle.checked ? 0 : -1;
  };
  wide.addEventListener("change", setStop);
  toggle.addEventListener("change", setStop);
  setStop();
}

function setUp() {
  showButton();
  closeOnLeaving(toggle);
  // In narrow windows the theme holds the page still meanwhile, and would scroll the next one to where this one stood.
  window.document$?.subscribe(() => {
    document.body.style.top = "";
  });
  // Dictation, swiping and pasting by touch press no key, and to keys alone the theme listens. It asks no text twice.
  input.addEventListener("input", () => {
    open();
    input.dispatchEvent(new Event("keyup"));
  });

  input.addEventListener("focus", ({ relatedTarget }) => {
    // Who came by Tab goes on from the box.
    if (!toggle.checked) before = lastKey === "Tab" ? null : relatedTarget;
    // The theme opens it a moment later, and Escape may come before that.
    if (!isLeft) open();
  });
  input.addEventListener("blur", () => {
    isLeft = false;
  });
  input.addEventListener("click", open);
  // The theme opens the box whenever it gets the focus, by a click; a click within that would not count.
  toggle.addEventListener("change", () => {
    if (!isLeft || !toggle.checked) return;
    toggle.checked = false;
    toggle.dispatchEvent(new Event("change"));
  });
  addEventListener("keydown", (event) => {
    lastKey = event.key;
    const isClosing = event.key === "Escape" && toggle.checked && !event.isComposing;
    const isOpening = ["ArrowDown", "Enter"].includes(event.key) && !toggle.checked && document.activeElement === input;
    if (!isClosing && !isOpening) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isClosing) close();
    else open();
  }, true);
}

if (input && label) setUp();
