"""What is wrong with a link of a page, by its words and by where it leads; told where it is written."""

from __future__ import annotations

import re
from typing import Protocol
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from essaysite.read.labels import wrong_as_shown
from essaysite.read.markdown_text import plain_text
from essaysite.read.misnamed_links import PageNames
from essaysite.read.model import ESSAY_PAGE, EVIDENCE_PAGE

from .wrong_links import NAME_IT, address_read, wrong_target

_SITE_OF = re.compile(r"^https?://([^/:]*)(?::(?:443|80)\b)?")
_STROKES = re.compile(r"(?<!:)//+")
# Pages that signs of the essay and labels lead to
_PROVES = frozenset({ESSAY_PAGE, EVIDENCE_PAGE})
# "see [*some* words](page.md" → the words and the address
_LINK = re.compile(r"\[([^\[\]]*)\]\(<?([^\s<>()]*)")
_AS_LABEL = 4  # words


class Page(Protocol):
    """The page that a link stands on: its ``path`` below ``docs`` and its Markdown; takes faults."""

    path: str
    body: str
    names: PageNames
    site_url: str

    def path_of(self, link: str) -> str:
        """Return the file, below ``docs``, to which a link of the page leads."""

    def fault(self, written: str, message: str) -> None:
        """Report what is ``written`` somewhere on the page."""

    def fault_unless_told(self, written: str, message: str) -> None:
        """Report what is ``written`` somewhere on the page, unless its line has a fault already."""


class LinkCheck:
    """Checks the links of one page, in their order."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._written: dict[tuple[str, str], list[str]] = {}

    def check(self, link: Element, word: str) -> None:
        """Report what is wrong with a link, which is a part of a ``word``, and take from it what could lead astray."""
        target = address_read(link.get("href", ""))
        here = self.page.site_url
        if any(inner.tag == "a" for inner in link.iter() if inner is not link):
            message = f"a link stands within the link '{plain_text(link)}'; write one of the two"
            self.page.fault(link.get("href") or "](", message)
        if message := wrong_target(link, word, target):
            self.page.fault(self._source_of(link), message)
            link.tag = "span"
            link.attrib.clear()
        elif here and _site_of(target).startswith(here.lower()):
            message = f"'{target}' leads to this site, wherever it is read; {NAME_IT}"
            self.page.fault(target, message)
        elif not link.get("class") and (wrong := self.page.names.wrong(plain_text(link), self.page.path, target)):
            self.page.fault(self._source_of(link), wrong)
        elif not link.get("class") and (wrong := self._wrong_as_label(link, target)):
            self.page.fault_unless_told(self._source_of(link), wrong)
        elif (kind := link.get("class", "")) in ("evidence", "flag"):
            words = plain_text(link)
            said = f"{words} {link.get('title', '')}".strip()
            if wrong := wrong_as_shown(said, kind, target, self.page.path):
                del link.attrib["class"]
                self.page.fault_unless_told(self._source_of(link), wrong)

    def _source_of(self, link: Element) -> str:
        """Return how a link is written, as far as that can be told: two may lead to one page, and two have the same words."""
        words, target = plain_text(link), link.get("href", "")
        if not self._written:
            for one in _LINK.finditer(self.page.body):
                self._written.setdefault((_letters(one[1]), one[2]), []).append(one[0])
        written = self._written.get((_letters(words), target), [])
        return (written[0] if len(written) == 1 else written.pop(0)) if written else target or f"[{words}]("

    def _wrong_as_label(self, link: Element, target: str) -> str:
        """Say why a link to what the labels mean would be read as one of them, or nothing: "Proven", but not "the labels"."""
        words = plain_text(link)
        leads_there = self.page.path_of(target.partition("#")[0]) == EVIDENCE_PAGE != self.page.path
        is_name = words[:1].isupper() and len(words.split()) <= _AS_LABEL and self.page.names.is_none(words)
        if link.find(".//img") is not None and self.page.path_of(target.partition("#")[0]) in _PROVES:
            return "a picture leads to what only labels and signs of the build lead to; take the link from it"
        return wrong_as_shown(words, "evidence", target, self.page.path) if leads_there and is_name else ""


def _site_of(target: str) -> str:
    """Return an address as hosts read it: its port, if it is the usual one, and strokes behind strokes count for nothing."""
    return _STROKES.sub("/", _SITE_OF.sub(r"https://\1", unquote(target).lower()))


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words))
