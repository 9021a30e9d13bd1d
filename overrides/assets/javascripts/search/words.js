// Words as the search compares them: without case, accents, spelling habits and endings. Words that say nothing go.

// Beside the words of grammar, which come with the index: what people say when they ask, and what an apostrophe parts or should.
const ignored = new Set([
  ..."actually anyway d difference getting ll m mean means please re s simply t tell thing things ve versus vs want wanted wants".split(" "),
  ..."are ca could did do does had has have is should was were wo would".split(" ").flatMap((verb) => [`${verb}n`, `${verb}nt`]),
  ..."he here how it she that there what where who".split(" ").map((word) => `${word}s`),
]);

// Each line is what readers and pages may call the same thing.
const ALIKE = `lie lies deceive deceit deceitful deceptive deception dishonest mislead trick manipulate
fake pretend faking
kill extinction die doom catastrophe destroy apocalypse wipe
chatgpt gpt chatbot llm assistant
shutdown shut unplug switch
law regulation regulate legislation government legal
company firm corporation business industry
risk danger threat dangerous hazard unsafe
job career employment
smart intelligent clever intelligence
dumb stupid silly
expert researcher scientist
book literature paper reading
cheat hack exploit loophole
moral ethics ethical morality
bias discrimination prejudice unfair racist sexist racism
wrong mistake error fault flaw
hard difficult tough
solve solution solvable fix
teach train training
start begin beginner introduction basics newcomer intro
summary brief overview tldr
value preference
human people humanity person
survey poll
hide conceal secret hidden covert
flatter flattery sycophancy agree
cite citation reference quote
energy electricity carbon climate environment
attack hacker cyberattack hacking malicious
fear worry afraid scared worried concern
probability likelihood chance odds likely
oversee supervise monitor oversight supervision
hallucinate hallucination invent fabricate
stop prevent block
restriction refuse refusal censor
obey comply obedient`;

export function ignore(words) {
  for (const word of words.split(" ")) ignored.add(word);
}

export function wordsOf(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

// One form for all spellings and inflections of each word that says something. It need not be a word itself.
export function formsOf(text) {
  return wordsOf(text).filter((word) => !ignored.has(word)).map((word) => withoutEnding(inOneSpelling(word)));
}

// Form → those of other words for the same thing.
export function alike() {
  const others = new Map();
  for (const forms of ALIKE.split("\n").map(formsOf)) {
    for (const form of forms) others.set(form, forms.filter((one) => one !== form));
  }
  return others;
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
