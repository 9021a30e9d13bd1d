"""What the search knows of each page: its names, kind and summary, its headings, and which words each section has.

It goes to ``search/index.js``, loaded when somebody searches: a script, because a page that is opened from the file
system may load scripts and fetch nothing. What ranks it is ``overrides/assets/javascripts/search/ask.js``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from sys import intern

from selectolax.lexbor import LexborHTMLParser

from essaysite.read.model import PLAIN, Node
from essaysite.read.term_names import GRAMMAR

from .typography import curled_text

# Generated lists, signs and the like; marks of footnotes; labels of evidence; the marks of headings; formulas.
_LEFT_OUT = "[data-search-exclude], a.footnote-ref, a.evidence, a.flag, a.headerlink, math"
_HEADINGS = ("h2", "h3", "h4")
_TEXT = "-text"  # what the parser calls a piece of text
_WORD = re.compile(r"[^\W_]+")  # "Isn't RLHF_2 naïve?" → isn, t, rlhf, 2, naïve, once in small letters
_MOST = 25  # letters that "A" to "Z" can count
_LETTERS = 85  # from "#" to "w"


@dataclass
class SearchSection:
    """A part of a page below one heading; the first part has none."""

    anchor: str = ""
    heading: str = ""
    words: set[str] = field(default_factory=set)


def sections(html: str) -> list[SearchSection]:
    """Return the sections of a page's content, without what readers do not search for."""
    content = LexborHTMLParser(html)
    for element in content.css(_LEFT_OUT):
        element.decompose()
    found = [SearchSection()]
    for part in content.body.traverse(include_text=True) if content.body else ():
        if part.tag in _HEADINGS and part.id:
            found.append(SearchSection(part.id, " ".join(part.text().split())))
        elif part.tag == _TEXT:
            found[-1].words.update(map(intern, _WORD.findall(part.text(deep=False).lower())))
    return found


def index_script(pages: Iterable[tuple[str, Node, list[SearchSection]]]) -> str:
    """Return the script with what the search knows of pages, each with its address below the site's and its sections.

    Each field stands as one list for all pages, because what is alike side by side packs well.
    """
    # Of a finding, names and both halves say what it is about; the words of all would double the index.
    found = [(address, node, [SearchSection()] if node.finding else parts) for address, node, parts in pages]
    words = sorted({word for _, _, parts in found for part in parts for word in part.words} - GRAMMAR)
    numbers = {word: number for number, word in enumerate(words)}
    data = {
        "ignored": " ".join(sorted(GRAMMAR)),
        "words": "".join(_shared(*pair) for pair in pairwise(["", *words])),
        "address": [address for address, _, _ in found],
        "title": [curled_text(node.title) for _, node, _ in found],
        "kind": ["" if node.kind is PLAIN else node.label for _, node, _ in found],
        "summary": [curled_text(node.summary) for _, node, _ in found],
        "but": [curled_text(node.finding.but) if node.finding else "" for _, node, _ in found],
        "aliases": [node.aliases for _, node, _ in found],
        "sections": [
            [[part.anchor, curled_text(part.heading), _steps(part.words, numbers)] for part in parts]
            for *_, parts in found
        ],
    }
    return f"window.searchIndex = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def _shared(before: str, word: str) -> str:
    """Return a word as how many letters it shares with the one before, and the others: abilities, ability → Gy."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(before, word[:_MOST], strict=False))
    shared = sum(1 for _ in same)
    return chr(ord("A") + shared) + word[shared:]


def _steps(words: Iterable[str], numbers: Mapping[str, int]) -> str:
    """Return words by their numbers, in their order, each as the step from the one before it: 7, 3, 4 → "&$&".

    A step is a letter from "#" on, which counts from nothing; before it, each "~" adds 85.
    """
    known = sorted(numbers[word] for word in words if word in numbers)
    steps = (number - before for before, number in pairwise([0, *known]))
    return "".join("~" * (step // _LETTERS) + chr(ord("#") + step % _LETTERS) for step in steps)
