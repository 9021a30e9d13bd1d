"""Every page in a real browser: nothing is wrong with any, and on one page of each kind in no state.

A page is opened once and put through its states; a test reports the faults of all its pages. The matrix of all pages and
all states is run by ``make test-all``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from crawl import KINDS, NO_SUCH_PAGE, PAGES
from places import MARGIN, strays
from playwright.sync_api import Page
from visits import DESKTOP, HEIGHT, PHONE, Visits, faults, open_search, resize, wait_until

EVERY_PAGE = (*PAGES, NO_SUCH_PAGE)
OTHERS = [url for url in EVERY_PAGE if url not in KINDS]
# So many tests that the workers end together; what looks alike stands together.
PARTS = 12

SCHEMES = ("light", "dark")
# They take half of the time, and depend on styles alone.
COLOUR_RULES = ["color-contrast-enhanced", "link-in-text-block"]
# The others: a very small screen, a window of a desktop at 200%, the narrowest with a margin, and a wide one.
SIZES = ((320, 256), (640, 400), (MARGIN, HEIGHT), (1680, HEIGHT))


def at(page: Page, width: int, height: int = HEIGHT) -> Iterator[str]:
    """Give a page another width; yield a fault where it can then be scrolled sideways, or something leaves its place."""
    if page.viewport_size != {"width": width, "height": height}:
        resize(page, width, height)
    yield from (f"at {width} px: {fault}" for fault in strays(page))


def colour(page: Page, scheme: Any) -> None:
    """Change the system's colours, and wait until the page has them."""
    page.emulate_media(color_scheme=scheme)
    wait_until(page, f"document.body.dataset.mdColorScheme === '{'slate' if scheme == 'dark' else 'default'}'")


def axe(page: Page, state: str, **options: Any) -> Iterator[str]:
    if found := faults(page, **options):
        yield f"{state}: {found}"


# How each element looks, by its tag and classes and those it stands in: what styles, and so colours, depend on.
_LOOKS = """[...new Set([...document.querySelectorAll("body, body *")].map((element) => {
  const parent = element === document.body ? "" : element.parentElement.look;
  return element.look = `${parent} ${element.localName}.${element.getAttribute("class") ?? ""}`;
}))]"""
# Mark the first of what looks as nothing before it, and apart what stands within such and does not.
_MARK = """(names) => {
  const [looks, firsts] = [new Set(names), new Map()];
  for (const element of document.querySelectorAll("body, body *")) {
    if (looks.has(element.look) && !firsts.has(element.look)) firsts.set(element.look, element);
    const [isNew, isWithinNew] = [element, element.parentElement].map((one) => firsts.get(one?.look) === one);
    element.toggleAttribute("data-new", isNew && !isWithinNew);
    element.toggleAttribute("data-known", !isNew && isWithinNew);
  }
}"""
_seen: set[str] = set()


def as_it_opens(page: Page, _: str) -> Iterator[str]:
    """Check a page on a phone in light, its colours only where something looks new, and its room at both sizes."""
    yield from at(page, PHONE)
    yield from axe(page, "phone, light", rules={rule: {"enabled": False} for rule in COLOUR_RULES})
    if new := sorted(set(page.evaluate(_LOOKS)) - _seen):
        _seen.update(new)
        page.evaluate(_MARK, new)
        part = {"include": "[data-new]", "exclude": "[data-known]"}
        yield from axe(page, "phone, light", part=part, runOnly=COLOUR_RULES)
    yield from at(page, DESKTOP)


def in_other_states(page: Page, url: str) -> Iterator[str]:
    """Check a page as it opens, at more sizes, in dark, and with what opens above it. In dark only colours differ."""
    yield from as_it_opens(page, url)
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
def test_every_other_page(visit: Visits, part: int) -> None:
    size = -(-len(OTHERS) // PARTS)
    visit.each(OTHERS[part * size :][:size], as_it_opens, has_axe=True)


@pytest.mark.parametrize("url", KINDS)
def test_a_page_of_each_kind(visit: Visits, url: str) -> None:
    visit.each([url], in_other_states, has_axe=True)


# What opens above a page is the same on all.
@pytest.mark.parametrize(
    "url", ["glossary/reward/", *(pytest.param(url, marks=pytest.mark.full) for url in EVERY_PAGE)]
)
def test_every_page_in_every_state(visit: Visits, url: str) -> None:
    visit.each([url], in_every_state, has_axe=True)
