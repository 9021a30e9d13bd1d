"""A boat race as a Markov decision process, solved exactly: from which bonus on the best course never finishes.

From a fork the boat can go on to the finish, or turn off to a lagoon, where a target gives a bonus each time it is hit
and comes back after some steps. What lies further ahead counts less, by a discount for each step. Every move has one
outcome, so a course ends or repeats itself, and its worth is a sum that can be written down; policy iteration over such
worths ends at a best course. This is a model of ours. The documented case is ``clark2016faulty`` in the bibliography.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from essaysite.generate.site import Site
from essaysite.generate.views import UrlOf
from essaysite.read.model import Node

from .picture import Picture, Scale, Table, fixed, line

# Where the boat can go from each place; a turn in the lagoon ends where it began.
MOVES: Mapping[str, tuple[str, ...]] = {
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
FINISH = 10.0
DISCOUNT, RESPAWN = 0.95, 3
_MOST = 3.0
_NEAR = 1e-9  # worths are alike

# A place, and the steps until the target is back.
State = tuple[str, int]


@dataclass(frozen=True)
class Race:
    """What the race gives: a ``bonus`` for each hit, ``respawn`` steps until the target is back, a ``discount`` per step."""

    bonus: float
    discount: float = DISCOUNT
    respawn: int = RESPAWN

    def after(self, state: State, move: str) -> tuple[State, float]:
        """Return the state after a move, and what the move gives."""
        left = max(0, state[1] - 1)
        if move == "target" and not left:
            return (move, self.respawn), self.bonus
        return (move, left), FINISH if move == "finish" else 0.0


MoveOf = dict[State, str]


def worth(race: Race, policy: MoveOf, state: State) -> float:
    """Return the discounted sum of what a policy gives from a state on."""
    seen: dict[State, int] = {}
    gains: list[float] = []
    while state not in seen and MOVES[state[0]]:
        seen[state] = len(gains)
        state, gain = race.after(state, policy[state])
        gains.append(gain * race.discount ** len(gains))
    total = sum(gains)
    if state in seen:  # from there on it repeats itself for ever
        start = seen[state]
        round_ = sum(gains[start:])
        total += round_ / (1 - race.discount ** (len(gains) - start)) - round_
    return total


def solve(race: Race) -> MoveOf:
    """Return a best policy. Where two moves are worth the same, the one that comes first in ``MOVES`` is taken."""
    states = [(place, left) for place, moves in MOVES.items() if moves for left in range(race.respawn + 1)]
    policy: MoveOf = {state: MOVES[state[0]][0] for state in states}
    while True:
        better = dict(policy)
        for state in states:
            for move in MOVES[state[0]]:
                if _gain(race, policy, state, move) > _gain(race, policy, state, better[state]) + _NEAR:
                    better[state] = move
        if better == policy:
            return policy
        policy = better


def _gain(race: Race, policy: MoveOf, state: State, move: str) -> float:
    onward, gain = race.after(state, move)
    return gain + race.discount * worth(race, policy, onward)


def course(race: Race) -> str:
    """Return what a best policy does from the fork on: ``finish``, ``once`` round the lagoon and then so, or ``circle``."""
    policy = solve(race)
    state, places = ("fork", 0), set[State]()
    while MOVES[state[0]] and state not in places:
        places.add(state)
        state, _ = race.after(state, policy[state])
    return "circle" if MOVES[state[0]] else "once" if any(place == "target" for place, _ in places) else "finish"


def flip(discount: float = DISCOUNT, respawn: int = RESPAWN) -> float:
    """Return the bonus from which on the best course never finishes, to four digits behind the point."""
    low, high = 0.0, FINISH
    while high - low > _NEAR:
        middle = (low + high) / 2
        low, high = (low, middle) if course(Race(middle, discount, respawn)) == "circle" else (middle, high)
    return round(high, 4)


def _always(move_at_fork: str, move_at_target: str, race: Race) -> float:
    states = [(place, left) for place, moves in MOVES.items() if moves for left in range(race.respawn + 1)]
    policy = {state: MOVES[state[0]][0] for state in states}
    policy |= {state: move_at_fork for state in states if state[0] == "fork"}
    policy |= {state: move_at_target for state in states if state[0] == "target"}
    return worth(race, policy, ("fork", 0))


def worths(race: Race) -> tuple[float, float]:
    """Return what it is worth to go on to the finish, and to circle for ever, from the fork on."""
    return _always("straight 1", "channel out", race), _always("channel in", "target", race)


@dataclass(frozen=True)
class Drawing:
    """The chart below the two courses: its marks, both lines, the bonus at which they cross, and what the finish gives."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str], ...]
    finishing: str
    circling: str
    flip_x: str
    flip: str
    finish: str


def picture(_: Site, __: Node, ___: UrlOf) -> Picture:
    """Return the picture, which is the same on every page."""
    across, down = Scale(0, _MOST, 30, 334), Scale(0, 20, 352, 222)
    bonuses = [0.25 * index for index in range(13)]
    table = [(bonus, *worths(Race(bonus)), course(Race(bonus))) for bonus in bonuses]
    turn = flip()
    at_turn, _most = worths(Race(turn))[0], worths(Race(_MOST))[1]
    words = {
        "finish": "to the finish",
        "once": "once round the lagoon, then to the finish",
        "circle": "round the lagoon for ever",
    }
    return Picture(
        name="boat",
        title="When circling beats finishing",
        caption=(
            "Our model of such a race, solved exactly: above, the best course with a small bonus and with a larger one; below, what each course is worth at the fork. "
            f"What comes a step later counts {DISCOUNT:.0%} as much, so the {FINISH:.0f} for the finish are worth {at_turn:.1f} there. "
            f"From a bonus of {turn:.2f} on, the upright line in the chart, a boat that does what it is rewarded for never arrives."
        ),
        text=(
            f"Two drawings of a track with a fork. With a bonus below {turn:.2f} the best course leads straight on to the finish; above it, it turns off "
            f"and circles in a lagoon for ever. Below, a chart of the worth of both courses by the bonus: finishing is worth {at_turn:.1f} at every bonus, "
            f"circling rises in a straight line from 0 to {_most:.1f} at a bonus of {_MOST:.0f}, and they cross at {turn:.2f}. "
            f"Each step further ahead counts {DISCOUNT} times as much as the one before it, and the target is back {RESPAWN} steps after a hit."
        ),
        width=360,
        height=412,
        drawing=Drawing(
            columns=tuple((fixed(across(value)), str(value)) for value in range(int(_MOST) + 1)),
            rows=tuple((fixed(down(value)), str(value)) for value in (0, 10, 20)),
            finishing=line((across(bonus), down(one)) for bonus, one, _, _ in table),
            circling=line((across(bonus), down(other)) for bonus, _, other, _ in table),
            flip_x=fixed(across(turn)),
            flip=f"{turn:.2f}",
            finish=f"{FINISH:.0f}",
        ),
        vary={
            "moves": MOVES,
            "finish": FINISH,
            "discount": DISCOUNT,
            "respawn": RESPAWN,
            "most": _MOST,
            "across": (across.start, across.end),
            "down": (down.start, down.end),
        },
        table=Table(
            ("Bonus", "Worth of finishing", "Worth of circling", "Best course"),
            tuple((f"{bonus:.2f}", f"{one:.2f}", f"{other:.2f}", words[best]) for bonus, one, other, best in table),
        ),
    )
