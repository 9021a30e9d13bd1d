"""A label or flag beside a link to a finding, where it is read as that finding's own."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from itertools import pairwise
from xml.etree.ElementTree import Element

from essaysite.read.labels import FLAGS, LABELS
from essaysite.read.markdown_text import plain_text
from essaysite.read.model import Finding, Node

_KINDS = frozenset({"evidence", "flag"})
_NAMES = {name: anchor for anchor, name in (LABELS | FLAGS).items()}
_ROWS = frozenset({"dl", "tr"})


def wrong_labels(root: Element, path: str, pages: Mapping[str, Node]) -> Iterator[tuple[str, str]]:
    """Yield the words of each label that a finding beside it does not have, and what is wrong, on the page at ``path``.

    Beside a label stands the link right before or behind it, and each one in its row of a table or list of definitions.
    """
    for element in root.iter():
        links = [*element.iter("a")] if element.tag in _ROWS else []
        labels = [link for link in links if link.get("class") in _KINDS]
        beside = [(label, [*_findings(links, path, pages)]) for label in labels]
        children = list(element)
        for before, after in pairwise(children):
            between = (before.tail or "").strip(" \n(*_\"':\u2013\u2014-")
            label, other = (before, after) if before.get("class") in _KINDS else (after, before)
            if not between and label.get("class") in _KINDS and other.get("class") not in _KINDS:
                beside.append((label, [*_findings(other.iter("a"), path, pages)]))
        for label, findings in beside:
            name = _NAMES.get(plain_text(label), "")
            if findings and not any(name in (finding.label, *finding.flags) for _, finding in findings):
                node, finding = findings[0]
                message = f"'{plain_text(label)}' is read as the label of the finding '{node.title}', whose own is '{LABELS[finding.label]}'; write that, or the claim before the link"
                yield plain_text(label), message


def labels_of_others(root: Element, node: Node) -> list[tuple[str, str]]:
    """Return the words of each label on a finding's own page that is not the finding's, and what is wrong."""
    finding = node.finding
    shown = [plain_text(link) for link in root.iter("a") if link.get("class") == "evidence"]
    if finding is None or finding.label not in LABELS:
        return []
    message = (
        f"'{{}}' stands on the page of a finding whose label is '{LABELS[finding.label]}'; write that, or take it out"
    )
    return [(words, message.format(words)) for words in shown if _NAMES.get(words) != finding.label]


def _findings(
    links: Iterator[Element] | list[Element], path: str, pages: Mapping[str, Node]
) -> Iterator[tuple[Node, Finding]]:
    for link in links:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link.get("href", "").partition("#")[0]))
        if (node := pages.get(target)) and node.finding and node.finding.label in LABELS:
            yield node, node.finding
