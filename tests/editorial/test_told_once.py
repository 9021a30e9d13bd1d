"""A study's result stands on the page of its finding: other pages say what it means and link it, without its figures."""

from __future__ import annotations

import posixpath
import re
from functools import cache

import prose
from crawl import DOCS
from essaysite.read.essay import Essay
from essaysite.read.markdown_text import hide_code
from essaysite.read.page_file import read_source

# "13%", "4,326", "39 of 128", "three of four": what a study counted.
_FIGURE = re.compile(
    r"\b(?:\d[\d.,]*\s?(?:%|per cent|times)|\d{1,3}(?:,\d{3})+|(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) of "
    r"(?:the )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten))",
    re.IGNORECASE,
)
_FINDING = re.compile(r"\]\(([^)#]*findings/[^)#]+\.md)")


def figures(text: str) -> set[str]:
    return {figure.casefold().replace(" the ", " ") for figure in _FIGURE.findall(text)}


@cache
def told_by(path: str) -> set[str]:
    """Return the figures of a finding, less those of its name, by which it is linked."""
    source = read_source(f"docs/{path}", (DOCS / path).read_bytes())
    return figures(hide_code(source.body)) - figures(str(source.meta["title"]))


def test_no_other_page_tells_the_figures_of_a_finding_that_it_links() -> None:
    essay = Essay(prose.ESSAY.read_text(encoding="utf-8"))
    found = []
    for file in sorted(DOCS.rglob("*.md")):
        path = file.relative_to(DOCS)
        if path.parts[0] == "findings":
            continue
        for block in prose.blocks(read_source(f"docs/{path.as_posix()}", file.read_bytes()), essay):
            for link in _FINDING.findall(block.raw):
                target = posixpath.normpath(posixpath.join(path.parent.as_posix(), link))
                told_again = figures(block.raw) & told_by(target)
                found += [f"docs/{path.as_posix()}: {figure}, of {target}" for figure in told_again]
    assert found == []
