"""How the search works inside: what is fetched when, what its worker and the theme's say to each other, words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from essaysite.search_index import SEPARATOR
from pages_server import serve
from playwright.sync_api import Browser, Page, expect
from project import ROOT, Project
from searchbox import RESULT, SAYS, SearchBox
from visits import Visits

SCRIPTS = ROOT / "overrides" / "assets" / "javascripts"


def test_nothing_of_the_index_is_fetched_before_somebody_searches(visit: Visits, address: str) -> None:
    asked: list[str] = []
    context = visit.window()
    context.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page = context.new_page()
    page.goto(address + "glossary/debate/")
    box = SearchBox(page, address)
    page.wait_for_load_state("networkidle")
    late = ("search/entries.json", "search-rank.js", "workers/search.")
    assert not [url for url in asked if any(part in url for part in late)]
    box.ask("debate")
    assert [part for part in late if any(part in url for url in asked)] == list(late)


def test_a_link_with_a_question_opens_its_answer(visit: Visits) -> None:
    page = visit("?q=goodhart")
    expect(page.locator(f"{RESULT} h1").first).to_contain_text("Goodhart's Law")


@pytest.mark.parametrize("part", ["search/entries.json", "search-words.js", "search-rank.js", "workers/search.*"])
def test_a_part_that_did_not_come_is_told_and_fetched_again(browser: Browser, address: str, part: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + "glossary/debate/")
    box = SearchBox(page, address)
    says = page.locator(SAYS)
    context.route(f"**/{part}", lambda route: route.abort())
    for query in ("goodh", "goodhar"):
        assert box.ask(query).found() == []
        expect(says).to_have_text("The search could not be loaded. Try again, or look in the glossary.")
    expect(says).to_have_role("status")
    assert says.get_by_role("link").evaluate("link => link.href") == address + "glossary/"
    context.unroute(f"**/{part}")
    assert box.ask("goodhart").found()
    assert "could not be loaded" not in box.says
    context.close()


@pytest.fixture
def talk(visit: Visits, address: str) -> Callable[[str, list[Any]], Any]:
    """Send messages to a worker of the site by its address, and return what it answers to each."""
    page = visit("start/")

    def send(worker: str, messages: list[Any]) -> Any:
        return page.evaluate(
            """async ([address, messages]) => {
                 const worker = new Worker(address);
                 const answers = [];
                 for (const message of messages) {
                   const answer = new Promise((resolve) => { worker.onmessage = ({ data }) => resolve(data); });
                   worker.postMessage(message);
                   answers.push(await answer);
                 }
                 worker.terminate();
                 return answers;
               }""",
            [address + worker, messages],
        )

    return send


def messages() -> list[Any]:
    """Return what a page of the theme sends: its settings with the index, and a question."""
    config = {
        "lang": ["en"],
        "separator": SEPARATOR,
        "pipeline": ["stemmer"],
        "fields": {name: {"boost": 1} for name in ("title", "text", "tags", "summary")},
    }
    docs = [
        {
            "location": "a/",
            "title": "A",
            "text": "<p>One two.</p>",
            "tags": ["other name"],
            "summary": "S",
            "kind": "Term",
        },
        {"location": "a/#b", "title": "B", "text": "<p>Two three.</p>"},
    ]
    return [
        {"type": 0, "data": {"config": config, "docs": docs, "options": {"suggest": False}}},
        {"type": 2, "data": "two^10 two*^1 name^10"},
    ]


def test_the_themes_worker_still_talks_as_ours_expects(site: Path, talk: Callable[[str, list[Any]], Any]) -> None:
    """Where this fails after an upgrade of the theme, read its worker again and adapt search-worker.js to it."""
    (theme,) = site.glob("assets/javascripts/workers/search.*.min.js")
    ready, result = talk(theme.relative_to(site).as_posix(), messages())
    assert ready == {"type": 1}
    assert result["type"] == 3
    ((page, section),) = result["data"]["items"]
    assert page["location"] == "a/"
    assert page["text"] == "<p>One <mark>two</mark>.</p>"
    assert page["tags"] == ["other <mark>name</mark>"]
    assert page["kind"] == "Term"
    assert page["terms"] == {"two": True, "name": True}
    assert section["terms"] == {"two": True, "name": False}
    assert page["score"] > section["score"] > 0


def test_our_worker_answers_as_the_theme_expects(site: Path, talk: Callable[[str, list[Any]], Any]) -> None:
    (theme,) = site.glob("assets/javascripts/workers/search.*.min.js")
    setup, _ = messages()
    questions = [{"type": 2, "data": query} for query in ("", "goodhart", "pizza")]
    worker = f"assets/javascripts/search-worker.js?theme={theme.name}"
    ready, empty, found, nothing = talk(worker, [setup, *questions])
    assert ready == {"type": 1}
    assert empty == nothing == {"type": 3, "data": {"items": []}}
    for items in found["data"]["items"]:
        assert [item["score"] for item in items] == sorted((item["score"] for item in items), reverse=True)
        assert any("#" not in item["location"] for item in items), "the theme shows a group below its page"
        for item in items:
            assert set(item) == {"location", "title", "text", "score", "terms"}


HOSTILE = "\"><img src=x onerror=alert(1)> '<script>alert(2)</script> &lt;b&gt; zebra"


def test_hostile_front_matter_is_shown_as_text(project: Project, browser: Browser) -> None:
    project.page("index.md", "Home.", title="Home")
    project.page("glossary/x.md", f"Giraffe `{HOSTILE}`.", title=HOSTILE, summary=HOSTILE, aliases=[HOSTILE])
    project.build()
    with serve(project.site) as home:
        visits = Visits(browser, home)
        page = visits.window().new_page()
        page.goto(home)
        box = SearchBox(page, home)
        for query in ("zebra", "giraffe", "script", "onerror"):
            assert box.ask(query).found() == ["glossary/x/"], query
            inside = page.locator(".md-search-result__list")
            expect(inside.locator("img, script, b")).to_have_count(0)
            assert "onerror=alert(1)" in inside.locator("h1").inner_text()
        visits.close()
    assert visits.problems == []


@pytest.fixture(scope="module")
def words(browser: Browser) -> Iterator[Page]:
    """An empty page that knows the worker's functions on words."""
    page = browser.new_page()
    page.evaluate("separator => { window.setup = { config: { separator } }; }", SEPARATOR)
    page.add_script_tag(content=(SCRIPTS / "search-words.js").read_text(encoding="utf-8"))
    yield page
    page.close()


@pytest.mark.parametrize(
    "pair",
    [
        "optimise optimize", "optimisation optimization", "optimisers optimizer", "analyse analyzed",
        "behaviour behaviors", "labour labor", "modelling modeled", "sceptics skeptic", "goals goal", "policies policy",
        "biases bias", "boxes box", "cases case", "gaming games", "ratings rate", "learned learning", "naïve naive",
    ],
)  # fmt: skip
def test_spellings_and_inflections_have_one_form(words: Page, pair: str) -> None:
    one, other = words.evaluate("pair => pair.split(' ').map(formOf)", pair)
    assert one == other


def test_a_form_is_its_own_form(words: Page) -> None:
    """The theme's worker asks for the form of what is a form already; another one would find nothing."""
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    written = sorted({word for text in texts for word in re.findall(r"[^\W\d_]+", text.casefold())})
    assert len(written) > 3000
    changed = words.evaluate("words => words.filter((word) => formOf(formOf(word)) !== formOf(word))", written)
    assert changed == []


@pytest.mark.parametrize("pair", ["alignment align", "hour our", "four for", "bias bit", "reward reword"])
def test_different_words_have_different_forms(words: Page, pair: str) -> None:
    one, other = words.evaluate("pair => pair.split(' ').map(formOf)", pair)
    assert one != other


def test_stop_words_go_unless_there_is_nothing_else(words: Page) -> None:
    assert words.evaluate("contentOf(\"Isn't AI what it was? What's AI\\u2019s law\")") == ["ai", "law"]
    assert words.evaluate("contentOf('is it')") == ["is", "it"]


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("", "ab", 2), ("kitten", "sitting", 3)],
)
def test_distance_counts_letters(words: Page, one: str, other: str, far: int) -> None:
    assert words.evaluate("([one, other]) => distance(one, other)", [one, other]) == far
