// Says what a click did: beside the place that was clicked, and to screen readers. They hear only of a change in an element
// that they know already, so that one is made once, outside what the theme swaps and outside headings.
import { part } from "./part.js";

const FADING = 2000; // as long as the note takes to fade, for those who see it fade
const NOTICED = 100; // between two changes, so that the same words again are a change

const status = part("p", "sr-only");
status.setAttribute("role", "status");
document.body.append(status);

let filling;

export function say(beside, message, { stays = false } = {}) {
  if (beside.nextElementSibling?.matches(".said")) beside.nextElementSibling.remove();
  const note = part("span", stays ? "said said--stays" : "said", message);
  note.setAttribute("aria-hidden", "true");
  beside.after(note);
  if (!stays) setTimeout(() => note.remove(), FADING);

  status.replaceChildren();
  clearTimeout(filling);
  filling = setTimeout(() => status.append(message), NOTICED);
}
