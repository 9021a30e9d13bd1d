"""Draws the picture on the page on Goodhart's law: what picking by a measure does to the value that was meant.

Each candidate's score is its true value plus an error, both independent; of ``n`` candidates the one with the best score
is picked. The true value is standard normal. With normal error of the same spread the mean true value of the pick keeps
rising with ``n``; with heavy-tailed error (Student's t, two degrees of freedom) it rises and falls back towards 0
(``kwa2024catastrophic`` in the bibliography for the theory). Nothing is sampled, so the picture is always the same.

Run as ``python -m essaysite.tools.selection_figure docs/difficulties/selection.svg``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from math import erf, exp, log2, pi, sinh, sqrt
from pathlib import Path

SIZES = tuple(2**power for power in range(13))
_STEP = 0.15
_VALUES = [_STEP * index for index in range(-40, 41)]
_WEIGHTS = [_STEP * exp(-value * value / 2) / sqrt(2 * pi) for value in _VALUES]
_SCORES = [sinh(0.02 * index) for index in range(-450, 451)]

Curve = list[tuple[int, float]]


def normal_density(error: float) -> float:
    """Return the density of a standard normal error."""
    return exp(-error * error / 2) / sqrt(2 * pi)


def normal_share(error: float) -> float:
    """Return the share of standard normal errors below ``error``."""
    return (1 + erf(error / sqrt(2))) / 2


def heavy_density(error: float) -> float:
    """Return the density of Student's t with two degrees of freedom."""
    return float((2 + error * error) ** -1.5)


def heavy_share(error: float) -> float:
    """Return the share of errors below ``error``, of Student's t with two degrees of freedom."""
    return 0.5 + error / (2 * sqrt(2 + error * error))


def picked(density: Callable[[float], float], share: Callable[[float], float]) -> Curve:
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


def draw(normal: Curve, heavy: Curve) -> str:
    """Return the picture as SVG."""
    ticks = "".join(
        f'<text x="{_x(size):.1f}" y="256" text-anchor="middle">{size:,}</text>' for size in SIZES[::3]
    ) + "".join(
        f'<path class="grid" d="M28 {_y(value):.1f}H376"/><text x="20" y="{_y(value) + 5:.1f}" text-anchor="end">{value}</text>'
        for value in (0, 1, 2)
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 290" font-family="system-ui, sans-serif" font-size="14" fill="#1c2333">
<style>path{{fill:none;stroke-width:3}}.grid{{stroke:#d8d3c4;stroke-width:1}}</style>
{ticks}
<path stroke="#1f5f6b" d="{_line(normal)}"/>
<path stroke="#8f4a1d" stroke-dasharray="8 5" d="{_line(heavy)}"/>
<text x="300" y="{_y(normal[-1][1]) - 2:.1f}" text-anchor="end" fill="#1f5f6b" font-weight="600">normal error</text>
<text x="376" y="{_y(0.55):.1f}" text-anchor="end" fill="#8f4a1d" font-weight="600">heavy-tailed error</text>
<text x="204" y="282" text-anchor="middle">candidates to choose from (n)</text>
<text x="8" y="16">mean true value of the one with the best score</text>
</svg>
"""


def _x(size: int) -> float:
    return 28 + 344 * log2(size) / log2(SIZES[-1])


def _y(value: float) -> float:
    return 232 - 74 * value


def _line(curve: Curve) -> str:
    return "M" + "L".join(f"{_x(size):.1f} {_y(value):.1f}" for size, value in curve)


def main(path: str) -> None:
    """Write the picture to ``path``."""
    Path(path).write_text(
        draw(picked(normal_density, normal_share), picked(heavy_density, heavy_share)), encoding="utf-8"
    )


if __name__ == "__main__":
    main(sys.argv[1])
