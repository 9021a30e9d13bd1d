// The race of hooks/essaysite/generate/pictures/boat.py, solved in the same way: policy iteration over exact worths.
import { addControls, fixed, line, partsOf, scale } from "./controls.js";

const NEAR = 1e-9; // worths are alike

export function varyBoat(figure, { moves, finish, discount, respawn, most, across, down }) {
  const parts = partsOf(figure);
  const x = scale(0, most, across);
  const y = scale(0, 20, down);

  const after = ([place, left], move, race) => {
    const wait = Math.max(0, left - 1);
    if (move === "target" && !wait) return [[move, race.respawn], race.bonus];
    return [[move, wait], move === "finish" ? finish : 0];
  };
  const worth = (race, policy, state) => {
    const seen = new Map();
    const gains = [];
    while (!seen.has(String(state)) && moves[state[0]].length) {
      seen.set(String(state), gains.length);
      const [onward, gain] = after(state, policy[state], race);
      gains.push(gain * race.discount ** gains.length);
      state = onward;
    }
    const sum = (from) => gains.slice(from).reduce((total, gain) => total + gain, 0);
    const start = seen.get(String(state));
    return start === undefined ? sum(0) : sum(0) + sum(start) / (1 - race.discount ** (gains.length - start)) - sum(start);
  };
  const statesOf = (race) =>
    Object.keys(moves).filter((place) => moves[place].length).flatMap((place) => Array.from({ length: race.respawn + 1 }, (_, left) => [place, left]));
  const solve = (race) => {
    let policy = Object.fromEntries(statesOf(race).map((state) => [state, moves[state[0]][0]]));
    const gain = (state, move) => {
      const [onward, got] = after(state, move, race);
      return got + race.discount * worth(race, policy, onward);
    };
    for (;;) {
      const better = { ...policy };
      for (const state of statesOf(race))
        for (const move of moves[state[0]]) if (gain(state, move) > gain(state, better[state]) + NEAR) better[state] = move;
      if (statesOf(race).every((state) => better[state] === policy[state])) return policy;
      policy = better;
    }
  };
  const course = (race) => {
    const policy = solve(race);
    const places = new Set();
    let state = ["fork", 0];
    let hits = false;
    while (moves[state[0]].length && !places.has(String(state))) {
      places.add(String(state));
      hits ||= state[0] === "target";
      [state] = after(state, policy[state], race);
    }
    return moves[state[0]].length ? "circle" : hits ? "once" : "finish";
  };
  const fixedCourse = (race, fork, target) => {
    const policy = Object.fromEntries(statesOf(race).map((state) => [state, { fork, target }[state[0]] ?? moves[state[0]][0]]));
    return worth(race, policy, ["fork", 0]);
  };
  const flip = (race) => {
    let [low, high] = [0, finish];
    while (high - low > 1e-4) {
      const bonus = (low + high) / 2;
      if (course({ ...race, bonus }) === "circle") high = bonus;
      else low = bonus;
    }
    return high;
  };
  const says = { finish: "goes straight to the finish", once: "turns once round the lagoon and then finishes", circle: "circles for ever" };

  const draw = (race) => {
    const [finishing, circling] = [fixedCourse(race, moves.fork[0], "channel out"), fixedCourse(race, "channel in", "target")];
    const turn = flip(race);
    const rise = circling / race.bonus;
    const end = Math.min(most, 20 / rise); // where the line leaves the chart
    parts.finishing.setAttribute("d", line([[x(0), y(finishing)], [x(most), y(finishing)]]));
    parts.circling.setAttribute("d", line([[x(0), y(0)], [x(end), y(end * rise)]]));
    parts.chosen.setAttribute("transform", `translate(${fixed(x(race.bonus))})`);
    parts.chosen.setAttribute("visibility", "visible");
    parts.flip.setAttribute("transform", `translate(${fixed(x(turn))})`);
    parts.flip.setAttribute("visibility", turn > most ? "hidden" : "visible");
    for (const part of [parts.below, parts.above, parts.turn]) part.textContent = turn.toFixed(2);
    return `With a bonus of ${race.bonus.toFixed(1)}, the best course ${says[course(race)]}: finishing is worth ${finishing.toFixed(1)}, circling ${circling.toFixed(1)}. From a bonus of ${turn.toFixed(2)} on, the best course never finishes.`;
  };
  addControls(figure, [
    { name: "bonus", label: "Bonus", min: 0.1, max: most, step: 0.1, value: 2, say: (bonus) => bonus.toFixed(1) },
    { name: "discount", label: "Each step further ahead counts", min: 0.8, max: 0.99, step: 0.01, value: discount, say: (share) => `${Math.round(100 * share)}%` },
    { name: "respawn", label: "Steps until the target is back", min: 1, max: 12, step: 1, value: respawn, say: String },
  ], draw);
}
