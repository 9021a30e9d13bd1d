"""What a page says that the essay says: words that stand behind or below "The essay says:", or below a link to all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from essaysite.read.essay import split_sentences
from essaysite.read.essay_signs import names_the_essay
from essaysite.read.likeness import FEWEST_QUOTED, LEADS_IN, SAYS_BEFORE, SAYS_BELOW
from essaysite.read.markdown_text import is_footnote_mark, plain_text

from .wrong_links import leads_to_essay

_LISTS, _ITEMS = frozenset({"dl", "ol", "table", "ul"}), frozenset({"dd", "dt", "li", "td", "th"})
# "The essay's words", "What the essay says", as the head of a column
_WORDS_OF = re.compile(
    r"\b(?:line|original|quot\w+|read|sa(?:id|ys?|ying)|sentence|text|verbatim|word|writes|written)s?\b", re.IGNORECASE
)
_MARKED = re.compile(r"\s*[\"'\u2018\u201c\xab].*[\"'\u2019\u201d\xbb]\s*", re.DOTALL)
_AS_SOURCE = 8  # words, of a paragraph that gives the source of what stands below it
_LEAD = 300  # letters before words that say whose they are
_TEXTS = _ITEMS | {"p"}
_SOURCE = re.compile(r"[-\u2013\u2014]")  # begins the line that says whose a quotation is
_STAND_OUT = frozenset({"code", "em", "mark", "strong"})


def said_by_essay(parent: Element) -> Iterator[str]:
    """Yield the texts that the essay is said to say right before them, in quotations, lists, tables and words that stand out."""
    for before, block in pairwise(one for one in parent if one.tag != "hr"):
        *_, lead = ["", *split_sentences(plain_text(before)[-_LEAD:])]
        cites = any(map(is_footnote_mark, before.iter()))
        is_source = not cites and leads_to_essay(before) and _is_source(plain_text(before))
        if "essay" not in lead.casefold() and not is_source:
            continue
        quotation = next((one for one in block.iter() if is_quotation(one)), None)
        # What cites a work is that work's, unless it says of the essay that it says so.
        leads_in = SAYS_BELOW if cites else LEADS_IN
        if (is_source or leads_in.search(lead)) and quotation is not None:
            texts = [one for one in quotation.iter() if one.tag in _TEXTS and "-title" not in one.get("class", "")]
            yield from map(
                plain_text, (one for one in texts if not _SOURCE.match(plain_text(one))) if texts else [quotation]
            )
        elif SAYS_BELOW.search(lead):
            if block.tag in _LISTS:
                yield from (plain_text(one) for one in block.iter() if one.tag in _ITEMS)
            elif block.tag == "p" and (_stands_out(block) or _MARKED.fullmatch(plain_text(block))):
                yield plain_text(block)
    if parent.tag == "table":
        yield from _said_in_cells(parent)
    lead = parent.text or ""
    for child in parent:
        words = plain_text(child)
        if child.tag in _STAND_OUT and len(words.split()) >= FEWEST_QUOTED and SAYS_BEFORE.search(lead):
            yield words
        lead = (lead + words + (child.tail or ""))[-_LEAD:]


def _is_source(text: str) -> bool:
    """Tell whether a paragraph is short enough to say no more than where words come from."""
    words = len(text.split())
    return words <= (_AS_SOURCE if text.endswith(".") else 2 * _AS_SOURCE)


def _stands_out(block: Element) -> bool:
    return len(block) == 1 and block[0].tag in _STAND_OUT and not block.text


def _said_in_cells(table: Element) -> Iterator[str]:
    """Yield the cells below heads, and behind first cells, that say whose words they are: "The essay's own words"."""
    heads, *rows = [[*map(plain_text, row)] for row in table.iter("tr")] or [[]]
    for column, head in enumerate(heads):
        if names_the_essay(head) and _WORDS_OF.search(head):
            yield from (row[column] for row in rows if len(row) > column)
    for first, *others in filter(None, rows):
        if names_the_essay(first) and _WORDS_OF.search(first):
            yield from others


def is_quotation(element: Element) -> bool:
    """Tell whether an element is a quotation, be it a note of that kind."""
    return element.tag == "blockquote" or "quote" in element.get("class", "").split()
