"""Places pages in columns, and draws their relations as curves between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from essaysite.read.model import Node

from .picture import fixed

_LINE, _PADDING, _GAP, _HEADING = 15, 6, 9, 22
_SWEEPS = 8
# How wide letters of a wide font are, in ems: a font that a reader has may be narrower, and few are wider.
_NARROW, _BROAD = "fijlrtI .,;:'()-", "mwMW"
_BOLD = 1.1


Lines = tuple[tuple[str, str, str], ...]  # each as (x, y, words)


@dataclass(frozen=True)
class Column:
    """A column from ``x`` on: under a heading each, its groups of pages."""

    x: float
    width: float
    size: float  # of its letters
    groups: tuple[tuple[str, tuple[Node, ...]], ...]


@dataclass(frozen=True)
class Box:
    """A page in its place: the lines of its title, and a note below them, which may be empty."""

    node: Node
    x: float
    y: float
    width: float
    lines: tuple[str, ...]
    note: str

    @property
    def height(self) -> float:
        """The height that the lines need."""
        return _LINE * (len(self.lines) + bool(self.note)) + 2 * _PADDING

    @property
    def middle(self) -> float:
        """Where curves end at its sides."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Placed:
    """All boxes by id, the headings by their lines, and the height of the whole."""

    boxes: Mapping[str, Box]
    headings: tuple[Lines, ...]
    height: float


@dataclass(frozen=True)
class Curve:
    """A relation: its id in the drawing, its path and width, where its reason stands, and what it says."""

    id: str
    path: str
    width: str
    url: str
    name: str


@dataclass(frozen=True)
class Spot:
    """A page: its box, its lines, a note below them, the curves of what it states, and the ids of those that lead to it."""

    x: str
    y: str
    width: str
    height: str
    url: str
    lines: Lines
    note: Lines
    states: tuple[Curve, ...]
    reached_by: tuple[str, ...]


@dataclass(frozen=True)
class Map:
    """The headings by their lines, the curves by relation, the pages, and above all, down to ``top``, a legend."""

    headings: tuple[Lines, ...]
    curves: tuple[tuple[str, tuple[Curve, ...]], ...]
    spots: tuple[Spot, ...]
    legend: Mapping[str, tuple[str, str, str]]  # a relation: the place of its sample, and its words
    top: int


def place(columns: Sequence[Column], notes: Mapping[str, str]) -> Placed:
    """Return all pages in their places; shorter columns are spread over the height of the longest."""
    heights = [_height(column, notes) for column in columns]
    boxes: dict[str, Box] = {}
    headings = []
    for column, height in zip(columns, heights, strict=True):
        number = sum(len(nodes) for _, nodes in column.groups)
        spread = (max(heights) - height) / max(number - 1, 1)
        y = 0.0
        for heading, nodes in column.groups:
            words = _wrapped(heading, column.width, column.size * _BOLD)
            headings.append(_lines(words, column.x, y + _LINE))
            y += _HEADING + _LINE * (len(words) - 1)
            for node in nodes:
                box = boxes[node.id] = boxed(node, column, y, notes)
                y = box.y + box.height + _GAP + spread
    return Placed(boxes, tuple(headings), max(heights))


def boxed(node: Node, column: Column, y: float, notes: Mapping[str, str]) -> Box:
    """Return a page's box in a column, from ``y`` on."""
    lines = _wrapped(node.title, column.width - 2 * _PADDING, column.size)
    return Box(node, column.x, y, column.width, lines, notes.get(node.id, ""))


def _wrapped(text: str, width: float, size: float) -> tuple[str, ...]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or size * sum(map(_em, longer)) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _em(letter: str) -> float:
    return 0.4 if letter in _NARROW else 1 if letter in _BROAD else 0.72 if letter.isupper() else 0.64


def _lines(words: Iterable[str], x: float, y: float) -> Lines:
    """Return lines below each other; ``y`` is what the letters of the first stand on."""
    return tuple((fixed(x), fixed(y + _LINE * number), line) for number, line in enumerate(words))


def _height(column: Column, notes: Mapping[str, str]) -> float:
    heights = [boxed(node, column, 0, notes).height + _GAP for _, nodes in column.groups for node in nodes]
    lines = sum(len(_wrapped(heading, column.width, column.size * _BOLD)) - 1 for heading, _ in column.groups)
    return sum(heights) + _HEADING * len(column.groups) + _LINE * lines - _GAP


def bearing(node: Node) -> frozenset[str]:
    """Return the ids of the findings that bear on a page."""
    return frozenset(edge.source for edge in node.incoming if edge.relation.is_evidence)


def counted(number: int) -> str:
    """Return a number of findings in words."""
    return f"{number} finding{'' if number == 1 else 's'}"


def weight(one: Node, other: Node) -> int:
    """Return how many findings bear on both of two pages."""
    return len(bearing(one) & bearing(other))


def curve(name: str, ends: tuple[Box, Box], boxes: Collection[Box], url: str, because: str) -> Curve:
    """Return a relation as it is drawn from one of the boxes to another; ``name`` is its id, ``because`` what it says."""
    width = fixed(1.2 + 0.25 * weight(*(box.node for box in ends)))
    return Curve(name, _path(*ends, boxes), width, url, because)


def spot(box: Box, url: str, states: Iterable[Curve], reached_by: Iterable[str]) -> Spot:
    """Return a page as it is drawn; ``url`` is empty where it is no link."""
    x, y, width, height = map(fixed, (box.x, box.y, box.width, box.height))
    lines = _lines((*box.lines, box.note), box.x + _PADDING, box.y + _PADDING + 0.8 * _LINE)
    note = lines[-1:] if box.note else ()
    return Spot(x, y, width, height, url, lines[:-1], note, tuple(states), tuple(reached_by))


def _path(start: Box, end: Box, boxes: Collection[Box]) -> str:
    """Return the way between the sides of two boxes, through gaps of what stands between; in one column around its left."""
    if start.x == end.x:
        out = fixed(start.x - 20)
        return f"M{fixed(start.x)} {fixed(start.middle)}C{out} {fixed(start.middle)} {out} {fixed(end.middle)} {fixed(end.x)} {fixed(end.middle)}"
    left, right = sorted((start, end), key=lambda box: box.x)
    ends = [(left.x + left.width, left.middle)]
    for x in sorted({box.x for box in boxes if left.x < box.x < right.x}):
        column = sorted((box for box in boxes if box.x == x), key=lambda box: box.y)
        gaps = [(upper.y + upper.height + lower.y) / 2 for upper, lower in pairwise(column)]
        if gaps:
            gap = min(gaps, key=lambda y: abs(y - (left.middle + right.middle) / 2))
            ends += (x, gap), (x + column[0].width, gap)
    ends.append((right.x, right.middle))
    return "M" + "L".join(_bend(*ends[n : n + 2]) for n in range(0, len(ends), 2))


def _bend(start: tuple[float, float], end: tuple[float, float]) -> str:
    middle = fixed((start[0] + end[0]) / 2)
    return f"{fixed(start[0])} {fixed(start[1])}C{middle} {fixed(start[1])} {middle} {fixed(end[1])} {fixed(end[0])} {fixed(end[1])}"


def untangled(groups: Iterable[Sequence[Node]], pairs: Collection[tuple[str, str]]) -> list[list[Node]]:
    """Return groups of pages, each in an order in which fewer lines cross: a page near the middle of what it leads to."""
    order = [list(nodes) for nodes in groups]
    for _ in range(_SWEEPS):
        for nodes in order:
            at = {node.id: (index + 0.5) / len(each) for each in order for index, node in enumerate(each)}
            nodes.sort(key=lambda node: _middle(node.id, pairs, at))
    return order


def _middle(node: str, pairs: Collection[tuple[str, str]], at: Mapping[str, float]) -> float:
    ends = [at[b] if a == node else at[a] for a, b in pairs if node in (a, b)]
    return round(sum(ends) / len(ends), 6) if ends else at[node]
