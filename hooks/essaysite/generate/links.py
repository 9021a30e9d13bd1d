"""What the templates show about a page's place among the others. HTML is theirs; this is the data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from essaysite.read.graph import Graph
from essaysite.read.model import RELATIONS, Edge, Node
from essaysite.render.found import PageRecord, Said, Section


@dataclass(frozen=True)
class Link:
    """A link to another page, with the sentence that says why."""

    node: Node
    because: str = ""


@dataclass(frozen=True)
class Panel:
    """The links of one relation, in one direction. ``name`` is its front-matter field, or the name of its inverse."""

    name: str
    label: str
    links: tuple[Link, ...]

    @property
    def anchor(self) -> str:
        """The id of the panel on its page."""
        return self.name.replace("_", "-")


@dataclass(frozen=True)
class Mention:
    """A page, its sections that mention a term or cite a work, and the sentence of the first mention."""

    node: Node
    sections: tuple[Section, ...]
    said: Said | None = None


def relation_panels(graph: Graph, node: Node) -> list[Panel]:
    """Return the panels of a page: what it declares, then what other pages declare about it."""
    panels = []
    for relation in RELATIONS:
        links = [Link(graph.nodes[e.target], e.because) for e in node.outgoing if e.relation is relation]
        if relation.is_symmetric:
            links += [Link(graph.nodes[e.source], e.because) for e in node.incoming if e.relation is relation]
        if links:
            panels.append(Panel(relation.name, relation.label, tuple(links)))
    for relation in RELATIONS:
        links = [Link(graph.nodes[e.source], e.because) for e in node.incoming if e.relation is relation]
        if links and not relation.is_symmetric and not relation.is_evidence:
            panels.append(Panel(relation.inverse, relation.inverse_label, tuple(links)))
    return panels


def mentions_in(nodes: Mapping[str, Node], records: Mapping[str, PageRecord]) -> dict[str, list[Mention]]:
    """Turn what each page mentions into the pages that mention each."""
    named: dict[str, list[Mention]] = {}
    for page, record in records.items():
        for name, sections in record.mentions.items():
            named.setdefault(name, []).append(Mention(nodes[page], tuple(sections), record.said.get(name)))
    return named


def citations_in(nodes: Mapping[str, Node], records: Mapping[str, PageRecord]) -> dict[str, list[Mention]]:
    """Turn what each page cites into the pages that cite each work, by its key."""
    named: dict[str, list[Mention]] = {}
    for page, record in records.items():
        for key, sections in record.citations.items():
            named.setdefault(key, []).append(Mention(nodes[page], tuple(sections)))
    return named


# A page, its filled cells with the number of empty ones before each, and the number of empty cells behind them.
MatrixRow = tuple[Node, list[tuple[int, list[Edge]]], int]


def matrix(columns: Sequence[Node], nodes: Iterable[Node], relations: Collection[str]) -> list[MatrixRow]:
    """Return a row for each page to which some relations lead, with those from ``columns``.

    Nearly all cells are empty, so they are counted and not made.
    """
    place = {column.id: index for index, column in enumerate(columns)}
    rows = []
    for node in nodes:
        edges = [edge for edge in node.incoming if edge.relation.name in relations]
        if not edges:
            continue
        filled: dict[int, list[Edge]] = {}
        for edge in edges:
            if edge.source in place:
                filled.setdefault(place[edge.source], []).append(edge)
        cells, end = [], 0
        for index in sorted(filled):
            cells.append((index - end, filled[index]))
            end = index + 1
        rows.append((node, cells, len(columns) - end))
    return rows


def by_letter(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Return pages under the first letter of their titles, sorted as they are looked up."""
    letters: dict[str, list[Node]] = {}
    for node in sorted(nodes, key=lambda node: _without_article(node.title).casefold()):
        letters.setdefault(_letter(node.title), []).append(node)
    return letters


def _without_article(name: str) -> str:
    """Return a name as it is looked up: "The Problem" stands under P."""
    return name.removeprefix("The ").removeprefix("the ")


def _letter(name: str) -> str:
    first = _without_article(name).lstrip("\"'“‘")[:1].upper()  # noqa: RUF001
    return first if first.isalpha() else "0"
