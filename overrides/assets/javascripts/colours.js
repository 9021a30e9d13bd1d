// The button that switches colours: as the system, light, dark. Nothing is stored until a reader uses it.
import { keepChoice, keptChoice } from "./kept.js";

const KEY = "colours";
const NAMES = { system: "as the system", light: "light", dark: "dark" };
const STATES = Object.keys(NAMES);
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

let state = keptChoice(KEY, (choice) => STATES.includes(choice)) ?? "system";

export function addColourButton() {
  const button = document.querySelector("[data-colours]");
  if (!button || !button.hidden) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    state = STATES[(STATES.indexOf(state) + 1) % STATES.length];
    show(button);
    keepChoice(KEY, state === "system" ? null : state);
  });
  systemIsDark.addEventListener("change", () => show(button));
  show(button);
}

function show(button) {
  const dark = state === "dark" || (state === "system" && systemIsDark.matches);
  document.body.dataset.mdColorScheme = dark ? "slate" : "default";
  for (const icon of button.children) icon.hidden = icon.dataset.coloursState !== state;
  const next = STATES[(STATES.indexOf(state) + 1) % STATES.length];
  button.setAttribute("aria-label", `Colours: ${NAMES[state]}. Switch to ${NAMES[next]}`);
}
