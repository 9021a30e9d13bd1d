"""What a reader does while the next page is still on its way: it opens at its start, and what is in use stays so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route, expect
from visits import PHONE, SEARCH_BUTTON, SEARCH_INPUT, SEARCH_RESULT, Visits, arrived, leave, wait_until

HERE = "pitfalls/smarter-means-wiser/"
LINK = ".page-head__answers a"
WITHIN = ".menu__link[href$='#limits-of-this-answer']"

# The theme's timers are shorter and were set before, so all of them have run by then.
_LATE = "new Promise((done) => setTimeout(done, 300))"


@contextmanager
def on_its_way(page: Page, link: str = LINK) -> Iterator[None]:
    """Keep back the page that is asked for, and show it after what is done meanwhile."""
    asked: list[Route] = []
    there = page.locator(link).first.evaluate("link => link.href.split('#')[0]")
    page.route(there, lambda route: asked.append(route))  # noqa: PLW0108 -- the tool marks what it is given
    leave(page)
    yield
    page.evaluate(_LATE)
    for route in asked:
        route.continue_()
    page.unroute(there)
    arrived(page)
    page.evaluate(_LATE)


def follow_while_scrolling(page: Page, link: str) -> None:
    page.evaluate(
        f"""() => new Promise((done) => {{
             addEventListener("scroll", () => {{ document.querySelector("{link}").click(); done(); }}, {{ once: true }});
             scrollTo(0, 400);
           }})"""
    )


def test_a_link_followed_while_scrolling_leads_to_the_start_of_its_page(visit: Visits) -> None:
    """And the way back to where the reader was."""
    page = visit(HERE)
    with on_its_way(page):
        follow_while_scrolling(page, LINK)
    assert page.evaluate("scrollY") == 0
    leave(page)
    page.go_back()
    arrived(page)
    wait_until(page, "scrollY === 400")


def test_a_link_within_a_page_followed_while_scrolling_leads_there(visit: Visits) -> None:
    """The theme loads the page anew for the first of them."""
    page = visit(HERE)
    heading = page.locator(WITHIN).first.evaluate("link => link.hash")
    with on_its_way(page, WITHIN):
        follow_while_scrolling(page, WITHIN)
    expect(page.locator(heading)).to_be_in_viewport()


def test_a_result_followed_on_a_phone_leads_to_the_start_of_its_page(visit: Visits) -> None:
    page = visit(HERE, PHONE)
    page.evaluate("scrollTo(0, 400)")
    page.locator(SEARCH_BUTTON).click()
    page.locator(SEARCH_INPUT).fill("goodhart")
    result = page.locator(SEARCH_RESULT).first
    expect(result).to_be_visible()
    leave(page)
    result.click()
    arrived(page)
    page.evaluate(_LATE)
    assert page.evaluate("scrollY") < 400


def test_a_menu_opened_meanwhile_stays_open_and_keeps_the_focus(visit: Visits) -> None:
    page = visit(HERE, PHONE)
    menu = page.get_by_role("navigation", name="Navigation")
    with on_its_way(page):
        page.evaluate(f"""document.querySelector("{LINK}").click(); document.querySelector(".menu-button").click()""")
        expect(menu).to_be_visible()
    expect(menu).to_be_visible()
    assert page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")


def test_a_search_begun_meanwhile_stays_open_and_keeps_the_focus(visit: Visits) -> None:
    page = visit(HERE)
    with on_its_way(page):
        page.evaluate(f"""document.querySelector("{LINK}").click()""")
        page.keyboard.press("/")
        expect(page.locator(SEARCH_INPUT)).to_be_focused()
        page.keyboard.type("good")
    page.keyboard.type("hart")
    expect(page.locator(SEARCH_INPUT)).to_be_focused()
    expect(page.locator(SEARCH_INPUT)).to_have_value("goodhart")
    expect(page.locator(SEARCH_RESULT).first).to_be_visible()


@pytest.mark.parametrize("opened", [".menu-button", ".search-button"])
def test_what_is_open_closes_when_a_reader_goes_back(visit: Visits, opened: str) -> None:
    page = visit("start/", PHONE)
    leave(page)
    page.locator(".md-content .reading-path a").first.click()
    arrived(page)
    page.locator(opened).click()
    is_open = page.locator(".md-toggle:checked, dialog[open]")
    expect(is_open).to_have_count(1)
    leave(page)
    page.go_back()
    arrived(page)
    expect(is_open).to_have_count(0)
