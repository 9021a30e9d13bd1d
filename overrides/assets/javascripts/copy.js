// Copy buttons for citations, and the address of a heading on a click on its link. A browser may deny that.
import { part } from "./part.js";
import { say } from "./say.js";

export function addCopying() {
  for (const text of document.querySelectorAll(".cite__text, .cite pre")) addButton(text);
  if (!navigator.clipboard) return;
  for (const link of document.querySelectorAll("a.headerlink:not([data-copies])")) {
    link.dataset.copies = "";
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      // The theme would fetch and swap the page at its first jump, and the note with it.
      event.preventDefault();
      event.stopPropagation();
      history.replaceState(history.state, "", link.href);
      copyLink(link);
    });
  }
}

export function addButton(text) {
  if (!navigator.clipboard || text.previousElementSibling?.matches(".copy")) return;
  const button = part("button", "copy", "Copy");
  button.type = "button";
  button.addEventListener("click", () => copyText(text, button));
  text.before(button);
}

async function copyText(text, button) {
  try {
    await navigator.clipboard.writeText(text.textContent.trim());
    say(button, "Copied");
  } catch {
    getSelection().selectAllChildren(text);
    say(button, "Not copied, because the browser does not allow it. The text is selected.", { stays: true });
  }
}

async function copyLink(link) {
  try {
    await navigator.clipboard.writeText(link.href);
    say(link, "Link copied");
  } catch {
    say(link, "Not copied, because the browser does not allow it. The address bar has the link.", { stays: true });
  }
}
