"""Opens pages in a real browser as a reader would, and notes whatever goes wrong there meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, WebError

_axe = Axe()

PHONE, DESKTOP = 360, 1280
HEIGHT = 800
# Of 255: what is darker counts as a dark page.
LIGHTEST_DARK = 90

# Set once our scripts have run: they show this button, which is of no use without them.
READY = "[data-colours]:not([hidden])"
SEARCH_BUTTON = ".search-button"
SEARCH_INPUT = ".search__input"
SEARCH_RESULT = ".search__option"


class Visits:
    """Browser windows on one site. ``problems`` are console messages, script errors and requests to other hosts."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.problems: list[str] = []
        self.contexts: list[BrowserContext] = []

    def window(self, width: int = DESKTOP, *, height: int = HEIGHT, **options: Any) -> BrowserContext:
        """Return a new, watched window with nothing stored in it."""
        context = self.browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(10_000)
        context.on("console", self._heard)
        context.on("weberror", self._failed)
        context.on("request", self._asked)
        self.contexts.append(context)
        return context

    def __call__(self, path: str = "", width: int = DESKTOP, *, height: int = HEIGHT, **options: Any) -> Page:
        """Return a page of the site in a window of its own, with our scripts run (where scripts run at all)."""
        page = self.window(width, height=height, **options).new_page()
        page.goto(self.address + path)
        if options.get("java_script_enabled", True):
            page.wait_for_selector(READY)
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        self.contexts.clear()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _failed(self, error: WebError) -> None:
        self.problems.append(f"script error: {error.error}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.problems.append(f"request to {request.url}")


@contextmanager
def watched(browser: Browser, address: str) -> Iterator[Visits]:
    """Open pages of a site; what goes wrong in any of them fails the test."""
    visits = Visits(browser, address)
    yield visits
    visits.close()
    assert visits.problems == []


def wait_until(page: Page, condition: str) -> None:
    """Wait until a JavaScript expression is true; the tool's own way needs eval, which the site's policy forbids."""
    page.evaluate(_WAIT.replace("CONDITION", condition), condition)


_WAIT = """what => new Promise((done, fail) => {
  const end = performance.now() + 10000;
  (function look() {
    if (CONDITION) done();
    else if (performance.now() > end) fail(new Error(`waited in vain for: ${what}`));
    else requestAnimationFrame(look);
  })();
})"""


def follow(page: Page, link: Locator) -> None:
    """Click a link to another page and wait until that page is shown and our scripts have run on it."""
    page.evaluate("document.querySelector('main').dataset.left = ''")
    link.click()
    arrived(page)


def arrived(page: Page) -> None:
    """Wait until another page than the one marked as left is shown, in the same window, and our scripts have run."""
    wait_until(page, f"!document.querySelector('main[data-left]') && document.querySelector('{READY}')")


def focused(page: Page) -> str:
    """Return what has the focus, as its tag, its name for those who cannot see it, and where it leads."""
    return str(page.evaluate(_FOCUSED))


_FOCUSED = """() => {
  const at = document.activeElement;
  const name = at.getAttribute("aria-label") ?? at.textContent ?? "";
  return [at.localName, name.trim().replace(/\\s+/g, " ").slice(0, 60), at.getAttribute("href") ?? ""].join(" ").trim();
}"""


def tab_to(page: Page, target: Locator, *, at_most: int = 400) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(at_most):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    message = f"{target} was not reached by {at_most} times Tab; the focus is on {focused(page)}"
    raise AssertionError(message)


def faults(page: Page, **options: Any) -> str:
    """Return what axe finds, one line a rule: which, how often, and the first place."""
    settle(page)
    answer = _axe.run(page, options={"resultTypes": ["violations"], **options}).response
    return "\n".join(
        f"{rule['id']} x{len(rule['nodes'])}: {rule['nodes'][0]['html'][:200]} {rule['nodes'][0]['failureSummary']}"
        for rule in answer["violations"]
    )


def is_too_wide(page: Page) -> bool:
    """Tell whether a page can be scrolled sideways, or hides what would make it so."""
    script = "document.documentElement.scrollWidth > window.innerWidth"
    return bool(page.evaluate(script))


def open_search(page: Page, query: str) -> None:
    """Open the search as its readers do, fill in a query and wait for its results."""
    page.locator(SEARCH_BUTTON).click()
    page.locator(SEARCH_INPUT).fill(query)
    page.wait_for_selector(SEARCH_RESULT)


def settle(page: Page) -> None:
    """Wait until nothing on the page moves any more."""
    wait_until(page, "document.getAnimations().every(({ playState }) => playState !== 'running')")


def brightness(page: Page) -> float:
    """Return how bright the page's background is, from 0 to 255."""
    colour = str(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    red, green, blue = map(float, re.findall(r"[\d.]+", colour)[:3])
    return 0.299 * red + 0.587 * green + 0.114 * blue
