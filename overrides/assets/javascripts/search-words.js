// Words as the search compares them: without case, accents, spelling habits and endings.

const BOUNDARY = new RegExp(setup.config.separator);
const STOP_WORDS = new Set([
  ...`a about actually after all also am an and any anyway as at be because been being between but by cannot d difference each either for
    from get gets getting her him his i if in into just like ll m make makes many may me mean means might more most much
    must my no nor not of on one or other our ours out over own please re really s same say says shall simply so some
    still such t tell than the their them themselves then these they thing things this those to too up us ve versus very want wanted wants
    vs we when which while why will with you your yours amp gt lt`.split(/\s+/),
  // With and without the apostrophe that parts "isn't" in two.
  ..."are can could did do does had has have is should was were wo would".split(" ").flatMap((verb) => [verb, `${verb}n`, `${verb}nt`, `${verb}t`]),
  ..."he here how it she that there what where who".split(" ").flatMap((word) => [word, `${word}s`]),
]);
const forms = new Map();

function wordsOf(text) {
  return text.toLowerCase().split(BOUNDARY).filter(Boolean);
}

// The words that carry a question; where all of them are stop words, those.
function contentOf(text) {
  const words = [...new Set(wordsOf(text))];
  const content = words.filter((word) => !STOP_WORDS.has(word));
  return content.length ? content : words;
}

// One form for all spellings and inflections of a word. It need not be a word, only the same for all of them, and its own
// form: the theme's worker asks for the form of each word of a question, which is a form already.
function formOf(word) {
  if (!forms.has(word)) {
    const form = withoutEnding(inOneSpelling(word));
    forms.set(word, form === word ? word : formOf(form));
  }
  return forms.get(word);
}

function inOneSpelling(word) {
  const plain = word.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const spelt = plain.replace(/([iy])z(?=[aeio])/, "$1s").replace(/^skep/, "scep");
  return spelt.length > 5 ? spelt.replace(/our(?!c|s?el)/, "or") : spelt;
}

function withoutEnding(word) {
  let form = word;
  if (form.length > 7) form = form.replace(/ous$/, "");
  if (form.length > 3) form = form.replace(/ies$/, "y").replace(/(x|sh|ch|ss)es$/, "$1").replace(/([^suia]|[^i]a)s$/, "$1");
  if (form.length > 5) form = form.replace(/^(.*[aeiouy].*[^e])(?:ing|ed)$/, "$1").replace(/([bdglmnprt])\1$/, "$1");
  return form.length > 3 ? form.replace(/e$/, "") : form;
}

// How many letters to add, drop, change or swap with the next make one word of another.
function distance(a, b) {
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      const isSwap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[b.length];
}
