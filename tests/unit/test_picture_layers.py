"""The street of doors is counted exactly: compared with streets written out, and with what is drawn."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from essaysite.generate.pictures.layers import (
    ALIKE,
    DOORS,
    NEW,
    STREETS,
    Drawing,
    of_ten,
    picture,
    share,
    the_person,
    the_red_door,
)


@pytest.mark.parametrize("elsewhere", [0, 1, 5, STREETS])
@pytest.mark.parametrize("read", [0, 9, STREETS])
def test_ten_streets_pay_what_counting_them_gives(elsewhere: int, read: int) -> None:
    doors = [(2, 2)] * (STREETS - elsewhere) + [(2, 4)] * elsewhere  # red, person
    found = of_ten(elsewhere, read)
    assert found["red training"] == sum(red == person for red, person in doors)
    assert found["person training"] == found["person new"] == sum(place < read for place in range(STREETS))
    assert found["red new"] == STREETS * sum(Fraction(1, DOORS) * Fraction(1, DOORS) for _ in range(DOORS))


def test_only_the_right_reward_leaves_both_rules_alike_in_training() -> None:
    assert share(ALIKE, the_person, the_person) == share(ALIKE, the_red_door, the_person) == 1
    assert share(NEW, the_person, the_red_door) < share(NEW, the_red_door, the_red_door) == 1


def test_what_is_drawn_is_what_the_words_say() -> None:
    nothing: Any = None  # the picture is the same on every page
    drawing: Drawing = picture(nothing, nothing, nothing).drawing
    said = {}
    for fault in drawing.faults:
        for name, houses, ends in fault.streets:
            assert len(houses) == DOORS
            assert [house.parcel for house in houses] == [house.red for house in houses]  # what was learned
            right = "red" if fault.rewarded == "red door" else "person"
            assert [house.paid for house in houses] == [getattr(house, right) for house in houses]
            parcel = next(house for house in houses if house.parcel)
            assert ends == f"{'paid' if parcel.paid else 'unpaid'}, {'as meant' if parcel.person else 'not as meant'}"
            said[fault.name, name] = ends
    assert said["outer fault", "in training"] == "paid, not as meant"  # wrong in training already
    assert said["inner fault", "in training"] == "paid, as meant"
    assert said["inner fault", "on a new street"] == "unpaid, not as meant"
