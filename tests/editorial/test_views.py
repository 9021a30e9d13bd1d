"""The four views are treated alike: same parts, equal room, no loaded words, and as many links."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import prose
import pytest
from crawl import declared
from essaysite.read.bibliography import read_bibliography
from essaysite.read.essay import Essay
from essaysite.read.page_file import Source, read_source
from essaysite.read.work import Work
from markup import parse
from project import ROOT

VIEWS = ("optimistic", "pessimistic", "moderate", "skeptical")
CASE = "The strongest case"
OBJECTIONS = "Strongest objections, and replies"
MIND = "What would change a holder's mind"
WHO = "Who has argued it"
MOST_QUOTED = 25
MOST_UNEVEN = 2

_LINK = re.compile(r"\]\(([^)#\s]+\.md)(?:#[^)]*)?\)(?!\{ \.(?:evidence|flag) \})")
_ITEM = re.compile(r"^- ", re.MULTILINE)
_KEY = re.compile(r"@([\w-]+)")
# What follows from which works a page cites and from reading paths, or repeats a panel.
FOLLOWING = ".panel--mentioned, .panel--works, .panel--references, .work__cited, .steps, .page-head, nav, figure"


@cache
def essay() -> Essay:
    return Essay(prose.ESSAY.read_text(encoding="utf-8"))


@cache
def page(view: str) -> Source:
    return read_source(f"docs/views/{view}.md", (ROOT / "docs" / "views" / f"{view}.md").read_bytes())


@cache
def sections(view: str) -> dict[str, str]:
    """Return the text of each part of a view's page, by its heading."""
    parts = re.split(r"^## (.+)$", page(view).body, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def our_blocks(view: str) -> Iterator[prose.Block]:
    return prose.blocks(page(view), essay())


def test_views_have_the_same_parts_in_the_same_order() -> None:
    parts = {view: list(sections(view)) for view in VIEWS}
    assert parts == dict.fromkeys(VIEWS, parts[VIEWS[0]])
    assert [part for part in parts[VIEWS[0]] if part in (CASE, OBJECTIONS, MIND, WHO)] == [CASE, OBJECTIONS, MIND, WHO]


@pytest.mark.parametrize(
    ("part", "counted"),
    [
        (CASE, _ITEM),
        (OBJECTIONS, re.compile(r"^### ", re.MULTILINE)),
        (OBJECTIONS, re.compile(r"^\*\*Objection\.\*\* ", re.MULTILINE)),
        (OBJECTIONS, re.compile(r"^\*\*Reply\.\*\* ", re.MULTILINE)),
        (MIND, _ITEM),
    ],
    ids=["reasons", "headings", "objections", "replies", "mind-changers"],
)
def test_views_have_equal_counts(part: str, counted: re.Pattern[str]) -> None:
    counts = {view: len(counted.findall(sections(view)[part])) for view in VIEWS}
    assert counts == dict.fromkeys(VIEWS, counts[VIEWS[0]])
    assert counts[VIEWS[0]] >= 3


def test_views_have_equal_room() -> None:
    words = {view: sum(prose.count_words(block.text) for block in our_blocks(view)) for view in VIEWS}
    mean = sum(words.values()) / len(words)
    assert {view: count for view, count in words.items() if abs(count - mean) > 0.15 * mean} == {}
    assert mean > 300, "too few words were found for this to mean anything"


@pytest.mark.parametrize("relation", ["supports", "limits"])
def test_as_many_findings_speak_for_and_against_each_view(relation: str) -> None:
    counts = Counter(
        edge.target for edge in declared().edges() if edge.relation.name == relation and edge.target in VIEWS
    )
    assert max(counts.values()) - min(counts[view] for view in VIEWS) <= 1, counts


@cache
def works() -> dict[str, Work]:
    text = (ROOT / "docs" / "references.bib").read_text(encoding="utf-8")
    return read_bibliography("docs/references.bib", text)[0].works


@pytest.mark.parametrize("view", VIEWS)
def test_three_works_are_by_holders_that_the_page_names(view: str) -> None:
    by_holders = {
        key
        for item in _ITEM.split(sections(view)[WHO])[1:]
        for key in _KEY.findall(item)
        if any(" ".join(person.last_names).strip("{}") in item for person in works()[key].entry.persons["author"])
    }
    assert len(by_holders) >= 3


@pytest.mark.parametrize("view", VIEWS)
def test_views_use_no_loaded_words(view: str) -> None:
    found = [
        f"{page(view).path}:{block.at(block.our_words, start)}: {message}"
        for block in [*prose.front_blocks(page(view)), *our_blocks(view)]
        for start, message in prose.wording(block.our_words, "avoid.txt", "loaded.txt")
    ]
    assert found == []


@pytest.mark.parametrize("view", VIEWS)
def test_quotations_are_short(view: str) -> None:
    quotations = [words for block in our_blocks(view) for words in re.findall(r'"([^"]*)"', block.text)]
    assert quotations, "no quotation was found; is this still how pages write them?"
    assert [words for words in quotations if prose.count_words(words) > MOST_QUOTED] == []


def test_as_many_links_lead_from_each_view() -> None:
    counts = {view: len(_LINK.findall(page(view).body)) for view in VIEWS}
    assert max(counts.values()) - min(counts.values()) <= 2, counts


def test_links_to_each_view_are_told_where_they_are_uneven(site: Path, tell_editors: Callable[[str], None]) -> None:
    """Counts what authors decide: links in the text of other pages, and those of relations, wherever they are shown.

    No author of one page can see the balance of all, so it is an editor's to keep.
    """
    counts: Counter[str] = Counter(dict.fromkeys(VIEWS, 0))
    for file in site.rglob("index.html"):
        url = file.parent.relative_to(site).as_posix()
        page = parse(file.read_bytes())
        following = {link for part in page.select(FOLLOWING) for link in part.select("a")}
        for link in (link for link in page.select("article a[href]") if link not in following):
            target = posixpath.normpath(posixpath.join(url, link["href"].partition("#")[0]))
            if target.startswith("views/") and target != url:
                counts[target.removeprefix("views/")] += 1
    found = {view: counts[view] for view in VIEWS}
    assert min(found.values()) > 0, found
    fewest, most = min(VIEWS, key=found.__getitem__), max(VIEWS, key=found.__getitem__)
    if found[most] - found[fewest] > MOST_UNEVEN:
        tell_editors(
            f"docs/views/{fewest}.md:1: {found[fewest]} links lead to this view, and {found[most]} to the {most} one; "
            "link it where a page argues with it"
        )


def test_the_sheet_names_each_view_as_often_as_the_others() -> None:
    """And it has as many findings on the one side of a consideration as on the other."""
    considerations = declared().nodes["weigh"].considerations
    assert considerations
    named = Counter(name for one in considerations for name in (*one.argued_by, *one.questioned_by))
    assert named == dict.fromkeys(VIEWS, named[VIEWS[0]])
    for side in ("argued_by", "questioned_by"):
        assert {name for one in considerations for name in getattr(one, side)} == {*VIEWS}
    assert [one.title for one in considerations if len(one.supports) != len(one.limits)] == []
    assert [one.title for one in considerations if not one.supports or {*one.supports} & {*one.limits}] == []


def test_a_pitfall_leads_to_every_view() -> None:
    named: set[str] = set()
    for file in (ROOT / "docs" / "pitfalls").glob("*.md"):
        meta = read_source(file.name, file.read_bytes()).meta
        for relation in ("answered_by", "nuanced_by"):
            named |= {item if isinstance(item, str) else next(iter(item)) for item in meta.get(relation, ())}
    assert set(VIEWS) <= named
