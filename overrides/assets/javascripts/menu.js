// The menu of narrow windows, by keyboard. The style sheet keeps the closed menu out of the way of the focus.
import { asButton, closeOnLeaving, setOpen } from "./button.js";

const toggle = () => document.getElementById("__drawer");
const menu = () => document.querySelector(".md-sidebar--primary");

// Takes the focus where the menu is open, to the reader's own line of it.
export function focusMenu() {
  if (toggle().checked) (menu().querySelector("[aria-current]") ?? menu().querySelector("a")).focus();
  return toggle().checked;
}

export function addMenuButton() {
  const label = document.querySelector(".md-header label[for='__drawer']");
  if (!label) return;
  const button = asButton(label, "Menu", "menu-button");
  button.setAttribute("aria-expanded", "false");
  const open = (wanted) => setOpen(toggle(), wanted);
  closeOnLeaving(toggle());
  toggle().addEventListener("change", () => {
    button.setAttribute("aria-expanded", String(toggle().checked));
    focusMenu();
  });
  button.addEventListener("click", () => open(!toggle().checked));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !toggle().checked) return;
    open(false);
    button.focus();
  });
  document.addEventListener("focusin", (event) => {
    if (toggle().checked && !menu().contains(event.target) && event.target !== button) open(false);
  });
}
