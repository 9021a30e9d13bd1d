// The map says below it why the page or line that is pointed at, or has the focus, is linked as it is. A first touch shows
// that, a second one leads on. Without scripts the table below the map has the reasons.
import { part } from "./part.js";

window.sayWhy = () => document.querySelectorAll(".picture:has(.map-because)").forEach(addReasons);

function addReasons(figure) {
  const says = part("div", "picture__says");
  says.hidden = true;
  says.tabIndex = 0; // it scrolls
  says.setAttribute("role", "region");
  says.setAttribute("aria-label", "Reasons");
  figure.querySelector("figcaption").before(says);
  const lines = [...figure.querySelectorAll(".map-because")];
  const drawn = (use) => use.getAttribute("xlink:href");
  const byCurve = new Map(lines.map((line) => [drawn(line.querySelector("use")), line]));
  let shown;
  let isTouch = false;

  const show = ({ target }) => {
    const link = target.closest?.(".map-page, .map-because");
    if (!link || link === shown) return;
    shown = link;
    const uses = link.matches(".map-page") ? link.parentElement.querySelectorAll("use") : link.querySelectorAll("use");
    const items = [...uses].map((use) => part("li", "", byCurve.get(drawn(use)).querySelector("title").textContent));
    says.replaceChildren(part("ul", "", ...items));
    says.hidden = false;
  };
  // What has the focus or was touched is not to end up behind the reasons.
  const uncover = ({ target }) => {
    const hidden = target.getBoundingClientRect().bottom - says.getBoundingClientRect().top;
    if (hidden > 0) scrollBy(0, hidden);
  };
  figure.addEventListener("focusin", (event) => {
    if (!event.target.matches("svg :focus-visible")) return;
    show(event);
    uncover(event);
  });
  figure.addEventListener("pointerover", (event) => event.pointerType === "mouse" && show(event));
  figure.addEventListener("pointerdown", ({ pointerType }) => (isTouch = pointerType !== "mouse"));
  figure.addEventListener("click", (event) => {
    const before = shown;
    if (!isTouch || !event.target.closest("svg a")) return;
    show(event);
    if (shown === before) return;
    event.preventDefault();
    says.append("Touch it again to go there.");
    uncover(event);
  });
}
