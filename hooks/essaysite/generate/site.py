"""The site once its pages are rendered: what was read, what rendering found, and what follows from both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from essaysite.read.content import Content
from essaysite.read.model import Node
from essaysite.render.found import PageRecord, Said, Section

WORDS_A_MINUTE = 220


@dataclass(frozen=True)
class Mention:
    """A page, its sections that mention a page or cite a work, and the sentence of the first mention of a page."""

    node: Node
    sections: tuple[Section, ...]
    said: Said | None


@dataclass(frozen=True)
class Site:
    """``placed`` names the generated parts that each page holds, by its source, ``lists`` those that nobody reads through.

    ``changed`` gives the date of each page's last change.
    """

    content: Content
    records: Mapping[str, PageRecord]
    placed: Mapping[str, frozenset[str]]
    lists: frozenset[str]
    changed: Mapping[str, str]

    @cached_property
    def is_dated(self) -> bool:
        """Whether it is known of any page when it was changed."""
        return any(path in self.changed for path in self.content.graph.by_path)

    @cached_property
    def mentions(self) -> Mapping[str, list[Mention]]:
        """The pages that mention a page, by its id."""
        return self._named(lambda record: record.mentions)

    @cached_property
    def citations(self) -> Mapping[str, list[Mention]]:
        """The pages that cite a work, by its key."""
        return self._named(lambda record: record.citations)

    def _named(self, by: Callable[[PageRecord], Mapping[str, Sequence[Section]]]) -> Mapping[str, list[Mention]]:
        """Turn what each page names into the pages that name each."""
        found: dict[str, list[Mention]] = {}
        for page, record in self.records.items():
            for name, sections in by(record).items():
                mention = Mention(self.content.nodes[page], tuple(sections), record.said.get(name))
                found.setdefault(name, []).append(mention)
        return found

    @cached_property
    def authors(self) -> Mapping[str, list[Node]]:
        """The pages of the people who wrote a work, by its key."""
        found: dict[str, list[Node]] = {}
        for person, keys in self.content.works_of.items():
            for key in keys:
                found.setdefault(key, []).append(self.content.nodes[person])
        return found

    @cached_property
    def trails(self) -> Mapping[str, list[tuple[Node, dict[str, Any], list[Node]]]]:
        """The reading paths over each page, by its id: the page that shows the path, what that says of it, and its pages."""
        trails: dict[str, list[tuple[Node, dict[str, Any], list[Node]]]] = {}
        nodes = self.content.nodes
        for shown_on, trail in ((node, trail) for node in nodes.values() for trail in node.trails):
            pages = [nodes[page] for page in trail["pages"] if page in nodes]
            for node in pages:
                trails.setdefault(node.id, []).append((shown_on, trail, pages))
        return trails

    def opens_with_summary(self, node: Node) -> bool:
        """Tell whether a page's text opens with its summary, in nearly its words, so that its head need not say it too."""
        return node.id in self.records and self.records[node.id].opens_with_summary

    def is_list(self, node: Node) -> bool:
        """Tell whether a page is there to find something in, and not to be read through."""
        return not self.lists.isdisjoint(self.placed.get(node.path, ()))

    def minutes(self, node: Node) -> int:
        """Return how long reading a page takes, in whole minutes, at least one; 0 for lists, which nobody reads through."""
        return 0 if self.is_list(node) else max(1, round(self._words(node) / WORDS_A_MINUTE))

    def _words(self, node: Node) -> int:
        """Return how many words a reader finds on a page, those of the whole essay included where it stands there."""
        words = self.records[node.id].words if node.id in self.records else 0
        if "essay" in self.placed.get(node.path, ()):
            words += sum(len(line.split()) for line in self.content.essay.lines)
        return words
