// Scripts that few pages need: each is loaded where a page holds what it works on, and run each time such a page is shown.
// Without them that stands as it was built.
import { load } from "./load.js";

const NEEDED = [
  { by: "form.filter", script: "lists.js", run: () => window.lists() },
  { by: "#near-matches", script: "near.js", run: () => window.suggestPages() },
  { by: ".map-because", script: "why.js", run: () => window.sayWhy() },
  { by: "[data-vary]", script: "pictures/vary.js", run: () => window.varyPictures() },
  { by: ".weigh", script: "weigh.js", run: () => window.weigh() },
];
const search = document.getElementById("search"); // knows the way to the home page, and stays when the theme swaps pages
const base = search && new URL(`${search.dataset.base.replace(/\/?$/, "/")}assets/javascripts/`, document.baseURI);

export function loadNeeded() {
  for (const one of NEEDED) {
    if (!document.querySelector(one.by)) continue;
    one.loading ??= load(new URL(one.script, base));
    one.loading.then(one.run).catch(console.error);
  }
}
