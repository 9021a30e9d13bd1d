"""An end to files that keep a build busy, or break it: what takes the square of a text's length, in a way that no limit knows, is told.

The clock is the processor's, so a machine that is slow, or has other work to do, stops nothing that is meant.
"""

from __future__ import annotations

import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, TypeVar

from .faults import Fault

_One = TypeVar("_One")

SECONDS = 15.0  # for one file in one step of a build; of ours, the longest takes a third of one
USUAL = 1.0  # seconds that any file may take
SHARED = 20.0  # seconds beyond the usual ones that all files of a build have together, so that many cannot do what one cannot
_BROKEN = "the build broke on this file ({}: {}; {}), which is a fault of the build; undo what was changed last in it, and report both"
_MESSAGE = "this file keeps the build busy for more than {:g} seconds; shorten what repeats in it, such as signs, blanks or names, or make several files of it"


@dataclass
class _Build:
    """What is left of the seconds that files share, and the file that was last begun."""

    left: float = SHARED
    file: str = ""


_build = _Build()


class StoppedError(BaseException):
    """A step cannot end for the file that ``fault`` names. Derived so that no ``except Exception`` on its way stops it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class TooLongError(StoppedError):
    """A step takes too long."""


def broken(error: Exception) -> Fault:
    """Return the fault of the file that was last begun, for an error that no step has thought of: one of ours, on its text."""
    *_, place = traceback.extract_tb(error.__traceback__)
    where = f"{PurePath(place.filename).name}, line {place.lineno}"
    return Fault(_build.file, 1, _BROKEN.format(type(error).__name__, error, where), fatal=True)


def begin() -> None:
    """Begin a build: what its files share is whole again."""
    _build.left = SHARED


@contextmanager
def bounded(path: str) -> Iterator[None]:
    """Raise ``TooLongError`` where what is done within, for the file at ``path``, takes too long, and ``StoppedError`` where it breaks.

    The first is raised in the midst of a pattern's search too. Windows has no such clock, and only the main thread has it: elsewhere
    this does nothing.
    """
    _build.file = path
    with _told(), _clocked(path):
        yield


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        # Those of the site and of its engine are meant to be told as they are.
        if type(error).__module__.partition(".")[0] in ("essaysite", "mkdocs"):
            raise
        raise StoppedError(broken(error)) from error


@contextmanager
def _clocked(path: str) -> Iterator[None]:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    seconds = min(SECONDS, round(USUAL + max(0.0, _build.left), 1))

    def stop(*_: Any) -> None:
        raise TooLongError(Fault(path, 1, _MESSAGE.format(seconds), fatal=True))

    start = time.process_time()
    former = signal.signal(signal.SIGVTALRM, stop)
    around = signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1)  # once more a second later, where that came to nothing
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, former)
        signal.setitimer(signal.ITIMER_VIRTUAL, *around)
        _build.left -= max(0.0, time.process_time() - start - USUAL)


def one_by_one(items: Iterable[_One], path_of: Callable[[_One], str]) -> Iterator[_One]:
    """Yield each item, and bound what is done with it until the next one is asked for; ``path_of`` gives its file."""
    for item in items:
        with bounded(path_of(item)):
            yield item


@contextmanager
def ended_by_one(faults: list[Fault]) -> Iterator[None]:
    """End what is done within where one file takes too long, or breaks it, and add that to the faults."""
    try:
        with _told():
            yield
    except StoppedError as error:
        faults.append(error.fault)
