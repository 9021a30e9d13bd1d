"""Measure our own words on the pages, offline: sentence lengths, words that claim or mock, American spellings, doubled words.

Run as ``python tests/prose.py docs README.md``: prints one line for each finding, and ends with 1 where there is any.
The essay's words, quotations, titles in italics, code, tables, headings, labels and citation marks are not measured.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from essaysite.essay import Essay  # noqa: E402 - the hooks are no package that could be installed
from essaysite.faults import Fault  # noqa: E402
from essaysite.frontmatter import Source, read_source  # noqa: E402
from essaysite.model import RELATION  # noqa: E402
from essaysite.text import flatten, hide_code  # noqa: E402

LONGEST = 35
AVERAGE = 18
FEWEST = 3  # a page of fewer sentences has no average worth the name
LISTS = Path(__file__).resolve().parent / "spelling"
ESSAY = "docs/about/alignment.txt"

_NO_PROSE = re.compile(r"\s*(?:#{1,6}\s|!!!|\?\?\?|===|\||>|\[\[[\w-]+\]\]\s*$|\*\[[^\]]+\]:|[-*_]{3,}\s*$|</?[\w-]+[^>]*>\s*$)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)]|:|\[\^[^\]]+\]:)\s+")
# What is taken out of a paragraph, in this order, and what stays of it.
_CUTS = (
    (re.compile(r"\s*\[@[^\]]*\]"), ""),
    (re.compile(r"\[[^\]]*\]\([^)]*\)\{\s*\.(?:evidence|flag)\s*\}"), ""),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\{[:\s]*[#.][^}]*\}|<[^>]+>"), ""),
    (re.compile(r"(?<!\w)(?:\*{1,3}|_{1,3})(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3})(?!\w)"), ""),
)
_NOT_OURS = re.compile(r'"[^"]*"|(?<![*\w])\*(?![*\s])[^*]*\*(?!\*)')
_END = re.compile(r"[.?!][\"')\]]*(?=\s+[\"'(\[]*[^\W_a-z])")
_ABBREVIATION = re.compile(r"(?:^|[\s(\"'])(?:[A-Z]|e\.g|i\.e|cf|al|vs|ca|c|p|pp|vol|vols|[Nn]o|[Ff]ig|ch|ed|eds|Dr|Mr|Mrs|Ms|Prof|St|Jr|U\.S|U\.K|Inc|Ltd|Co)\.$")  # fmt: skip
_WORD = re.compile(r"[^\W_]")
_DOUBLED = re.compile(r"(?<![\w-])([^\W\d_]+)\s+\1(?![\w-])", re.IGNORECASE)
_MAY_DOUBLE = frozenset({"had", "that"})
_IZE = re.compile(r"(?<!\w)\w{2,}(?:iz(?:e[drs]?|ers?|ing|ations?|able)|yz(?:e[drs]?|ers?|ing))(?!\w)", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Block:
    """A paragraph or list item of our own words, as written, and the line of the file that it starts on."""

    line: int
    raw: str

    @property
    def text(self) -> str:
        """The words alone; each line break of the file is still one."""
        return _cut(self.raw)

    @property
    def our_words(self) -> str:
        """The words alone, without quotations and titles of works."""
        return _cut(_NOT_OURS.sub(lambda match: "\n" * match.group().count("\n"), self.raw))

    def line_at(self, text: str, position: int) -> int:
        """Return the file's line of a position in ``text`` or ``our_words``."""
        return self.line + text.count("\n", 0, position)


def _cut(text: str) -> str:
    for pattern, rest in _CUTS:
        text = pattern.sub(lambda match, rest=rest: match.expand(rest) + "\n" * (match.group().count("\n") - match.expand(rest).count("\n")), text)  # type: ignore[misc]
    return text
