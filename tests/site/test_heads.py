"""What stands above a page and around it: its kind, its place in the menu, how long it takes, and its summary once."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from crawl import DOCS, PAGES, BuiltPage, address_of, built_pages, declared
from essaysite.generate.site import WORDS_A_MINUTE
from essaysite.publish.typography import curled_text
from essaysite.read.essay import Essay
from markup import Element
from playwright.sync_api import expect
from project import Project
from visits import PHONE, Visits

GRAPH = declared()
NODES = {address_of(node.path): node for node in GRAPH.nodes.values()}
TERMS = [url for url, node in NODES.items() if node.kind.name == "term"]
LISTS = ("findings/", "glossary/", "references/", "map/")


@pytest.fixture
def pages(site: Path) -> dict[str, BuiltPage]:
    return built_pages(site)


def the(page: BuiltPage, selector: str) -> Element:
    """Return the one element of a page that the selector names."""
    return page.root.one(selector)


def section_of(url: str) -> str:
    """Return the address of the index of the folder that a page stands in; empty where there is none."""
    folder = NODES[url].path.rpartition("/")[0]
    return f"{folder}/" if f"{folder}/" in NODES else ""


def test_the_kind_of_a_page_leads_to_its_section(pages: dict[str, BuiltPage]) -> None:
    for url in (url for url in PAGES if NODES[url].kind.name != "page"):
        kind = the(pages[url], ".page-head__kind")
        assert kind.words() == NODES[url].label, url
        leads = [urljoin(f"/{url}", link["href"]) for link in kind.select("a")]
        assert leads == ([f"/{section_of(url)}"] if section_of(url) else []), url


def test_a_pitfall_names_its_saying_in_the_title_of_its_window_and_above_its_own(pages: dict[str, BuiltPage]) -> None:
    essay = Essay((DOCS / "about" / "alignment.txt").read_text(encoding="utf-8"))
    sayings = {essay.saying(line) for line in range(1, len(essay.lines) + 1)} - {""}
    found = set()
    # A pitfall that the essay does not name has none.
    for url in (
        url for url in PAGES if NODES[url].kind.name == "pitfall" and pages[url].root.select(".page-head__saying")
    ):
        saying = the(pages[url], ".page-head__saying").words(".sr-only")
        assert the(pages[url], "head > title").text.startswith(f"{saying} - "), url
        found.add(saying)
    assert found <= sayings
    assert len(found) > 1
    assert not pages["problem/"].root.select(".page-head__saying")


def test_one_line_of_the_menu_is_the_readers(pages: dict[str, BuiltPage]) -> None:
    """Their page's own, or that of the list in which it stands."""
    wrong = []
    for url in filter(None, PAGES):
        line = the(pages[url], ".menu [aria-current]")
        leads = urljoin(f"/{url}", line["href"]).removeprefix("/")
        section = url.partition("/")[0] + "/"
        is_listed = section in ("glossary/", "findings/") and url != section
        if (leads, line["aria-current"]) != ((section, "true") if is_listed else (url, "page")):
            wrong.append(f"{url}: {leads}")
    assert wrong == []


def test_the_menu_marks_the_part_of_a_term(visit: Visits) -> None:
    line = visit(TERMS[0]).get_by_role("navigation", name="Navigation").get_by_role("link", name="Glossary")
    here = visit("glossary/").get_by_role("navigation", name="Navigation").get_by_role("link", name="Glossary")
    style = "line => { const { color, fontWeight } = getComputedStyle(line); return [color, fontWeight]; }"
    assert line.evaluate(style) == here.evaluate(style)


SAID = "page-head__summary--said"


def test_a_term_says_its_definition_once(pages: dict[str, BuiltPage]) -> None:
    said = [url for url in TERMS if SAID in the(pages[url], ".page-head__summary").classes]
    for url in TERMS:
        text = pages[url].root.select("article > p")[0].words(".footnote-ref")
        assert url in said or not text.startswith(curled_text(NODES[url].summary).rstrip(".")), url
    others = [url for url in PAGES if url not in TERMS and pages[url].root.select(f".{SAID}")]
    assert [url for url in others if not pages[url].root.select(".brief")] == []


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("A thing that is measured, used for another.", True),
        ("A *thing* that gets measured, and is used for another[^1]. More.\n\n[^1]: Note.", True),
        ("Something else altogether. A thing that is used.", False),
        ("- A thing that is measured, used for another.", False),
    ],
)
def test_only_a_text_that_opens_with_the_summary_hides_it(project: Project, text: str, hidden: bool) -> None:
    project.page("index.md")
    project.page("glossary/proxy.md", text, summary="A thing that is measured, and used for another.")
    project.build()
    assert (SAID in project.html("glossary/proxy")) == hidden


def test_a_term_is_defined_on_its_page_and_in_its_card(visit: Visits) -> None:
    """The card shows the head only."""
    term = GRAPH.nodes["reward-hacking"]
    page = visit("difficulties/specification-gaming/")
    page.locator("a.term[href$='glossary/reward-hacking/']").hover()
    card = page.locator(".md-tooltip2--active")
    expect(card.locator(".page-head__summary")).to_have_text(curled_text(term.summary))
    expect(card.locator(".page-head__summary")).to_be_visible()
    expect(card.locator(".page-address")).not_to_be_visible()
    page = visit(address_of(term.path), PHONE)
    expect(page.locator(".page-head__summary")).not_to_be_visible()


def minutes(page: BuiltPage) -> list[int]:
    return [
        int(found) for fact in page.root.select(".page-head__facts") for found in re.findall(r"(\d+) min", fact.words())
    ]


def test_lists_have_no_time_and_the_essay_has_its_own(pages: dict[str, BuiltPage]) -> None:
    for url in LISTS:
        assert minutes(pages[url]) == []
    essay = len((DOCS / "about" / "alignment.txt").read_text(encoding="utf-8").split())
    assert minutes(pages["about/source/"])[0] >= essay // WORDS_A_MINUTE
    assert all(len(minutes(pages[url])) == 1 for url in PAGES if url and url not in LISTS)


def test_a_list_on_a_reading_path_has_no_time_either(project: Project) -> None:
    path = {"id": "way", "title": "Way", "for": "All.", "pages": ["words", "references"]}
    project.page("index.md")
    project.page("start.md", "[[paths]]", paths=[path])
    project.page("words.md")
    project.page("references.md", "[[bibliography]]")
    assert project.build() == []
    times = re.findall(r">([^<>]*)</a>(?: <span[^>]*>(\d+ min)</span>)?</li>", project.html("start"))
    assert [time for time in times if time[0] in ("Words", "References")] == [("Words", "1 min"), ("References", "")]
    assert "(0 min)" not in project.html("words")


def test_home_parts_the_essay_from_what_is_there_to_look_things_up(pages: dict[str, BuiltPage]) -> None:
    order, lookup = pages[""].root.select(".parts")
    assert (order.name, lookup.name) == ("ol", "ul")
    assert [link["href"] for link in lookup.select("a")] == ["findings/", "glossary/", "references/", "map/", "about/"]
