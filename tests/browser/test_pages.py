"""Every page in a real browser: nothing is wrong with any, and on one page of each kind in no state.

A page is opened once and put through its states; a test reports the faults of all its pages. The matrix of all pages and
all states is run by ``make test-all``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from crawl import KINDS, NO_SUCH_PAGE, PAGES
from playwright.sync_api import Page
from visits import DESKTOP, HEIGHT, PHONE, Visits, contrast, faults, is_too_wide, open_search, resize, wait_until

EVERY_PAGE = (*PAGES, NO_SUCH_PAGE)
# So many tests that the workers end together.
PARTS = 8

SCHEMES = ("light", "dark")
COLOUR_RULES = ["color-contrast-enhanced", "link-in-text-block"]
# The others: a very small screen, and a window of a desktop at 200%.
SIZES = ((PHONE, HEIGHT), (320, 256), (640, 400))


def at(page: Page, width: int, height: int = HEIGHT) -> Iterator[str]:
    """Give a page another width; yield a fault where it can then be scrolled sideways."""
    resize(page, width, height)
    if is_too_wide(page):
        yield f"can be scrolled sideways at {width} px"


def colour(page: Page, scheme: Any) -> None:
    """Change the system's colours, and wait until the page has them."""
    page.emulate_media(color_scheme=scheme)
    wait_until(page, f"document.body.dataset.mdColorScheme === '{'slate' if scheme == 'dark' else 'default'}'")


def axe(page: Page, state: str, **options: Any) -> Iterator[str]:
    if found := faults(page, **options):
        yield f"{state}: {found}"


# Elements by tag and classes, with those they stand in: what styles, and so contrast, depend on.
_LOOKS = """[...new Set([...document.querySelectorAll("body *")].map((element) => {
  const around = [];
  for (let at = element; at !== document.body; at = at.parentElement) around.push(`${at.localName}.${at.className}`);
  return around.join(" ");
}))]"""
_seen: set[str] = set()


def as_it_opens(page: Page, _: str) -> Iterator[str]:
    """Check a page on a phone in light, and its width at both sizes; contrast where something looks new."""
    yield from at(page, PHONE)
    looks = set(page.evaluate(_LOOKS)) - _seen
    _seen.update(looks)
    yield from axe(page, "phone, light", rules=contrast(is_checked=bool(looks)))
    yield from at(page, DESKTOP)


def in_other_states(page: Page, _: str) -> Iterator[str]:
    """Check a page on a desktop, in dark, at more sizes, and with what opens above it. In dark only colours differ."""
    for size in SIZES:
        yield from at(page, *size)
    yield from at(page, DESKTOP)
    for filtered in page.locator("form.filter [type=search]").all():
        filtered.fill("reward")  # long lists repeat themselves
    yield from axe(page, "desktop, light")
    yield from at(page, PHONE)
    yield from with_search(page, "phone, light", ".md-header")
    colour(page, "dark")
    yield from axe(page, "phone, dark", runOnly=COLOUR_RULES)
    yield from with_menu(page, "phone, dark", ".md-sidebar--primary")
    yield from at(page, DESKTOP)
    yield from axe(page, "desktop, dark", runOnly=COLOUR_RULES)
    yield from with_search(page, "desktop, dark", ".md-header")


def with_search(page: Page, state: str, part: str) -> Iterator[str]:
    open_search(page, "reward")
    yield from axe(page, f"{state}, search open", part=part)
    page.keyboard.press("Escape")


def with_menu(page: Page, state: str, part: str) -> Iterator[str]:
    page.get_by_role("button", name="Menu").press("Enter")
    yield from axe(page, f"{state}, menu open", part=part)
    page.keyboard.press("Escape")


def in_every_state(page: Page, url: str) -> Iterator[str]:
    """The same and more, always with all of axe on all of the page."""
    yield from as_it_opens(page, url)
    for scheme in SCHEMES:
        colour(page, scheme)
        for width in (DESKTOP, PHONE):
            yield from at(page, width)
            state = f"{width} px, {scheme}"
            yield from axe(page, state)
            yield from with_search(page, state, "html")
        yield from with_menu(page, state, "html")


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page(visit: Visits, part: int) -> None:
    visit.each(EVERY_PAGE[part::PARTS], as_it_opens)


@pytest.mark.parametrize("url", KINDS)
def test_a_page_of_each_kind_in_other_states(visit: Visits, url: str) -> None:
    visit.each([url], in_other_states)


# What opens above a page is the same on all.
@pytest.mark.parametrize(
    "url", ["pitfalls/smarter-means-wiser/", *(pytest.param(url, marks=pytest.mark.full) for url in EVERY_PAGE)]
)
def test_every_page_in_every_state(visit: Visits, url: str) -> None:
    visit.each([url], in_every_state)
