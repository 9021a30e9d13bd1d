// Which pages answer a question, best first. Loaded when somebody searches, as the index is.
import MiniSearch from "../vendor/minisearch.js";
import { formsOf, wordsOf } from "./words.js";

const BOOST = { title: 8, aliases: 10, summary: 3, headings: 2, text: 1 };
const FUZZY = 0.2; // letters that may be wrong, as a share of a word's
const NAMED = 2; // a page counts so much more when the question is one of its names
const ENOUGH = 1 / 2; // of a question must be on the page,
const ENOUGH_OF_NAME = 1 / 3; // or so much of it and a name of the page must be the same

const asItIs = { tokenize: (text) => text.split(" "), processTerm: (term) => term };

// A section's words are numbers of the vocabulary, each as the step from the one before it.
function read(page, id, vocabulary) {
  const sections = page.sections.map(([anchor, heading, steps]) => {
    let number = 0;
    return { anchor, heading, forms: formsOf(heading), words: steps.flatMap((step) => vocabulary[(number += step)]) };
  });
  const names = [page.title, ...page.aliases];
  const fields = {
    title: formsOf(page.title),
    aliases: page.aliases.flatMap(formsOf),
    summary: formsOf(`${page.summary} ${page.but ?? ""}`),
    headings: sections.flatMap(({ forms }) => forms),
    text: sections.flatMap(({ words }) => words),
  };
  return { ...page, id, sections, fields, names: names.map(formsOf), words: names.flatMap(wordsOf) };
}

window.answersFrom = (data) => {
  const vocabulary = data.words.map(formsOf);
  const pages = data.pages.map((page, id) => read(page, id, vocabulary));
  const index = new MiniSearch({ ...asItIs, fields: Object.keys(BOOST), stringifyField: (forms) => forms.join(" ") });
  index.addAll(pages.map(({ id, fields }) => ({ id, ...fields })));

  // Form → how many pages have it. Those whose text is not in the index would make common words look rare.
  const known = new Map();
  const whole = pages.filter(({ fields }) => fields.text.length);
  for (const { fields } of pages) {
    const counts = Number(fields.text.length > 0);
    for (const form of new Set(Object.values(fields).flat())) known.set(form, (known.get(form) ?? 0) + counts);
  }
  const inNames = new Set(pages.flatMap(({ words }) => words));
  const speller = new MiniSearch({ ...asItIs, fields: ["word"], idField: "word" });
  speller.addAll([...inNames].map((word) => ({ word })));

  // "Paper clip", where a name has "paperclip".
  const joined = (words) => words.reduce((all, word) => (inNames.has(all.at(-1) + word) ? [...all.slice(0, -1), all.at(-1) + word] : [...all, word]), []);

  // A word that no page has is taken for the name that is spelt almost so, unless it is still being typed.
  function spelt(word, place, words) {
    const [form] = formsOf(word);
    const isBegun = place === words.length - 1 && [...known.keys()].some((one) => one.startsWith(form));
    if (!form || known.has(form) || isBegun || word.length < 5) return word;
    return speller.search(word, { fuzzy: FUZZY }).find(({ id }) => id[0] === word[0])?.id ?? word;
  }

  return (question) => {
    const asked = [...new Set(formsOf(joined(wordsOf(question)).map(spelt).join(" ")))];
    const found = index.search(asked.join(" "), { boost: BOOST, prefix: (_, place) => place === asked.length - 1 });
    const has = (result, form) => result.queryTerms.includes(form);
    // What few pages have says more than what many have; a word that was only begun is on the pages that were found.
    const worth = (forms) => forms.reduce((sum, form) => sum + Math.log(1 + whole.length / (1 + (known.get(form) ?? found.filter((one) => has(one, form)).length))), 0);
    const all = worth(asked);

    const answers = found.map((result) => {
      const { names, sections, ...page } = pages[result.id];
      const met = new Set([...asked, ...result.terms]);
      const shared = (forms) => worth([...new Set(forms)].filter((form) => met.has(form)));
      const named = Math.max(...names.map((name) => (2 * shared(name)) / (worth(name) + all)));
      const isAnswer = worth(asked.filter((form) => has(result, form))) > ENOUGH * all || named > ENOUGH_OF_NAME;
      const ranked = sections.map((section) => ({ ...section, worth: shared([...section.forms, ...section.words]) }));
      const best = ranked.reduce((one, other) => (other.worth > one.worth ? other : one));
      const section = best.anchor && best.worth > ENOUGH * all ? best : null;
      return { ...page, isAnswer, score: result.score * (1 + NAMED * named), section };
    });
    return answers.filter(({ isAnswer }) => isAnswer).sort((a, b) => b.score - a.score);
  };
};
