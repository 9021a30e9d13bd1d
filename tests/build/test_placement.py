"""Marks of generated parts: what stands in their place, and what is said of one that means nothing."""

from __future__ import annotations

import pytest
from essaysite.generate.parts import PARTS
from project import Project

_ALONE = "must be a paragraph of its own; put it at the start of a line, with an empty line before and after it"
_KNOWN = ", ".join(sorted(PARTS))

# The text of a page, what is said of it, and whether a mark is left on the page for readers to see.
_CASES = {
    "alone": ("One.\n\n[[pages]]\n\nTwo.", [], False),
    "with spaces behind it": ("[[pages]]  \n", [], False),
    "under a heading": ("## One\n[[pages]]\n\nTwo.", [], False),
    "behind a line": ("One:\n[[pages]]", [f"7: [[pages]] {_ALONE}"], True),
    "before a line": ("[[pages]]\nOne.", [f"6: [[pages]] {_ALONE}"], True),
    "indented": ("One.\n\n [[pages]]", [f"8: [[pages]] {_ALONE}"], True),
    "in a list": ("- [[pages]]", [f"6: [[pages]] {_ALONE}"], True),
    "in a sentence": ("See [[pages]] here.", [f"6: [[pages]] {_ALONE}"], True),
    "twice": ("[[pages]]\n\nOne.\n\n[[pages]]", ["10: [[pages]] is placed twice; keep one"], True),
    "of another kind": (
        "[[answered_by]]",
        ["6: [[answered_by]] is for a pitfall, and this page is a page; remove it"],
        False,
    ),
    "misspelt": ("[[page]]", ["6: [[page]] is no generated part; did you mean 'pages'?"], True),
    "unknown": ("See [[elsewhere]].", [f"6: [[elsewhere]] is no generated part; use one of {_KNOWN}"], True),
    "code": ("`[[pages]]` and\n\n```\n[[pages]]\n```", [], True),
    "a link": (r"[\[1\]](../index.md) and [\[1\]][x]" + "\n\n[x]: ../index.md", [], True),
}


@pytest.mark.parametrize("case", _CASES)
def test_a_mark_is_a_paragraph_of_its_own_or_is_reported(project: Project, case: str) -> None:
    text, faults, is_left = _CASES[case]
    project.page("index.md", title="Home")
    project.page("part/index.md", text)
    project.page("part/one.md", title="A page of the part")
    assert project.build() == [f"docs/part/index.md:{fault}" for fault in faults]
    article = project.html("part").partition("<article")[2].partition("</article>")[0]
    assert ("[[" in article or "[1]" in article) is is_left
    assert ("A page of the part" in article) is (text.count("[[pages]]") > 0 and (not is_left or "twice" in case))


def test_evidence_that_there_is_none_of_is_said(project: Project) -> None:
    project.page("difficulties/gap.md", "## Evidence\n\n[[evidence]]")
    project.page("approaches/debate.md", addresses=[{"gap": "It does."}])
    project.build()
    assert "No finding on this site bears on this page yet." in project.html("difficulties/gap")
