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
from searchbox import INPUT, RESULT, SAYS, SearchBox
from visits import PHONE, Visits, follow, wait_until

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


@pytest.fixture
def box(visit: Visits, address: str) -> SearchBox:
    return SearchBox(visit(), address)


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
    assert found.count(1) >= 18


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


def test_results_without_words_to_mark_have_plain_addresses(open_box: SearchBox) -> None:
    open_box.ask("ai safety")
    links = open_box.page.locator(f"{RESULT} a").evaluate_all("links => links.map((link) => link.href)")
    assert any("?h=" in link for link in links)
    assert not [link for link in links if link.partition("#")[0].endswith("?h=")]


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
