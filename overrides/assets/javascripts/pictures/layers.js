// The count of hooks/essaysite/generate/pictures/layers.py: streets in training where the person lives behind another door,
// and streets where the robot can read who lives where.
import { addControls, fixed, partsOf } from "./controls.js";

export function varyLayers(figure, { doors, streets }) {
  const parts = partsOf(figure);
  const show = (name, count) => {
    [...parts[name].children].forEach((dot, place) => {
      for (const kind of ["pic-line", "layers-none"]) dot.classList.toggle(kind, place >= count);
      dot.classList.toggle("pic-dot", place < count);
    });
    parts[`${name}-count`].textContent = fixed(count);
  };
  const draw = ({ elsewhere, read }) => {
    const [red, luck] = [streets - elsewhere, streets / doors];
    for (const [name, count] of [["person-training", read], ["person-new", read], ["red-training", red], ["red-new", luck]]) show(name, count);
    const says =
      red === read ? "the two rules earn the same, so the reward cannot tell them apart"
      : red > read ? "going to the red door earns more, though the reward is right"
      : "finding the person earns more";
    return `In training ${says}: ${read} for the person, ${red} for the red door. On new streets they earn ${read} and ${luck}.`;
  };
  const ofTen = (count) => `${count} of ${streets}`;
  addControls(figure, [
    { name: "elsewhere", label: "Streets in training where the person lives behind another door", min: 0, max: streets, step: 1, value: 0, say: ofTen },
    { name: "read", label: "Streets where the robot can read who lives where", min: 0, max: streets, step: 1, value: streets, say: ofTen },
  ], draw);
}
