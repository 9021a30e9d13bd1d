// What a question means to the index, and which answers come first.

const WORD = 10; // against 1 for a word that only begins so
const IN_ORDER = 2;
const NAMED = 4;
const NAMED_IN_FULL = 8;

const COMMON = 3 / 10; // of all entries

// What stands too far before the first word that is marked.
const LONG_LEAD = /^[^<]{40,}?\s(?=[^<]{0,60}<mark>)/;

const entries = new Map();
const vocabulary = new Map(); // form → how many entries have it
const inNames = new Map();

function learn(docs) {
  for (const { location, title, text, tags = [], summary = "" } of docs) {
    const names = [title, ...tags];
    const whole = [...names, summary, text].join(" . ").replace(/<[^>]*>/g, " ");
    entries.set(location, { full: names.map(inFull), short: names.map(inShort), text: inShort(whole) });
    for (const word of wordsOf(names.join(" "))) inNames.set(word, formOf(word));
    for (const form of new Set(wordsOf(whole).map(formOf))) vocabulary.set(form, (vocabulary.get(form) ?? 0) + 1);
  }
}

// With a space around each word, so that "stands right before" is a search for text.
function inFull(text) {
  return ` ${wordsOf(text).map(formOf).join(" ")} `;
}

function inShort(text) {
  return ` ${wordsOf(text).filter((word) => !STOP_WORDS.has(word)).map(formOf).join(" ")} `;
}

function readQuestion(query) {
  const typed = asOneWord(contentOf(query));
  const last = wordsOf(query).at(-1) ?? "";
  const words = new Map(); // form → as it was typed
  const beginnings = new Set();
  const known = [];
  let unknown = 0;
  for (const word of typed) {
    const form = formOf(word);
    const mayGoOn = last.endsWith(word) || form.length > 4;
    const isKnown = vocabulary.has(form) || (mayGoOn && isBeginning(form));
    const found = isKnown ? [form] : nearest(word);
    if (!found.length) unknown++;
    for (const one of found.length ? found : [form]) words.set(one, word);
    known.push(...found);
    if (isKnown && mayGoOn) beginnings.add(form);
  }
  // To a word without a weight the theme's worker adds a star: it then stands for all words that begin so.
  const terms = [...[...words.keys()].map((form) => `${form}^${WORD}`), ...beginnings];
  return {
    words,
    terms: terms.join(" "),
    unknown: unknown / typed.length,
    full: inFull(query),
    short: ` ${[...words.keys()].join(" ")} `,
    telling: known.filter(isTelling),
    isEmpty: typed.every((word) => STOP_WORDS.has(word)),
  };
}

// A word that so many entries have ("AI") tells none from another.
function isTelling(form) {
  return !(vocabulary.get(form) > entries.size * COMMON);
}

// "Paper clip", where the site's names have "paperclip".
function asOneWord(words) {
  return words.reduce((all, word) => (all.length && inNames.has(all.at(-1) + word) ? [...all.slice(0, -1), all.at(-1) + word] : [...all, word]), []);
}

function isBeginning(form) {
  for (const known of vocabulary.keys()) if (known.startsWith(form)) return true;
  return false;
}

// What the site may mean by a word it does not have: two of its words, or a name that is spelt almost so.
function nearest(word) {
  for (let at = 3; at <= word.length - 3; at++) {
    const parts = [word.slice(0, at), word.slice(at)];
    if (parts.every((part) => inNames.has(part))) return parts.map(formOf);
  }
  const limit = word.length < 6 ? 0 : word.length < 9 ? 1 : 2;
  const alike = [...inNames.keys()].filter((name) => name[0] === word[0] && Math.abs(name.length - word.length) <= limit);
  const [best] = alike.map((name) => [distance(word, name), name]).sort(([a], [b]) => a - b);
  return limit && best?.[0] <= limit ? [formOf(best[1])] : [];
}

function rank(groups, question) {
  const found = (isAnswer) => groups.map((items) => answersOf(items, question, isAnswer)).filter((items) => items.length);
  const best = [fits, isNamed].map(found).find((pages) => pages.length) ?? [];
  return best.sort(([a], [b]) => b.score - a.score);
}

// The entries of a page that answer the question, best first, and the page itself, which heads them.
function answersOf(items, question, isAnswer) {
  const fitting = items.filter((item) => isAnswer(item, question));
  if (!fitting.length) return [];
  const page = items.find(isPage);
  if (!fitting.includes(page)) fitting.push({ ...page, score: 0 });
  return fitting.map((item) => shown({ ...item, score: item.score * worth(item, question) }, question)).sort((a, b) => b.score - a.score);
}

const isPage = (item) => !item.location.includes("#");
const isMarked = (text) => text.includes("<mark>");
const hasNameOf = (item) => isPage(item) && [item.title, ...(item.tags ?? [])].some(isMarked);

// Half of the words that tell pages apart must be there, or a third, where a page's name has one of them. Where the site
// does not know some words, that is chance, unless a page's name has one. Stop words alone must be a name, or begin one.
function fits(item, question) {
  if (question.isEmpty) return isPage(item) && entries.get(item.location).full.some((name) => name.includes(question.full.trimEnd()));
  if (question.unknown && !question.telling.length) return false;
  const words = question.telling.length ? question.telling : [...question.words.keys()];
  const hits = words.filter((form) => item.terms[form]).length;
  const isName = hasNameOf(item);
  return hits > 0 && hits >= words.length / (isName ? 3 : 2) && (isName || question.unknown < 1 / 3);
}

// Where no page has half of them, a page whose name has one.
function isNamed(item, question) {
  return !question.isEmpty && hasNameOf(item) && question.telling.some((form) => item.terms[form]);
}

function worth(item, question) {
  const { full, short, text } = entries.get(item.location);
  const forms = [...question.words.keys()];
  const pairs = forms.slice(1).map((form, index) => ` ${forms[index]} ${form} `);
  const inOrder = pairs.filter((pair) => text.includes(pair)).length / (pairs.length || 1);
  const named = full.includes(question.full) ? NAMED_IN_FULL : short.includes(question.short) ? NAMED : 0;
  return 1 + IN_ORDER * inOrder + named;
}

// An entry as the theme shows it. Its `terms` that are true become the words marked on the page, the others "missing".
function shown({ location, title, text, tags = [], summary, kind, score, terms }, question) {
  const isName = [title, summary ?? "", ...tags].some(isMarked);
  const teaser = summary && (isName || !isMarked(text)) ? summary : shortened(text);
  const marked = [...`${title} ${text}`.matchAll(/<mark>([^<]{4,})<\/mark>/g)].map(([, word]) => [word, true]);
  const missing = [...question.words].filter(([form]) => score && !terms[form]).map(([, word]) => [word, false]);
  const heading = kind ? `${title} <span class="card__kind">${kind}</span>` : title;
  return { location, title: heading, text: teaser && `<p class="search-teaser">${teaser}</p>`, score, terms: Object.fromEntries([...missing, ...marked]) };
}

// The parts of a text that have a word of the question, or its first one. The page shows three lines of it.
function shortened(text) {
  const parts = text.split(/<\/?(?:p|li|ul|ol|pre)>/).filter((part) => part.trim());
  const marked = parts.filter(isMarked).map((part) => part.replace(LONG_LEAD, "… "));
  return marked.length ? marked.join(" … ").replaceAll("… … ", "… ") : (parts[0] ?? "");
}
