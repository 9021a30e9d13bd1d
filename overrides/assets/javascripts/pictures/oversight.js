// The formula of hooks/essaysite/generate/pictures/oversight.py, which says what it holds.
import { addControls, fixed, line, partsOf, scale } from "./controls.js";

export function varyOversight(figure, { p, c, n, most, across, down }) {
  const parts = partsOf(figure);
  const x = scale(0, Math.log2(most), across);
  const y = scale(0, 1, down);
  const sizes = Array.from({ length: (most + 1) / 2 }, (_, index) => 2 * index + 1);
  const curve = (values) => line(sizes.map((size) => [x(Math.log2(size)), y(judged(size, values.p, values.c))]));
  const percent = (share) => `${(100 * share).toFixed(1)}%`;

  const draw = (values) => {
    const apart = { ...values, c: 0 };
    const [alone, together] = [apart, values].map((each) => judged(values.n, each.p, each.c));
    parts.apart.setAttribute("d", curve(apart));
    parts.shared.setAttribute("d", curve(values));
    parts.mark.setAttribute("transform", `translate(${fixed(x(Math.log2(values.n)))})`);
    parts["apart-dot"].setAttribute("cy", fixed(y(alone)));
    parts["shared-dot"].setAttribute("cy", fixed(y(together)));
    return `The majority is right in ${percent(alone)} of cases where errors are independent, and in ${percent(together)} where they are shared.`;
  };
  const settings = [
    { name: "p", label: "A check is right in", min: 0.3, max: 0.95, step: 0.01, value: p, say: (share) => `${Math.round(100 * share)}% of cases` },
    { name: "c", label: "Checks err or succeed together in", min: 0, max: 1, step: 0.05, value: c, say: (share) => `${Math.round(100 * share)}% of cases` },
    { name: "n", label: "Checks", min: 1, max: most, step: 2, value: n, say: String },
  ];
  addControls(figure, settings, draw);
}

function judged(n, p, c) {
  return c * p + (1 - c) * majority(n, p);
}

function majority(n, p) {
  let term = (1 - p) ** n; // that none is right
  let sum = 0;
  for (let right = 1; right <= n; right++) {
    term *= ((n - right + 1) / right) * (p / (1 - p));
    if (2 * right > n) sum += term;
  }
  return sum;
}
