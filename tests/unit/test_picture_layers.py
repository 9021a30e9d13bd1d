"""The street of doors is counted exactly, and what is drawn is what the words say."""

from __future__ import annotations

from typing import Any

from essaysite.generate.pictures.layers import (
    ALIKE,
    DOORS,
    NEW,
    Drawing,
    picture,
    share,
    the_person,
    the_red_door,
)


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
