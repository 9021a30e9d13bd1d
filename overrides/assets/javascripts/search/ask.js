// Which pages answer a question, best first. Loaded when somebody searches, as the index is.
import MiniSearch from "../vendor/minisearch.js";
import { alike, formsOf, ignore, wordsOf } from "./words.js";
import "./list.js";

const BOOST = { title: 8, names: 10, summary: 3, headings: 2, text: 1 };
const FUZZY = 0.2; // letters that may be wrong, as a share of a word's
const OTHER = 0.4; // what another word for the same thing counts in the ranking
const OTHER_MET = 0.7; // and for how much of the question is on a page
const NAMED = 2; // a page counts so much more when the question is one of its names
const FINDING = 0.5; // a single result counts less than the page that sums it up
const ENOUGH = 1 / 2; // of a question must be on the page,
const ENOUGH_OF_NAME = 0.36; // or so much of it and a name of the page must be the same

const asItIs = { tokenize: (text) => text.split(" "), processTerm: (term) => term };

// The words stand by the alphabet, each as a letter that counts what it shares with the one before, and the rest of it.
function readWords(packed) {
  let word = "";
  return packed.match(/[A-Z][^A-Z]*/g).map((piece) => (word = word.slice(0, piece.charCodeAt(0) - 65) + piece.slice(1)));
}

// A section's words are numbers of them, each as the step from the one before; "~" adds 85 to what its letter counts.
function readSteps(steps, vocabulary) {
  let number = 0;
  const pieces = steps.match(/~*[^~]/g) ?? [];
  return pieces.flatMap((piece) => vocabulary[(number += 85 * (piece.length - 1) + piece.at(-1).charCodeAt(0) - 35)]);
}

function readPage(data, id, vocabulary) {
  const [address, title, kind, summary, but, aliases] = ["address", "title", "kind", "summary", "but", "aliases"].map((field) => data[field][id]);
  const sections = data.sections[id].map(([anchor, heading, steps]) => ({ anchor, heading, forms: formsOf(heading), words: readSteps(steps, vocabulary) }));
  const names = [title, ...aliases, address.split("/").at(-2) ?? ""];
  const fields = {
    title: formsOf(title),
    names: names.slice(1).flatMap(formsOf),
    summary: formsOf(`${summary} ${but}`),
    headings: sections.flatMap(({ forms }) => forms),
    text: sections.flatMap(({ words }) => words),
  };
  const rank = but ? FINDING : 1;
  return { address, title, kind, summary, but, rank, id, sections, fields, names: names.map(formsOf), words: names.flatMap(wordsOf) };
}

window.answersFrom = (data) => {
  ignore(data.ignored);
  const words = readWords(data.words);
  const vocabulary = words.map(formsOf);
  const pages = data.title.map((_, id) => readPage(data, id, vocabulary));
  const others = alike();
  const index = new MiniSearch({ ...asItIs, fields: Object.keys(BOOST), stringifyField: (forms) => forms.join(" ") });
  index.addAll(pages.map(({ id, fields }) => ({ id, ...fields })));

  // Form → how many pages have it. Those whose text is not in the index would make common words look rare.
  const known = new Map();
  const whole = pages.filter(({ fields }) => fields.text.length);
  for (const { fields } of pages) {
    const counts = Number(fields.text.length > 0);
    for (const form of new Set(Object.values(fields).flat())) known.set(form, (known.get(form) ?? 0) + counts);
  }
  const inNames = new Set(pages.flatMap((page) => page.words));
  const speller = new MiniSearch({ ...asItIs, fields: ["word"], idField: "word" });
  speller.addAll([...new Set([...inNames, ...words])].filter((word) => formsOf(word).length).map((word) => ({ word })));

  // "Paper clip", where a name has "paperclip".
  const joined = (words) => words.reduce((all, word) => (inNames.has(all.at(-1) + word) ? [...all.slice(0, -1), all.at(-1) + word] : [...all, word]), []);

  // A word that no page has is taken for one that is spelt almost so, at best in a name, unless it is still being typed.
  function spelt(word, place, words) {
    const [form] = formsOf(word);
    const isBegun = place === words.length - 1 && [...known.keys()].some((one) => one.startsWith(form));
    if (!form || known.has(form) || others.has(form) || isBegun || word.length < 5) return word;
    const found = speller.search(word, { fuzzy: FUZZY, boostDocument: (one) => (inNames.has(one) ? 2 : 1) });
    return found.find(({ id }) => id[0] === word[0] && (inNames.has(id) || word.length > 6))?.id ?? word;
  }

  return (question) => {
    const asked = [...new Set(formsOf(joined(wordsOf(question)).map(spelt).join(" ")))];
    const weights = new Map(asked.flatMap((form) => others.get(form) ?? []).map((form) => [form, OTHER]));
    for (const form of asked) weights.set(form, 1);
    const found = index.search([...weights.keys()].join(" "), { boost: BOOST, boostTerm: (form) => weights.get(form), prefix: (form) => form === asked.at(-1) });

    // How much of one form a page has: all, less by another word for it, or nothing.
    const share = ({ queryTerms }, form) => (queryTerms.includes(form) ? 1 : (others.get(form) ?? []).some((one) => queryTerms.includes(one)) ? OTHER_MET : 0);
    // What few pages have says more than what many have; a word that was only begun is on the pages that were found.
    const rarity = (form) => Math.log(1 + whole.length / (1 + (known.get(form) ?? found.filter((one) => share(one, form)).length)));
    const worth = (forms, part = () => 1) => [...new Set(forms)].reduce((sum, form) => sum + part(form) * rarity(form), 0);
    const all = worth(asked);

    const answers = found.map((result) => {
      const { names, sections, rank, ...page } = pages[result.id];
      const begun = new Set(result.terms.filter((form) => !weights.has(form)));
      const met = (form) => (asked.includes(form) || begun.has(form) ? 1 : weights.has(form) ? OTHER_MET : 0);
      const named = Math.max(...names.map((name) => (2 * worth(name, met)) / (worth(name) + all)));
      const covered = worth(asked, (form) => share(result, form)) / all;
      const isAnswer = covered > ENOUGH || named > ENOUGH_OF_NAME;
      const ranked = sections.map((section) => ({ ...section, worth: worth([...section.forms, ...section.words], met) }));
      const best = ranked.reduce((one, other) => (other.worth > one.worth ? other : one));
      const section = best.anchor && best.worth > ENOUGH * all ? best : null;
      const times = asked.filter((form) => share(result, form)).length / result.queryTerms.length;
      return { ...page, isAnswer, score: result.score * times * covered * rank * (1 + NAMED * named), section };
    });
    return answers.filter(({ isAnswer }) => isAnswer).sort((a, b) => b.score - a.score);
  };
};
