"""A boat race as a Markov decision process, solved exactly: from which bonus on the best trajectory never finishes.

From a fork the boat can go on to the finish, or turn off to a lagoon, where a target gives a bonus each time it is hit
and comes back after some steps; there it can circle, or go back to the fork. To the finish it is four steps, and round the
lagoon four. What lies further ahead counts less, by a discount for each step. Whatever the numbers, one of three
trajectories is best, and their values can be written down; ``tests/unit/test_picture_boat.py`` tries all moves beside
them. This is a model of ours. The documented case is ``clark2016faulty`` in the bibliography.
"""

from __future__ import annotations

from dataclasses import dataclass

from essaysite.generate.site import Site
from essaysite.generate.views import UrlOf
from essaysite.read.model import Node

from .picture import Picture, Scale, Table, fixed, line

FINISH = 10.0
DISCOUNT, RESPAWN = 0.95, 3
_MOST = 3.0


@dataclass(frozen=True)
class Race:
    """What the race gives: a ``bonus`` for each hit, ``respawn`` steps until the target is back, a ``discount`` per step."""

    bonus: float
    discount: float = DISCOUNT
    respawn: int = RESPAWN


def values(race: Race) -> dict[str, float]:
    """Return the values at the fork: to the ``finish``, to ``circle`` for ever, or ``once`` round and then to the finish."""
    hit = race.discount * race.bonus
    return {
        "finish": FINISH * race.discount**4,
        "circle": hit / (1 - race.discount**race.respawn),
        "once": hit + FINISH * race.discount**8,
    }


def trajectory(race: Race) -> str:
    """Return the best of the three; of some that are worth the same, the first."""
    found = values(race)
    return max(found, key=lambda name: round(found[name], 9))


def flip(discount: float = DISCOUNT, respawn: int = RESPAWN) -> float:
    """Return the bonus, of at most ``FINISH``, from which on the best trajectory never finishes, to four digits."""
    least = FINISH * discount**3 * (1 - discount**respawn) * max(1, discount ** (4 - respawn))
    return round(min(FINISH, least), 4)


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
    races = [Race(0.25 * index) for index in range(13)]
    table = [(race.bonus, values(race)["finish"], values(race)["circle"], trajectory(race)) for race in races]
    turn = flip()
    at_turn, most = values(Race(turn))["finish"], values(Race(_MOST))["circle"]
    words = {
        "finish": "to the finish",
        "once": "once round the lagoon, then to the finish",
        "circle": "round the lagoon for ever",
    }
    return Picture(
        name="boat",
        title="When circling beats finishing",
        caption=(
            "A boat may go on to the finish, or turn off and circle a target that pays a bonus. Our model of such a race, solved exactly: above, the best course with a small bonus and with a larger one; below, what each course is worth at the fork. "
            f"What comes a step later counts {DISCOUNT:.0%} as much, so the {FINISH:.0f} for the finish are worth {at_turn:.1f} there. "
            f"From a bonus of {turn:.2f} on, the upright line in the chart, a boat that does what it is rewarded for never arrives."
        ),
        text=(
            f"Two drawings of a track with a fork. With a bonus below {turn:.2f} the best course leads straight on to the finish; above it, it turns off "
            f"and circles in a lagoon for ever. Below, a chart of the worth of both courses by the bonus: finishing is worth {at_turn:.1f} at every bonus, "
            f"circling rises in a straight line from 0 to {most:.1f} at a bonus of {_MOST:.0f}, and they cross at {turn:.2f}. "
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
