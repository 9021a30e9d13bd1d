// Words as the search compares them: without case, accents, spelling habits and endings. Words that say nothing go.

const SAY_NOTHING = new Set([
  ...`a about actually after all also am an and any anyway as at be because been being between but by cannot d difference each either for
    from get gets getting her him his i if in into just like ll m make makes many may me mean means might more most much
    must my no nor not of on one or other our ours out over own please re really s same say says shall simply so some
    still such t tell than the their them themselves then these they thing things this those to too up us ve versus very want wanted wants
    vs we when which while why will with you your yours`.split(/\s+/),
  // With and without the apostrophe that parts "isn't" in two.
  ..."are can could did do does had has have is should was were wo would".split(" ").flatMap((verb) => [verb, `${verb}n`, `${verb}nt`, `${verb}t`]),
  ..."he here how it she that there what where who".split(" ").flatMap((word) => [word, `${word}s`]),
]);

export function wordsOf(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

// One form for all spellings and inflections of each word that says something. It need not be a word itself.
export function formsOf(text) {
  return wordsOf(text).filter((word) => !SAY_NOTHING.has(word)).map((word) => withoutEnding(inOneSpelling(word)));
}

function inOneSpelling(word) {
  const spelt = word.replace(/([iy])z(?=[aeio])/, "$1s").replace(/^skep/, "scep"); // optimize → optimise, skeptic → sceptic
  return spelt.length > 5 ? spelt.replace(/our(?!c|s?el)/, "or") : spelt; // behaviour → behavior, but not source
}

function withoutEnding(word) {
  let form = word.replace(/^([dl])ying$/, "$1ie"); // lying → lie
  if (form.length > 7) form = form.replace(/ous$/, ""); // dangerous → danger
  // policies → policy, boxes → box, goals → goal; but not bias
  if (form.length > 3) form = form.replace(/ies$/, "y").replace(/(x|sh|ch|ss)es$/, "$1").replace(/([^suia]|[^i]a)s$/, "$1");
  // learning, learned → learn; planning → plan
  if (form.length > 5) form = form.replace(/^(.*[aeiouy].*[^e])(?:ing|ed)$/, "$1").replace(/([bdglmnprt])\1$/, "$1");
  return form.length > 3 ? form.replace(/e$/, "") : form; // rate, rating → rat
}
