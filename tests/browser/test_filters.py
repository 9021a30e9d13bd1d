"""The filters of the long lists find what people type, and say what to loosen where they find nothing."""

from __future__ import annotations

import re

import pytest
from crawl import declared
from playwright.sync_api import Page, expect
from visits import PHONE, Visits, check_glossary, wait_until

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


def test_apostrophes_accents_and_capitals_do_not_matter(visit: Visits) -> None:
    page = visit("references/")
    for typed, plain in (
        ("occam\u2019s", "occam's"),
        ("mane concrete", "Mané concrete"),
        ("MANÉ CONCRETE", "mane  concrete "),
    ):
        counts = []
        for text in (typed, plain):
            page.get_by_label("Filter the references").fill(text)
            counts.append(shown(page))
        assert counts[0] == counts[1] > 0, typed


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


def test_the_glossary_filters_as_one_types(visit: Visits) -> None:
    check_glossary(visit("glossary/"))


@pytest.mark.parametrize(("choice", "facts"), [("Researcher", ".work__people"), ("Topic", ".work__cited")])
def test_references_filter_by_choice(visit: Visits, choice: str, facts: str) -> None:
    page = visit("references/")
    works = page.locator(".work")
    everything = works.count()
    options = page.get_by_label(choice).locator("option").all_inner_texts()[1:]
    for option in (options[0], options[-1]):
        page.get_by_label(choice).select_option(label=option)
        shown = works.filter(visible=True)
        assert 0 < shown.count() < everything
        said = re.compile(rf"^{re.escape(option)}(?=$|: )")
        links = page.locator(facts).get_by_role("link", name=said, include_hidden=True)
        named = works.filter(has=links)
        assert named.count() == named.filter(visible=True).count()
        # A topic also has the works of the findings that bear on it.
        assert choice == "Topic" or named.count() == shown.count()
        expect(page.locator("form.filter output")).to_have_text(f"{shown.count()} of {everything}")


def test_references_filter_by_text_and_choice_together(visit: Visits) -> None:
    page = visit("references/")
    shown = page.locator(".work").filter(visible=True)
    page.get_by_label("Filter the references").fill("christiano 2017")
    by_text = shown.count()
    assert by_text > 0
    page.get_by_label("Researcher").select_option(label="Stuart Russell")
    expect(shown).to_have_count(0)
    expect(page.locator("form.filter output")).to_have_text("Nothing fits: try fewer letters or set Researcher to All.")
    page.get_by_label("Filter the references").fill("qqqq")
    expect(page.locator("form.filter output")).to_have_text("Nothing fits: try fewer letters.")
    page.get_by_label("Filter the references").fill("christiano 2017")
    page.get_by_label("Researcher").select_option(label="All")
    expect(shown).to_have_count(by_text)


@pytest.mark.parametrize(
    ("asked", "labels"),
    [
        ("references/?words=leike+rlhf", {"Filter the references": "leike rlhf"}),
        ("findings/?words=claude&year=2025&order=title", {"Year": "2025", "Sort by": "title"}),
    ],
)
def test_words_find_topics_and_the_address_keeps_what_was_filtered(
    visit: Visits, asked: str, labels: dict[str, str]
) -> None:
    page = visit(asked, PHONE)
    for label, value in labels.items():
        expect(page.locator("form.filter").get_by_label(label)).to_have_value(value)
    items = page.locator("[data-filter-item]").filter(visible=True)
    assert 0 < items.count() < page.locator("[data-filter-item]").count()
    if "order" in asked:
        titles = items.locator("th a").all_inner_texts()
        assert titles == sorted(titles, key=str.casefold)
    page.locator("form.filter").get_by_label("Filter the").fill("")
    expect(page).to_have_url(re.compile(r"^(?!.*words=)"))


@pytest.mark.parametrize("url", ["references/", "findings/", "glossary/"])
def test_the_filter_is_within_the_first_screen_of_a_phone(visit: Visits, url: str) -> None:
    page = visit(url, 390)
    expect(page.get_by_role("search").get_by_label("Filter the")).to_be_in_viewport()


def test_letters_jump_to_their_terms(visit: Visits) -> None:
    page = visit("glossary/", width=PHONE)
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="S", exact=True).click()
    expect(page).to_have_url(re.compile("#letter-s$"))
    heading = page.locator("#letter-s")
    expect(heading).to_be_in_viewport()
    top, header = heading.bounding_box(), page.locator(".md-header").bounding_box()
    assert top is not None
    assert header is not None
    wait_until(page, "document.getElementById('letter-s').getBoundingClientRect().top < 200")
    assert header["height"] <= top["y"]
