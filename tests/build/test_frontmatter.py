"""Front matter: what may stand in it, what a fault in it says, and that no file can break the reader."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml
from essaysite.read.fields import FIELDS
from essaysite.read.graph import build_graph
from essaysite.read.letters import is_hidden
from essaysite.read.model import RELATIONS
from essaysite.read.page_file import Source, read_source
from hypothesis import given, settings
from hypothesis import strategies as st
from project import Project

_GOOD = "title: TITLE\nsummary: About it.\n"


def _page(front: str, body: str = "\nSome words.\n") -> str:
    return f"---\n{front}---\n{body}"


# What stands in a page, and what is said of it. What people mistype in YAML is below cases/frontmatter/.
_CASES: dict[str, tuple[str, list[str]]] = {
    "a date that is none": (
        _page("title: TITLE\nsummary: 2024-13-45\n"),
        ["3: front matter is not valid YAML (month must be in 1..12); put the value in quotes"],
    ),
    "a list of names": (_page("- title\n- summary\n"), ["2: front matter must be lines of 'name: value'"]),
    "a list for a name": (
        _page(f"{_GOOD}? [a, b]\n: c\n"),
        ["4: the name of a field must be a word; write 'name: value'"],
    ),
    "no front matter": (
        "Title: A page\n\nSome words.\n",
        ["1: this page has no front matter; start it with a line ---, title and summary, and another line ---"],
    ),
    "no second line of hyphens": (
        f"---\n{_GOOD}\nSome words.\n",
        ["1: this front matter has no end; write a line --- below its last field"],
    ),
    "a byte-order mark": (
        "\ufeff" + _page(_GOOD),
        ["1: this file starts with a byte-order mark; save it as UTF-8 without one"],
    ),
    "an empty file": ("", ["1: this file is empty; give it a title, a summary and a text"]),
    "only space": (" \n\t\n", ["1: this file is empty; give it a title, a summary and a text"]),
    "no text": (_page(_GOOD, " \n"), ["5: this page has front matter only; write its text below it"]),
    "no fields": (
        _page(""),
        [
            "1: 'summary' is missing; add a line 'summary: …' to the front matter",
            "1: 'title' is missing; add a line 'title: …' to the front matter",
        ],
    ),
    "numbers and a date for text": (
        _page("title: 1984\nsummary: 2024-01-31\naliases: [one, 7]\n"),
        [
            "2: 'title' must be text, not a number; put it in quotes",
            "3: 'summary' must be text, not a date; put it in quotes",
            "4: 'aliases' must be text, not a number; put it in quotes",
        ],
    ),
    "lists or groups or flags for text": (
        _page("title: [a, b]\nsummary: {a: b}\naliases:\n  - two\n  - yes\n"),
        [
            "2: 'title' must be text, not a list; leave out its brackets or colon, or put it in quotes",
            "3: 'summary' must be text, not a group of fields; leave out its brackets or colon, or put it in quotes",
            "6: 'aliases' must be text, not true or false; put it in quotes",
        ],
    ),
    "unknown fields": (
        _page(f"{_GOOD}sumary: S.\nweight: 3\n"),
        ["4: unknown field 'sumary'; did you mean 'summary'?", "5: unknown field 'weight'; remove it"],
    ),
    "fields of other kinds": (
        _page(f"{_GOOD}bib_author: A, B\naddresses: [x]\nanswered_by: [x]\n"),
        [
            "4: 'bib_author' is for a person, and this page is a page; remove it",
            "5: 'addresses' is for an approach, and this page is a page; remove it",
            "6: 'answered_by' is for a pitfall, and this page is a page; remove it",
        ],
    ),
    "a long summary": (
        _page(f"title: TITLE\nsummary: {'x' * 161}\n"),
        ["3: 'summary' has 161 characters; shorten it to at most 160"],
    ),
    "values that are not to choose from": (
        _page(f"{_GOOD}match: allways\nlink_terms: never\n"),
        [
            "4: 'match' is 'allways'; it must be one of always, stated, never; did you mean 'always'?",
            "5: 'link_terms' must be true or false, not text",
        ],
    ),
    "fields of the theme": (
        _page(f"{_GOOD}hide: true\ntemplate: gone.html\nsearch: no\n"),
        [
            "4: 'hide' must be text, not true or false; put it in quotes",
            "5: unknown field 'template'; remove it",
            "6: unknown field 'search'; remove it",
        ],
    ),
    "A name & a half": (
        _page(_GOOD),
        ["1: 'A-name-&-a-half' is no name for a page; rename the file, as to 'a-name-a-half'"],
    ),
    "ids of paths": (
        _page(
            f"{_GOOD}paths:\n"
            "  - {id: the short one, title: T, for: F, pages: [home]}\n"
            "  - {id: short, title: T, for: F, pages: [home]}\n"
            "  - {id: short, title: T, for: F, pages: [home]}\n"
        ),
        [
            "5: 'the short one' is no id for a path; write it as 'the-short-one'",
            "7: the path 'short' is there twice; give each an id of its own",
        ],
    ),
    "stated without forms": (
        _page(f"{_GOOD}match: stated\n"),
        ["4: 'match: stated' needs 'forms', the list of what is to be linked"],
    ),
    "forms without stated": (
        _page(f"{_GOOD}forms: [three]\n"),
        ["4: 'forms' counts only with 'match: stated'; add that line or remove this one"],
    ),
}


@pytest.fixture(scope="module")
def warnings(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What one build says of a project in which every page has a fault of its own."""
    project = Project(tmp_path_factory.mktemp("faulty"))
    project.page("index.md", title="Home")
    for name, (content, _) in _CASES.items():
        project.write(f"{name.replace(' ', '-')}.md", content.replace("TITLE", name.capitalize()))
    return project.build()


@pytest.mark.parametrize("name", _CASES)
def test_a_fault_is_reported_with_its_line_and_remedy_whatever_is_wrong_elsewhere(
    warnings: list[str], name: str
) -> None:
    path = f"docs/{name.replace(' ', '-')}.md:"
    assert [line.removeprefix(path) for line in warnings if line.startswith(path)] == _CASES[name][1]


def test_nothing_else_is_reported(warnings: list[str]) -> None:
    assert len(warnings) == sum(len(expected) for _, expected in _CASES.values())


def test_a_file_in_another_encoding_hides_no_other_fault(project: Project) -> None:
    project.write("a.md", _page(f"{_GOOD}titel: T\n"))
    project.write("b.md", _page("title: Café\nsummary: S.\n").encode("latin-1"))
    project.write("c.md", _page("title: C\nsummary: Ça.\n").encode("latin-1"))
    project.write("d.md", _page("title: D\nsummary: It.\n", "\nCaf\xe9 and [@another].\n").encode("latin-1"))
    message = "this file is not UTF-8; save it again with the encoding UTF-8"
    assert project.build() == [
        "docs/a.md:4: unknown field 'titel'; did you mean 'title'?",
        *(f"docs/{place}: {message}" for place in ("b.md:2", "c.md:3")),
        "docs/d.md:6: [@another] is not in the bibliography; add it to references.bib; 'make new-work name=another' starts it",
        f"docs/d.md:6: {message}",
    ]


def test_the_first_lines_of_the_text_are_text_even_where_they_look_like_fields(project: Project) -> None:
    project.page("x.md", "Note: this line belongs to the page.\nAnd: so does this.")
    assert project.build() == []
    assert "Note: this line belongs to the page." in project.html("x")
    assert "And: so does this." in project.html("x")


def test_title_and_summary_reach_the_page(project: Project) -> None:
    summary = "Y" * 159 + "."
    project.page("x.md", title="Who says so?", summary=summary)
    assert project.build() == []
    assert "<title>Who says so? - Test</title>" in project.html("x")
    assert f'<meta name="description" content="{summary}">' in project.html("x")


# A page that is nearly right breaks a reader sooner than noise does.
_PIECES = (
    *("---\n", "...\n", "title: ", "summary: ", "aliases:", "\n", "\r\n", "\r", "- ", "  ", "\t", "? ", ": ", "#"),
    *("[", "]", "{", "}", '"', "'", "|", ">", "&a ", "*a", "!!int ", "!!binary ", "<<: ", "\ufeff", "\x00", "\x85"),
    *("2024-01-31", "2024-99-99", "1:99", "0x_", ".inf", "~", "yes", "Ünïcode", "\u2028", "word"),
)
_NEARLY_PAGES = st.lists(st.sampled_from(_PIECES), max_size=30).map(lambda pieces: "".join(pieces).encode())


@given(st.one_of(st.binary(), _NEARLY_PAGES, _NEARLY_PAGES.map(lambda data: b"---\n" + data + b"\n---\nwords\n")))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    source = read_source("docs/x.md", data)
    graph, faults = build_graph([source])
    last = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 2
    assert all(fault.path == "docs/x.md" and 1 <= fault.line <= last for fault in source.faults + faults)
    assert "\n" not in "".join(fault.message for fault in source.faults)
    assert list(graph.nodes) == ["x"]


_VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates(max_value=dt.date(2100, 1, 1)) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=3),
    max_leaves=6,
)
_MENDED = "\u00c2\u00c3\u00e2\ufffd"  # what a text saved in another encoding begins with
_SEEN = st.characters(exclude_categories=("Cn", "Co", "Cs"), exclude_characters=_MENDED).filter(
    lambda letter: not is_hidden(letter)
)
_BODIES = st.text(_SEEN) | st.lists(st.sampled_from(["words", "\r", "\n", "---\n", "    "])).map("".join)
_FIELDS = st.dictionaries(st.sampled_from([*FIELDS, *(relation.name for relation in RELATIONS)]), _VALUES)
_FOLDERS = ("", "layers/", "approaches/", "views/", "pitfalls/", "researchers/", "glossary/")


@settings(max_examples=50)
@given(st.sampled_from(_FOLDERS), _FIELDS)
def test_no_value_of_a_field_breaks_the_checks(folder: str, fields: dict[str, object]) -> None:
    text = _page(yaml.safe_dump(fields))
    graph, _ = build_graph([read_source(f"docs/{folder}x.md", text.encode())])
    node = graph.nodes["x"]
    assert all(isinstance(name, str) for name in (node.title, node.summary, *node.aliases, *node.forms))
    assert all(isinstance(page, str) for path in node.trails for page in path["pages"])


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), st.text() | st.lists(st.text())), _BODIES)
def test_the_text_of_a_page_and_the_lines_of_its_fields_are_kept(meta: dict[str, object], body: str) -> None:
    front = yaml.safe_dump(meta, width=10_000)
    text = _page(front, body)
    source: Source = read_source("docs/x.md", text.encode())
    assert source.meta == meta
    assert source.body == body.replace("\r\n", "\n").replace("\r", "\n")
    assert source.body_line == front.count("\n") + 3
    lines = text.split("\n")
    for name in meta:
        assert lines[source.line_of(name) - 1].lstrip("'\"").startswith(name)
