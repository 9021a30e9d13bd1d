// Filter-as-you-type for long lists; without scripts they are plain lists.

export function addFilters() {
  for (const list of document.querySelectorAll(".filterable:not([data-filter-ready])")) addFilter(list);
}

function addFilter(list) {
  list.dataset.filterReady = "";
  const items = [...list.querySelectorAll("[data-filter-item]")];
  const form = document.createElement("form");
  form.className = "filter";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Narrow the list");
  form.addEventListener("submit", (event) => event.preventDefault());

  const choices = [...list.querySelectorAll("[data-filter-choices]")];
  const controls = [addText(form, list.dataset.filterLabel, items, choices)];
  for (const source of choices) controls.push(addChoice(form, source));
  for (const source of list.querySelectorAll("[data-filter-sorts]")) addOrder(form, source, items);
  const count = document.createElement("output");
  count.setAttribute("aria-live", "polite");
  form.append(count);
  list.before(form);

  const update = () => {
    const tests = controls.map((control) => ({ fits: control.test(), hint: control.hint }));
    let shown = 0;
    for (const item of items) {
      const against = tests.filter(({ fits }) => !fits(item));
      item.hidden = against.length > 0;
      shown += !item.hidden;
      // What alone keeps an item out is what to loosen.
      if (against.length === 1) against[0].helps = true;
    }
    for (const group of list.querySelectorAll("[data-filter-group]")) {
      group.hidden = !group.querySelector("[data-filter-item]:not([hidden])");
    }
    const help = tests.filter(({ helps }) => helps).map(({ hint }) => hint).join(" or ") || "loosen more than one of these";
    keepInAddress(form);
    if (shown === items.length) count.textContent = "";
    else count.textContent = shown ? `${shown} of ${items.length}` : `Nothing fits: ${help}.`;
  };
  form.addEventListener("input", update);
  for (const control of filledFromAddress(form)) control.dispatchEvent(new Event("input", { bubbles: true }));
}

// What is filtered stays in the address, so that it can be shared and comes back with the page.
function keepInAddress(form) {
  const address = new URL(location);
  for (const { name, value } of form.elements) {
    if (!name) continue;
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  if (address.href !== location.href) history.replaceState(history.state, "", address);
}

function filledFromAddress(form) {
  const asked = new URLSearchParams(location.search);
  const given = [...form.elements].filter(({ name }) => name && asked.has(name));
  for (const control of given) control.value = asked.get(control.name);
  return given;
}

function addOrder(form, source, items) {
  const select = field(form, source.dataset.filterSorts, document.createElement("select"));
  select.name = "order";
  for (const option of source.children) select.add(new Option(option.textContent, option.dataset.value));
  const places = new Map(items.map((item, place) => [item, place]));
  select.addEventListener("input", () => {
    const by = select.value;
    const order = (a, b) => (by ? a.dataset[by].localeCompare(b.dataset[by], "en", { numeric: true }) : 0) || places.get(a) - places.get(b);
    items[0]?.parentElement.append(...[...items].sort(order));
  });
}

// Words are looked for in what an item says, and in the names of the choices that it is under: "leike rlhf".
function addText(form, name, items, choices) {
  const box = field(form, name, document.createElement("input"));
  box.type = "search";
  box.name = "words";
  box.autocomplete = "off";
  const named = choices.map(({ dataset, children }) => [dataset.filterName, new Map([...children].map((one) => [one.dataset.value, one.textContent]))]);
  const under = (item) => named.flatMap(([field, names]) => (item.dataset[field] ?? "").split(" ").map((value) => names.get(value) ?? ""));
  const texts = new Map(items.map((item) => [item, folded([item.dataset.filterItem, ...under(item)].join(" "))]));
  const test = () => {
    const words = folded(box.value).split(/\s+/);
    return (item) => words.every((word) => texts.get(item).includes(word));
  };
  return { test, hint: "try fewer letters" };
}

function addChoice(form, source) {
  const { filterChoices: label, filterName: name } = source.dataset;
  const select = field(form, label, document.createElement("select"));
  select.name = label.toLowerCase().replace(/\W+/g, "-");
  select.add(new Option("All", ""));
  for (const option of source.children) select.add(new Option(option.textContent, option.dataset.value));
  const test = () => (item) => !select.value || (item.dataset[name] ?? "").split(" ").includes(select.value);
  return { test, hint: `set ${label} to All` };
}

// As people type it: small letters without accents, and one kind of apostrophe, which phones make curly.
function folded(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[‘’ʼ]/g, "'").toLowerCase();
}

function field(form, name, control) {
  const label = document.createElement("label");
  label.append(name, control);
  form.append(label);
  return control;
}
