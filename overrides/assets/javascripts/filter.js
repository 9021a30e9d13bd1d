// Narrows and sorts the long list below a form as one types and picks; without scripts it is a plain list, and the form hidden.

window.addFilters = () => document.querySelectorAll("form.filter[hidden]").forEach((form) => addFilter(form, form.nextElementSibling));

function addFilter(form, list) {
  form.addEventListener("submit", (event) => event.preventDefault());
  const items = [...list.querySelectorAll("[data-filter-item]")];
  const choices = [...form.querySelectorAll("[data-filter-by]")];
  const controls = [words(form, items, choices), ...choices.map(choice)];
  const { order } = form.elements;
  if (order) sortBy(order, items);
  const count = form.querySelector("output");

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
  form.hidden = false;
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

function sortBy(order, items) {
  const places = new Map(items.map((item, place) => [item, place]));
  order.addEventListener("input", () => {
    const by = order.value;
    const key = (item) => item.dataset[by] ?? item.querySelector("a").textContent;
    const compare = (a, b) => (by ? key(a).localeCompare(key(b), "en", { numeric: true }) : 0) || places.get(a) - places.get(b);
    items[0]?.parentElement.append(...[...items].sort(compare));
  });
}

// Words are looked for in those parts of an item that the form names, in what only its mark holds, and in the names of the
// choices that it is under: "leike rlhf".
function words(form, items, choices) {
  const box = form.elements.words;
  const named = choices.map(({ dataset, options }) => [dataset.filterBy, new Map([...options].map(({ value, text }) => [value, value && text]))]);
  const under = (item) => named.flatMap(([by, names]) => values(item, by).map((value) => names.get(value) ?? value));
  const said = (item) => [...item.querySelectorAll(form.dataset.filterWithin)].map(({ textContent }) => textContent);
  let texts = null; // of each item; it takes a while on a long list, and most readers never ask
  const test = () => {
    const asked = folded(box.value).split(/\s+/);
    if (box.value) texts ??= new Map(items.map((item) => [item, folded([item.dataset.filterItem, ...said(item), ...under(item)].join(" "))]));
    return (item) => !box.value || asked.every((word) => texts.get(item).includes(word));
  };
  return { test, hint: "try fewer letters" };
}

// What an item is under: by name where parts of it say so, and else by what its mark holds.
function values(item, by) {
  return item.dataset[by]?.split(" ") ?? [...item.querySelectorAll(by)].map(({ textContent }) => textContent);
}

function choice(select) {
  const test = () => {
    const [{ value, text }] = select.selectedOptions;
    return (item) => !value || values(item, select.dataset.filterBy).some((one) => one === value || one === text);
  };
  return { test, hint: `set ${select.labels[0].firstChild.data} to All` };
}

// As people type it: small letters without accents, and one kind of apostrophe, quotation mark and dash.
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’ʼ]/g, "'").replace(/[“”]/g, '"').replace(/[–—]/g, "-").toLowerCase();
}
