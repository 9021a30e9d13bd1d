// What a reader chose, kept in the browser. All sites of one host share that place (owner.github.io), so each choice stands
// there behind this site's address, as the theme's own would, and what is found there need not be ours.

const keyOf = (name) => `${window.__md_scope.pathname}.${name}`;

export function keptChoice(name, isKnown) {
  try {
    const choice = window.__md_get(name);
    return isKnown(choice) ? choice : null;
  } catch {
    return null; // storage is blocked, or what is there is not the theme's JSON
  }
}

// Where storage is blocked, a choice holds until the page is left.
export function keepChoice(name, choice) {
  try {
    if (choice === null) localStorage.removeItem(keyOf(name));
    else window.__md_set(name, choice);
  } catch {
    // as above
  }
}
