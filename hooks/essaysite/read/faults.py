"""What is wrong with the content, said so that a contributor can mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

# How much of two names must agree for one to be taken for the other.
NEAR = 0.7
_MOST = 300_000  # pairs of letters that are looked at for it
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# What to do about a work that is cited, and that the bibliography lacks.
NEW_WORK = "; add it to references.bib; 'make new-work name={}' starts it"


class FaultError(ValueError):
    """Raised where a build cannot go on; its text says what is wrong, where, and what to do."""


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, and where.

    ``path`` is relative to the project, ``line`` counts from 1, ``message`` says what is wrong and what to do.
    A ``fatal`` fault leaves nothing sensible to build; every other one is a warning.
    """

    path: str
    line: int
    message: str
    fatal: bool = False

    def __str__(self) -> str:
        said = " ".join(f"{self.path}:{self.line}: {self.message}".splitlines())
        # A terminal would obey them.
        return _CONTROLS.sub(lambda sign: f"\\x{ord(sign[0]):02x}", said)


def with_article(noun: str) -> str:
    """Return ``noun`` with "a" or "an" before it."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the nearest of ``known``, or an empty string where none is near, or looking for it would take too long."""
    known = list(known)
    if len(name) * sum(map(len, known)) > _MOST:
        return ""
    folded = {one.casefold(): one for one in sorted(known, reverse=True)}
    near = get_close_matches(name.casefold(), sorted(folded), n=1, cutoff=NEAR)
    return folded[near[0]] if near else ""


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return ``"; did you mean 'x'?"`` for the nearest of ``known``, or an empty string."""
    near = nearest(name, known)
    return f"; did you mean '{near}'?" if near else ""
