"""A label or flag beside a link to a finding, where it is read as that finding's own."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from xml.etree.ElementTree import Element

from essaysite.read.labels import FLAGS, LABELS
from essaysite.read.markdown_text import is_footnote_mark, plain_text
from essaysite.read.model import Finding, Node

_KINDS = frozenset({"evidence", "flag"})
_NAMES = {name: anchor for anchor, name in (LABELS | FLAGS).items()}
_ROWS = frozenset({"dl", "tr"})
_BETWEEN = " \n(*_,;\"':\u2013\u2014-"  # signs that may stand between the two


def wrong_labels(root: Element, path: str, pages: Mapping[str, Node]) -> Iterator[tuple[str, str]]:
    """Yield the words of each label that a finding beside it does not have, and what is wrong, on the page at ``path``.

    Beside a label stands the link right before or behind it, each one in its row of a table or list of definitions,
    and the one that is all of the heading, item or paragraph above it.
    """
    for element in root.iter():
        beside = [*_in_line(element)]
        if element.tag in _ROWS:
            links = [*element.iter("a")]
            beside += [(link, links) for link in links if link.get("class") in _KINDS]
        for above, below in pairwise(element):
            links = [link for link in above.iter("a") if plain_text(link) == plain_text(above).rstrip(" #")]
            beside += [(label, links) for label in _first_labels(below) if links]
        for label, links in beside:
            findings = [*_findings(links, path, pages)]
            name = _NAMES.get(plain_text(label), "")
            if findings and not any(name in (finding.label, *finding.flags) for _, finding in findings):
                node, finding = findings[0]
                message = f"'{plain_text(label)}' is read as the label of the finding '{node.title}', whose own is '{LABELS[finding.label]}'; write that, or the claim before the link"
                yield plain_text(label), message


def _in_line(parent: Element) -> Iterator[tuple[Element, list[Element]]]:
    """Yield each label with the links that stand beside it, or beside other labels and marks of citations that do."""
    run: list[Element] = []
    for child in [*parent, None]:
        if child is not None:
            run.append(child)
        if child is None or (child.tail or "").strip(_BETWEEN):
            labels = [one for one in run if one.get("class") in _KINDS]
            links = [link for one in run if one not in labels and not is_footnote_mark(one) for link in one.iter("a")]
            yield from ((label, links) for label in labels)
            run = []


def _first_labels(block: Element) -> Iterator[Element]:
    """Yield the labels that a block begins with."""
    children = iter(block) if not (block.text or "").strip() else iter(())
    for child in children:
        if child.get("class") not in _KINDS:
            return
        yield child
        if (child.tail or "").strip():
            return


def labels_of_others(root: Element, node: Node) -> list[tuple[str, str]]:
    """Return the words of each label and flag on a finding's own page that is not the finding's, and what is wrong."""
    finding = node.finding
    if finding is None or finding.label not in LABELS:
        return []
    shown = [plain_text(link) for link in root.iter("a") if link.get("class") in _KINDS]
    message = f"'{{}}' stands on the page of a finding whose label is '{LABELS[finding.label]}'; write what its head has, or take it out"
    own = (finding.label, *finding.flags)
    return [(words, message.format(words)) for words in shown if _NAMES.get(words) not in own]


def _findings(links: Iterable[Element], path: str, pages: Mapping[str, Node]) -> Iterator[tuple[Node, Finding]]:
    for link in links:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link.get("href", "").partition("#")[0]))
        if (node := pages.get(target)) and node.finding and node.finding.label in LABELS:
            yield node, node.finding
