// What the long lists need: the boxes above them, and the BibTeX of works.
import { addFilters } from "./filter.js";
import { foldBibtex } from "./bibtex.js";

window.lists = () => {
  addFilters();
  foldBibtex();
};
