// The theme's labels open and close by a checkbox, which the keyboard cannot reach. A button in their place can.
import { part } from "./part.js";

export function asButton(label, name, className) {
  const button = part("button", `${label.className} ${className}`, ...label.childNodes);
  button.type = "button";
  button.setAttribute("aria-label", name);
  label.replaceWith(button);
  return button;
}

// What stands open closes when a link is followed. The theme closes it an eighth of a second after the click, or later where the
// machine is busy, when a reader may have opened it anew: what it would close outside an event stays.
export function closeOnLeaving(toggle) {
  toggle.click = () => {
    if (!toggle.checked || window.event) HTMLElement.prototype.click.call(toggle);
  };
  const close = () => setOpen(toggle, false);
  window.location$?.subscribe(close);
  addEventListener("hashchange", close);
}

export function setOpen(toggle, wanted) {
  if (toggle.checked === wanted) return;
  toggle.checked = wanted;
  toggle.dispatchEvent(new Event("change"));
}
