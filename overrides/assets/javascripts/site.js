// What scripts add to pages that work without them. The theme swaps the body of the page when a link is followed,
// so everything is set up anew each time it says so.
import { addColourButton } from "./colours.js";
import { addMenuButton, focusMenu } from "./menu.js";
import { addFilters } from "./filter.js";
import { addTermSwitch } from "./terms.js";
import { addCopying } from "./copy.js";
import { suggestPages } from "./near.js";
import { showPath } from "./path.js";
import { sayWhy } from "./why.js";
import { loadNeeded } from "./needed.js";
import { letTablesScroll } from "./tables.js";
import "./cards.js";
import "./dismiss.js";
import "./search/dialog.js";

let isFirst = true;
let shown = location.pathname;

// The theme notes a tenth of a second late where a page stands, so that the way back leads there. Once a link was followed
// meanwhile, it would note it for the next page, and show that one from there.
const note = history.replaceState;
history.replaceState = (state, title, url) => {
  if (url || location.pathname === shown) note.call(history, state, title, url);
};

// The theme swaps the page and leaves the focus nowhere: those who read by keyboard or by ear begin where they landed,
// or go on with what they have opened meanwhile.
function focusPage() {
  if (document.querySelector("#__search:checked") || focusMenu()) return;
  const landed = document.getElementById(location.hash.slice(1)) ?? document.getElementById("top");
  if (!landed || landed.contains(document.activeElement)) return;
  if (landed.tabIndex < 0) landed.tabIndex = -1;
  landed.focus({ preventScroll: true });
}

function enhance() {
  addColourButton();
  addMenuButton();
  letTablesScroll();
  showPath();
  addFilters();
  addTermSwitch();
  addCopying();
  suggestPages();
  sayWhy();
  loadNeeded();
  if (!isFirst) focusPage();
  isFirst = false;
  shown = location.pathname;
}

if (window.document$) window.document$.subscribe(enhance);
else enhance();
