// What scripts add to pages that work without them. The theme swaps the body of the page when a link is followed,
// so everything is set up anew each time it says so.
import { addColourButton } from "./colours.js";
import { addMenuButton } from "./menu.js";
import { addFilters } from "./filter.js";
import { addTermSwitch } from "./terms.js";
import { addCopying } from "./copy.js";
import { suggestPages } from "./near.js";
import { letTablesScroll } from "./tables.js";
import "./dismiss.js";
import "./search/dialog.js";

let isFirst = true;

// The theme swaps the page and leaves the focus nowhere: those who read by keyboard or by ear begin where they landed.
function focusPage() {
  const landed = document.getElementById(location.hash.slice(1)) ?? document.getElementById("top");
  if (!landed || landed.contains(document.activeElement)) return;
  if (landed.tabIndex < 0) landed.tabIndex = -1;
  landed.focus({ preventScroll: true });
}

function enhance() {
  addColourButton();
  addMenuButton();
  letTablesScroll();
  addFilters();
  addTermSwitch();
  addCopying();
  suggestPages();
  if (!isFirst) focusPage();
  isFirst = false;
}

if (window.document$) window.document$.subscribe(enhance);
else enhance();
