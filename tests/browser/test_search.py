"""The search in a real browser: what readers ask, what they find, and how they get there."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from crawl import declared
from playwright.sync_api import Page, expect
from project import ROOT
from visits import (
    DESKTOP,
    PHONE,
    SEARCH_BUTTON,
    SEARCH_INPUT,
    SEARCH_RESULT,
    Visits,
    arrived,
    faults,
    is_too_wide,
    open_search,
)

FACTS = ROOT / "tests" / "editorial" / "facts"
ASKED = json.loads((FACTS / "search-queries.json").read_text(encoding="utf-8"))["queries"]
MORE = json.loads((FACTS / "search-more-queries.json").read_text(encoding="utf-8"))

# What no page is about, and words that say nothing.
NONSENSE = [
    "pizza", "ai pizza", "asdfgh", "best laptop 2026", "cheap flights to rome", "chocolate cake recipe", "bitcoin price",
    "weather tomorrow", "capital of france", "how to cook rice", "???", "the of and", "what is it", "how do they do it",
    "football results", "buy shoes online", "learn spanish", "movie reviews", "what time is it in tokyo", "garden plants",
]  # fmt: skip

# One question, put in two ways.
SAME = [
    ("optimizing for the clicks", "optimising for the click"), ("behavior policy", "behaviour policies"),
    ("paper clip maximizer", "paperclip maximiser"), ("naive goals", "NAÏVE GOAL!"), ("sceptical view", "skeptical views"),
    ("goodheart law", "goodhart's law"), ("reward hackng", "reward hacking"), ("decietful ai", "deceitful ai"),
    ("p(doom)", "p doom"), ("misinformaton", "misinformation"),
]  # fmt: skip

SAYS = "#search [role=status]"
DIALOG = "#search"


def answers(page: Page, questions: list[str]) -> list[list[str]]:
    """Return the addresses of the pages found for each question, best first."""
    open_search(page, "alignment")
    ask = "questions => questions.map(((ask) => (question) => ask(question).map(({ address }) => address))(answersFrom(searchIndex)))"
    found: list[list[str]] = page.evaluate(ask, questions)
    return found


def test_readers_questions_find_their_pages(visit: Visits) -> None:
    """Ranks and sizes stand in the output of ``pytest -s``."""
    lists: dict[str, list[Any]] = {"facts": ASKED, **{name: MORE[name] for name in ("met", "tuned", "held_out")}}
    found = iter(answers(visit(), [query["query"] for queries in lists.values() for query in queries]))
    ranks: dict[str, list[int]] = {}
    for name, queries in lists.items():
        for query in queries:
            pages = next(found)
            rank = next((place for place, page in enumerate(pages, start=1) if page in query["expect"]), 99)
            ranks.setdefault(name, []).append(rank)
            if rank > 1:
                print(f"{rank:3}  {query['query']}   before it: {', '.join(pages[: rank - 1][:3])}")
        print(
            f"{name}: first {ranks[name].count(1)}, in three {sum(rank <= 3 for rank in ranks[name])} of {len(queries)}"
        )
    assert max(ranks["facts"] + ranks["met"]) <= 3
    assert ranks["facts"].count(1) >= 0.9 * len(ranks["facts"])
    for name in ("tuned", "held_out"):
        assert sum(rank <= 3 for rank in ranks[name]) >= 0.9 * len(ranks[name])
        assert ranks[name].count(1) >= 0.8 * len(ranks[name])


def test_nonsense_finds_nothing_and_spellings_the_same(visit: Visits) -> None:
    found = answers(visit(), [*NONSENSE, *(one for one, _ in SAME), *(other for _, other in SAME)])
    assert dict(zip(NONSENSE, found, strict=False)) == {question: [] for question in NONSENSE}
    ones, others = found[len(NONSENSE) :][: len(SAME)], found[-len(SAME) :]
    differ = [
        (pair, one[:1], other[:1])
        for pair, one, other in zip(SAME, ones, others, strict=True)
        if one[:1] != other[:1] or not one
    ]
    assert differ == []


def test_what_a_first_search_loads_is_small(site: Path) -> None:
    files = [
        site / "assets" / "javascripts" / "search" / "index.js",
        site / "assets" / "javascripts" / "search" / "ask.js",
    ]
    size = sum(len(gzip.compress(file.read_bytes())) for file in files)
    print(f"a first search loads {size} bytes")
    assert size < 68_000


def test_no_question_is_written_into_a_page() -> None:
    """A page's names are what people call its subject: to find a question by itself would show nothing."""

    def plain(text: str) -> str:
        return " ".join(re.findall(r"\w+", text.casefold()))

    rows = [line.split("|") for line in (FACTS / "glossary.md").read_text(encoding="utf-8").splitlines() if "|" in line]
    nodes = declared().nodes.values()
    called = {plain(name) for row in rows for cell in row[1:3] for name in re.split("[,;]", cell)}
    called |= {plain(node.title) for node in nodes}
    questions = {plain(query["query"]) for query in [*ASKED, *MORE["met"], *MORE["tuned"], *MORE["held_out"]]} - called
    proper = str.istitle  # what an organisation or a book is called
    names = [(node.path, name) for node in nodes for name in node.aliases]
    assert [one for one in names if plain(one[1]) in questions and not proper(one[1])] == []


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_by_keyboard(visit: Visits, width: int) -> None:
    page = visit("pitfalls/smarter-means-wiser/", width)
    link = page.locator(".md-content a.term").first
    box = page.locator(SEARCH_INPUT)
    for key in ("/", "s", "Control+k"):
        link.focus()
        page.keyboard.press(key)
        expect(box).to_be_focused()
        page.keyboard.press("Escape")
        expect(page.locator(DIALOG)).not_to_be_visible()
        expect(link).to_be_focused()
    page.get_by_role("button", name="Search", exact=True).press("Enter")
    page.keyboard.type("goodhart/s")
    expect(box).to_have_value("goodhart/s")
    options = page.get_by_role("option")
    for key, place in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", -1)):
        page.keyboard.press(key)
        chosen = options.nth(place)
        expect(chosen).to_have_attribute("aria-selected", "true")
        expect(box).to_have_attribute("aria-activedescendant", str(chosen.get_attribute("id")))
        expect(chosen).to_be_in_viewport(ratio=0.9)
        expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.evaluate("document.querySelector('main').dataset.left = ''")
    page.keyboard.press("Enter")
    arrived(page)
    expect(page.locator(".md-content h1")).to_have_text("Goodhart's Law")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator(DIALOG)).not_to_be_visible()


def test_by_touch_and_to_the_section_that_has_the_words(visit: Visits) -> None:
    page = visit("", PHONE, has_touch=True)
    page.locator(SEARCH_BUTTON).tap()
    page.locator(SEARCH_INPUT).fill("optimize clicks news site worked example")
    section = page.get_by_role("option", name="Section: ").first
    target = str(section.evaluate("link => link.href"))
    section.tap()
    page.wait_for_url(target)
    expect(page.locator(f"[id='{target.partition('#')[2]}']")).to_be_in_viewport()
    page.locator(SEARCH_BUTTON).tap()
    assert page.locator(SEARCH_INPUT).evaluate("input => input.selectionEnd") > 0, "the next question replaces this one"
    page.get_by_role("button", name="Close the search").tap()
    expect(page.locator(DIALOG)).not_to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, DESKTOP])
def test_to_those_who_hear_it(visit: Visits, width: int, scheme: Any) -> None:
    page = visit("problem/", width, color_scheme=scheme)
    open_search(page, "reward")
    dialog = page.get_by_role("dialog", name="Search")
    box = dialog.get_by_role("combobox", name="Search")
    status = dialog.get_by_role("status")
    expect(status).to_have_text(re.compile(r"^\d+ pages found"), use_inner_text=True)
    option = dialog.get_by_role("listbox", name="Pages found").get_by_role("option").first
    expect(option).to_have_accessible_name(re.compile("^Term Reward The number"))
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    assert faults(page) == ""
    assert not is_too_wide(page)
    box.fill("pizza")
    expect(status).to_contain_text("No page is about these words. Try another word", use_inner_text=True)
    expect(box).to_have_attribute("aria-expanded", "false")
    assert faults(page) == ""
    box.press("Enter")
    box.press("ArrowDown")
    expect(dialog).to_be_visible()


def test_help_leads_on_after_another_page_was_shown(visit: Visits) -> None:
    page = visit("difficulties/goodharts-law/")
    page.evaluate("document.querySelector('main').dataset.left = ''")
    page.locator(".md-content a[href$='/specification-gaming/']").first.click()
    arrived(page)
    page.keyboard.press("/")
    page.locator(SEARCH_INPUT).fill("asdfgh")
    page.evaluate("document.querySelector('main').dataset.left = ''")
    page.locator(SAYS).get_by_role("link", name="where to start").click()
    arrived(page)
    assert page.url == visit.address + "start/"
    page.keyboard.press("/")
    page.go_back()
    expect(page.locator(DIALOG)).not_to_be_visible()


@pytest.mark.parametrize("part", ["assets/javascripts/search/index.js", "assets/javascripts/search/ask.js"])
def test_a_part_that_did_not_come_is_told_and_loaded_again(visit: Visits, part: str) -> None:
    context = visit.window()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(f"{visit.address}glossary/debate/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/search/" in url], "most readers never search"
    context.route(f"**/{part}", lambda route: route.abort())
    page.keyboard.press("s")
    page.locator(SEARCH_INPUT).fill("goodhart")
    expect(page.locator(SAYS)).to_contain_text(
        "The search could not be loaded. Try again, or look in the glossary.", use_inner_text=True
    )
    context.unroute(f"**/{part}")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(SEARCH_RESULT).first).to_contain_text("Goodhart")
    expect(page.locator(SAYS)).not_to_contain_text("could not", use_inner_text=True)
    visit.problems[:] = [
        problem for problem in visit.problems if "ERR_FAILED" not in problem and "Event" not in problem
    ]
