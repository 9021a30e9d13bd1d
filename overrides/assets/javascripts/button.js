// The theme's labels open and close by a checkbox, which the keyboard cannot reach. A button in their place can.

export function asButton(label, name, className) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} ${className}`;
  button.setAttribute("aria-label", name);
  button.append(...label.childNodes);
  label.replaceWith(button);
  return button;
}
