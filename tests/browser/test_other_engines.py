"""One page of each kind in the engines that the other tests do not drive, where the machine has them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from crawl import KINDS
from engines import ENGINES, Window, lacks
from places import BESIDE
from visits import DESKTOP, READY, SEARCH_RESULT, TOO_WIDE

PHONE = 390
PAGES = (*KINDS, "findings/reward-model-overoptimisation/")  # the last has formulas
ENTER, ESCAPE = "\ue007", "\ue00c"
# What there must be on some page, or nothing was looked at.
PARTS = [".beside", "math", "a.term"]
_MET = f"{PARTS}.filter((part) => [...document.querySelectorAll(part)].some((one) => one.checkVisibility()))"
_LISTEN = """void (window.faults = [], ["error", "unhandledrejection", "securitypolicyviolation"].forEach((kind) =>
  addEventListener(kind, (event) => faults.push(`${kind}: ${event.message ?? event.reason ?? event.blockedURI}`))))"""
_LINK = """!!(window.link = [...document.querySelectorAll("article :is(.note-ref, .footnote-ref, a.term):not(.beside, .beside *)")]
  .find((link) => link.checkVisibility())) && (link.focus(), true)"""
_CARD = "document.querySelector('dialog.note-card[open]')"
_AT_THE_BOTTOM = f"{_CARD} && Math.abs({_CARD}.getBoundingClientRect().bottom - innerHeight) < 1"
_NOT_SET = """[...document.querySelectorAll("math")]
  .some((formula) => !(formula instanceof MathMLElement) || formula.getBoundingClientRect().height < 5)"""
_FOUND = f"document.querySelector('{SEARCH_RESULT}')?.textContent.includes('Reward')"


@pytest.fixture(params=ENGINES)
def window(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Window]:
    """A window of another engine."""
    if packages := lacks(request.param):
        pytest.skip(
            f"{request.param} is not on this machine, so no page was looked at in it: apt-get install {packages}"
        )
    with ExitStack() as running:
        yield Window(request.param, tmp_path, running)


@pytest.mark.full
def test_a_page_of_each_kind_works(window: Window, address: str) -> None:
    found: list[str] = []
    met: set[str] = set()
    for url in PAGES:
        for width, look in ((PHONE, _narrow), (DESKTOP, _wide)):
            try:
                window.open(address + url, width)
                window.wait(f"document.querySelector('{READY}')")
                window.run(_LISTEN)
                met.update(window.run(_MET))
                faults = [*look(window), *window.run("faults")]
            except AssertionError as fault:
                faults = [str(fault)]
            found += [f"{url or 'home'} at {width} px: {fault}" for fault in faults]
    found += window.said()
    assert not found, "\n".join(found)
    assert met == set(PARTS)


def _narrow(window: Window) -> Iterator[str]:
    """Open a card by keyboard and close it."""
    if window.run(TOO_WIDE):
        yield "can be scrolled sideways"
    if window.run(_LINK):
        window.press(ENTER)
        window.wait(f"{_AT_THE_BOTTOM} && !{_CARD}.textContent.includes('Loading …')")
        window.press(ESCAPE)
        window.wait(f"!{_CARD} && document.activeElement === link")


def _wide(window: Window) -> Iterator[str]:
    """Look at the margin and at formulas, and search."""
    if window.run(TOO_WIDE):
        yield "can be scrolled sideways"
    yield from window.run(f"({BESIDE})()")
    if window.run(_NOT_SET):
        yield "a formula is not set"
    window.press("/")
    window.wait("document.activeElement.closest('#search[open]')")
    window.press("reward")
    window.wait(_FOUND)
    window.press(ESCAPE)
    window.wait("!document.querySelector('#search[open]')")
