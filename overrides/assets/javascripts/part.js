// Makes an element of a page, with its class, if it has one, and what it holds.

export function part(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}
