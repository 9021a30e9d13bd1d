// Lets readers vary pictures: each starts from what stands there without scripts, by the same formula. It is loaded where
// a page has such a picture.
import { varyBoat } from "./boat.js";
import { varyDraws } from "./draws.js";
import { varyLayers } from "./layers.js";
import { varyOversight } from "./oversight.js";

const PICTURES = { boat: varyBoat, draws: varyDraws, layers: varyLayers, oversight: varyOversight };

window.varyPictures = () => {
  for (const figure of document.querySelectorAll("[data-vary]:not([data-varied])")) {
    figure.dataset.varied = "";
    PICTURES[figure.id.replace("picture-", "")](figure, JSON.parse(figure.dataset.vary));
  }
};
