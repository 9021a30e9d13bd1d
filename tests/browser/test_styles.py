"""The theme's style sheet, less what no page can use: pages look as they do with the whole sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from crawl import KINDS
from mkdocs.utils import get_theme_dir
from playwright.sync_api import Page
from project import ROOT
from visits import DESKTOP, HEIGHT, PHONE, Visits, open_search

WHOLE = next(Path(get_theme_dir("material")).glob("assets/stylesheets/main.*.min.css"))
OWN = ROOT / "overrides" / "assets" / "site.css"
COMPARED = ("", "pitfalls/smarter-means-wiser/", "map/")
# Long lists repeat what shorter ones have.
MORE = [url for url in KINDS if url not in (*COMPARED, "references/", "glossary/", "about/source/")]


def test_most_of_the_sheet_goes(site: Path) -> None:
    (left,) = (site / "assets" / "stylesheets").glob("main.*.css")
    assert left.stat().st_size - OWN.stat().st_size < WHOLE.stat().st_size / 2


# Loads the whole sheet beside ours, for no medium yet.
_LOAD = """() => new Promise((done, fail) => {
  window.ours = document.querySelector("link[href*='/stylesheets/main.']");
  window.whole = Object.assign(ours.cloneNode(), { media: "not all", onload: done, onerror: fail });
  whole.href = new URL("whole.css", ours.href);
  ours.after(whole);
})"""

# Which styles of elements and pseudo-elements differ with the whole sheet. The page is the same one and in the same moment,
# so it does not matter in which state it is, nor how far. Sizes follow from the other styles.
_DIFFER = """() => {
  const isSize = /^(--|margin|(min-|max-)?(width|height|inline-size|block-size)$|top|left|right|bottom|inset|grid-template)|-origin$/;
  const names = [...getComputedStyle(document.body)].filter((name) => !isSize.test(name));
  const seen = {};
  const kind = ({ localName, className }) => `${localName}.${className}`;
  // The first three of a kind: lists repeat them.
  const isNew = (element) => (seen[kind(element)] = (seen[kind(element)] ?? 0) + 1) <= 3;
  const elements = [...document.querySelectorAll("body, body *")].filter(isNew);
  const styles = () => elements.flatMap((element) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part || null);
    // Without a picture nobody sees its position, and a minifier writes "none" as "0 0".
    const isUnseen = (name) => name.startsWith("background-position") && style.backgroundImage === "none";
    return part && style.content === "none" ? [] : names.map((name) => (isUnseen(name) ? "" : style.getPropertyValue(name)));
  }));
  const before = styles();
  [ours.media, whole.media] = ["not all", ""];
  const after = styles();
  [ours.media, whole.media] = ["", "not all"];
  return before.flatMap((values, at) => {
    const differ = names.filter((_, number) => values[number] !== after[at][number]);
    const name = `${kind(elements[Math.floor(at / 3)])} ${["", "::before", "::after"][at % 3]}`;
    return differ.length ? [`${name} has other ${differ}`] : [];
  });
}"""


def _compare(page: Page, _: str) -> Iterator[str]:
    """Compare the styles of a page as it stands, with its search open, and on a phone with its menu open."""
    sheet = WHOLE.read_text(encoding="utf-8") + OWN.read_text(encoding="utf-8")
    page.route("**/whole.css", lambda route: route.fulfill(body=sheet, content_type="text/css"))
    page.evaluate(_LOAD)
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        yield from page.evaluate(_DIFFER)[:3]
        if width == PHONE:
            page.get_by_role("button", name="Menu").press("Enter")
            yield from page.evaluate(_DIFFER)[:3]
            page.keyboard.press("Escape")
        open_search(page, "reward")
        yield from page.evaluate(_DIFFER)[:3]
        page.keyboard.press("Escape")


@pytest.mark.parametrize("url", COMPARED)
def test_a_page_looks_as_with_the_whole_sheet(visit: Visits, url: str) -> None:
    visit.each([url], _compare)


@pytest.mark.full
@pytest.mark.parametrize("url", MORE)
def test_every_kind_of_page_looks_as_with_the_whole_sheet(visit: Visits, url: str) -> None:
    visit.each([url], _compare)
