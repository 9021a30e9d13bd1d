"""Pictures show what their models give, in numbers that are rounded alike everywhere."""

from __future__ import annotations

import pytest
from essaysite.generate.pictures.picture import Scale, fixed, line
from essaysite.generate.pictures.selection import curves

# Means of the largest of n standard normals, from tables of order statistics; the pick's true value is 1/sqrt(2) of it.
_LARGEST = {2: 0.5642, 4: 1.0294, 8: 1.4236, 16: 1.7660}


@pytest.mark.parametrize(
    ("value", "text"), [(12.5, "12.5"), (12.04, "12"), (-0.01, "0"), (100, "100"), (-3.25, "-3.2")]
)
def test_numbers_are_as_short_as_they_can_be(value: float, text: str) -> None:
    assert fixed(value) == text


def test_a_line_goes_through_its_points() -> None:
    down = Scale(0, 10, 100, 0)
    assert line([(0, down(0)), (5, down(10))]) == "M0 100L5 0"


def test_normal_error_agrees_with_tables_of_order_statistics() -> None:
    means = dict(curves()[0])
    for size, largest in _LARGEST.items():
        assert means[size] == pytest.approx(largest / 2**0.5, abs=2e-4)


def test_normal_error_keeps_rising_and_heavy_error_falls_back() -> None:
    normal, heavy = ([mean for _, mean in curve] for curve in curves())
    assert normal == sorted(normal)
    peak = heavy.index(max(heavy))
    assert 0 < peak < len(heavy) - 1
    assert heavy[peak:] == sorted(heavy[peak:], reverse=True)
    assert heavy[-1] < max(heavy) / 5
