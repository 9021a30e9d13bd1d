// What scripts add to pages that work without them. The theme swaps the body of the page when a link is followed,
// so everything is set up anew each time it says so.
import { addColourButton } from "./colours.js";
import { addMenuButton } from "./menu.js";
import { addFilters } from "./filter.js";
import { addTermSwitch } from "./terms.js";
import { addCopying } from "./copy.js";
import { suggestPages } from "./near.js";
import { addSearchHelp } from "./search-help.js";
import { letTablesScroll } from "./tables.js";
import "./dismiss.js";

function enhance() {
  addColourButton();
  addMenuButton();
  letTablesScroll();
  addFilters();
  addTermSwitch();
  addCopying();
  suggestPages();
  addSearchHelp();
}

if (window.document$) window.document$.subscribe(enhance);
else enhance();
