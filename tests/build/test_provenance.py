"""The essay's own words: they are marked on the pages, and one that is missing or changed is a fault."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from essaysite import build
from essaysite.read.content import File
from essaysite.read.essay import Coverage, Essay, Passage, split_sentences
from essaysite.read.markdown_text import flatten
from essaysite.render.extension import MarkingExtension
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.exceptions import Abort
from project import ROOT, Project

_ESSAY = """\
The title of it
Rewards come first. What is second? "Here is a third!" And (this is a fourth.) Last.
Limits:
- They have one
- They have another, with a reward; it is long. It goes on
"Just turn it off." That is not so easy
The end of it
Closing words."""
_EXTENSIONS = ("admonition", "attr_list", "footnotes", "tables", "pymdownx.superfences")


class _Recorder(Coverage):
    """Keeps what one page adds, so that pages can be put together again."""

    def __init__(self, essay: Essay) -> None:
        super().__init__(essay)
        self.added: list[tuple[Passage, bool]] = []

    def add(self, passage: Passage, *, in_list: bool) -> None:
        self.added.append((passage, in_list))


def _found(essay: Essay, path: str, data: bytes) -> tuple[list[tuple[Passage, bool]], str]:
    """Return what of the essay stands on one page, and its HTML."""
    reading, _ = build.read("docs", [(path, data)], None, File("docs/essay.txt", "\n".join(essay.lines).encode()))
    rendered = reading.rendered()
    rendered.coverage = recorder = _Recorder(essay)
    marking = MarkingExtension()
    marking.page = build.start(reading, rendered, path)
    return recorder.added, Markdown(extensions=[*_EXTENSIONS, marking]).convert(reading.texts[path])


def _faults(essay: Essay, found: Iterable[tuple[Passage, bool]], *pages: tuple[str, int, str]) -> list[str]:
    """Return what is missing from the essay, where ``found`` stands on ``pages`` of path, first line and body."""
    coverage = Coverage(essay)
    for passage, in_list in found:
        coverage.add(passage, in_list=in_list)
    return [str(fault) for fault in coverage.faults("docs/essay.txt", pages)]


_WHOLE = """\
# The title of it

Rewards come first. What is second?

We add to it.

"Here is a third!" And
(this is a fourth.) Last.

Limits:

- They have one
- They have another, with a reward; it is long. It goes on

> "Just turn it off."

That is not so easy

## The end of it

Closing words.
"""


def _check(body: str) -> list[str]:
    essay = Essay(_ESSAY)
    found, _ = _found(essay, "x.md", f"---\ntitle: X\nsummary: S.\n---\n{body}".encode())
    return _faults(essay, found, ("docs/x.md", 5, body))


def test_the_whole_essay_in_pieces_is_no_fault() -> None:
    assert _check(_WHOLE) == []


_GONE = "this sentence of the essay is on no page: "
_KEEP = "The essay's words stay as they are, and stand apart from ours"
_ALONE = (
    "but mixed with other words: give it a paragraph or list item of its own (a list needs an empty line before it)"
)
_LISTED = "this line is an item of a list, and on the pages it is not; write it as '- …'"


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        ("Closing words.", "", [f"8: {_GONE}«Closing words.»; put it back on its page, word for word"]),
        (
            "second?",
            "next?",
            [f"2: {_GONE}«What is second?»; nearest is docs/x.md:7: «What is next?». {_KEEP}"],
        ),
        (
            "Closing words.",
            "closing words.",
            [f"8: {_GONE}«Closing words.»; nearest is docs/x.md:25: «closing words.». {_KEEP}"],
        ),
        (
            "Closing words.",
            "Closing words. And ours.",
            [f"8: {_GONE}«Closing words.»; it stands on docs/x.md:25, {_ALONE}"],
        ),
        (
            "Rewards come first. What is second?",
            "What is second? Rewards come first.",
            [
                f"2: {_GONE}«Rewards come first.»; it stands on docs/x.md:7, {_ALONE}",
                f"2: {_GONE}«What is second?»; it stands on docs/x.md:7, {_ALONE}",
            ],
        ),
        ("- They have one\n", "They have one\n\n", [f"4: {_LISTED}"]),
        (
            "Limits:\n\n- They have one\n",
            "Limits:\n- They have one\n",
            [
                f"3: {_GONE}«Limits:»; it stands on docs/x.md:14, {_ALONE}",
                f"4: {_GONE}«They have one»; it stands on docs/x.md:15, {_ALONE}",
                f"5: {_GONE}«They have another, with a reward; it is long.»; it stands on docs/x.md:16, {_ALONE}",
                f"5: {_GONE}«It goes on»; it stands on docs/x.md:16, {_ALONE}",
            ],
        ),
        ("## The end of it", "The end of it", []),
        ('> "Just turn it off."', '- "Just turn it off."', []),
        ("- They have one\n", "- They have one\n- Ours\n", []),
        ("- They have one\n", "- They have one\n\n- Ours\n\n", []),
        ("- They have one\n", "- Ours:\n\n    - They have one\n", []),
    ],
)
def test_a_change_is_reported_with_the_line_of_the_essay_and_the_nearest_text(
    old: str, new: str, faults: list[str]
) -> None:
    assert old in _WHOLE
    assert _check(_WHOLE.replace(old, new)) == [f"docs/essay.txt:{fault}" for fault in faults]


def test_the_title_of_a_page_may_be_a_line_of_the_essay() -> None:
    essay = Essay("A line for a title")
    found, _ = _found(essay, "x.md", b"---\ntitle: A line for a title\nsummary: S.\n---\nOurs.")
    assert _faults(essay, found) == []


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with the essay on one page, with citations and terms in it, and the whole of it on another."""
    project = Project(tmp_path_factory.mktemp("essay"), settings={"extra": {"essay": "about/alignment.txt"}})
    project.write("about/alignment.txt", _ESSAY)
    project.page("about/source.md", "[[essay]]", link_terms=False)
    project.page("glossary/reward.md")
    project.page("references.md", "[[bibliography]]")
    project.write(
        "references.bib", "@misc{a,\n author = {B, A},\n title = {T},\n year = {2020},\n checked = {two sources}\n}\n"
    )
    text = _WHOLE.replace("come first.", "come first [@a].").replace("(this is", "([this](glossary/reward.md) is")
    project.page("x.md", text + "\n- Ours\n- They have one\n")
    assert project.build() == []
    return project


def _groups(project: Project) -> list[Tag]:
    return BeautifulSoup(project.html("x"), "html.parser").select("article [role=group]")


def test_each_run_of_the_essays_blocks_is_marked_and_names_its_lines(project: Project) -> None:
    signs = [sign.get_text() for group in _groups(project) for sign in group.select(".essay-sign")]
    assert signs == ["The essay, lines 1 to 2", "The essay, lines 2 to 8"]
    assert all(group["class"] == ["essay"] for group in _groups(project))
    assert {str(group["aria-label"]) for group in _groups(project)} == {"The essay's own words"}


def test_the_blocks_keep_their_form_and_ours_stay_outside(project: Project) -> None:
    last = _groups(project)[-1]
    marked = [(block.name, flatten(block.get_text())) for block in last.select(".from-essay")]
    assert marked == [
        ("p", '"Here is a third!" And (this is a fourth.) Last.'),
        ("p", "Limits:"),
        ("ul", "They have one They have another, with a reward; it is long. It goes on"),
        ("blockquote", '"Just turn it off."'),
        ("p", "That is not so easy"),
        ("h2", "The end of it#"),
        ("p", "Closing words."),
    ]
    assert not any("We add to it." in group.get_text() for group in _groups(project))


def test_an_item_among_ours_is_marked_by_itself(project: Project) -> None:
    page = BeautifulSoup(project.html("x"), "html.parser")
    (item,) = page.select("li.from-essay")
    assert flatten(item.get_text()) == "The essay, line 4 They have one"
    assert [flatten(other.get_text()) for other in item.find_next_siblings() + item.find_previous_siblings()] == [
        "Ours"
    ]


def test_a_citation_and_a_term_may_stand_in_the_essays_words(project: Project) -> None:
    inside = [str(link["href"]) for group in _groups(project) for link in group.find_all("a")]
    assert "#fn:a" in inside
    assert "glossary/reward/" in [address.removeprefix("../") for address in inside]


def test_a_sign_leads_to_its_line_in_the_whole_essay(project: Project) -> None:
    whole = BeautifulSoup(project.html("about/source"), "html.parser")
    for number, line in enumerate(_ESSAY.split("\n"), start=1):
        found = whole.find(id=f"line-{number}")
        assert found is not None
        assert flatten(found.get_text()) == line
    addresses = [str(link["href"]) for group in _groups(project) for link in group.select(".essay-sign a")]
    assert addresses[-1] == "../about/source/#line-2"


@given(
    st.text() | st.lists(st.sampled_from(['One. "Two." ', "(Three!) ", "four? ", "a.b ", "\n", "' ", "…"])).map("".join)
)
def test_sentences_put_together_again_are_the_text(text: str) -> None:
    sentences = split_sentences(text)
    assert " ".join(sentences) == flatten(text)
    assert all(sentences)


_CUTS = st.lists(st.booleans(), min_size=20, max_size=20)


@given(_CUTS, st.randoms(use_true_random=False), st.integers(0, 11))
def test_however_the_essay_is_cut_between_sentences_only_what_is_left_out_is_missing(
    cuts: list[bool], shuffler: random.Random, left_out: int
) -> None:
    essay = Essay(_ESSAY)
    blocks, number = [], 0
    for line, sentences in zip(essay.lines, essay.sentences, strict=True):
        block: list[str] = []
        for sentence in sentences:
            if block and (cuts[number] or number == left_out):
                blocks.append((line, block))
                block = []
            if number != left_out:
                block.append(sentence)
            number += 1
        blocks.append((line, block))
    shuffler.shuffle(blocks)
    body = "\n\nOurs.\n\n".join(
        ("- " if line.startswith("- ") else "") + " ".join(block) for line, block in blocks if block
    )
    found, _ = _found(essay, "x.md", f"---\ntitle: X\nsummary: S.\n---\n{body}".encode())
    missing = [sentence for sentences in essay.sentences for sentence in sentences][left_out : left_out + 1]
    told = _faults(essay, found)
    assert [fault.partition("«")[2].partition("»")[0] for fault in told] == missing


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "docs/essay.txt:1: the essay cannot be read (No such file or directory); extra.essay in mkdocs.yml names it"),
        (b"One.\nCaf\xe9.\n", "docs/essay.txt:2: this file is not UTF-8; save it again with the encoding UTF-8"),
    ],
)  # fmt: skip
def test_an_essay_that_cannot_be_read_stops_the_build_once_other_faults_are_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, content: bytes | None, message: str
) -> None:
    project = Project(tmp_path, settings={"extra": {"essay": "essay.txt"}})
    project.page("x.md", titel="T")
    if content is not None:
        project.write("essay.txt", content)
    with pytest.raises(Abort):
        project.build()
    assert caplog.messages == ["docs/x.md:4: unknown field 'titel'; did you mean 'title'?", message]


def test_an_essay_has_the_lines_that_an_editor_shows(tmp_path: Path) -> None:
    """Whatever ends its lines, with or without a byte-order mark, and with signs that end a line elsewhere."""
    project = Project(tmp_path, settings={"extra": {"essay": "essay.txt"}})
    project.write("essay.txt", "\ufeffFirst of all.\r\nOne\u2028two\x0cthree.\r\nIt is gone.\r\n".encode())
    project.page("x.md", "First of all.")
    assert [line.partition(": ")[0] for line in project.build()] == ["docs/essay.txt:2", "docs/essay.txt:3"]
    assert "The essay, line 1" in project.html("x")


@pytest.mark.parametrize("written", [r"A star\* &amp; more.", "A star* & more."])
def test_the_essays_words_are_known_however_their_signs_are_written(tmp_path: Path, written: str) -> None:
    project = Project(tmp_path, settings={"extra": {"essay": "essay.txt"}})
    project.write("essay.txt", "A star* & more.\n")
    project.page("x.md", written)
    assert project.build() == []
    assert 'from-essay">A star* &amp; more.</p>' in project.html("x")


@cache
def _real() -> tuple[Essay, dict[str, bytes]]:
    essay = Essay((ROOT / "docs" / "about" / "alignment.txt").read_text(encoding="utf-8"))
    docs = ROOT / "docs"
    # mkdocs-bibtex makes marks of citations that the comparison leaves out; here they are left out at once.
    pages = {
        path.relative_to(docs).as_posix(): re.sub(r"\s*\[@[^\]]*\]", "", path.read_text(encoding="utf-8")).encode()
        for path in sorted(docs.rglob("*.md"))
    }
    return essay, pages


def test_any_sentence_taken_out_of_the_real_pages_is_missed() -> None:
    essay, pages = _real()
    found = {path: _found(essay, path, data)[0] for path, data in pages.items()}
    assert _faults(essay, [item for items in found.values() for item in items]) == []
    sentences = [(line, text) for line, texts in enumerate(essay.sentences, start=1) for text in texts]
    there = [(line, text) for line, text in sentences if any(text.encode() in data for data in pages.values())]
    assert len(there) > 0.9 * len(sentences)
    for line, text in random.Random(20).sample(there, 20):  # noqa: S311
        changed = {path: data.replace(text.encode(), b"") for path, data in pages.items() if text.encode() in data}
        now = found | {path: _found(essay, path, data)[0] for path, data in changed.items()}
        told = _faults(essay, [item for items in now.values() for item in items])
        assert any(fault.startswith(f"docs/essay.txt:{line}: {_GONE}«{text}»") for fault in told), text
