"""Goodhart's law in one picture: what picking by a measure does to the value that was meant.

Each candidate's score is its true value plus an error, both independent; of ``n`` candidates the one with the best score
is picked. The true value is standard normal. With normal error of the same spread the mean true value of the pick keeps
rising with ``n``; with heavy-tailed error (Student's t, two degrees of freedom) it rises and falls back towards 0
(``kwa2024catastrophic`` in the bibliography for the theory). Nothing is sampled, so the picture is always the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import exp, log2, pi, sinh, sqrt
from statistics import NormalDist

from essaysite.generate.site import Site
from essaysite.generate.views import UrlOf
from essaysite.read.model import Node

from .picture import Picture, Scale, Table, fixed, line

SIZES = tuple(2**power for power in range(13))
_MARKED = SIZES[::3]
_STEP = 0.15
_VALUES = [_STEP * index for index in range(-40, 41)]
_WEIGHTS = [_STEP * exp(-value * value / 2) / sqrt(2 * pi) for value in _VALUES]
_SCORES = [sinh(0.02 * index) for index in range(-450, 451)]

Points = list[tuple[int, float]]


@dataclass(frozen=True)
class Drawing:
    """Places and names of the axes' marks, and the paths of the curves with the places of their names."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str], ...]
    normal: str
    heavy: str
    normal_name: str
    heavy_name: str
    times: str  # from one mark of the sizes to the next


def heavy_density(error: float) -> float:
    """Return the density of Student's t with two degrees of freedom."""
    return float((2 + error * error) ** -1.5)


def heavy_share(error: float) -> float:
    """Return the share of errors below ``error``, of Student's t with two degrees of freedom."""
    return 0.5 + error / (2 * sqrt(2 + error * error))


def picked(density: Callable[[float], float], share: Callable[[float], float]) -> Points:
    """Return, for each number of candidates, the mean true value of the one with the best score."""
    below = [sum(w * share(score - v) for v, w in zip(_VALUES, _WEIGHTS, strict=True)) for score in _SCORES]
    means = []
    for low, high in pairwise(_SCORES):
        middle = (low + high) / 2
        weights = [w * density(middle - v) for v, w in zip(_VALUES, _WEIGHTS, strict=True)]
        total = sum(weights)
        means.append(sum(v * w for v, w in zip(_VALUES, weights, strict=True)) / total if total else 0.0)
    parts = list(zip(pairwise(below), means, strict=True))
    return [(size, sum(mean * (high**size - low**size) for (low, high), mean in parts)) for size in SIZES]


@cache
def curves() -> tuple[Points, Points]:
    """Return the curve for normal and the one for heavy-tailed error; worked out once, as they never change."""
    return picked(NormalDist().pdf, NormalDist().cdf), picked(heavy_density, heavy_share)


def picture(_: Site, __: Node, ___: UrlOf) -> Picture:
    """Return the picture, which is the same on every page."""
    normal, heavy = curves()
    across, down = Scale(0, log2(SIZES[-1]), 26, 336), Scale(0, 3, 212, 14)

    def path(curve: Points) -> str:
        return line((across(log2(size)), down(mean)) for size, mean in curve)

    drawing = Drawing(
        columns=tuple((fixed(across(log2(size))), f"{size:,}") for size in _MARKED),
        rows=tuple((fixed(down(value)), str(value)) for value in (0, 1, 2)),
        normal=path(normal),
        heavy=path(heavy),
        normal_name=fixed(down(normal[-1][1]) - 1),
        heavy_name=fixed(down(heavy[-1][1]) - 24),
        times=str(_MARKED[1] // _MARKED[0]),
    )

    def share(value: float) -> str:
        return f"{NormalDist().cdf(value):.0%}"

    best, most = max(heavy, key=lambda point: point[1])
    return Picture(
        name="selection",
        title="What the best-scored of n candidates is worth",
        caption=(
            "With mistakes that are rarely large (normal error), choosing from more candidates keeps helping. With mistakes that are now and then huge "
            "(heavy-tailed error) it helps at first, and then the best score is mostly luck. "
            f"A value of 0 is that of the middle candidate, 1 is better than {share(1)} of them, 2 than {share(2)}. "
            "Worked out from the model in the text, and not measured on any system."
        ),
        text=(
            f"Line chart of the mean true value of the best-scored candidate, from 1 to {SIZES[-1]:,} candidates. With normal error it rises "
            f"throughout, from 0 to about {normal[-1][1]:.1f}. With heavy-tailed error it rises to about {most:.1f} at {best} candidates and falls back to about {heavy[-1][1]:.1f}."
        ),
        width=360,
        height=262,
        drawing=drawing,
        table=Table(
            ("Candidates", "Normal error", "Heavy-tailed error"),
            tuple(
                (f"{n:,}", f"{mean:.2f}", f"{other:.2f}") for (n, mean), (_, other) in zip(normal, heavy, strict=True)
            ),
        ),
    )
