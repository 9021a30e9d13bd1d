"""The essay's own words: they are marked on the pages, and one that is missing or changed is a fault."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from essaysite import build
from essaysite.read.content import EssayFile
from essaysite.read.essay import item_text, split_sentences
from essaysite.read.markdown_text import flatten
from essaysite.render.extension import MarkingExtension
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markup import Element, parse
from mkdocs.utils.yaml import yaml_load
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


def _told(essay: str, plan: dict[str, Any], pages: dict[str, bytes]) -> list[str]:
    """Return what is said of the essay's words on some pages."""
    reading, faults = build.read("docs", pages.items(), None, EssayFile("docs/essay.txt", essay.encode(), pages=plan))
    marking = MarkingExtension()
    for path in pages:
        marking.page = build.start(reading, path)
        Markdown(extensions=[*_EXTENSIONS, marking]).convert(reading.texts[path])
    faults += build.finish(reading, {})[1]
    return [str(fault) for fault in faults if " of the essay" in fault.message]


_WHOLE = """\
Rewards come first. What is second? "Here is a third!" And
(this is a fourth.) Last.

We add to it.

Limits:

- They have one
- They have another, with a reward; it is long. It goes on

> "Just turn it off."

That is not so easy

The end of it

Closing words.
"""
_PLAN = {"x.md": "1-8"}


def _page(body: str, title: str = "The title of it") -> bytes:
    return f"---\ntitle: {title}\nsummary: S.\n---\n{body}".encode()


def test_the_whole_essay_on_a_page_is_no_fault() -> None:
    assert _told(_ESSAY, _PLAN, {"x.md": _page(_WHOLE)}) == []


_KEEP = "whose words stay as they are; a sentence of ours says it in other words"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("Closing words.", "", "5: line 8 of the essay (Closing words.…) should stand on this page; put it back, word for word"),
        ("second?", "next?", f'5: «What is next? "Here is» must read «What is second? "Here is», as in line 2 of the essay, {_KEEP}'),
        ("Last.", "Lost.", f"5: «a fourth.) Lost.» must read «a fourth.) Last.», as in line 2 of the essay, {_KEEP}"),
        ("words.", "words. And ours, too.", f"21: «Closing words. And ours, too.» must read «Closing words.», as in line 8 of the essay, {_KEEP}"),
        ("- They have one\n", "They have one\n\n", "12: lines 4 to 5 of the essay must be one list in their order, with nothing else in it; write each as '- …', without a break"),
        ("- They have one\n", "- They have one\n- Ours\n", "13: this item stands in a list with lines 4 to 5 of the essay; end the list before it, or put the essay's words back"),
        ("\n\n- They have one", "\n- They have one", "10: lines 3 to 5 of the essay must not be mixed with other words, or be code; give each a paragraph or list item of its own (a list needs an empty line before it)"),
        ('> "Just', '"Just', "15: line 6 of the essay must stand as a quotation, '> \"Just turn it off.\"', and behind it the rest as one paragraph; or as one paragraph in all"),
    ],
)  # fmt: skip
def test_a_change_is_told_once_at_its_line(old: str, new: str, fault: str) -> None:
    assert old in _WHOLE
    assert _told(_ESSAY, _PLAN, {"x.md": _page(_WHOLE.replace(old, new))}) == [f"docs/x.md:{fault}"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with the essay on one page, with citations and terms in it, and the whole of it on another."""
    settings = {"extra": {"essay": "about/alignment.txt", "essay_pages": _PLAN}}
    project = Project(tmp_path_factory.mktemp("essay"), settings=settings)
    project.write("about/alignment.txt", _ESSAY)
    project.page("about/source.md", "[[essay]]", link_terms=False)
    project.page("glossary/reward.md")
    project.page("references.md", "[[bibliography]]")
    project.write(
        "references.bib", "@misc{a,\n author = {B, A},\n title = {T},\n year = {2020},\n checked = {two sources}\n}\n"
    )
    text = _WHOLE.replace("come first.", "come first [@a].").replace("(this is", "([this](glossary/reward.md) is")
    project.page("x.md", text, title="The title of it")
    assert project.build() == []
    return project


def _groups(project: Project) -> list[Element]:
    return parse(project.html("x")).select("article [role=group]")


def test_each_run_of_the_essays_blocks_is_marked_and_names_its_lines(project: Project) -> None:
    signs = [sign.text for group in _groups(project) for sign in group.select(".essay-sign")]
    assert signs == ["The essay, line 2", "The essay, lines 3 to 8"]
    assert all(group.classes == ["essay"] for group in _groups(project))
    assert {group["aria-label"] for group in _groups(project)} == {"The essay's own words"}


def test_the_blocks_keep_their_form_and_ours_stay_outside(project: Project) -> None:
    last = _groups(project)[-1]
    marked = [(block.name, flatten(block.text)) for block in last.select(".from-essay")]
    assert marked == [
        ("p", "Limits:"),
        ("ul", "They have one They have another, with a reward; it is long. It goes on"),
        ("blockquote", '"Just turn it off."'),
        ("p", "That is not so easy"),
        ("p", "The end of it"),
        ("p", "Closing words."),
    ]
    assert not any("We add to it." in group.text for group in _groups(project))


def test_a_citation_and_a_term_may_stand_in_the_essays_words(project: Project) -> None:
    inside = [link["href"] for group in _groups(project) for link in group.select("a")]
    assert "#fn:a" in inside
    assert "glossary/reward/" in [address.removeprefix("../") for address in inside]


def test_a_sign_leads_to_its_line_in_the_whole_essay(project: Project) -> None:
    whole = parse(project.html("about/source"))
    for number, line in enumerate(_ESSAY.split("\n"), start=1):
        assert whole.one(f"#line-{number}").words("a.whole-essay__line") == line.removeprefix("- ")
    addresses = [link["href"] for group in _groups(project) for link in group.select(".essay-sign a")]
    assert addresses[-1] == "../about/source/#line-3"


@given(
    st.text() | st.lists(st.sampled_from(['One. "Two." ', "(Three!) ", "four? ", "a.b ", "\n", "' ", "…"])).map("".join)
)
def test_sentences_put_together_again_are_the_text(text: str) -> None:
    sentences = split_sentences(text)
    assert " ".join(sentences) == flatten(text)
    assert all(sentences)


@cache
def _real() -> tuple[str, dict[str, Any], dict[str, bytes]]:
    settings = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["extra"]
    docs = ROOT / "docs"
    essay = (docs / "about" / "alignment.txt").read_text(encoding="utf-8")
    # mkdocs-bibtex makes marks of citations that the comparison leaves out; here they are left out at once.
    pages = {
        path: re.sub(r"\s*\[@[^\]]*\]", "", (docs / path).read_text(encoding="utf-8")).encode()
        for path in settings["essay_pages"]
    }
    return essay, settings["essay_pages"], pages


def test_the_real_essay_is_the_one_that_its_author_sent() -> None:
    """The hash stands here a second time: with the setting gone, nothing would be compared with it."""
    essay, _, _ = _real()
    assert sha256(essay.encode()).hexdigest() == "b6639a8ef855e79e61001e0c1fe4a405d0ffd7fe9b2dd955db4a13048da5123d"
    assert "  essay_sha256: b6639a8ef855e79e61001e0c1fe4a405d0ffd7fe9b2dd955db4a13048da5123d\n" in (
        ROOT / "mkdocs.yml"
    ).read_text(encoding="utf-8")


_CHANGES: dict[str, Callable[[list[str], int], list[str]]] = {
    "drop a word": lambda words, at: words[:at] + words[at + 1 :],
    "double a word": lambda words, at: [*words[:at], words[at], *words[at:]],
    "put in a word": lambda words, at: [*words[:at], "never", *words[at:]],
    "another word": lambda words, at: [*words[:at], "robots", *words[at + 1 :]],
    "another letter": lambda words, at: [*words[:at], words[at].swapcase(), *words[at + 1 :]],
    "another sign": lambda words, at: [*words[:at], words[at] + ",", *words[at + 1 :]],
    "emphasis": lambda words, at: [*words[:at], f"*{words[at]}*", *words[at + 1 :]],
    "first word last": lambda words, _: [*words[1:], words[0]],
    "cut short": lambda words, at: words[: at or 1],
    "ours behind": lambda words, _: [*words, "And", "more", "of", "ours."],
    "nothing left": lambda _words, _at: ["Ours."],
}


@pytest.mark.parametrize("change", _CHANGES)
def test_any_change_of_the_real_essays_words_is_told_on_its_page_and_once(change: str) -> None:
    essay, plan, pages = _real()
    chosen = random.Random(change)  # noqa: S311
    for path in chosen.sample(sorted(pages), 6):
        lines = pages[path].decode().split("\n")
        texts = [item_text(line) for line in essay.split("\n")]
        places = [n for n, line in enumerate(lines) if item_text(line) in texts and line]
        if not places:
            continue
        place = chosen.choice(places)
        words = item_text(lines[place]).split()
        mark = "- " if lines[place].startswith("- ") else ""
        changed = " ".join(_CHANGES[change](words, chosen.randrange(len(words))))
        if changed == " ".join(words):
            continue
        lines[place] = mark + changed
        told = _told(essay, {path: plan[path], "rest.md": "1-100"}, {path: "\n".join(lines).encode()})
        assert len(told) == 1, (path, changed, told)
        assert told[0].startswith(f"docs/{path}:"), told
