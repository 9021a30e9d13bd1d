"""What the search knows of each page: its names, kind and summary, its headings, and which words each section has.

It goes to ``search/index.js``, loaded when somebody searches: a script, because a page that is opened from the file
system may load scripts and fetch nothing. What ranks it is ``overrides/assets/javascripts/search/ask.js``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from sys import intern
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from essaysite.read.model import PLAIN, Node

# Generated lists, signs and the like; marks of footnotes; labels of evidence; the marks of headings.
_LEFT_OUT = "[data-search-exclude], sup[id^=fnref], a.evidence, a.flag, a.headerlink"
_HEADINGS = ("h2", "h3", "h4")
_TEXT = "-text"  # what the parser calls a piece of text
_WORD = re.compile(r"[^\W_]+")  # "Isn't RLHF_2 naïve?" → isn, t, rlhf, 2, naïve, once in small letters


@dataclass
class Section:
    """A part of a page below one heading; the first part has none."""

    anchor: str = ""
    heading: str = ""
    words: set[str] = field(default_factory=set)


def sections(html: str) -> list[Section]:
    """Return the sections of a page's content, without what readers do not search for."""
    content = LexborHTMLParser(html)
    for element in content.css(_LEFT_OUT):
        element.decompose()
    found = [Section()]
    for part in content.body.traverse(include_text=True) if content.body else ():
        if part.tag in _HEADINGS and part.id:
            found.append(Section(part.id, " ".join(part.text().split())))
        elif part.tag == _TEXT:
            found[-1].words.update(map(intern, _WORD.findall(part.text(deep=False).lower())))
    return found


def index_script(pages: Iterable[tuple[str, Node, list[Section]]]) -> str:
    """Return the script with what the search knows of pages, each with its address below the site's and its sections."""
    # Of a finding, names and both halves say what it is about; the words of all would double the index.
    pages = [(address, node, [Section()] if node.finding else parts) for address, node, parts in pages]
    counts = Counter(word for _, _, parts in pages for part in parts for word in part.words)
    # The commonest have the smallest numbers, which makes most steps from one to the next short.
    words = sorted(counts, key=lambda word: (-counts[word], word))
    numbers = {word: number for number, word in enumerate(words)}
    data = {"words": words, "pages": [_entry(*page, numbers) for page in pages]}
    return f"window.searchIndex = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def _entry(address: str, node: Node, parts: list[Section], numbers: dict[str, int]) -> dict[str, Any]:
    return {
        "address": address,
        "title": node.title,
        "kind": "" if node.kind.name == PLAIN.name else node.label,
        "summary": node.summary,
        **({"but": node.finding.but} if node.finding else {}),
        "aliases": node.aliases,
        "sections": [[part.anchor, part.heading, _steps(numbers[word] for word in part.words)] for part in parts],
    }


def _steps(numbers: Iterable[int]) -> list[int]:
    """Return numbers in their order, each as the step from the one before it: 7, 3, 4 → 3, 1, 3."""
    return [number - before for before, number in pairwise([0, *sorted(numbers)])]
