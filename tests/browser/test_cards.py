"""Terms and references show where they lead, to the mouse and to the keyboard, and lead there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

import pytest
from crawl import address_of, declared
from essaysite.publish.typography import curled_text
from essaysite.read.model import Node
from playwright.sync_api import Locator, Page, expect
from visits import PHONE, Visits, faults, follow, settle, tab_to

PITFALL = "pitfalls/smarter-means-wiser/"
CARD = ".md-tooltip2--active"
BY_ADDRESS = {address_of(node.path): node for node in declared().nodes.values()}
HEADING = ".md-content h1"


@pytest.fixture
def term(visit: Visits) -> Callable[..., tuple[Page, Locator, Node]]:
    """Opens a page; returns it, its first term link, and the page to which that leads."""

    def look(**options: Any) -> tuple[Page, Locator, Node]:
        page = visit(PITFALL, **options)
        link = page.locator("a.term").first
        return page, link, BY_ADDRESS[cast("str", link.evaluate("a => a.href")).removeprefix(visit.address)]

    return look


Term = Callable[..., tuple[Page, Locator, Node]]


def test_a_term_shows_its_card_to_the_mouse(term: Term) -> None:
    page, link, target = term()
    link.hover()
    expect(page.locator(CARD)).to_contain_text(target.title)
    expect(page.locator(CARD)).to_contain_text(curled_text(target.summary))
    assert faults(page) == ""
    page.mouse.move(0, 0)
    expect(page.locator(CARD)).to_have_count(0)


def test_a_term_shows_its_card_to_the_keyboard_and_escape_closes_it(term: Term) -> None:
    page, link, target = term()
    tab_to(page, link)
    expect(page.locator(CARD)).to_contain_text(curled_text(target.summary))
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).not_to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(HEADING)).to_have_text(target.title)


def test_escape_closes_the_card_under_the_mouse(term: Term) -> None:
    page, link, target = term()
    link.hover()
    expect(page.locator(CARD)).to_contain_text(curled_text(target.summary))
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).not_to_be_visible()


def test_cards_stay_on_a_phones_screen(term: Term) -> None:
    page, _, _ = term(width=PHONE)
    for link in (page.locator("a.term").first, page.locator("a.term").last):
        link.hover()
        card = page.locator(CARD)
        expect(card).to_be_visible()
        settle(page)
        box = card.locator(".md-tooltip2__inner").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE
        page.keyboard.press("Escape")
        page.mouse.move(0, 0)
        expect(page.locator(CARD)).to_have_count(0)


def test_a_reference_leads_to_its_entry_and_back(visit: Visits) -> None:
    page = visit(PITFALL)
    mark = page.locator("a.footnote-ref").first
    key = str(mark.get_attribute("href")).partition("#fn:")[2]
    text = page.locator(f"[id='fn:{key}'] p").inner_text().split(". ")[1]
    mark.hover()
    expect(page.locator(CARD)).to_contain_text(text)
    settle(page)
    page.locator(CARD).get_by_role("link", name="In the bibliography").click()
    entry = page.locator(f"[id='{key.lower()}']")
    expect(entry).to_contain_text(text)
    expect(entry).to_be_in_viewport()
    expect(page).to_have_url(f"{visit.address}references/#{key.lower()}")
    title = BY_ADDRESS[PITFALL].title
    entry.locator(".work__cited summary").click()
    entry.locator(".work__cited").get_by_role("link", name=title).first.click()
    expect(page.locator(HEADING)).to_have_text(title)


def test_a_reference_shows_itself_to_the_keyboard(visit: Visits) -> None:
    page = visit(PITFALL)
    mark = page.locator("a.footnote-ref").first
    tab_to(page, mark)
    expect(page.locator(CARD)).to_contain_text("In the bibliography")
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).not_to_be_visible()


# From the bottom, in windows without a margin.
BELOW = "dialog.note-card[open]"
NOTED = "difficulties/specification-gaming/"


def phone(visit: Visits, path: str = NOTED) -> Page:
    """Return a page on a phone."""
    return visit(path, PHONE, has_touch=True, is_mobile=True)


def test_a_tap_shows_a_term_and_leads_to_its_page(term: Term) -> None:
    page, link, target = term(width=PHONE, has_touch=True, is_mobile=True)
    link.tap()
    card = page.locator(BELOW)
    expect(card).to_contain_text(target.title)
    expect(card).to_contain_text(curled_text(target.summary))
    settle(page)
    box = card.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] == pytest.approx(page.evaluate("innerHeight"), abs=1)
    assert faults(page, "dialog.note-card") == ""
    card.get_by_role("link", name="Open the page").tap()
    expect(page.locator(HEADING)).to_have_text(target.title)
    expect(card).to_have_count(0)


def test_a_tap_shows_a_note_a_reference_and_a_label_where_the_reader_is(visit: Visits) -> None:
    page = phone(visit)
    mark = page.locator("a.footnote-ref:not(.beside)").first
    reference = (
        page.locator(f"[id='{str(mark.get_attribute('href')).partition('#')[2]}'] p").inner_text().split(". ")[1]
    )
    label = page.locator("article p > a.evidence:not(.beside *)").first
    for link, says in (
        (page.locator(".note-ref"), page.locator(".notes p").nth(1).inner_text()),
        (mark, reference),
        (label, "It does not mean"),
    ):
        link.tap()
        expect(page.locator(BELOW)).to_contain_text(says)
        page.locator(BELOW).get_by_role("button", name="Close").tap()
        expect(page.locator(BELOW)).to_have_count(0)
        expect(link).to_be_focused()
    assert page.url == visit.address + NOTED


def test_a_card_closes_by_a_tap_outside_a_swipe_and_escape(visit: Visits) -> None:
    page = phone(visit)
    link, card = page.locator(".note-ref"), page.locator(BELOW)
    touch = page.context.new_cdp_session(page)

    def swipe(down: int) -> None:
        box = card.bounding_box()
        assert box is not None
        x, y = PHONE / 2, box["y"] + 8
        for kind, way in (("touchStart", 0), ("touchMove", down / 2), ("touchMove", down), ("touchEnd", None)):
            points = [] if way is None else [{"x": x, "y": y + way}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    closing: tuple[Callable[[], None], ...] = (
        lambda: page.touchscreen.tap(20, 70),
        lambda: swipe(200),
        lambda: page.keyboard.press("Escape"),
    )
    for close in closing:
        link.tap()
        expect(card).to_be_visible()
        close()
        expect(card).to_have_count(0)
        expect(link).to_be_focused()
    link.tap()
    swipe(20)
    expect(card).to_be_visible()


def test_the_keyboard_opens_a_card_below_and_comes_back(visit: Visits) -> None:
    page = visit(NOTED, PHONE)
    for link in (page.locator(".note-ref"), page.locator("article a.term").first):
        tab_to(page, link)
        page.keyboard.press("Enter")
        expect(page.locator(BELOW)).to_be_visible()
        assert page.locator(BELOW).evaluate("card => card.contains(document.activeElement)")
        page.keyboard.press("Escape")
        expect(page.locator(BELOW)).to_have_count(0)
        expect(link).to_be_focused()
        expect(page.locator(CARD)).not_to_be_visible()


def test_a_label_on_a_card_leads_to_what_it_means(visit: Visits) -> None:
    page = visit("findings/alignment-faking-claude-3-opus/")
    follow(page, page.locator(".card__chips a").first)
    expect(page).to_have_url(re.compile("/about/evidence/#"))


def test_a_card_that_cannot_be_had_is_a_link(visit: Visits) -> None:
    page = phone(visit)
    link = page.locator("article a.term").first
    page.evaluate("() => { window.fetch = () => Promise.reject(new Error('no way')); }")
    address = str(link.evaluate("link => link.href"))
    link.tap()
    page.wait_for_url(address)
