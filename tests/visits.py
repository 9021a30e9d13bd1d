"""Opens pages in a real browser as a reader would, and notes whatever goes wrong there meanwhile."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError

PHONE, DESKTOP = 360, 1280
HEIGHT = 800

# Set once our scripts have run: they show this button, which is of no use without them.
READY = "[data-colours]:not([hidden])"
_SEARCH_LABEL = "label.md-header__button[for=__search]"
_SEARCH_INPUT = "[data-md-component=search-query]"


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


def follow(page: Page, link: str) -> None:
    """Click a link to another page and wait until that page is shown and our scripts have run on it."""
    before = page.url
    page.evaluate("document.querySelector('main').dataset.left = ''")
    page.locator(link).first.click()
    page.wait_for_function(
        "([before, ready]) => location.href !== before && !document.querySelector('main[data-left]') && document.querySelector(ready)",
        arg=[before, READY],
    )


def open_search(page: Page, query: str) -> None:
    """Open the search as its readers do, type a query and wait for its results."""
    label = page.locator(_SEARCH_LABEL)
    (label if label.is_visible() else page.locator(_SEARCH_INPUT)).click()
    page.locator(_SEARCH_INPUT).press_sequentially(query)
    page.wait_for_selector(".md-search-result__item")


def settle(page: Page) -> None:
    """Wait until nothing on the page moves any more."""
    page.wait_for_function("document.getAnimations().every(({ playState }) => playState !== 'running')")
