// A switch for word hints. Nothing is stored until a reader uses it; then it stays.
import { keepChoice, keptChoice } from "./kept.js";
import { part } from "./part.js";

const KEY = "term-marks";
const OFF = "off";

function apply(off) {
  document.documentElement.classList.toggle("without-term-marks", off);
}

apply(keptChoice(KEY, (choice) => choice === OFF) === OFF);

export function addTermSwitch() {
  const place = document.querySelector(".page-head__facts");
  if (!place || place.querySelector("button") || !document.querySelector("a.term")) return;
  const button = part("button", "term-switch");
  button.type = "button";
  const show = () => {
    const off = document.documentElement.classList.contains("without-term-marks");
    button.textContent = off ? "Show word hints" : "Hide word hints";
  };
  button.addEventListener("click", () => {
    const off = !document.documentElement.classList.contains("without-term-marks");
    apply(off);
    show();
    keepChoice(KEY, off ? OFF : null);
  });
  show();
  place.append(button);
}
