"""The bibliography: texts that TeX cannot read, and words that would be left out."""

from __future__ import annotations

import pytest
from essaysite.read.bibliography import read_bibliography
from hypothesis import given
from hypothesis import strategies as st
from markup import parse
from project import Project

_COMMENT = r"has a bare '%', behind which all is a comment to TeX; write \%"
_UNREADABLE = "is no TeX that can be read; look for a '\\' with nothing behind it, or a brace that is not closed"


def _entry(key: str = "a", title: str = "{Title}", author: str = "{Family, Given}", **others: str) -> str:
    """Return an entry that is sound but for what is given; each value stands in its own braces or quotes."""
    fields = {"author": author, "title": title, "year": "2020", "checked": "{two sources}"} | others
    return f"@misc{{{key},\n" + ",\n".join(f"  {name} = {value}" for name, value in fields.items()) + "\n}\n"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (_entry(title="{Why 50% of models fail}"), [f"3: a: 'title' {_COMMENT}"]),
        (_entry(title="{{Why 50% of models}}"), [f"3: a: 'title' {_COMMENT}"]),
        (_entry(title='"A line\n  and 50% of two"', note=r"{50\% or \\% \textbackslash}"), [f"3: a: 'title' {_COMMENT}", f"7: a: 'note' {_COMMENT}"]),
        (_entry(author="{Family, Given and {50% Lab}}"), [f"2: a: 'author' {_COMMENT}"]),
        (_entry(Note="{50%}", journal="{1% and 2%}"), [f"6: a: 'note' {_COMMENT}", f"7: a: 'journal' {_COMMENT}"]),
        (_entry(url="{https://example.org/a%20b}", doi="{10.1000/a%3Cb}"), []),
        (_entry(title=r"{{A 50\% and \{more\}}}"), []),
        (_entry(title='"A \\"'), [f"3: a: 'title' {_UNREADABLE}"]),
        (_entry(author='"Family, Given\\"', editor='"One, Two\\"'), [f"2: a: 'author' {_UNREADABLE}", f"6: a: 'editor' {_UNREADABLE}"]),
        (_entry(title='"A % \\"'), [f"3: a: 'title' {_UNREADABLE}"]),
        ("@misc{a, author = {Family, Given},\n year = 2020, title = {50% of it}, checked = {one source}}", [f"2: a: 'title' {_COMMENT}"]),
    ],
)  # fmt: skip
def test_a_text_that_tex_cannot_read_is_reported_with_the_line_of_its_field(text: str, faults: list[str]) -> None:
    assert [str(fault) for fault in read_bibliography("x.bib", text)[1]] == [f"x.bib:{fault}" for fault in faults]


def test_a_text_that_tex_cannot_read_is_printed_all_the_same(project: Project) -> None:
    project.page("references.md", "[[bibliography]]")
    project.page("x.md", "See [@a; @b; @c].")
    entries = [
        _entry("a", title="{{Why 50% of models fail}}"),
        _entry("b", title='"A {Title} <b>$x$</b> \\"'),
        _entry("c", author="{{The 50% Lab} and Family, Given}"),
    ]
    project.write("references.bib", "".join(entries))
    assert project.build() == [
        f"docs/references.bib:3: a: 'title' {_COMMENT}",
        f"docs/references.bib:9: b: 'title' {_UNREADABLE}",
        f"docs/references.bib:14: c: 'author' {_COMMENT}",
    ]
    for page in ("x", "references"):
        shown = " ".join(parse(project.html(page)).text.split())
        assert "Given Family. Why 50% of models fail. 2020." in shown
        assert "Given Family. A title <b>x</b>" in shown
        assert "The 50% Lab and Given Family. Title. 2020." in shown


def test_an_entry_without_a_title_is_shown_by_its_key_which_is_no_tex(project: Project) -> None:
    project.page("references.md", "[[bibliography]]")
    project.write("references.bib", "@misc{a%b#,\n  checked = {one source}\n}")
    assert project.build() == [
        "docs/references.bib:1: a%b#: 'author' is missing; an organisation stands in double braces: author = {{Anthropic}}",
        "docs/references.bib:1: a%b#: 'title' is missing",
        "docs/references.bib:1: a%b#: 'year' is missing",
        "docs/references.bib:1: a%b#: a key is small letters and digits, with one '_' or '-' between two of them",
        "docs/references.bib:1: no page cites 'a%b#'; cite it with [@a%b#] or remove the entry",
    ]


@given(
    st.lists(st.sampled_from([*"aB0é漢 ,.%%\\\\-'`\"&#_~$^", "{a}", "{%}", "{\\'e}", "{\\", "}", "\\}"])).map("".join)
)
def test_no_text_of_a_bibliography_that_parses_stops_the_build(text: str) -> None:
    for entry in (_entry(title=f"{{{text}}}"), _entry(author=f"{{{text}}}"), _entry(note=f"{{{{{text}}}}}")):
        for work in read_bibliography("x.bib", entry)[0].works.values():
            assert work.html + work.title + work.all_authors


_STRAY = "belongs to no entry; an entry starts a line of its own with '@type{key,', a comment with '%'"
_NO_BRACE = "this entry starts with '('; write '{', and '}' at its end"


@pytest.mark.parametrize(
    ("text", "works", "faults"),
    [
        (_entry().rstrip() + " " + _entry("b"), ["a"], [f"6: '@misc{{b,' {_STRAY}"]),
        (_entry("\n b"), ["b"], []),
        ("\n" + _entry("b\n "), ["b"], []),
        ("Words @ Book\n( Key_1 )\n" + _entry(), ["a"], [f"1: 'Words @ Book' {_STRAY}"]),
        (_entry().replace("{a", "(  a").replace("\n}", "\n)"), ["a"], [f"1: {_NO_BRACE}"]),
        (_entry().replace("@", "\t@ ").replace("{a", " {  a"), ["a"], []),
        (_entry().replace("misc", "in-book"), ["a"], ["1: a: unknown type @in-book; did you mean 'book'?"]),
    ],
)  # fmt: skip
def test_what_stands_outside_of_an_entry_is_reported(text: str, works: list[str], faults: list[str]) -> None:
    bibliography, found = read_bibliography("x.bib", text)
    assert list(bibliography.works) == works
    assert [str(fault) for fault in found] == [f"x.bib:{fault}" for fault in faults]
