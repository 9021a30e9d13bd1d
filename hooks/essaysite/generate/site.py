"""The site once its pages are rendered: what was read, what rendering found, and what follows from both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from essaysite.read.content import Content
from essaysite.read.model import Node
from essaysite.render.found import PageRecord

from .links import Mention, citations_in, mentions_in

WORDS_A_MINUTE = 220


@dataclass(frozen=True)
class Step:
    """A page's place on a reading path: which page shows the path, what comes before it and what follows, if anything.

    ``place`` counts from 1 to ``count``.
    """

    declared_on: Node
    path_id: str
    title: str
    place: int
    count: int
    previous: Node | None
    following: Node | None


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
        return mentions_in(self.content.nodes, self.records)

    @cached_property
    def citations(self) -> Mapping[str, list[Mention]]:
        """The pages that cite a work, by its key."""
        return citations_in(self.content.nodes, self.records)

    @cached_property
    def authors(self) -> Mapping[str, list[Node]]:
        """The pages of the people who wrote a work, by its key."""
        found: dict[str, list[Node]] = {}
        for person, keys in self.content.works_of.items():
            for key in keys:
                found.setdefault(key, []).append(self.content.nodes[person])
        return found

    @cached_property
    def _steps(self) -> Mapping[str, list[Step]]:
        """The steps of all reading paths, by page."""
        steps: dict[str, list[Step]] = {}
        nodes = self.content.nodes
        for declaring, path in ((node, path) for node in nodes.values() for path in node.paths):
            pages = [nodes[page] for page in dict.fromkeys(path["pages"]) if page in nodes]
            for place, node in enumerate(pages, start=1):
                before, after = pages[place - 2] if place > 1 else None, pages[place] if place < len(pages) else None
                step = Step(declaring, path["id"], path["title"], place, len(pages), before, after)
                steps.setdefault(node.id, []).append(step)
        return steps

    def steps(self, node: Node) -> list[Step]:
        """Return a page's place on each reading path that leads over it."""
        return self._steps.get(node.id, [])

    def opens_with_summary(self, node: Node) -> bool:
        """Tell whether a term's text opens with its summary, in nearly its words, so that its head need not say it too."""
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
        essay = self.content.essay
        if essay is not None and "essay" in self.placed.get(node.path, ()):
            words += sum(len(line.split()) for line in essay.lines)
        return words
