// The theme's search worker, asked in better words, with its answers in a better order. The page starts this script at
// once; the rest, index included, is fetched when somebody searches, because most readers never do.

const SETUP = 0;
const READY = 1;
const QUERY = 2;
const RESULT = 3;

const toPage = self.postMessage.bind(self);
const asked = [];
const loaded = new Set();
let setup;
let started;
let turn = Promise.resolve();

// The theme's worker answers each message with one message, in their order.
self.postMessage = (message) => asked.shift()(message);

function ask(type, data) {
  return new Promise((resolve) => {
    asked.push(resolve);
    self.dispatchEvent(new MessageEvent("message", { data: { type, data } }));
  });
}

self.addEventListener("message", (event) => {
  if (!event.isTrusted) return; // from `ask`, for the theme's worker
  event.stopImmediatePropagation();
  turn = turn.then(() => reply(event.data)).catch(console.error);
});

async function reply({ type, data }) {
  if (type === SETUP) {
    setup = data;
    toPage({ type: READY });
  } else if (type === QUERY) {
    toPage({ type: RESULT, data: data.trim() ? await answer(data) : { items: [] } });
  }
}

// Without an answer the page would go on showing the last one. What `failed` means to readers is said by search-help.js.
async function answer(query) {
  try {
    return await search(query);
  } catch (error) {
    console.error(error);
    return { items: [], failed: true };
  }
}

async function search(query) {
  started ??= start();
  try {
    await started;
  } catch (error) {
    started = undefined; // so that the next letter tries again
    throw error;
  }
  const question = readQuestion(query);
  const { data } = await ask(QUERY, question.terms);
  return { items: rank(data.items, question) };
}

async function start() {
  const { docs, scripts } = self.handed ?? (await fetched());
  scripts.forEach(load);
  self.lunr.stemmer = (token) => token.update(formOf);
  self.lunr.Pipeline.registerFunction(self.lunr.stemmer, "formOf");
  learn(docs);
  await ask(SETUP, { ...setup, docs });
}

// A script that came does not run twice, which its names would forbid, when the next one did not come.
function load(script) {
  if (loaded.has(script)) return;
  importScripts(script);
  loaded.add(script);
}

// In the offline copy all this is handed over before: nothing can be fetched there.
async function fetched() {
  const [, theme] = /[?&]theme=(search\.\w+\.min\.js)$/.exec(self.location.search);
  const answer = await fetch(new URL("../../search/entries.json", self.location));
  if (!answer.ok) throw new Error(`The search index: ${answer.status}`);
  return { docs: await answer.json(), scripts: ["search-words.js", "search-rank.js", `workers/${theme}`] };
}
