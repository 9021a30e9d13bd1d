// Scripts that few pages need: each is loaded where a page holds what it works on, and run each time such a page is shown.
// Without them that stands as it was built.
import { load } from "./load.js";

const NEEDED = [
  { by: "form.filter", script: "filter.js", run: () => window.addFilters() },
  { by: "a.work__bibtex", script: "bibtex.js", run: () => window.foldBibtex() },
  { by: "#near-matches", script: "near.js", run: () => window.suggestPages() },
  { by: ".map-because", script: "why.js", run: () => window.sayWhy() },
  { by: "[data-vary]", script: "pictures/vary.js", run: () => window.varyPictures() },
  { by: ".weigh", script: "weigh.js", run: () => window.weigh() },
];
const search = document.getElementById("search"); // knows the way to the home page, and stays when the theme swaps pages
const base = search && new URL(`${search.dataset.base.replace(/\/?$/, "/")}assets/javascripts/`, document.baseURI);

const loading = {};

export function loadNeeded() {
  for (const { by, script, run } of NEEDED) {
    if (document.querySelector(by)) need(script).then(run).catch(console.error);
  }
}

export async function need(script) {
  await (loading[script] ??= load(new URL(script, base)));
}
