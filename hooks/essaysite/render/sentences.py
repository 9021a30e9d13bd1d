"""The sentence in which a link stands, as a reader sees it: without citation marks and labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element

from essaysite.read.markdown_text import flatten, is_footnote_mark

# A sentence of more characters is shortened at its ends, around the link.
LONGEST = 160
_HERE = "\0"  # no page holds one
# "So he said. It is" → behind "said."; not in "e.g. here".
_END = re.compile(r"(?:(?<=[.?!])|(?<=[.?!][\"')\]]))\s+(?=\0?[^a-z\s\0])")
_LABELS = frozenset({"evidence", "flag", "headerlink"})
_BLOCKS = frozenset({"ul", "ol", "dl", "table", "pre"})


def sentence_with(link: Element, block: Element) -> str:
    """Return the sentence of ``block`` that ``link`` stands in, in one line; empty where the block is a heading's or a label's."""
    text = flatten("".join(_pieces(block, link)))
    sentence = next((one for one in _END.split(text) if _HERE in one), "")
    return _shortened(sentence)


def _pieces(element: Element, link: Element) -> Iterator[str]:
    if element is link:
        yield _HERE
    text = element.text or ""
    yield unescape(text) if element.tag == "code" else text  # the one text that Markdown escapes itself
    for child in element:
        is_said = not is_footnote_mark(child) and child.tag not in _BLOCKS
        if is_said and _LABELS.isdisjoint((child.get("class") or "").split()):
            yield from _pieces(child, link)
        yield child.tail or ""


def _shortened(sentence: str) -> str:
    """Return the sentence without the mark, cut between words where it is too long, the marked place in the middle."""
    place = sentence.find(_HERE)
    text = sentence.replace(_HERE, "")
    if len(text) <= LONGEST:
        return text
    start = min(max(place - LONGEST // 2, 0), len(text) - LONGEST)
    cut = text[start : start + LONGEST]
    if start:
        cut = "… " + cut.partition(" ")[2]
    return cut if start + LONGEST == len(text) else cut.rpartition(" ")[0] + " …"
