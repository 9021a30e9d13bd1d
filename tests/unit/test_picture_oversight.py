"""The model of several looks, worked out another way: by going through all that can happen, in exact fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod

import pytest
from essaysite.generate.pictures.oversight import C, N, P, judged, majority

Outcome = tuple[int, ...]


def outcomes(n: int, p: Fraction, c: Fraction) -> dict[Outcome, Fraction]:
    """Return the probability of each pattern of right (1) and wrong (0) looks."""
    found = {
        looks: (1 - c) * prod((p if right else 1 - p for right in looks), start=Fraction(1))
        for looks in product((0, 1), repeat=n)
    }
    found[(1,) * n] += c * p
    found[(0,) * n] += c * (1 - p)
    return found


@pytest.mark.parametrize("n", [1, 3, 5, 9])
@pytest.mark.parametrize("p", [Fraction(9, 20), Fraction(1, 2), Fraction(13, 20), Fraction(19, 20)])
@pytest.mark.parametrize("c", [Fraction(0), Fraction(3, 10), Fraction(1)])
def test_the_majority_is_right_as_often_as_all_outcomes_say(n: int, p: Fraction, c: Fraction) -> None:
    found = outcomes(n, p, c)
    assert sum(found.values()) == 1
    exact = sum(share for looks, share in found.items() if 2 * sum(looks) > n)
    assert judged(n, float(p), float(c)) == pytest.approx(float(exact), abs=1e-12)


def test_the_share_of_common_cases_is_the_correlation_of_two_looks() -> None:
    p, c = Fraction(13, 20), Fraction(3, 10)
    both = sum(share for looks, share in outcomes(3, p, c).items() if looks[0] and looks[2])
    assert (both - p * p) / (p * (1 - p)) == c


def test_what_the_page_says_follows() -> None:
    assert judged(1_001, P, C) == pytest.approx(1 - C * (1 - P), abs=1e-9)  # the limit
    assert judged(1, P, C) == pytest.approx(P)
    assert majority(N, 0.5) == pytest.approx(0.5)
    falling = [majority(n, 0.45) for n in range(1, 40, 2)]
    assert falling == sorted(falling, reverse=True)
    assert majority(N, P) + majority(N, 1 - P) == pytest.approx(1)
