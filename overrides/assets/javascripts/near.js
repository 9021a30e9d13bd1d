// On the page for addresses that lead nowhere: the pages whose names are nearest to what was asked for.
import { part } from "./part.js";

window.suggestPages = async () => {
  const place = document.getElementById("near-matches");
  if (!place || place.childElementCount) return;
  const asked = readable(location.pathname).split("/").filter(Boolean).pop()?.replace(/\.(html?|md)$/, "") ?? "";
  const { base: home } = JSON.parse(document.getElementById("__config").textContent);
  const base = new URL(home.replace(/\/?$/, "/"), location.href);
  if (!asked) return;
  const near = (await pagesOf(base))
    .map((node) => ({ node, distance: Math.min(...[node.id, node.title, ...node.aliases].map((name) => distance(asked, name))) }))
    .filter(({ distance }) => distance <= 0.45)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3);
  if (!near.length) return;
  const links = near.map(({ node }) => Object.assign(part("a", "", node.title.replaceAll("'", "\u2019")), { href: new URL(node.address, base) }));
  place.append(part("h2", "", "Did you mean one of these?"), part("ul", "", ...links.map((link) => part("li", "", link))));
};

// Where they cannot be had, the page stays as it is without scripts.
async function pagesOf(base) {
  try {
    const answer = await fetch(new URL("graph.json", base));
    return answer.ok ? (await answer.json()).nodes : [];
  } catch {
    return [];
  }
}

function readable(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // "%" with no code behind it
  }
}

// Edit distance as a share of the longer name; hyphens and case do not count.
function distance(a, b) {
  [a, b] = [a, b].map((name) => name.toLowerCase().replace(/[-_\s]+/g, " "));
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
    }
    row = next;
  }
  return row[b.length] / Math.max(a.length, b.length, 1);
}
