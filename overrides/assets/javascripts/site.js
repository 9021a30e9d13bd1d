// What scripts add to pages that work without them. The theme swaps the body of the page when a link is followed,
// so everything is set up anew each time it says so.
import { addColourButton } from "./colours.js";
import { addMenuButton, focusMenu } from "./menu.js";
import { addTermSwitch } from "./terms.js";
import { addCopying } from "./copy.js";
import { showPath } from "./path.js";
import { loadNeeded } from "./needed.js";
import { letTablesScroll } from "./tables.js";
import "./cards.js";
import "./dismiss.js";
import "./search/dialog.js";

let isFirst = true;
// The theme notes a tenth of a second late where a page stands, so that the way back leads there. Once a link was followed
// meanwhile, it would note it for what comes next, and show that from there. It loads what has another path than the last
// page that it loaded, and so the page itself at the first jump within it.
const { pushState, replaceState } = history;
let loaded;
let isLoading = false;
function leave(path) {
  isLoading ||= path !== loaded;
  loaded = path;
}
history.pushState = (state, title, url) => {
  leave(new URL(url, location).pathname);
  pushState.call(history, state, title, url);
};
addEventListener("popstate", () => leave(location.pathname));
history.replaceState = (state, title, url) => {
  if (url || !isLoading) replaceState.call(history, state, title, url);
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
  addTermSwitch();
  addCopying();
  loadNeeded();
  if (!isFirst) focusPage();
  isFirst = false;
  isLoading = false;
}

if (window.document$) window.document$.subscribe(enhance);
else enhance();
