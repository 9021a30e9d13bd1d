// The race of hooks/essaysite/generate/pictures/boat.py, by the same sums.
import { addControls, fixed, line, partsOf, scale } from "./controls.js";

const SAYS = { finish: "goes straight to the finish", once: "turns once round the lagoon and then finishes", circle: "circles for ever" };

export function varyBoat(figure, { finish, discount, respawn, most, across, down }) {
  const parts = partsOf(figure);
  const x = scale(0, most, across);
  const y = scale(0, 20, down);

  const worthOf = ({ bonus, discount, respawn }) => ({
    finish: finish * discount ** 4,
    circle: (bonus * discount) / (1 - discount ** respawn),
    once: bonus * discount + finish * discount ** 8,
  });
  // The bonus from which on neither of the others is worth more than to circle.
  const flip = ({ discount, respawn }) =>
    Math.min(finish, finish * discount ** 3 * (1 - discount ** respawn) * Math.max(1, discount ** (4 - respawn)));
  const draw = (race) => {
    const worth = worthOf(race);
    // The first of those that are worth most.
    const best = Object.keys(worth).reduce((one, other) => (worth[other] > worth[one] + 1e-9 ? other : one));
    const turn = flip(race);
    const rise = worth.circle / race.bonus;
    const end = Math.min(most, 20 / rise); // where the line leaves the chart
    parts.finishing.setAttribute("d", line([[x(0), y(worth.finish)], [x(most), y(worth.finish)]]));
    parts.circling.setAttribute("d", line([[x(0), y(0)], [x(end), y(end * rise)]]));
    parts.chosen.setAttribute("transform", `translate(${fixed(x(race.bonus))})`);
    parts.chosen.setAttribute("visibility", "visible");
    parts.flip.setAttribute("transform", `translate(${fixed(x(turn))})`);
    parts.flip.setAttribute("visibility", turn > most ? "hidden" : "visible");
    for (const part of [parts.below, parts.above, parts.turn]) part.textContent = turn.toFixed(2);
    return `With a bonus of ${race.bonus.toFixed(1)}, the best course ${SAYS[best]}: finishing is worth ${worth.finish.toFixed(1)}, circling ${worth.circle.toFixed(1)}. From a bonus of ${turn.toFixed(2)} on, the best course never finishes.`;
  };
  addControls(figure, [
    { name: "bonus", label: "Bonus", min: 0.1, max: most, step: 0.1, value: 2, say: (bonus) => bonus.toFixed(1) },
    { name: "discount", label: "Each step further ahead counts", min: 0.8, max: 0.99, step: 0.01, value: discount, say: (share) => `${Math.round(100 * share)}%` },
    { name: "respawn", label: "Steps until the target is back", min: 1, max: 12, step: 1, value: respawn, say: String },
  ], draw);
}
