"""The boat race is solved exactly: compared with sums written down by hand and with values worked out step by step."""

from __future__ import annotations

import pytest
from essaysite.generate.pictures.boat import FINISH, MOVES, Race, course, flip, solve, worth, worths

RACES = [
    Race(bonus, discount, respawn) for bonus in (0.2, 1, 1.3, 4) for discount in (0.8, 0.95) for respawn in (1, 3, 9)
]


@pytest.mark.parametrize("race", RACES, ids=str)
def test_no_policy_is_worth_more(race: Race) -> None:
    """Values repeated until they stand still, which knows no policies."""
    states = [(place, left) for place in MOVES for left in range(race.respawn + 1)]
    values = dict.fromkeys(states, 0.0)
    for _ in range(500):
        values = {
            state: max(
                (
                    gain + race.discount * values[onward]
                    for onward, gain in (race.after(state, move) for move in MOVES[state[0]])
                ),
                default=0.0,
            )
            for state in states
        }
    policy = solve(race)
    for state in policy:
        assert worth(race, policy, state) == pytest.approx(values[state], abs=1e-6)


@pytest.mark.parametrize("race", RACES, ids=str)
def test_both_courses_are_worth_their_sums(race: Race) -> None:
    finishing, circling = worths(race)
    assert finishing == pytest.approx(FINISH * race.discount**4)
    assert circling == pytest.approx(race.discount * race.bonus / (1 - race.discount**race.respawn))


def test_the_best_course_flips_where_the_sums_are_equal() -> None:
    assert flip() == pytest.approx(FINISH * 0.95**4 * (1 - 0.95**3) / 0.95, abs=1e-4)
    assert course(Race(flip() - 0.01)) == "finish"
    assert course(Race(flip() + 0.01)) == "circle"


def test_a_target_that_is_long_away_is_hit_once() -> None:
    assert course(Race(3.5, respawn=40)) == "once"
