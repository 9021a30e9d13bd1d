"""What a judge learns from more checks, and where errors that the checks share stop it.

The model: a case has two answers, one of them right. ``n`` checks, an odd number, decide by majority. Each check is right
with probability ``p``. In a share ``c`` of cases all checks come out alike, right with probability ``p``; in the others they
are independent. So every check is right with probability ``p``, and ``c`` is the correlation between any two. The majority
is right with probability ``c p + (1 - c) M(n, p)``, where ``M`` is the chance that more than half of ``n`` independent checks
are right; for ``p`` above one half it approaches ``1 - c (1 - p)``. All of it is exact.

``overrides/assets/javascripts/pictures/oversight.js`` has the same formula for the controls.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, log2

from essaysite.generate.site import Site
from essaysite.generate.views import UrlOf
from essaysite.read.model import Node

from .picture import Picture, Scale, Table, fixed, line

P, C, N = 0.65, 0.3, 11
WORSE = 0.45
SIZES = tuple(range(1, 82, 2))
_TICKS = (1, 3, 9, 27, 81)
_ROWS = (1, 3, 5, 9, 11, 27, 81)
_ACROSS, _DOWN = Scale(0, log2(SIZES[-1]), 44, 344), Scale(0, 1, 280, 84)


@dataclass(frozen=True)
class Drawing:
    """The marks of the axes, the curves, and the number of checks that is marked."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str], ...]
    apart: str
    shared: str
    worse: str
    worse_share: str
    times: str  # from one mark to the next
    mark_x: str
    apart_y: str
    shared_y: str


def majority(n: int, p: float) -> float:
    """Return the probability that more than half of ``n`` independent checks are right."""
    return sum(comb(n, right) * p**right * (1 - p) ** (n - right) for right in range(n // 2 + 1, n + 1))


def judged(n: int, p: float, c: float) -> float:
    """Return the probability that the majority is right where any two checks have the correlation ``c``."""
    return c * p + (1 - c) * majority(n, p)


def picture(_: Site, __: Node, ___: UrlOf) -> Picture:
    """Return the picture, which is the same on every page."""
    limit = 1 - C * (1 - P)
    columns = (("independent", P, 0.0), ("shared", P, C), ("worse", WORSE, 0.0))
    drawing = Drawing(
        columns=tuple((fixed(_ACROSS(log2(n))), str(n)) for n in _TICKS),
        rows=tuple((fixed(_DOWN(share)), f"{share:.0%}") for share in (0, 0.5, 1)),
        apart=_curve(P, 0),
        shared=_curve(P, C),
        worse=_curve(WORSE, 0),
        worse_share=f"{WORSE:.0%}",
        times=str(_TICKS[1] // _TICKS[0]),
        mark_x=fixed(_ACROSS(log2(N))),
        apart_y=fixed(_DOWN(judged(N, P, 0))),
        shared_y=fixed(_DOWN(judged(N, P, C))),
    )
    return Picture(
        name="oversight",
        title="How often the majority of several checks is right",
        caption=(
            f"A check is one verdict on a case, here right in {P:.0%} of cases. If checks err independently, enough of them come as near to certainty as one likes. "
            f"If in {C:.0%} of cases they all err or succeed together, no number of checks gets past {limit:.1%}. "
            f"And if each check is right less often than a coin, here in {WORSE:.0%} of cases, more checks make it worse. A model of ours, not a measurement."
        ),
        text=(
            f"Line chart of how often the majority is right, for 1 to {SIZES[-1]} checks. {N} independent checks are right in {judged(N, P, 0):.1%} of cases, "
            f"{SIZES[-1]} in {judged(SIZES[-1], P, 0):.1%}. {N} checks that share errors are right in {judged(N, P, C):.1%}, and {SIZES[-1]} in {judged(SIZES[-1], P, C):.1%}. "
            f"Checks that are right in {WORSE:.0%} fall to {judged(SIZES[-1], WORSE, 0):.1%}."
        ),
        width=360,
        height=324,
        drawing=drawing,
        table=Table(
            ("Checks", f"Independent, {P:.0%}", f"Correlation {C}, {P:.0%}", f"Independent, {WORSE:.0%}"),
            tuple((str(n), *(f"{judged(n, p, c):.1%}" for _, p, c in columns)) for n in _ROWS),
        ),
        vary={
            "p": P, "c": C, "n": N, "most": SIZES[-1],
            "across": [_ACROSS.start, _ACROSS.end], "down": [_DOWN.start, _DOWN.end],
        },
    )  # fmt: skip


def _curve(p: float, c: float) -> str:
    return line((_ACROSS(log2(n)), _DOWN(judged(n, p, c))) for n in SIZES)
