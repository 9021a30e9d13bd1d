"""The filters of the long lists find what people type, and say what to loosen where they find nothing."""

from __future__ import annotations

import pytest
from crawl import declared
from playwright.sync_api import Page, expect
from visits import PHONE, Visits

SAID = "form.filter output"


def shown(page: Page) -> int:
    return page.locator("[data-filter-item]").filter(visible=True).count()


def test_the_text_finds_what_the_choice_of_a_researcher_finds(visit: Visits) -> None:
    page = visit("references/")
    choice = page.get_by_label("Researcher")
    for name in choice.locator("option").all_inner_texts()[1:]:
        choice.select_option(label=name)
        by_choice = shown(page)
        page.get_by_label("Filter the references").fill(name)
        assert shown(page) == by_choice > 0, name
        page.get_by_label("Filter the references").fill("")
    choice.select_option(label="All")


@pytest.mark.parametrize(
    ("url", "label", "typed", "plain"),
    [
        ("glossary/", "Filter the terms", "Goodhart\u2019s", "goodhart's"),
        ("references/", "Filter the references", "occam\u2019s", "occam's"),
        ("references/", "Filter the references", "mane concrete", "Mané concrete"),
        ("references/", "Filter the references", "MANÉ CONCRETE", "mane  concrete "),
    ],
)
def test_apostrophes_accents_and_capitals_do_not_matter(
    visit: Visits, url: str, label: str, typed: str, plain: str
) -> None:
    page = visit(url)
    counts = []
    for text in (typed, plain):
        page.get_by_label(label).fill(text)
        counts.append(shown(page))
    assert counts[0] == counts[1] > 0


def test_where_nothing_fits_it_says_what_to_loosen(visit: Visits) -> None:
    page = visit("references/", PHONE)
    people = page.get_by_label("Researcher").locator("option").all_inner_texts()[1:]
    topics = page.get_by_label("Topic").locator("option").all_inner_texts()[1:]
    assert {*people} <= {node.title for node in declared().nodes.values()}
    for person in people:
        page.get_by_label("Researcher").select_option(label=person)
        for topic in topics:
            page.get_by_label("Topic").select_option(label=topic)
            if not shown(page):
                expect(page.locator(SAID)).to_have_text("Nothing fits: set Researcher to All or set Topic to All.")
                page.get_by_label("Filter the references").fill("qqqq")
                expect(page.locator(SAID)).to_have_text("Nothing fits: loosen more than one of these.")
                return
    pytest.fail("every researcher has a work on every topic")
