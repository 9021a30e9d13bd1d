"""What a page shows and says in all: the build's signs and labels, and characters that nobody sees, however they were put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain, zip_longest
from typing import Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.postprocessors import Postprocessor

from essaysite.read.field_text import OF_THE_BUILD
from essaysite.read.labels import wrong_as_name
from essaysite.read.markdown_text import PART_MARK, flatten, plain_text
from essaysite.read.safe_text import forged_signs, is_hidden, odd_sign, unseen

from .wrong_links import as_read

_TAG = re.compile(r"<[^>]*>")
_STANDS_OUT = frozenset({"a", "code", "dt", "em", "mark", "strong", "summary", "td", "th"})
_BLOCKS = frozenset({"dd", "li", "p"})
_BACK = "\u21a9"  # of notes
# What has signs of its own: the essay's blocks and formulas; and code, which is shown as it is written.
_APART = re.compile(r'<p class="essay-sign".*?</p>|<math>.*?</math>|<pre>.*?</pre>', re.DOTALL)


class Teller(Protocol):
    """What takes faults; ``body`` is the page's Markdown."""

    body: str

    def fault_unless_told(self, written: str, message: str) -> None:
        """Report what is ``written`` somewhere on the page, unless its line has a fault already."""


class Shown(Postprocessor):
    """Asks a page, once it is finished, for what its Markdown may not hold: what was put together from pieces shows only there."""

    def __init__(self, md: Markdown, tell: Teller) -> None:
        super().__init__(md)
        self.tell = tell

    def run(self, text: str) -> str:
        """Report what is wrong with the page that is ``text``, and return it as it is."""
        shown = unescape(_TAG.sub("", _APART.sub("", text)))
        letters = "".join(sorted({*shown}.difference(self.tell.body, _BACK)))  # all others were asked for as written
        if message := odd_sign(letters) or next((unseen(letter) for letter in letters if is_hidden(letter)), ""):
            self.tell.fault_unless_told("", f"the page, as it is shown, {message}")
        for forged in forged_signs(shown):
            self.tell.fault_unless_told(forged, f"'{flatten(forged)}' is {OF_THE_BUILD}")
        return text


def signs_read_on(root: Element, body: str) -> Iterator[str]:
    """Yield each sign of the essay that is not the build's: as it is shown, heard or written in Markdown (``body``), and in tables, pictures and titles."""
    tables = [[[*map(plain_text, row)] for row in table.iter("tr")] for table in root.iter("table")]
    columns = (" ".join(column) for rows in tables for column in zip_longest(*rows, fillvalue=""))
    titles = (as_read(element.get(name, "")) for name in ("alt", "title") for element in root.iter())
    texts = ("".join(root.itertext()), plain_text(root), unescape(body), _heard(root))
    told: list[str] = []
    for forged in chain.from_iterable(map(forged_signs, chain(texts, columns, filter(None, titles)))):
        words = " ".join(re.findall(r"\w+", forged)).casefold()
        if not any(words in one for one in told):
            told.append(words)
            yield forged


def labels_read_on(root: Element, path: str) -> Iterator[tuple[str, str]]:
    """Yield the words of each element that is read as a label of evidence or a flag and is none, and what to do; ``path`` is the page's."""
    for element in root.iter():
        kind = element.get("class", "")
        stands_out = kind.endswith("-title") or (element.tag in _STANDS_OUT and kind not in ("evidence", "flag"))
        if stands_out or element.tag in _BLOCKS:
            words = plain_text(element)
            if wrong := wrong_as_name(words, path, is_block=not stands_out):
                yield words, wrong


def places_of_parts(root: Element) -> set[tuple[Element, str]]:
    """Return the paragraphs in whose place the build would put one of its parts, each with its text."""
    texts = ((element, (element.text or "").strip()) for element in root.iter("p") if not len(element))
    return {(element, text) for element, text in texts if re.fullmatch(PART_MARK, text)}


def _heard(root: Element) -> str:
    """Return the text of a page with those of its pictures and the numbers of its lists in their places, as a screen reader says it."""
    added = {picture: f" {picture.get('alt')} " for picture in root.iter("img")}
    for numbered in root.iter("ol"):
        added |= {item: f" {number} {item.text or ''}" for number, item in enumerate(numbered, start=1)}
    written = {element: element.text for element in added}
    for element, heard in added.items():
        element.text = heard
    text = "".join(root.itertext())
    for element, before in written.items():
        element.text = before
    return text
