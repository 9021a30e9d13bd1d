// Copy buttons for citations and BibTeX, and the address of a heading on a click on its link.

export function addCopying() {
  if (!navigator.clipboard) return;
  for (const text of document.querySelectorAll(".cite__text, .cite pre, .work__bibtex pre")) addButton(text);
  for (const link of document.querySelectorAll("a.headerlink:not([data-copies])")) {
    link.dataset.copies = "";
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      // The theme would fetch and swap the page at its first jump, and the note with it.
      event.preventDefault();
      event.stopPropagation();
      history.replaceState(history.state, "", link.href);
      navigator.clipboard.writeText(link.href).then(() => say(link, "Link copied"));
    });
  }
}

function addButton(text) {
  if (text.previousElementSibling?.matches(".copy")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.addEventListener("click", () =>
    navigator.clipboard.writeText(text.textContent.trim()).then(() => say(button, "Copied")),
  );
  text.before(button);
}

function say(beside, message) {
  if (beside.nextElementSibling?.matches(".said")) beside.nextElementSibling.remove();
  const note = document.createElement("span");
  note.className = "said";
  note.setAttribute("role", "status");
  beside.after(note);
  note.textContent = message;
  setTimeout(() => note.remove(), 2000); // as long as it takes to fade, for those who see it fade
}
