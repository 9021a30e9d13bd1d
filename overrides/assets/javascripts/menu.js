// Makes the menu of narrow windows a button: the theme opens it by a label, which the keyboard cannot reach.
// The style sheet keeps the closed menu out of the way of the focus.

const toggle = () => document.getElementById("__drawer");
const menu = () => document.querySelector(".md-sidebar--primary");

export function addMenuButton() {
  const label = document.querySelector(".md-header label[for='__drawer']");
  if (!label) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} menu-button`;
  button.ariaLabel = "Menu";
  button.ariaExpanded = "false";
  button.append(...label.childNodes);
  label.replaceWith(button);
  const open = (wanted) => {
    if (toggle().checked !== wanted) toggle().click();
  };
  toggle().addEventListener("change", () => {
    button.ariaExpanded = String(toggle().checked);
    if (toggle().checked) (menu().querySelector("[aria-current]") ?? menu().querySelector("a")).focus();
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
