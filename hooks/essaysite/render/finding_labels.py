"""A label or flag beside a link to a finding, where it is read as that finding's own."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from essaysite.read.labels import FLAGS, LABELS
from essaysite.read.markdown_text import HEADINGS, is_footnote_mark, plain_text
from essaysite.read.model import Node

_KINDS = frozenset({"evidence", "flag"})
_NAMES = {name: anchor for anchor, name in (LABELS | FLAGS).items()}
# What says the least: a sentence that begins with one of these may lean on a finding that says more.
_LEAST = frozenset({"argued", *FLAGS})
_BLOCKS = HEADINGS | frozenset(
    "blockquote caption dd details div dl dt figcaption figure li ol p pre section summary table tbody td th thead tr ul".split()  # noqa: SIM905
)
_TOGETHER = frozenset({"dl", "tr"})
# "It is so.) ", and no "Smith et al. (2024)", "Dr. Smith", "Fig. 2"
_SENTENCE_ENDS = re.compile(
    r"(?<!\b(?:al|ca|cf|ch|dr|ed|eg|eq|ie|mr|ms|pp|st|th|vs))(?<!\b(?:apr|aug|dec|eds|eqs|etc|feb|fig|inc|jan|jun|jul|ltd|mrs|nov|oct|sec|sep|thm|vol))"
    r"(?<!\b(?:corp|figs|prof|sect|sept))(?<!\bapprox)(?<!\b[a-z])[.?!][\"')\]\u2019\u201d]*(?=\s+(?-i:[^a-z\s])|\s*$)",
    re.IGNORECASE,
)
# Behind a link at the end of its block: a year, a dash, a sign of the heading
_NOTHING = re.compile(r"[\W\d_]*")


@dataclass
class _Stretch:
    """What is read together: the findings that a sentence links, and its labels, each with what was linked before it."""

    node_of: Callable[[Element], Node | None]
    links: list[Node] = field(default_factory=list)
    labels: list[tuple[Element, bool]] = field(default_factory=list)
    behind: str = ""  # the words since the last link
    claim: str = ""  # and since the last label
    is_from_above: bool = False

    def read(self, text: str) -> Iterator[tuple[str, str]]:
        """Go on by some text, and yield what is wrong in each sentence that ends in it."""
        if not (self.links or self.labels):  # nothing that an end could part
            return
        *ended, rest = _SENTENCE_ENDS.split(text)
        for _ in ended:
            yield from self.end()
        self.add(rest)

    def add(self, text: str) -> None:
        """Go on by some text of a sentence."""
        self.behind += text
        self.claim += text

    def meet(self, link: Element) -> None:
        """Go on by a link."""
        if link.get("class") in _KINDS:
            self.labels.append((link, bool(self.links)))
            self.claim = ""
        elif node := self.node_of(link):
            if self.is_from_above:
                self.links.clear()
            self.links.append(node)
            if _NOTHING.fullmatch(self.claim):  # no claim stands between the two
                self.labels = [(label, True) for label, _ in self.labels]
            self.behind, self.is_from_above = "", False
        else:
            self.add(plain_text(link))

    def end_block(self) -> Iterator[tuple[str, str]]:
        """Yield what is wrong at the end of a block, unless a link or a colon ends it: what stands below is read as said of its finding."""
        leads_on = _NOTHING.fullmatch(self.behind) or self.behind.rstrip().endswith(":")
        if self.labels or not self.links or not leads_on:
            yield from self.end()
        else:
            self.is_from_above = True

    def end(self) -> Iterator[tuple[str, str]]:
        """Yield the words of each label that none of the findings has, and what is wrong, and begin anew."""
        for label, is_behind in self.labels:
            words = plain_text(label)
            name = _NAMES.get(words, "")
            may_differ = name in _LEAST and not is_behind
            if self.links and not may_differ and not any(name in _own(node) for node in self.links):
                node = self.links[0]
                message = f"'{words}' is read as the label of the finding '{node.title}', whose own is '{LABELS[_own(node)[0]]}'; write that, or the claim before the link"
                yield words, message
        self.links.clear()
        self.labels.clear()
        self.behind, self.claim, self.is_from_above = "", "", False


def _own(node: Node) -> tuple[str, ...]:
    return (node.finding.label, *node.finding.flags) if node.finding else ()


def wrong_labels(root: Element, path: str, pages: Mapping[str, Node]) -> Iterator[tuple[str, str]]:
    """Yield the words of each label that a finding beside it does not have, and what is wrong, on the page at ``path``.

    Beside a label stand the links of its sentence, its row of a table and its list of definitions, and the one that
    ends the block above it. A sentence that begins with "Argued" or a flag may be about a finding that shows more.
    """

    def node_of(link: Element) -> Node | None:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link.get("href", "").partition("#")[0]))
        node = pages.get(target)
        return node if node and node.finding and node.finding.label in LABELS else None

    yield from _read(root, _Stretch(node_of), is_together=False)


def _read(element: Element, stretch: _Stretch, *, is_together: bool) -> Iterator[tuple[str, str]]:
    """Go on by all that an element holds, and yield what is wrong; what ``is_together`` is not parted by its sentences."""
    is_block = element.tag in _BLOCKS
    if is_block and not is_together:
        yield from stretch.end_block()
    holds_all = is_together or element.tag in _TOGETHER
    for part in (element.text or "", *element):
        if isinstance(part, str):
            text = part
        elif is_footnote_mark(part):
            text = part.tail or ""
        elif part.tag == "a":
            stretch.meet(part)
            text = part.tail or ""
        else:
            yield from _read(part, stretch, is_together=holds_all)
            text = part.tail or ""
        if not holds_all:
            yield from stretch.read(text)
        else:
            stretch.add(text)
    if is_block and not is_together:
        yield from stretch.end_block()


def labels_of_others(root: Element, node: Node) -> list[tuple[str, str]]:
    """Return the words of each label and flag on a finding's own page that is not the finding's, and what is wrong."""
    finding = node.finding
    if finding is None or finding.label not in LABELS:
        return []
    shown = [plain_text(link) for link in root.iter("a") if link.get("class") in _KINDS]
    message = f"'{{}}' stands on the page of a finding whose label is '{LABELS[finding.label]}'; write what its head has, or take it out"
    return [(words, message.format(words)) for words in shown if _NAMES.get(words) not in _own(node)]
