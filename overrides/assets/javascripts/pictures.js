// Pictures that readers can vary: their script is loaded where a page has one. Without it they stand as they were built.
import { load } from "./load.js";

const search = document.getElementById("search"); // knows the way to the home page, and stays when the theme swaps pages
const address = search && new URL(`${search.dataset.base.replace(/\/?$/, "/")}assets/javascripts/pictures/vary.js`, document.baseURI);
let loading;

export function varyPictures() {
  if (!document.querySelector("[data-vary]")) return;
  loading ??= load(address);
  loading.then(() => window.varyPictures()).catch(console.error);
}
