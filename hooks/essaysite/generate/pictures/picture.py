"""What every picture is: a drawing, words for those who see it and for those who do not, and its data as a table.

A module gives the numbers and the words, and ``overrides/partials/generated/pictures/<name>.svg`` the lines; the frame
``figure.html`` puts them together. Numbers reach templates as finished text, rounded here, so that two builds are alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Table:
    """The data of a picture; the first cell of each row is its head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Sheet:
    """A drawing and its size."""

    width: int
    height: int
    drawing: Any


@dataclass(frozen=True)
class Picture:
    """A picture on a page.

    ``name`` is that of its template and of its file of data, ``title`` what it shows, ``caption`` what there is to see
    in it, ``text`` the same for those who do not see it. It has no ``table`` where the page has its data already. ``drawing`` is what its template gets. Where the drawing holds
    links, it ``has_links``. Where it is wider than a phone, ``narrow`` is the same in drawings for narrow windows. Where a script lets readers vary it, ``vary`` is what that script is given, as JSON.
    """

    name: str
    title: str
    caption: str
    text: str
    width: int
    height: int
    drawing: Any
    table: Table | None
    has_links: bool = False
    vary: Any = None
    narrow: tuple[Sheet, ...] = ()


@dataclass(frozen=True)
class Scale:
    """Maps values from ``low`` to ``high`` to places from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        return self.start + (self.end - self.start) * (value - self.low) / (self.high - self.low)


def fixed(value: float, digits: int = 1) -> str:
    """Return a number as attributes and tables have it: 12.5 → "12.5", 12.04 → "12", -0.01 → "0"."""
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def line(points: Iterable[tuple[float, float]]) -> str:
    """Return the path through some points: "M0 10L5 2.5"."""
    return "M" + "L".join(f"{fixed(x)} {fixed(y)}" for x, y in points)
