"""What stands beside the text: works by author and year, once in a section, and an editor's notes on the essay's words."""

from __future__ import annotations

import pytest
from essaysite.publish.search_index import sections
from essaysite.read.bibliography import read_bibliography
from markup import Element, parse
from project import Project

_WORK = """@article{%s,
  author = {%s},
  title = {{A title}},
  journal = {Journal},
  year = {2024},
  checked = {two sources},
}
"""
_PAGE = """\
The essay says so [@one].

!!! editor "Editor's note, 3 May 2026"

    It did [@two]. See [the other](other.md).

## A section

Ours [@one; @two], again [@one].

## Another section

- Ours [@one].

!!! editor "Editor's note, 4 May 2026"

    This one stands among words of ours.
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Element:
    settings = {"extra": {"essay": "essay.txt", "essay_pages": {"index.md": "1"}}}
    project = Project(tmp_path_factory.mktemp("apparatus"), settings=settings)
    project.write("essay.txt", "The essay says so.")
    project.write("references.bib", _WORK % ("one", "One, Ann and Two, Bo") + _WORK % ("two", "Two, Bo and others"))
    project.page("other.md")
    project.page("index.md", _PAGE)
    project.build()
    assert project.warnings == []
    return parse(project.html("")).one("article")


def test_works_stand_beside_the_text_once_in_a_section_and_in_its_order(page: Element) -> None:
    one, two = "1 One and Two 2024", "2 Two et al. 2024"
    note = f"Editor\N{RIGHT SINGLE QUOTATION MARK}s note, 3 May 2026 It did2. See the other. {two}"
    assert [part.words() for part in page.select(".beside:not(.beside .beside)")] == [one, note, one, two, one]


def test_neither_the_keyboard_nor_a_screen_reader_meets_a_work_twice(page: Element) -> None:
    for link in page.select("a.beside"):
        assert (link["tabindex"], link["aria-hidden"]) == ("-1", "true")
        assert link["href"].startswith("#fn:")
    names = {mark["aria-label"] for mark in page.select("a.footnote-ref:not(.beside)")}
    assert names == {"Reference 1: One and Two 2024", "Reference 2: Two et al. 2024"}


def test_a_note_on_the_essay_stands_beside_it_and_at_the_end(page: Element) -> None:
    page.one(".essay ~ .admonition.beside")
    at_end = page.one(".page-ending .notes > .admonition")
    assert (
        at_end.words()
        == "Editor\N{RIGHT SINGLE QUOTATION MARK}s note, 3 May 2026 It did2. See the other. Back to the text"
    )
    mark = page.one(".essay-sign .note-ref")
    assert mark["href"] == f"#{at_end['id']}"
    assert at_end.one(".note-back a")["href"] == f"#{mark['id']}"
    assert page.one(".from-essay").words(".beside") == "The essay says so1."


def test_a_note_among_words_of_ours_stays_where_it_is(page: Element) -> None:
    assert (
        page.one(".admonition:not(.beside, .notes *)")
        .words()
        .startswith("Editor\N{RIGHT SINGLE QUOTATION MARK}s note, 4 May 2026")
    )


def test_every_id_is_there_once_and_every_way_leads_somewhere(page: Element) -> None:
    ids = [part["id"] for part in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in page.select("a[href^='#']")} <= set(ids)


def test_the_search_knows_nothing_of_names_in_the_margin(page: Element) -> None:
    words = {word for part in sections(str(page)) for word in part.words}
    assert {"essay", "ours", "did"} <= words
    assert words.isdisjoint({"bo", "al", "2024", "1", "2"})


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("One, Ann", "One 2024"),
        ("van der One, Ann and Two, B.", "van der One and Two 2024"),
        ("One, A. and Two, B. and Three, C.", "One et al. 2024"),
        ("One, A. and others", "One et al. 2024"),
        ("{The Lab and Others}", "The Lab and Others 2024"),
        ('M{\\"u}ller, A.', "Müller 2024"),
    ],
)  # fmt: skip
def test_a_work_is_named_by_authors_and_year(author: str, name: str) -> None:
    bibliography, _ = read_bibliography("x.bib", _WORK % ("key", author))
    assert bibliography.works["key"].short == name


def test_a_work_without_authors_is_named_by_its_title() -> None:
    bibliography, _ = read_bibliography("x.bib", _WORK.replace("  author = {%s},\n", "") % "key")
    assert bibliography.works["key"].short == "A title 2024"
