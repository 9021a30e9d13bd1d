"""The two curves that were fitted to learned rewards, in units of their own peak, so that no fitted constant is needed.

With d the square root of the KL divergence, the best of n answers was fitted by d (a - b d) and reinforcement learning by
d (a - b log d) (``gao2023scaling`` in the bibliography). Divided by the peak's place and height, the first is x (2 - x)
and the second x (1 - log x), whatever a and b are.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

from essaysite.generate.site import Site
from essaysite.generate.views import UrlOf
from essaysite.read.model import Node

from .picture import Picture, Scale, Table, fixed, line

_PLACES = [0.05 * index for index in range(1, 49)]


def best_of_n(place: float) -> float:
    """Return the gold score of the best of n answers, as a share of its peak; ``place`` is d as a share of the peak's."""
    return place * (2 - place)


def reinforcement(place: float) -> float:
    """Return the same of reinforcement learning."""
    return place * (1 - log(place))


@dataclass(frozen=True)
class Drawing:
    """The two curves, and the places of the axes' marks."""

    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    best: str
    reinforced: str


def picture(site: Site, __: Node, ___: UrlOf) -> Picture:
    """Return the picture, which is the same on every page."""
    across, down = Scale(0, 2.4, 30, 340), Scale(-1, 1, 222, 50)
    work = site.content.bibliography.works.get("gao2023scaling")
    year = f" ({work.year})" if work else ""
    shown = [place for place in _PLACES if best_of_n(place) >= -1]
    return Picture(
        name="fitted",
        title="The curves that were fitted to learned rewards",
        caption=(
            f"The shape of both fits by Gao and co-authors{year}. A system was pushed towards a score that had been learned; what is drawn is its true score there, "
            "by a large model that stood in for people. Each curve is in units of its own peak, so that only their shapes can be compared. "
            "The fall after the peak is steep where the best of n answers is picked, slow in reinforcement learning."
        ),
        text="Line chart of two curves that rise from 0 to a peak of 1 at distance 1. The best of n answers follows x (2 - x) and is back at 0 at distance 2. Reinforcement learning follows x (1 - log x), rises faster at first, and is at 0.61 at distance 2.",
        width=360,
        height=268,
        drawing=Drawing(
            rows=tuple((fixed(down(value)), str(value)) for value in (1, 0, -1)),
            columns=tuple((fixed(across(value)), str(value)) for value in (0, 1, 2)),
            best=line([(across(0), down(0)), *((across(place), down(best_of_n(place))) for place in shown)]),
            reinforced=line(
                [(across(0), down(0)), *((across(place), down(reinforcement(place))) for place in _PLACES)]
            ),
        ),
        table=Table(
            ("Distance, peak = 1", "Best of n: x (2 - x)", "Reinforcement learning: x (1 - log x)"),
            tuple(
                (fixed(place, 2), f"{best_of_n(place):.2f}", f"{reinforcement(place):.2f}") for place in _PLACES[4::5]
            ),
        ),
    )
