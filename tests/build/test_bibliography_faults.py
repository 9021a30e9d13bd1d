"""What is wrong with the bibliography is told with its line and remedy, and what is right reads as pybtex writes it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from essaysite.read.bibliography import read_bibliography
from essaysite.read.reference_style import ReferenceStyle, rich_text
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.exceptions import Abort
from project import Project, bib_entry
from pybtex.backends.html import Backend
from pybtex.database import Entry, Person
from pybtex.richtext import Text
from pybtex.scanner import PybtexSyntaxError
from pybtex.style.formatting.plain import Style as PlainStyle


class _WithEveryAuthor(ReferenceStyle):
    """Formats what ``ReferenceStyle.listed`` puts together where it leaves nobody out."""

    def format_names(self, role: str, as_sentence: bool = True) -> Any:
        return PlainStyle.format_names(self, role, as_sentence)


@pytest.mark.parametrize("kind", ["article", "book", "incollection", "inproceedings", "misc", "online", "techreport"])
def test_a_reference_with_every_author_is_as_if_formatted_anew(kind: str) -> None:
    others = {"publisher": "House", "booktitle": "Works", "institution": "Lab", "editor": "One, A and Two, B"}
    names = ["Fam{\\'i}ly, Given", "de la Two, Ann Mary", "{The Lab}", "Four, D.", "Last, Jr, Éva", "Family, Given"]
    texts = [" and ".join(names[:count]) for count in range(1, len(names) + 1)]
    entries = [
        bib_entry(f"a{i}", kind, title="{A} Title -- of Two", **others, author=text) for i, text in enumerate(texts)
    ]
    bibliography, _ = read_bibliography("x.bib", "\n".join(entries))
    for work in bibliography.works.values():
        anew = _WithEveryAuthor().format_entry("", work.entry).text.render(Backend())
        for mark in ('<span class="bibtex-protected">', "</span>"):  # of capitals, which nothing changes any more
            anew = anew.replace(mark, "")
        assert work.html == anew.replace("\n", " ")


@pytest.mark.parametrize(
    ("count", "under_a_page", "in_a_list"),
    [
        (1, "A1", "A1"),
        (2, "A1 and A2", "A1 and A2"),
        (4, "A1, A2, A3, and A4", "A1, A2, A3, and A4"),
        (5, "A1, A2, A3, and 2 others", "A1, A2, A3, A4, and A5"),
        (9, "A1, A2, A3, and 6 others", "A1, A2, A3, A4, A5, A6, A7, A8, and A9"),
        (10, "A1, A2, A3, and 7 others", "A1, A2, A3, A4, A5, A6, A7, A8, and 2 others"),
    ],
)
def test_few_authors_are_named_and_the_others_counted(count: int, under_a_page: str, in_a_list: str) -> None:
    names = [f"A{number}" for number in range(1, count + 1)]
    work = read_bibliography("x.bib", bib_entry(author=" and ".join(names)))[0].works["a"]
    assert work.style.format_entry("", work.entry).text.render(Backend()).startswith(f"{under_a_page}.")
    assert work.html.startswith(f"{in_a_list}.")
    assert work.all_authors == (f"{', '.join(names[:-1])}, and {names[-1]}" if count > 9 else "")


@given(st.text(st.sampled_from("aB0é漢{} ,.:;()/-'`\"?!&%#_~\\$^<>\n\t")) | st.text())
def test_text_of_the_bibliography_is_what_pybtex_makes_of_it(latex: str) -> None:
    def made(read: Callable[[str], Any]) -> str:
        try:
            return repr(read(latex))
        except (PybtexSyntaxError, ValueError) as error:
            return type(error).__name__

    assert made(rich_text) == made(Text.from_latex)


_PARSE = "look for a missing comma or brace on this line or before it"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (bib_entry(isbn="0-306-40615-2") + bib_entry("b", isbn="080442957X"), []),
        (bib_entry(title=None, checked=None), ["1: a: 'title' is missing", "1: a: 'checked' is missing"]),
        (bib_entry(journal=None, year=None), ["1: a: 'journal' is missing", "1: a: 'year' is missing"]),
        (bib_entry(kind="book"), ["1: a: 'publisher' is missing"]),
        (bib_entry(kind="incollection"), ["1: a: 'booktitle' is missing"]),
        (bib_entry(kind="inproceedings"), ["1: a: 'booktitle' is missing"]),
        (bib_entry(kind="techreport"), ["1: a: 'institution' is missing"]),
        (bib_entry(kind="online", journal=None, year=None), []),
        (bib_entry(kind="artcle"), ["1: a: unknown type @artcle; did you mean 'article'?"]),
        (
            bib_entry(kind="film"),
            [
                "1: a: unknown type @film; use one of article, book, incollection, inproceedings, misc, online, techreport"
            ],
        ),
        (
            bib_entry(
                doi="10.1000/x(1)",
                eprint="1706.03741v4",
                archiveprefix="arXiv",
                url="https://example.org/a_b",
                isbn="978-0-19-967811-2",
            ),
            [],
        ),
        (
            bib_entry(doi="https://doi.org/10.1000/x"),
            [
                "7: a: 'doi' is 'https://doi.org/10.1000/x', which is no DOI; write it from '10.' on, without an address before it or a sign behind it"
            ],
        ),
        (
            bib_entry(eprint="arXiv:1706.03741"),
            ["7: a: 'eprint' is 'arXiv:1706.03741', which is no arXiv number; write it as 1706.03741"],
        ),
        (
            bib_entry(isbn="978-0-19-967811-3"),
            [
                "7: a: 'isbn' is '978-0-19-967811-3', which is no ISBN: of its 10 or 13 digits the last one must fit the others"
            ],
        ),
        (
            bib_entry(url="www.example.org"),
            [
                "7: a: 'url' is 'www.example.org', which is no address of the web; it starts with https:// and the name of its host"
            ],
        ),
        (
            bib_entry("Smith2020"),
            ["1: Smith2020: a key is small letters and digits, with one '_' or '-' between two of them"],
        ),
        (
            bib_entry().replace("{2020},", "{2020}"),
            [f"6: the entry 'a' does not parse ('}}' expected); {_PARSE}"],
        ),
        (
            bib_entry() + bib_entry("b").replace("{2020}", "{2020") + bib_entry("c"),
            ["12: b: the text that starts here is never closed; write '}' at its end"],
        ),
    ],
)
def test_a_fault_of_the_bibliography_is_reported_with_its_line_and_remedy(text: str, faults: list[str]) -> None:
    assert [str(fault) for fault in read_bibliography("x.bib", text)[1]] == [f"x.bib:{fault}" for fault in faults]


def test_a_bibliography_that_is_gone_stops_the_build_once_other_faults_are_told(
    project: Project, caplog: pytest.LogCaptureFixture
) -> None:
    project.page("x.md", "See [@a].", titel="T")
    project.remove("references.bib")
    with pytest.raises(Abort):
        project.build()
    told = [(record.levelno, record.getMessage()) for record in caplog.records]
    warning = "docs/x.md:4: unknown field 'titel'; did you mean 'title'?"
    message = "the bibliography cannot be read (No such file or directory); bib_file in mkdocs.yml names it"
    assert told == [(logging.WARNING, warning), (logging.ERROR, f"docs/references.bib:1: {message}")]


def test_an_entry_with_faults_is_shown_as_far_as_it_goes(project: Project) -> None:
    project.page("references.md", "[[bibliography]]")
    project.page("x.md", "See [@a] and [@b].")
    project.write("references.bib", bib_entry(journal=None, title="One") + bib_entry("b", "zine", title="Two"))
    assert len(project.build()) == 2
    for url in ("x", "references"):
        assert "One (the entry is not complete)" in project.html(url)
        assert "Two (the entry is not complete)" in project.html(url)


@given(st.lists(st.integers(0, 9), min_size=12, max_size=12), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_of_an_isbn_is_noticed(digits: list[int], place: int, change: int) -> None:
    digits.append(-sum(digit * (3 if at % 2 else 1) for at, digit in enumerate(digits)) % 10)
    assert read_bibliography("x.bib", bib_entry(isbn="".join(map(str, digits))))[1] == []
    digits[place] = (digits[place] + change) % 10
    assert len(read_bibliography("x.bib", bib_entry(isbn="".join(map(str, digits))))[1]) == 1


def test_an_address_cannot_end_its_link() -> None:
    fields = [("title", "{T}"), ("year", "2020"), ("url", 'https://a.example/"><meta http-equiv="refresh">')]
    entry = Entry("misc", fields, {"author": [Person("Lee, Bo")]})
    entry.key = "lee2020"
    assert "<meta" not in ReferenceStyle().listed(entry)
