"""The search box in use: by keyboard, on a phone, by voice, and what becomes of addresses and pages that it leads to."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from searchbox import INPUT, RESULT, SAYS, SearchBox
from visits import PHONE, Visits, follow, wait_until


@pytest.fixture
def box(visit: Visits, address: str) -> SearchBox:
    return SearchBox(visit(), address)


# Counts what the theme asks its worker.
_COUNT = """{
  window.asked = [];
  const send = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message.type === 2) window.asked.push(message.data);
    return send.call(this, message, ...rest);
  };
}"""


def test_text_that_comes_without_a_key_is_asked_once(visit: Visits, address: str) -> None:
    context = visit.window()
    context.add_init_script(_COUNT)
    page = context.new_page()
    page.goto(address)
    SearchBox(page, address)
    page.evaluate("window.asked.length = 0")
    page.locator(INPUT).fill("debate")  # as dictation, swiping and pasting by touch do
    expect(page.locator(f"{RESULT} h1").first).to_contain_text("Debate")
    page.locator(INPUT).press("End")
    page.keyboard.type("rs")
    wait_until(page, "window.asked.length >= 3")
    assert page.evaluate("window.asked") == ["debate", "debater", "debaters"]


def test_help_leads_to_the_right_page_after_instant_navigation(visit: Visits, address: str) -> None:
    page = visit("difficulties/goodharts-law/")
    box = SearchBox(page, address)
    page.evaluate("window.isSamePage = true")
    follow(page, page.locator(".md-content a[href$='/specification-gaming/']").first)
    box.ask("asdfgh")
    follow(page, page.locator(f"{SAYS} a").last)
    assert page.url == address + "start/"
    assert page.evaluate("window.isSamePage"), "the theme loaded a whole page; what this test is for did not happen"


def test_a_box_in_use_stays_open_when_the_theme_closes_it_after_a_change_of_page(box: SearchBox) -> None:
    """It does so by a click of its own, an eighth of a second late."""
    box.page.locator(INPUT).click()
    box.ask("reward")
    box.page.evaluate("document.getElementById('__search').click()")
    expect(box.page.locator(RESULT).first).to_be_visible()
    assert box.page.evaluate("document.getElementById('__search').checked")
    box.page.keyboard.press("Tab")
    expect(box.page.locator(RESULT).first).to_be_hidden()


def test_enter_does_nothing_where_nothing_was_found(box: SearchBox) -> None:
    before = box.ask("pizza").page.url
    box.page.locator(INPUT).press("Enter")
    assert box.page.url == before
    assert box.ask("debate").found()[0] == "glossary/debate/"
    expect(box.page.locator(f"{SAYS} a")).to_have_count(0)


def test_the_page_marks_the_words_that_were_found(box: SearchBox, address: str) -> None:
    box.ask("optimizing for the clicks")
    box.page.locator(f"{RESULT} a").first.click()
    box.page.wait_for_url(address + "**")
    marks = box.page.locator(".md-content mark[data-md-highlight]")
    expect(marks.first).to_be_visible()
    assert all(re.match("optimis|click", mark, re.IGNORECASE) for mark in marks.all_inner_texts())


def test_addresses_of_results_can_be_shared(visit: Visits, address: str) -> None:
    """They say no words, once the page marks them; the way back and forward stays."""
    page = visit("problem/")
    box = SearchBox(page, address).ask("goodhart")
    follow(page, page.locator(f"{RESULT} a[href*='?h=Goodhart']").first)
    expect(page.locator(".md-content mark[data-md-highlight]").first).to_be_visible()
    wait_until(page, "!location.search")
    found = page.url
    assert found == address + box.found()[0]
    page.go_back()
    expect(page.locator(".md-content h1")).to_have_text("The Problem")
    assert page.url == address + "problem/"
    page.go_forward()
    expect(page.locator(".md-content h1")).to_have_text("Goodhart's Law")
    assert page.url == found


def test_a_shared_address_with_words_marks_them(visit: Visits, address: str) -> None:
    page = visit("difficulties/goodharts-law/?h=measure&x=1#top")
    expect(page.locator(".md-content mark[data-md-highlight]").first).to_be_attached()
    wait_until(page, "!location.search.includes('h=')")
    assert page.url == address + "difficulties/goodharts-law/?x=1#top"


def test_it_works_by_keyboard_alone(box: SearchBox, address: str) -> None:
    page = box.page
    page.keyboard.press("/")
    expect(page.locator(INPUT)).to_be_focused()
    box.ask("difference between inner and outer alignment")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{RESULT} a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(INPUT)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(address + "layers/**")
    expect(page.locator(".md-content h1")).to_have_text("Two Layers")


def test_the_help_is_reached_by_arrow_and_escape_closes(box: SearchBox) -> None:
    page = box.ask("pizza").page
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{SAYS} a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(page.locator(".md-search__output")).to_be_hidden()


def test_the_closed_search_holds_one_stop_of_the_tab_key(box: SearchBox) -> None:
    box.page.locator(INPUT).focus()
    box.page.keyboard.press("Tab")
    expect(box.page.locator("#__search")).not_to_be_checked()
    expect(box.page.locator(".md-search :focus")).to_have_count(0)


def test_it_has_names_and_announces_what_it_found(box: SearchBox) -> None:
    page = box.ask("goodhart").page
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    expect(page.get_by_role("textbox", name="Search")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="found")).to_have_text(re.compile(r"^\d+ pages found$"))
    expect(page.get_by_role("dialog").get_by_role("list").first).to_be_visible()


@pytest.mark.parametrize("query", ["difference between inner and outer alignment", "pizza"])
def test_it_fits_a_narrow_phone(visit: Visits, address: str, query: str) -> None:
    page = visit("views/weigh/", width=360)
    box = SearchBox(page, address)
    page.locator(".search-button").click()
    expect(page.locator(INPUT)).to_be_focused()
    box.ask(query)
    shown = page.locator(f"{SAYS} a" if query == "pizza" else f"{RESULT} a").first
    expect(shown).to_be_in_viewport(ratio=1)
    widths = page.locator(".md-search__scrollwrap").evaluate("wrap => [wrap.scrollWidth, wrap.clientWidth]")
    assert widths == [360, 360]


def test_teasers_are_short_and_show_the_words_found(visit: Visits, address: str) -> None:
    """Also where the section that was found is a list, on a narrow phone."""
    page = visit("", PHONE)
    box = SearchBox(page, address)
    page.locator(".search-button").click()
    for query in ("goodhart", "rlhf", "shutdown"):
        box.ask(query)
        for teaser in page.locator(f"{RESULT} .search-teaser:visible").all():
            assert teaser.bounding_box()["height"] < 70, query  # type: ignore[index]
            if teaser.locator("mark").count():
                low, mark = teaser.evaluate(
                    "p => [p, p.querySelector('mark')].map((part) => part.getBoundingClientRect().bottom)"
                )
                assert mark <= low + 1, teaser.inner_text()
