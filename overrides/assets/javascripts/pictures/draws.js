// The numbers of hooks/essaysite/generate/pictures/draws.py: more or fewer of its candidates, and a longer or shorter tail.
import { addControls, fixed, partsOf, scale } from "./controls.js";

// Quantiles of Student's t, by degrees of freedom; without end, it is the normal distribution.
const TAILS = [
  { name: "normal error", quantile: normal },
  { name: "error with a longer tail", quantile: (share) => (share > 1 / 2 ? 1 : -1) * four(share) },
  { name: "heavy-tailed error", quantile: (share) => (2 * share - 1) / Math.sqrt(2 * share * (1 - share)) },
];

export function varyDraws(figure, { shares, shown, ends, places: between, halves }) {
  const parts = partsOf(figure);
  const values = shares.map(([share]) => normal(share));
  const across = scale(Math.asinh(-ends), Math.asinh(ends), between);

  // Draws one half and returns what its pick is worth.
  const drawHalf = ([tone, top], { name, quantile }, number) => {
    const down = scale(-3, 3, [top + 132, top + 8]);
    const scores = shares.slice(0, number).map(([, share], index) => values[index] + quantile(share));
    const places = scores.map((score, index) => [fixed(across(Math.asinh(score))), fixed(down(values[index]))]);
    const pick = scores.indexOf(Math.max(...scores));
    const best = values.indexOf(Math.max(...values.slice(0, number)));
    const first = parts[`dots-${tone}`].firstElementChild;
    parts[`dots-${tone}`].replaceChildren(...places.map(([x, y]) => {
      const dot = first.cloneNode();
      dot.setAttribute("cx", x);
      dot.setAttribute("cy", y);
      return dot;
    }));
    parts[`name-${tone}`].textContent = name;
    parts[`best-${tone}`].setAttribute("transform", `translate(${places[best].join(" ")})`);
    parts[`picked-${tone}`].setAttribute("transform", `translate(${places[pick].join(" ")})`);
    return values[pick];
  };
  const draw = ({ n, tail }) => {
    const worth = halves.map((half, index) => drawHalf(half, TAILS[index && tail], n).toFixed(1));
    return `Of ${n} candidates, the one picked is worth ${worth[0]} with ${TAILS[0].name} and ${worth[1]} with ${TAILS[tail].name}; the best is worth ${Math.max(...values.slice(0, n)).toFixed(1)}.`;
  };
  addControls(figure, [
    { name: "n", label: "Candidates", min: 2, max: shares.length, step: 1, value: shown, say: String },
    { name: "tail", label: "Tail of the lower error", min: 0, max: 2, step: 1, value: 2, say: (step) => ["normal", "longer", "heavy"][step] },
  ], draw);
}

function four(share) {
  const spread = Math.sqrt(4 * share * (1 - share));
  return 2 * Math.sqrt(Math.max(0, Math.cos(Math.acos(spread) / 3) / spread - 1));
}

// By halving, between bounds that no share here comes near.
function normal(share) {
  let [low, high] = [-6, 6];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (below(middle) < share) low = middle;
    else high = middle;
  }
  return low;
}

// The share of standard normal values below one, by the series of the integral.
function below(value) {
  let term = value;
  let sum = value;
  for (let k = 3; Math.abs(term) > 1e-12; k += 2) sum += term *= (value * value) / k;
  return 1 / 2 + (sum * Math.exp((-value * value) / 2)) / Math.sqrt(2 * Math.PI);
}
