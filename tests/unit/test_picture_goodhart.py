"""The pictures of Goodhart's law agree with what was worked out elsewhere: tables, densities and the formulas as printed."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log

import pytest
from essaysite.generate.pictures.draws import heavy, medium, normal
from essaysite.generate.pictures.fitted import best_of_n, reinforcement
from essaysite.generate.pictures.selection import curves


def test_means_of_the_pick_are_those_of_the_plan() -> None:
    without, tail = (dict(curve) for curve in curves())
    assert without[4096] == pytest.approx(2.6, abs=0.05)
    assert max(tail, key=tail.__getitem__) == 16
    assert tail[16] == pytest.approx(0.69, abs=0.01)
    assert tail[4096] == pytest.approx(0, abs=0.1)


# From printed tables of quantiles.
@pytest.mark.parametrize(
    ("quantile", "share", "value"),
    [
        (normal, 0.975, 1.95996), (medium, 0.975, 2.77645), (heavy, 0.975, 4.30265),
        (normal, 0.9, 1.28155), (medium, 0.9, 1.53321), (heavy, 0.9, 1.88562),
    ],
)  # fmt: skip
def test_quantiles_are_those_of_tables(quantile: Callable[[float], float], share: float, value: float) -> None:
    assert quantile(share) == pytest.approx(value, abs=1e-5)
    assert quantile(1 - share) == pytest.approx(-value, abs=1e-5)


def test_the_quantile_of_four_degrees_has_its_density() -> None:
    for share in (0.1, 0.3, 0.6, 0.95):
        slope = (medium(share + 1e-6) - medium(share - 1e-6)) / 2e-6
        density = 3 / 8 * (1 + medium(share) ** 2 / 4) ** -2.5
        assert slope * density == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(("a", "b"), [(3.0, 0.5), (1.2, 0.9), (0.4, 0.1)])
def test_shapes_are_the_fitted_formulas_in_units_of_their_peaks(a: float, b: float) -> None:
    peak, turn = a / (2 * b), exp(a / b - 1)  # where the slopes a - 2bd and a - b - b log d are 0
    for place in (0.25, 0.5, 1.5, 2.0):
        d = place * peak
        assert best_of_n(place) == pytest.approx(d * (a - b * d) / (peak * (a - b * peak)))
        d = place * turn
        assert reinforcement(place) == pytest.approx(d * (a - b * log(d)) / (turn * (a - b * log(turn))))
    assert best_of_n(1) == reinforcement(1) == 1
