"""The boat race is solved exactly: what is written down is compared with what trying all moves comes to."""

from __future__ import annotations

import pytest
from essaysite.generate.pictures.boat import DISCOUNT, FINISH, Race, flip, trajectory, values

# Where the boat can go from each place; a turn in the lagoon ends where it began.
MOVES = {
    "fork": ("straight 1", "channel in"),
    "channel in": ("target",),
    "target": ("target", "channel out"),
    "channel out": ("fork",),
    "straight 1": ("straight 2",),
    "straight 2": ("straight 3",),
    "straight 3": ("straight 4",),
    "straight 4": ("finish",),
    "finish": (),
}
RACES = [
    Race(bonus, discount, respawn) for bonus in (0.2, 1, 1.3, 4) for discount in (0.8, 0.95) for respawn in (1, 3, 9)
]
ONCE = Race(3.5, respawn=40)

State = tuple[str, int]  # a place, and the steps until the target is back


def after(race: Race, state: State, move: str) -> tuple[State, float]:
    left = max(0, state[1] - 1)
    if move == "target" and not left:
        return (move, race.respawn), race.bonus
    return (move, left), FINISH if move == "finish" else 0.0


@pytest.mark.parametrize("race", [*RACES, ONCE], ids=str)
def test_no_moves_are_worth_more(race: Race) -> None:
    """Values repeated until they stand still, which knows no trajectories."""
    states = [(place, left) for place in MOVES for left in range(race.respawn + 1)]
    best: dict[State, float] = dict.fromkeys(states, 0.0)
    for _ in range(500):
        best = {
            state: max(
                (
                    gain + race.discount * best[to]
                    for to, gain in (after(race, state, move) for move in MOVES[state[0]])
                ),
                default=0.0,
            )
            for state in states
        }
    assert values(race)[trajectory(race)] == pytest.approx(best["fork", 0], abs=1e-6)


@pytest.mark.parametrize("respawn", range(1, 13))
def test_the_best_trajectory_flips_where_circling_is_worth_as_much(respawn: int) -> None:
    turn = flip(respawn=respawn)
    assert trajectory(Race(turn - 0.01, DISCOUNT, respawn)) != "circle"
    assert trajectory(Race(turn + 0.01, DISCOUNT, respawn)) == "circle"


def test_a_target_that_is_long_away_is_hit_once() -> None:
    assert trajectory(ONCE) == "once"
