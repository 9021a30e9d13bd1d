// Sliders below a drawing, each with its value in words, and one line that says what they make of it.
import { part } from "../part.js";

// Each setting: name, label, min, max, step, value, and `say`, which puts a value in words. `draw` gets the values by name
// and returns that line.
export function addControls(figure, settings, draw) {
  const form = part("form", "picture__controls");
  const inputs = settings.map((setting) => slider(form, setting));
  const result = part("output", "");
  form.append(result);
  figure.querySelector("figcaption").before(form);
  const update = () => (result.textContent = draw(Object.fromEntries(inputs.map(({ name, value }) => [name, Number(value)]))));
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  update();
}

// The parts of a drawing that change, by their names: data-part="curve".
export function partsOf(figure) {
  return Object.fromEntries([...figure.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
}

// As templates have numbers: 12.5, not 12.50.
export function fixed(value, digits = 1) {
  return String(Number(value.toFixed(digits)) + 0);
}

export function line(points) {
  return `M${points.map(([x, y]) => `${fixed(x)} ${fixed(y)}`).join("L")}`;
}

// A function from values between `low` and `high` to places between `start` and `end`.
export function scale(low, high, [start, end]) {
  return (value) => start + ((end - start) * (value - low)) / (high - low);
}

function slider(form, { label, say, ...settings }) {
  const input = Object.assign(part("input", ""), { type: "range", ...settings });
  const words = part("b", "");
  words.setAttribute("aria-hidden", "true"); // the slider says it itself
  const show = () => {
    words.textContent = say(Number(input.value));
    input.setAttribute("aria-valuetext", words.textContent);
  };
  input.addEventListener("input", show);
  show();
  form.append(part("label", "", `${label} `, words, input));
  return input;
}
