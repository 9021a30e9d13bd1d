"""The site's own search box, driven in a real browser: what readers ask, what they find, and how they get there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from crawl import declared
from playwright.sync_api import Browser, expect
from project import ROOT
from searchbox import RESULT, SAYS, SearchBox
from visits import Visits

FACTS = ROOT / "tests" / "editorial" / "facts"
ASKED = json.loads((FACTS / "search-queries.json").read_text(encoding="utf-8"))["queries"]
MORE = json.loads((FACTS / "search-more-queries.json").read_text(encoding="utf-8"))
NONSENSE = (
    "pizza",
    "ai pizza",
    "asdfgh",
    "best laptop 2026",
    "cheap flights to rome",
    "chocolate cake recipe",
    "weather tomorrow",
)


@pytest.fixture(scope="module")
def open_box(browser: Browser, address: str) -> Iterator[SearchBox]:
    """The search of a page that all tests share which only ask."""
    visits = Visits(browser, address)
    yield SearchBox(visits(), address)
    visits.close()
    assert visits.problems == []


def ranks(box: SearchBox, queries: list[dict[str, Any]], name: str) -> list[int]:
    """Return the rank of the first expected page of each query, 99 where it is not found, and print the table."""
    print(f"\n{name}")
    found = []
    for query in queries:
        pages = box.ask(query["query"]).found()
        rank = next((place for place, page in enumerate(pages, start=1) if page in query["expect"]), 99)
        print(
            f"{rank:4}  {query['query']}" + ("" if rank == 1 else f"   before it: {', '.join(pages[: rank - 1][:3])}")
        )
        found.append(rank)
    print(f"first: {found.count(1)} of {len(found)}; in the first three: {sum(rank <= 3 for rank in found)}")
    return found


def test_readers_questions_find_their_pages(open_box: SearchBox) -> None:
    found = ranks(open_box, ASKED, "The questions of the facts")
    assert max(found) <= 3
    assert found.count(1) >= 0.9 * len(found)


@pytest.mark.parametrize("half", ["tuned", "held_out"])
def test_further_questions_find_their_pages(open_box: SearchBox, half: str) -> None:
    found = ranks(open_box, MORE[half], f"Further questions, {half}")
    assert sum(rank <= 3 for rank in found) >= 0.9 * len(found)
    assert found.count(1) >= 0.8 * len(found)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def test_no_question_is_written_into_a_page() -> None:
    """A page's names are what people call its subject: to find a question by itself would show nothing."""
    rows = [line.split("|") for line in (FACTS / "glossary.md").read_text(encoding="utf-8").splitlines() if "|" in line]
    called = {_plain(name) for row in rows for cell in row[1:3] for name in re.split("[,;]", cell)}
    nodes = declared().nodes.values()
    called |= {_plain(node.title) for node in nodes}
    questions = {_plain(query["query"]) for query in [*ASKED, *MORE["tuned"], *MORE["held_out"]]} - called
    proper = str.istitle  # what an organisation or a book is called
    written = [
        (node.path, name) for node in nodes for name in node.aliases if _plain(name) in questions and not proper(name)
    ]
    assert written == []


@pytest.mark.parametrize("query", NONSENSE)
def test_nonsense_finds_nothing_and_help_leads_on(open_box: SearchBox, address: str, query: str) -> None:
    assert open_box.ask(query).found() == []
    assert open_box.says.startswith("No page is about these words.")
    links = open_box.page.locator(f"{SAYS} a").evaluate_all("links => links.map((link) => link.href)")
    assert links == [address + "glossary/", address + "start/"]


@pytest.mark.parametrize("query", ["the of and", "what is it", "how do they do it"])
def test_words_that_say_nothing_find_nothing_and_help_leads_on(open_box: SearchBox, query: str) -> None:
    assert open_box.ask(query).found() == []
    assert open_box.says.startswith("No page is about these words. Try a word for what you want to know")


@pytest.mark.parametrize("query", ["is ai takeover likely", "is ai dangerous", "will ai kill us all"])
def test_pages_that_have_only_the_commonest_word_do_not_count(open_box: SearchBox, query: str) -> None:
    found = open_box.ask(query).found()
    assert 0 < len(found) < 15
    assert open_box.says == f"{len(found)} pages found"
    words = len(re.findall("takeover|likely|dangerous|kill", query))
    for result in open_box.page.locator(RESULT).all():
        missing = result.locator("a:has(.md-search-result__article > p)").first.locator("del").all_inner_texts()
        assert len(set(missing) - {"ai"}) <= words / 2


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("jan leike net worth 2026", "researchers/jan-leike/"),  # most of it is not on the site
        ("ai", "problem/"),  # the commonest word alone
    ],
)
def test_what_is_about_a_part_of_the_question_is_found_where_nothing_else_is(
    open_box: SearchBox, query: str, page: str
) -> None:
    assert open_box.ask(query).found()[0] == page


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("stop button", "glossary/off-switch/"),
        ("treacherous turn", "difficulties/deceptive-alignment/"),
        ("is ai dangerous", "glossary/existential-risk/"),
        ("what is the difference between alignment and safety", "glossary/ai-safety/"),
        ("open source models risk", "concentration-vs-distribution/"),
    ],
)
def test_other_names_of_an_idea_find_its_page(open_box: SearchBox, query: str, page: str) -> None:
    assert open_box.ask(query).found()[0] == page


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("goodhart", "Concept"),
        ("kill switch", "Term"),
        ("just turn it off", "Pitfall"),
        ("jan leike", "Researcher"),
        ("rlhf", "Approach"),
        ("skeptical view", "View"),
    ],
)
def test_results_name_the_kind_of_page(open_box: SearchBox, query: str, kind: str) -> None:
    open_box.ask(query)
    expect(open_box.page.locator(f"{RESULT} h1").first.locator(".card__kind")).to_have_text(kind)


def test_aliases_find_a_page_and_do_not_show(open_box: SearchBox) -> None:
    assert open_box.ask("people-pleasing").found()[0] == "glossary/sycophancy/"
    shown = open_box.page.locator(".md-search-result__list").inner_html()
    assert "people-pleasing" not in shown
    assert "md-tag" not in shown


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mesa-optimizer", "mesa optimiser"),
        ("goodhart's law", "goodhart’s laws"),  # noqa: RUF001
        ("reward modeling", "reward modelling"),
        ("power seeking behavior", "power-seeking behaviours"),
        ("paper clip", "paperclips"),
        ("interpretibility", "interpretability"),
        ("INNER ALIGNMENT?", "inner alignment"),
    ],
)
def test_spellings_find_the_same_page(open_box: SearchBox, one: str, other: str) -> None:
    first = open_box.ask(one).found()
    assert first[:1] == open_box.ask(other).found()[:1] != []


def test_a_word_is_found_while_it_is_typed(open_box: SearchBox) -> None:
    for length in range(3, 9):
        assert open_box.ask("goodhart"[:length]).found(), "goodhart"[:length]
    assert "difficulties/goodharts-law/" in open_box.ask("what is goodh").found()[:2]


def test_questions_of_stop_words_or_signs_only_are_answered(open_box: SearchBox) -> None:
    assert open_box.ask("whose we").found()[0] == "social-problem/"
    assert "views/weigh/" in open_box.ask("how to").found()
    assert open_box.ask("???").found() == []
    assert "difficulties/goodharts-law/" in open_box.ask('text:"goodhart" +tags:law -a ~ ^3 * law~9').found()


def test_results_without_words_to_mark_have_plain_addresses(open_box: SearchBox) -> None:
    open_box.ask("ai safety")
    links = open_box.page.locator(f"{RESULT} a").evaluate_all("links => links.map((link) => link.href)")
    assert any("?h=" in link for link in links)
    assert not [link for link in links if link.partition("#")[0].endswith("?h=")]
