"""Outer and inner fault in one small world: a street of doors, and a robot that leaves a parcel at one of them.

The model: a street has five doors, one of them red, and the parcel is for a person behind one of them. On a new street both
places are chosen evenly and apart. A rule says to which door the robot goes, a reward at which door it is paid. Going
through all streets of a kind gives how often a rule is paid, and how often it does what was meant; all of it is exact.
``overrides/assets/javascripts/pictures/layers.js`` counts the same for the controls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from essaysite.generate.site import Site
from essaysite.generate.views import UrlOf
from essaysite.read.model import Node

from .picture import Picture, Table

DOORS, STREETS = 5, 10


@dataclass(frozen=True)
class Street:
    """Which of its doors is red, and behind which the person lives."""

    red: int
    person: int


Door = Callable[[Street], int]


def the_person(street: Street) -> int:
    """Return the person's door."""
    return street.person


def the_red_door(street: Street) -> int:
    """Return the red door."""
    return street.red


NEW = tuple(Street(red, person) for red, person in product(range(DOORS), repeat=2))
ALIKE = tuple(Street(red, red) for red in range(DOORS))  # the person lives behind the red door


def share(streets: Iterable[Street], goes: Door, wanted: Door) -> Fraction:
    """Return on what share of streets, each as likely, the door that a rule goes to is the one that is wanted."""
    hits = [goes(street) == wanted(street) for street in streets]
    return Fraction(sum(hits), len(hits))


@dataclass(frozen=True)
class House:
    """A house of a street: is its door red, does the person live there, is it paid for, is the parcel left there."""

    red: bool
    person: bool
    paid: bool
    parcel: bool


@dataclass(frozen=True)
class Side:
    """One of the two halves: what is rewarded, the line that what was meant is lost at, and a street of each kind."""

    name: str
    tone: str
    rewarded: str
    lost_at: str
    streets: tuple[tuple[str, tuple[House, ...], str], ...]


@dataclass(frozen=True)
class Drawing:
    """Both halves; and for each rule its name, and of ten streets how many pay it in training and on new ones."""

    faults: tuple[Side, Side]
    rules: tuple[tuple[str, str, tuple[tuple[str, int], ...]], ...]
    streets: int


def picture(_: Site, __: Node, ___: UrlOf) -> Picture:
    """Return the picture, which is the same on every page."""
    luck = int(STREETS * share(NEW, the_red_door, the_person))
    return Picture(
        name="layers",
        title="Two ways to the wrong door",
        caption=(
            "A robot should bring each parcel to the person it is for. Outer fault: the reward is for the red door, so it is wrong in training already. "
            "Inner fault: the reward is right, but in training the person always lived behind the red door, and the robot learned the door. "
            f"The rows of dots count for the inner fault: in training the two rules earn the same, on new streets {STREETS} and {luck} of {STREETS}; the {luck} are luck, because there the person lives behind the red door on one street in {DOORS}. "
            "A model of ours, not a measurement; it counts rewards, and does not say which rule a real system learns."
        ),
        text=(
            f"Two columns, each with a street of {DOORS} doors in training and a new one. In both, what was meant is to bring the parcel to the person, and what was learned is to go to the red door. "
            "Outer fault: the red door is rewarded. In training the person lives elsewhere, and the robot is paid at the red door, as it is on the new street: what was meant is lost between meaning and reward. "
            "Inner fault: the person's door is rewarded. In training it is the red one, so all is well; on the new street it is another, and the robot still goes to the red door, unpaid: what was meant is lost between reward and learning. "
            f"Below, both rules under the right reward, on {STREETS} streets in training and on {STREETS} new ones. To find the person earns {STREETS} and {STREETS}, "
            f"to go to the red door {STREETS} and {luck}, because behind a red door chosen by chance the person lives on one street in {DOORS}."
        ),
        width=360,
        height=496,
        drawing=Drawing(
            faults=(
                Side("outer fault", "b", "red door", "rewarded", _streets(Street(1, 3), Street(3, 0), the_red_door)),
                Side("inner fault", "c", "person", "learned", _streets(Street(1, 1), Street(3, 0), the_person)),
            ),
            rules=(
                ("find the person", "person", (("training", STREETS), ("new", STREETS))),
                ("go to the red door", "red", (("training", STREETS), ("new", luck))),
            ),
            streets=STREETS,
        ),
        table=Table(
            ("What is rewarded, and the rule", "Paid in training", "Paid on new streets", "As meant on new streets"),
            tuple(
                (f"{_name(reward)}; {_name(rule)}", *(f"{float(share(*counted)):.0%}" for counted in ((training, rule, reward), (NEW, rule, reward), (NEW, rule, the_person))))
                for reward, training in ((the_red_door, NEW), (the_person, ALIKE))
                for rule in (the_person, the_red_door)
            ),
        ),
        vary={"doors": DOORS, "streets": STREETS},
    )  # fmt: skip


def _name(door: Door) -> str:
    return door.__name__.replace("_", " ")


def _streets(training: Street, new: Street, paid: Door) -> tuple[tuple[str, tuple[House, ...], str], ...]:
    """Return both streets as drawn where the robot has learned to go to the red door."""
    found = []
    for name, street in (("in training", training), ("on a new street", new)):
        houses = tuple(
            House(door == street.red, door == street.person, door == paid(street), door == street.red)
            for door in range(DOORS)
        )
        ends = (
            "paid" if street.red == paid(street) else "unpaid",
            "as meant" if street.red == street.person else "not as meant",
        )
        found.append((name, houses, ", ".join(ends)))
    return tuple(found)
