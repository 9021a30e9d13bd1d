// In windows without a margin a tap on a note, a reference, a term or a label shows it as a card from below, and so does Enter:
// the reader stays in the sentence. A mouse has hover cards. Where a card cannot be had, and without scripts, they are links.
import { need } from "./needed.js";

const LINKS = ".note-ref, .footnote-ref, a.term, a.evidence, a.flag";
const isNarrow = matchMedia("(max-width: 76.2344em)");
let pointer; // the kind of the last one

function onClick(event) {
  const link = event.target.closest?.(LINKS);
  const isPassedOver = !isNarrow.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || isPassedOver || link.closest("dialog, .md-tooltip2")) return;
  if (pointer === "mouse" && event.detail && !link.matches(".note-ref")) return;
  event.preventDefault();
  event.stopPropagation(); // the theme would go there
  document.documentElement.classList.add("cards-dismissed"); // the hover card, which the tap would open
  need("card.js").then(() => window.showCard(link)).catch(() => location.assign(link.href));
}

if (window.HTMLDialogElement) {
  addEventListener("pointerdown", ({ pointerType }) => (pointer = pointerType), true);
  document.addEventListener("click", onClick, true);
}
