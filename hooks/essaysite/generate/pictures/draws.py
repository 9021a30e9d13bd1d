"""One draw of candidates, each a dot: why the one with the best score need not be the best.

A candidate's score is its true value plus an error, both independent. Value and error come from the same uniform numbers,
so the two halves of the picture differ in the error's tail alone. The numbers are seeded: the picture is always the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import acos, asinh, cos, sqrt
from operator import itemgetter
from random import Random
from statistics import NormalDist

from essaysite.generate.site import Site
from essaysite.generate.views import UrlOf
from essaysite.read.model import Node

from .picture import Picture, Scale, Table, fixed

NUMBER, SHOWN = 256, 64
_SEED = 6
_ENDS = 80.0  # of the scale of scores
_PLACES = (40, 292)  # of these, so that a name fits to the right
_MARKS = (2, 0, -2)
_LEAST = 1e-4  # a uniform number from here to as far below 1, so that no quantile is endless

Quantile = Callable[[float], float]


# The error that a share of standard normal errors is below.
normal: Quantile = NormalDist().inv_cdf


def medium(share: float) -> float:
    """Return the same of Student's t with four degrees of freedom, which readers can choose."""
    spread = sqrt(4 * share * (1 - share))
    size = 2 * sqrt(max(0.0, cos(acos(spread) / 3) / spread - 1))
    return size if share > 1 / 2 else -size


def heavy(share: float) -> float:
    """Return the same of Student's t with two degrees of freedom."""
    return (2 * share - 1) / sqrt(2 * share * (1 - share))


def shares() -> list[tuple[float, float]]:
    """Return the uniform numbers that value and error of each candidate come from, rounded as the page has them."""
    draw = Random(_SEED).random  # noqa: S311 - a picture keeps no secret
    return [
        (round(_LEAST + (1 - 2 * _LEAST) * draw(), 4), round(_LEAST + (1 - 2 * _LEAST) * draw(), 4))
        for _ in range(NUMBER)
    ]


def candidates(error: Quantile, number: int = SHOWN) -> list[tuple[float, float]]:
    """Return score and true value of the first candidates."""
    pairs = [(normal(first), error(second)) for first, second in shares()[:number]]
    return [(value + wrong, value) for value, wrong in pairs]


@dataclass(frozen=True)
class Half:
    """One half of the picture: its name, its tone, the marks of its values, its dots, the one that was picked, and the one that is best."""

    name: str
    tone: str
    top: str
    rows: tuple[tuple[str, str], ...]
    dots: tuple[tuple[str, str], ...]
    picked: tuple[str, str]
    best: tuple[str, str]


def picture(_: Site, __: Node, ___: UrlOf) -> Picture:
    """Return the picture, which is the same on every page."""
    halves, rows, picks = [], [], {}
    for name, tone, error, top in (("normal error", "a", normal, 20), ("heavy-tailed error", "b", heavy, 190)):
        found = candidates(error)
        across, down = Scale(asinh(-_ENDS), asinh(_ENDS), *_PLACES), Scale(-3, 3, top + 132, top + 8)
        places = [(fixed(across(asinh(score))), fixed(down(value))) for score, value in found]
        picked = found.index(max(found))
        best = found.index(max(found, key=itemgetter(1)))
        marks = tuple((fixed(down(value)), str(value)) for value in _MARKS)
        halves.append(Half(name, tone, str(top), marks, tuple(places), places[picked], places[best]))
        picks[name] = (*found[picked], found[best][1])
        rows.append((name, *(f"{number:.2f}" for number in picks[name])))
    return Picture(
        name="draws",
        title="Why the best-scored one is not the best",
        caption=(
            f"{SHOWN} candidates, drawn once; each dot is one, and the one furthest right, with the highest score, is picked (the scale of scores is squeezed towards its ends). "
            "With mistakes that are rarely large (normal error) it is among the best. With mistakes that are now and then huge (heavy-tailed error) it is whoever had the luckiest one. "
            "Other draws differ; the picture above has the average over all of them."
        ),
        text=" ".join(
            f"With {name} the best-scored of {SHOWN} candidates has a score of {score:.1f} and a true value of {value:.1f}; the best one is worth {best:.1f}."
            for name, (score, value, best) in picks.items()
        ),
        width=360,
        height=352,
        drawing=tuple(halves),
        vary={
            "shares": shares(),
            "shown": SHOWN,
            "ends": _ENDS,
            "places": _PLACES,
            "halves": [[half.tone, int(half.top)] for half in halves],
        },
        table=Table(("Error", "Score of the pick", "True value of the pick", "True value of the best"), tuple(rows)),
    )
