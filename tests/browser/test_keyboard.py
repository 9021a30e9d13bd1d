"""The site by keyboard only: everything can be reached, is seen to have the focus, works, and can be left again."""

from __future__ import annotations

from typing import Any

import pytest
from crawl import address_of, declared
from playwright.sync_api import Page, expect
from visits import DESKTOP, PHONE, Visits, arrived, settle, tab_to, wait_until

GRAPH = declared()
ANSWERS = [
    pytest.param(edge.source, edge.target, id=f"{edge.source}-{edge.target}")
    for edge in GRAPH.edges()
    if edge.relation.name == "answered_by"
]
WALKED = ("", "pitfalls/science-fiction/", "map/")
MOST_STOPS = 1500
HEADING = ".md-content h1"

# What has the focus: in which part of the page, and what of it cannot be seen.
_STOP = """async () => {
  const at = document.activeElement;
  if (at === document.body) return null;
  const parts = {skip: ".md-skip", menu: "[aria-label=Menu]", colours: "[data-colours]", search: ".search-button",
    navigation: ".md-sidebar--primary", contents: ".md-sidebar--secondary", content: ".md-content", footer: ".md-footer",
    header: ".md-header", top: ".md-top"};
  const part = Object.keys(parts).find((name) => at.closest(parts[name])) ?? at.outerHTML;
  const name = `${part}: ${at.outerHTML.replace(/\\s+/g, " ").slice(0, 120)}`;
  const faults = () => {
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const isOn = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight && box.width && box.height;
    return [
      at.checkVisibility({opacityProperty: true, visibilityProperty: true}) || `${name} is not visible`,
      isOn || `${name} is off the screen`,
      (style.outlineStyle !== "none" && parseFloat(style.outlineWidth)) || style.boxShadow !== "none" || `${name} does not show its focus`,
    ].filter((fault) => typeof fault === "string");
  };
  // What opens when it gets the focus takes a moment.
  const end = performance.now() + 1000;
  let hidden = faults();
  while (hidden.length && performance.now() < end) {
    await new Promise(requestAnimationFrame);
    hidden = faults();
  }
  const first = !at.dataset.walked;
  at.dataset.walked = "yes";
  return {part, hidden, first};
}"""


def walk(page: Page) -> tuple[list[str], list[str]]:
    """Press Tab from the top to the end; return the parts in the order reached, and what could not be seen."""
    parts: list[str] = []
    hidden: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop: dict[str, Any] | None = page.evaluate(_STOP)
        # Behind the last stop the focus leaves the page, or the browser starts over at once.
        if stop is None or (stop["part"] == "skip" and not stop["first"]):
            return parts, hidden
        assert stop["first"], f"the focus goes round in {stop['part']} and never leaves the page"
        hidden += stop["hidden"]
        if stop["part"] not in parts[-1:]:
            parts.append(stop["part"])
    message = f"no end after {MOST_STOPS} times Tab"
    raise AssertionError(message)


@pytest.mark.parametrize("url", WALKED)
def test_tab_goes_through_the_whole_page(visit: Visits, url: str) -> None:
    parts, hidden = walk(visit(url))
    assert "\n".join(hidden) == ""
    wanted = ["skip", "colours", "search", "navigation", "content", "footer"]
    assert [part for part in parts if part in wanted] == wanted


@pytest.mark.parametrize("url", WALKED)
def test_tab_goes_through_the_whole_page_on_a_phone(visit: Visits, url: str) -> None:
    """The closed menu is passed over."""
    parts, hidden = walk(visit(url, PHONE))
    assert "\n".join(hidden) == ""
    wanted = ["skip", "menu", "colours", "search", "content", "footer"]
    assert [part for part in parts if part in (*wanted, "navigation")] == wanted


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_shift_tab_leads_back_out(visit: Visits, width: int) -> None:
    page = visit("start/", width)
    tab_to(page, page.locator(".md-content .reading-path a").first)
    for _ in range(MOST_STOPS):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.md-skip')"):
            return
    message = "Shift+Tab does not lead back to the top"
    raise AssertionError(message)


def test_the_skip_link_leads_past_everything_before_the_content(visit: Visits) -> None:
    page = visit("pitfalls/science-fiction/")
    page.keyboard.press("Tab")
    page.evaluate("document.querySelector('main').dataset.left = ''")
    page.keyboard.press("Enter")
    arrived(page)  # at its first jump the theme fetches the page anew
    page.keyboard.press("Tab")
    wait_until(page, "document.activeElement.closest('.md-content')")


@pytest.mark.parametrize("width", [PHONE, 800])
def test_the_menu_opens_and_closes(visit: Visits, width: int) -> None:
    """It takes the focus, gives it back on Escape, and closes when the focus leaves it."""
    page = visit("pitfalls/science-fiction/", width)
    button = page.get_by_role("button", name="Menu")
    menu = page.get_by_role("navigation", name="Navigation")
    expect(menu).not_to_be_visible()
    tab_to(page, button, at_most=4)
    for key in ("Enter", "Space"):
        assert button.get_attribute("aria-expanded") == "false"
        page.keyboard.press(key)
        expect(menu).to_be_visible()
        assert button.get_attribute("aria-expanded") == "true"
        assert page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
        page.keyboard.press("Escape")
        expect(menu).not_to_be_visible()
        assert button.evaluate("element => element === document.activeElement")
    page.keyboard.press("Enter")
    while page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null"):
        page.keyboard.press("Shift+Tab")
    expect(menu).not_to_be_visible()


def test_the_menu_leads_to_every_part_and_shows_its_focus(visit: Visits) -> None:
    """From the page's own line, which has the focus first, down and up."""
    page = visit("pitfalls/science-fiction/", PHONE)
    tab_to(page, page.get_by_role("button", name="Menu"), at_most=4)
    names, hidden = set(), []
    for key in ("Tab", "Shift+Tab"):
        page.get_by_role("button", name="Menu").press("Enter")
        settle(page)
        while (stop := page.evaluate(_STOP)) and stop["part"] == "navigation":
            hidden += stop["hidden"]
            names.add(page.evaluate("document.activeElement.textContent.trim()"))
            page.keyboard.press(key)
        expect(page.get_by_role("navigation", name="Navigation")).not_to_be_visible()
    assert "\n".join(hidden) == ""
    parts = ["Home", *(node.title for node in GRAPH.nodes.values() if "/" not in node.path and node.path != "index.md")]
    pitfalls = [node.title for node in GRAPH.nodes.values() if node.kind.name == "pitfall"]
    assert {*parts, *pitfalls} <= names
    page.get_by_role("button", name="Menu").press("Enter")
    tab_to(page, page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Glossary"))
    page.keyboard.press("Enter")
    expect(page.locator(HEADING)).to_have_text("Glossary")
    expect(page.get_by_role("navigation", name="Navigation")).not_to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_reading_goes_on_where_a_link_or_the_way_back_led(visit: Visits, width: int) -> None:
    page = visit("pitfalls/science-fiction/", width)
    tab_to(page, page.locator(".page-head__answers a").first)
    page.evaluate("document.querySelector('main').dataset.left = ''")
    page.keyboard.press("Enter")
    arrived(page)
    wait_until(page, "document.activeElement.matches('h1')")
    page.evaluate("document.querySelector('main').dataset.left = ''")
    page.go_back()
    arrived(page)
    wait_until(page, "document.activeElement.matches('h1')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-content') !== null")


@pytest.mark.parametrize(("pitfall", "answer"), ANSWERS)
def test_a_pitfall_leads_to_its_answer_and_back(visit: Visits, pitfall: str, answer: str) -> None:
    here, there = (GRAPH.nodes[name] for name in (pitfall, answer))
    page = visit(address_of(here.path))
    for panel, target in (("answered_by", there), ("answers", here)):
        tab_to(page, page.locator(f".panel--{panel}").get_by_role("link", name=target.title, exact=True))
        page.evaluate("document.querySelector('main').dataset.left = ''")
        page.keyboard.press("Enter")
        arrived(page)
        expect(page.locator(HEADING)).to_have_text(target.title)
        assert page.url == visit.address + address_of(target.path)
