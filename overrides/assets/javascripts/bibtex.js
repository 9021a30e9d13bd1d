// The BibTeX of a work opens in the place of a link to the file of all works, which is read once somebody asks. From the file
// system no script can read it, so the link stays.
import { addButton } from "./copy.js";
import { part } from "./part.js";

let file;

window.foldBibtex = () => location.protocol !== "file:" && document.querySelectorAll("a.work__bibtex").forEach(foldLink);

function foldLink(link) {
  const work = link.closest(".work");
  const whose = part("span", "sr-only", work.querySelector(".sr-only")?.textContent ?? "");
  const fold = part("details", link.className, part("summary", "", link.textContent, whose));
  fold.addEventListener("toggle", () => fill(fold, work.id, link.href), { once: true });
  link.replaceWith(fold);
}

async function fill(fold, key, address) {
  try {
    file ??= fetch(address).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer)));
    const text = part("pre", "", entryOf(key, await file));
    fold.append(text);
    addButton(text);
  } catch {
    location.assign(address);
  }
}

// From its @ to its last brace. The build lets no line of an entry begin with an @; behind it may stand comments.
function entryOf(key, works) {
  const entries = works.replace(/^[ \t]*%.*$/gm, "").split(/^[ \t]*(?=@)/m);
  const entry = entries.find((one) => /^@\w+\s*[{(]\s*([^\s,]+)/.exec(one)?.[1] === key);
  return entry.slice(0, entry.lastIndexOf("}") + 1);
}
