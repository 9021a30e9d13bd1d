"""Places pages in columns, and draws their relations as curves between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from essaysite.read.model import Node

from .picture import fixed

_LINE, _PADDING, _GAP, _HEADING = 15, 6, 9, 22
_SWEEPS = 8


@dataclass(frozen=True)
class Column:
    """A column from ``x`` on: under a heading each, its groups of pages."""

    x: float
    width: float
    letters: int  # of a line
    groups: tuple[tuple[str, tuple[Node, ...]], ...]


@dataclass(frozen=True)
class Box:
    """A page in its place: the lines of its title, and the last, which says how many findings bear on it."""

    node: Node
    x: float
    y: float
    width: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """The height that the lines need."""
        return _LINE * len(self.lines) + 2 * _PADDING

    @property
    def middle(self) -> float:
        """Where curves end at its sides."""
        return self.y + self.height / 2


@dataclass(frozen=True)
class Placed:
    """All boxes by id, the headings as (x, y, text), and the height of the whole."""

    boxes: Mapping[str, Box]
    headings: tuple[tuple[str, str, str], ...]
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
    """A page: its box, its lines as (y, words), the curves of what it states, and the ids of those that lead to it."""

    x: str
    y: str
    width: str
    height: str
    text_x: str
    url: str
    lines: tuple[tuple[str, str], ...]
    states: tuple[Curve, ...]
    reached_by: tuple[str, ...]


@dataclass(frozen=True)
class Map:
    """The headings as (x, y, words), the curves by relation, and the pages."""

    headings: tuple[tuple[str, str, str], ...]
    curves: tuple[tuple[str, tuple[Curve, ...]], ...]
    spots: tuple[Spot, ...]


def place(columns: Sequence[Column], last_lines: Mapping[str, str]) -> Placed:
    """Return all pages in their places; shorter columns are spread over the height of the longest."""
    heights = [_height(column, last_lines) for column in columns]
    boxes: dict[str, Box] = {}
    headings = []
    for column, height in zip(columns, heights, strict=True):
        number = sum(len(nodes) for _, nodes in column.groups)
        spread = (max(heights) - height) / max(number - 1, 1)
        y = 0.0
        for heading, nodes in column.groups:
            headings.append((fixed(column.x), fixed(y + _LINE), heading))
            y += _HEADING
            for node in nodes:
                box = boxes[node.id] = boxed(node, column, y, last_lines)
                y = box.y + box.height + _GAP + spread
    return Placed(boxes, tuple(headings), max(heights))


def boxed(node: Node, column: Column, y: float, last_lines: Mapping[str, str]) -> Box:
    """Return a page's box in a column, from ``y`` on."""
    last = last_lines.get(node.id)
    lines = wrap(node.title, column.letters, break_on_hyphens=False)
    return Box(node, column.x, y, column.width, (*lines, *((last,) if last else ())))


def _height(column: Column, last_lines: Mapping[str, str]) -> float:
    heights = [boxed(node, column, 0, last_lines).height + _GAP for _, nodes in column.groups for node in nodes]
    return sum(heights) + _HEADING * len(column.groups) - _GAP


def bearing(node: Node) -> frozenset[str]:
    """Return the ids of the findings that bear on a page."""
    return frozenset(edge.source for edge in node.incoming if edge.relation.is_evidence)


def counted(number: int) -> str:
    """Return a number of findings in words."""
    return f"{number} finding{'' if number == 1 else 's'}"


def weight(one: Node, other: Node) -> int:
    """Return how many findings bear on both of two pages."""
    return len(bearing(one) & bearing(other))


def curve(name: str, start: Box, end: Box, url: str, because: str) -> Curve:
    """Return a relation as it is drawn from one box to another; ``name`` is its id, ``because`` what it says."""
    return Curve(name, _path(start, end), fixed(1.2 + 0.25 * weight(start.node, end.node)), url, because)


def spot(box: Box, url: str, states: Iterable[Curve], reached_by: Iterable[str]) -> Spot:
    """Return a page as it is drawn; ``url`` is empty where it is no link."""
    x, y, width, height, text_x = map(fixed, (box.x, box.y, box.width, box.height, box.x + _PADDING))
    lines = ((fixed(box.y + _PADDING + _LINE * (n + 0.8)), words) for n, words in enumerate(box.lines))
    return Spot(x, y, width, height, text_x, url, tuple(lines), tuple(states), tuple(reached_by))


def _path(start: Box, end: Box) -> str:
    """Return the way between the sides of two boxes, or within one column around its left side."""
    if start.x == end.x:
        out = fixed(start.x - 24)
        return f"M{fixed(start.x)} {fixed(start.middle)}C{out} {fixed(start.middle)} {out} {fixed(end.middle)} {fixed(end.x)} {fixed(end.middle)}"
    left, right = sorted((start, end), key=lambda box: box.x)
    begin, stop = left.x + left.width, right.x
    middle = fixed((begin + stop) / 2)
    return f"M{fixed(begin)} {fixed(left.middle)}C{middle} {fixed(left.middle)} {middle} {fixed(right.middle)} {fixed(stop)} {fixed(right.middle)}"


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
