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
  form.addEventListener("submit", (event) => event.preventDefault());

  const text = field(form, list.dataset.filterLabel, document.createElement("input"));
  text.type = "search";
  text.autocomplete = "off";
  const choices = [...list.querySelectorAll("[data-filter-choices]")].map((source) => addChoice(form, source));
  const count = document.createElement("output");
  count.setAttribute("aria-live", "polite");
  form.append(count);
  list.before(form);

  const update = () => {
    const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const item of items) {
      const fits =
        words.every((word) => item.dataset.filterItem.includes(word)) &&
        choices.every(({ select, name }) => !select.value || (item.dataset[name] ?? "").split(" ").includes(select.value));
      item.hidden = !fits;
      shown += fits;
    }
    for (const group of list.querySelectorAll("[data-filter-group]")) {
      group.hidden = !group.querySelector("[data-filter-item]:not([hidden])");
    }
    const filtering = shown < items.length;
    count.textContent = filtering ? (shown ? `${shown} of ${items.length}` : "Nothing fits. Try fewer letters.") : "";
  };
  form.addEventListener("input", update);
}

function addChoice(form, source) {
  const select = field(form, source.dataset.filterChoices, document.createElement("select"));
  select.add(new Option("All", ""));
  for (const option of source.children) select.add(new Option(option.textContent, option.dataset.value));
  return { select, name: source.dataset.filterName };
}

function field(form, name, control) {
  const label = document.createElement("label");
  label.append(name, control);
  form.append(label);
  return control;
}
