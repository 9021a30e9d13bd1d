"""The site for those who enlarge it, want no motion, or print it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from test_pages import KINDS
from visits import PHONE, Visits, is_too_wide, open_search

PITFALL = "pitfalls/science-fiction/"


@pytest.mark.parametrize("url", KINDS[:-1])
def test_a_very_small_screen_needs_no_sideways_scrolling(visit: Visits, url: str) -> None:
    assert not is_too_wide(visit(url, 320, height=256))


@pytest.mark.parametrize("url", KINDS[:-1])
def test_enlarged_twice_a_page_needs_no_sideways_scrolling(visit: Visits, url: str) -> None:
    """A browser window of 1280 px at 200%."""
    page = visit(url, 640, height=400, device_scale_factor=2)
    assert not is_too_wide(page)
    expect(page.locator(".md-content h1")).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_be_visible()


@pytest.mark.parametrize("width", [320, 640])
def test_tools_fit_on_small_screens(visit: Visits, width: int) -> None:
    for url in ("references/", "glossary/"):
        page = visit(url, width)
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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_shows_the_text_its_references_and_where_its_links_lead(visit: Visits, scheme: str) -> None:
    page = visit(PITFALL, color_scheme=scheme)
    page.emulate_media(media="print")
    for part in (
        ".md-header",
        ".md-sidebar--primary",
        ".md-sidebar--secondary",
        ".md-footer",
        ".md-search",
    ):
        expect(page.locator(part).first).not_to_be_visible()
    for control in page.locator("button").all():
        expect(control).not_to_be_visible()
    for part in ("h1", ".from-essay", ".panel--answered_by", ".footnote", ".footnote li"):
        expect(page.locator(part).first).to_be_visible()
    external = ".footnote a[href^='https://arxiv.org']"
    assert str(page.locator(external).first.get_attribute("href")) in after(page, external)
    for internal in ("a.term", "a.evidence", ".footnote-ref", ".to-bibliography", ".card__link", ".essay-sign a"):
        assert "http" not in after(page, internal)
    colour = "getComputedStyle(document.body).color"
    assert page.evaluate(colour) in ("rgb(0, 0, 0)", "rgb(28, 35, 51)")
    assert not is_too_wide(page)
