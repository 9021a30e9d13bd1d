"""The site for those who enlarge it, want no motion, or print it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from visits import PHONE, Visits, is_too_wide, open_search, resize

PITFALL = "pitfalls/smarter-means-wiser/"


@pytest.mark.parametrize("width", [320, 640])
def test_tools_fit_on_small_screens(visit: Visits, width: int) -> None:
    """Enlarged twice, too, which makes 640 px of a desktop's window."""
    page = visit("references/", width, height=400)
    expect(page.get_by_role("button", name="Menu")).to_be_visible()
    page.get_by_role("searchbox").last.fill("reward")
    assert not is_too_wide(page)
    open_search(page, "reward")
    assert not is_too_wide(page)


# Every element and pseudo-element whose style would let something move for longer than a blink.
_MOVING = """() => {
  const seconds = (list) => Math.max(...list.split(",").map((time) => parseFloat(time) * (/ms/.test(time) ? 0.001 : 1)));
  const moving = new Set();
  for (const element of document.querySelectorAll("*")) for (const part of [null, "::before", "::after"]) {
    const style = getComputedStyle(element, part);
    const animated = style.animationName !== "none" ? seconds(style.animationDuration) : 0;
    const shifted = style.transitionProperty !== "none" ? seconds(style.transitionDuration) + seconds(style.transitionDelay) : 0;
    if (Math.max(animated, shifted) > 0.01 || style.scrollBehavior === "smooth")
      moving.add(`${element.localName}.${element.className} ${part ?? ""}`);
  }
  return [...moving];
}"""


def moving(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_MOVING)
    return found


def test_nothing_moves_for_those_who_want_no_motion(visit: Visits) -> None:
    page = visit(PITFALL, reduced_motion="reduce")
    assert moving(page) == []
    page.locator("a.term").first.hover()
    expect(page.locator(".md-tooltip2--active")).to_be_visible()
    assert moving(page) == []
    open_search(page, "reward")
    assert moving(page) == []
    assert page.evaluate("document.getAnimations().length") == 0
    page = visit(PITFALL, PHONE, reduced_motion="reduce")
    page.get_by_role("button", name="Menu").click()
    assert moving(page) == []
    assert page.evaluate("document.getAnimations().length") == 0


def test_something_moves_for_the_others(visit: Visits) -> None:
    assert moving(visit(PITFALL)) != []


def after(page: Page, selector: str) -> str:
    """Return what the style sheet adds behind an element."""
    return str(page.locator(selector).first.evaluate("element => getComputedStyle(element, '::after').content"))


def size(page: Page, selector: str) -> float:
    """Return how large an element's letters are, in px."""
    return float(page.locator(selector).first.evaluate("element => parseFloat(getComputedStyle(element).fontSize)"))


def test_the_address_is_for_paper_only(visit: Visits) -> None:
    for url in ("", PITFALL):
        page = visit(url)
        expect(page.locator(".page-address")).not_to_be_visible()
        page.emulate_media(media="print")
        expect(page.locator(".page-address")).to_be_visible()


def test_printed_references_are_the_works_only(visit: Visits) -> None:
    """The theme opens everything that is folded before it is printed."""
    page = visit("references/")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.emulate_media(media="print")
    expect(page.locator(".work").first).to_be_visible()
    expect(page.locator(".work__cited summary").first).to_be_visible()
    for part in (".work__bibtex", ".work__cited .mentions"):
        expect(page.locator(part).filter(visible=True)).to_have_count(0)


# The first is A4 between margins of 15 mm.
SHEETS: Any = ((680, "print"), (960, "screen"), (1220, "screen"), (1920, "screen"))


def test_the_map_shows_whole_tables(visit: Visits) -> None:
    page = visit("map/")
    for width, media in SHEETS:
        page.emulate_media(media=media)
        resize(page, width)
        assert not is_too_wide(page)
        cut = "cells => cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent)"
        assert page.locator(".map :is(th, td)").evaluate_all(cut) == []
        edge = page.locator(".md-content").evaluate("content => content.getBoundingClientRect().right")
        for table in page.locator("table.map").all():
            assert table.evaluate("table => table.getBoundingClientRect().right") <= edge
            expect(table.locator("thead")).to_be_visible()
        expect(page.locator(".map__column").filter(visible=True)).to_have_count(0)


def test_the_columns_of_the_map_stay_in_sight(visit: Visits) -> None:
    page = visit("map/")
    page.mouse.move(640, 400)
    row = page.locator("table.map").first.locator("tbody tr").nth(10)
    row.evaluate("row => scrollTo(0, scrollY + row.getBoundingClientRect().top - 400)")
    expect(page.locator("table.map thead th").first).to_be_in_viewport()
    top = page.locator("table.map thead th").first.bounding_box()
    header = page.locator(".md-header").bounding_box()
    assert top is not None
    assert header is not None
    assert top["y"] >= header["height"] - 1


def test_on_a_phone_the_map_is_blocks_that_name_what_their_marks_are_about(visit: Visits) -> None:
    page = visit("map/", PHONE)
    assert not is_too_wide(page)
    expect(page.locator(".map thead").first).not_to_be_visible()
    marks = page.locator(".map__mark")
    assert marks.count() > 0
    expect(page.locator(".map__column a").filter(visible=True)).to_have_count(marks.count())
    row = page.locator("table.map").last.locator("tbody tr").first
    expect(row.locator("td").filter(visible=True).first).to_have_text(re.compile(r"^addressed by \w"))


def test_paper_shows_the_text_its_references_and_where_its_links_lead(visit: Visits) -> None:
    page = visit(PITFALL, color_scheme="dark")
    page.emulate_media(media="print")
    for part in (
        ".md-header",
        ".md-sidebar--primary",
        ".md-sidebar--secondary",
        ".md-footer",
        ".search-button",
    ):
        expect(page.locator(part).first).not_to_be_visible()
    expect(page.locator("button, .footnote-backref, summary").filter(visible=True)).to_have_count(0)
    for part in ("h1", ".from-essay", ".panel--answered_by", ".footnote", ".footnote li"):
        expect(page.locator(part).first).to_be_visible()
    external = ".footnote a[href^='https://']"
    assert str(page.locator(external).first.get_attribute("href")) in after(page, external)
    for internal in ("a.term", "a.evidence", ".footnote-ref", ".to-bibliography", ".card__link", ".essay-sign a"):
        assert "http" not in after(page, internal)
    expect(page.locator(".page-address")).to_have_text(f"{visit.address}{PITFALL}")
    expect(page.locator(".page-address")).to_be_visible()
    body = size(page, ".md-content__inner > p")
    assert 9.9 < body * 0.75 < 10.1  # in points
    for part in (".card p", ".card__link", ".footnote"):
        assert size(page, part) <= (body if part != ".card__link" else 1.1 * body)
    colour = "getComputedStyle(document.body).color"
    assert page.evaluate(colour) in ("rgb(0, 0, 0)", "rgb(28, 35, 51)")
    assert not is_too_wide(page)
