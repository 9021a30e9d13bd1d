"""The site by keyboard only: everything can be reached, is seen to have the focus, works, and can be left again."""

from __future__ import annotations

from typing import Any

import pytest
from crawl import address_of, declared
from essaysite.publish.typography import curled_text
from playwright.sync_api import Page, expect
from visits import DESKTOP, PATIENCE, PHONE, Visits, arrived, follow, leave, settle, tab_to, wait_until

GRAPH = declared()
ANSWER = next(edge for edge in GRAPH.edges() if edge.relation.name == "answered_by")
PITFALL = "pitfalls/smarter-means-wiser/"
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
  const above = [document.querySelector(".md-header"), at.closest("tbody")?.parentElement.querySelector("thead th")];
  const low = Math.max(...above.map((one) => one?.getBoundingClientRect().bottom ?? 0));
  const faults = () => {
    const style = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const isBelow = !["contents", "content", "footer"].includes(part) || box.top > low - 1 || box.height > innerHeight / 2;
    const top = document.querySelector(".md-top");
    const over = top.getBoundingClientRect();
    const isApart = over.bottom <= box.top || over.top >= box.bottom || over.right <= box.left || over.left >= box.right;
    const isOn = box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight && (box.width || box.height); // a line may be level
    return [
      at.checkVisibility({opacityProperty: true, visibilityProperty: true}) || `${name} is not visible`,
      isOn || `${name} is off the screen`,
      isBelow || `${name} is behind the header`,
      isApart || at === top || !top.checkVisibility({visibilityProperty: true}) || `${name} is behind the button to the top`,
      (style.outlineStyle !== "none" && parseFloat(style.outlineWidth)) || style.boxShadow !== "none" || `${name} does not show its focus`,
    ].filter((fault) => typeof fault === "string");
  };
  // What opens when it gets the focus takes a moment; once something stayed hidden, no more is waited for.
  const end = performance.now() + (window.isAtFault ? 0 : PATIENCE);
  let hidden = faults();
  while (hidden.length && performance.now() < end) {
    await new Promise(requestAnimationFrame);
    hidden = faults();
  }
  window.isAtFault ||= hidden.length > 0;
  const first = !at.dataset.walked;
  at.dataset.walked = "yes";
  return {part, hidden, first};
}""".replace("PATIENCE", str(PATIENCE))


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


@pytest.mark.parametrize(
    ("url", "width"),
    [(PITFALL, DESKTOP), ("map/", DESKTOP), ("views/", DESKTOP), ("", PHONE)],
    ids=["pitfall", "map", "views", "home on a phone"],
)
def test_tab_goes_through_the_whole_page_and_back(visit: Visits, url: str, width: int) -> None:
    """On a phone the closed menu is passed over. Nothing that has the focus is behind the header."""
    page = visit(url, width)
    parts, hidden = walk(page)
    assert "\n".join(hidden) == ""
    wanted = ["skip", "navigation", "content", "footer"]
    if width == PHONE:
        wanted.remove("navigation")
    assert [part for part in parts if part in (*wanted, "navigation")] == wanted
    assert {"colours", "search"} <= {*parts}
    page.locator(".md-footer a").last.focus()
    while page.evaluate("!document.activeElement.matches('.md-skip')"):
        hidden += page.evaluate(_STOP)["hidden"]
        page.keyboard.press("Shift+Tab")
    assert "\n".join(hidden) == ""


def test_the_skip_link_leads_past_everything_before_the_content(visit: Visits) -> None:
    page = visit(PITFALL)
    page.keyboard.press("Tab")
    follow(page, page.locator(".md-skip:focus"), key="Enter")  # at its first jump the theme fetches the page anew
    page.keyboard.press("Tab")
    wait_until(page, "document.activeElement.closest('.md-content')")


@pytest.mark.parametrize("width", [PHONE, 800])
def test_the_menu_opens_and_closes(visit: Visits, width: int) -> None:
    """It takes the focus, gives it back on Escape, and closes when the focus leaves it."""
    page = visit(PITFALL, width)
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
    page = visit(PITFALL, PHONE)
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
    parts = [
        "Home",
        *(curled_text(node.title) for node in GRAPH.nodes.values() if "/" not in node.path and node.path != "index.md"),
    ]
    pitfalls = [curled_text(node.title) for node in GRAPH.nodes.values() if node.kind.name == "pitfall"]
    assert {*parts, *pitfalls} <= names
    page.get_by_role("button", name="Menu").press("Enter")
    tab_to(page, page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Glossary"))
    page.keyboard.press("Enter")
    expect(page.locator(HEADING)).to_have_text("Glossary")
    expect(page.get_by_role("navigation", name="Navigation")).not_to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_reading_goes_on_where_a_link_or_the_way_back_led(visit: Visits, width: int) -> None:
    page = visit(PITFALL, width)
    follow(page, page.locator(".page-head__answers a").first, key="Enter")
    wait_until(page, "document.activeElement.matches('h1')")
    leave(page)
    page.go_back()
    arrived(page)
    wait_until(page, "document.activeElement.matches('h1')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-content') !== null")


def test_a_pitfall_leads_to_its_answer_and_back(visit: Visits) -> None:
    here, there = (GRAPH.nodes[name] for name in (ANSWER.source, ANSWER.target))
    page = visit(address_of(here.path))
    for panel, target in (("answered_by", there), ("answers", here)):
        link = page.locator(f".panel--{panel}").get_by_role("link", name=target.title, exact=True)
        link.locator("xpath=preceding::a[1]").focus()
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
        follow(page, link, key="Enter")
        expect(page.locator(HEADING)).to_have_text(target.title)
        assert page.url == visit.address + address_of(target.path)
