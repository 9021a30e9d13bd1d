"""Opens pages in a real browser as a reader would, and notes whatever goes wrong there meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from crawl import NO_SUCH_PAGE
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Locator, Page, Request, WebError, expect

_AXE = Axe().axe_script

# When a state that does not come counts as one that never will, in milliseconds. A page of 400 kB took more than five
# seconds to show where other programs kept both processors busy; nothing waits so long that has come.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)

PHONE, DESKTOP = 360, 1280
HEIGHT = 800
# Of 255: what is darker counts as a dark page.
LIGHTEST_DARK = 90

# Set once our scripts have run: they show this button, which is of no use without them.
READY = "[data-colours]:not([hidden])"
SEARCH_BUTTON = ".search-button"
SEARCH_INPUT = ".search__input"
SEARCH_RESULT = ".search__option"


class Window:
    """A window that visits share, one after another: a new one costs more than most tests."""

    def __init__(self, browser: Browser, options: dict[str, Any]) -> None:
        self.context = browser.new_context(**options)
        self.context.set_default_timeout(PATIENCE)
        # With its last page a window closes.
        self._first = self.context.new_page()

    def clear(self, address: str) -> None:
        """Close all pages, and forget what they have stored or changed."""
        for page in self.context.pages:
            if page != self._first:
                page.close()
        self.context.unroute_all()
        self.context.clear_cookies()
        session = self.context.new_cdp_session(self._first)
        session.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
        session.detach()


_windows: dict[tuple[Any, ...], Window] = {}


class Visits:
    """Browser windows on one site. ``problems`` are console messages, script errors and requests to other hosts."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.problems: list[str] = []
        # Addresses that lead nowhere, as they should.
        self.lost = {address + NO_SUCH_PAGE}
        self.contexts: list[BrowserContext] = []
        self.shared: list[Window] = []

    def window(self, width: int = DESKTOP, *, height: int = HEIGHT, **options: Any) -> BrowserContext:
        """Return a new, watched window with nothing stored in it."""
        context = self.browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(PATIENCE)
        self._watch(context)
        self.contexts.append(context)
        return context

    def __call__(self, path: str = "", width: int = DESKTOP, *, height: int = HEIGHT, **options: Any) -> Page:
        """Return a page of the site in a window with nothing stored, with our scripts run (where scripts run at all)."""
        page = self._page(options)
        page.set_viewport_size({"width": width, "height": height})
        page.goto(self.address + path)
        if options.get("java_script_enabled", True):
            ready(page)
        return page

    def _page(self, options: dict[str, Any]) -> Page:
        """Return a page in a window that is used again, where that can be cleared; permissions cannot."""
        if "permissions" in options:
            return self.window(**options).new_page()
        key = (self.browser, self.address, *sorted(options.items()))
        if key not in _windows:
            _windows[key] = Window(self.browser, options)
        window = _windows[key]
        if window not in self.shared:
            self._watch(window.context)
            self.shared.append(window)
        return window.context.new_page()

    def close(self) -> None:
        """Close all windows; what goes wrong in them is noted no more."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()
        for window in self.shared:
            window.clear(self.address)
            window.context.remove_listener("console", self._heard)
            window.context.remove_listener("weberror", self._failed)
            window.context.remove_listener("request", self._asked)
        self.shared.clear()

    def _watch(self, context: BrowserContext) -> None:
        context.on("console", self._heard)
        context.on("weberror", self._failed)
        context.on("request", self._asked)

    def each(
        self, urls: Iterable[str], check: Callable[[Page, str], Iterable[str]], *, has_axe: bool = False, **options: Any
    ) -> None:
        """Show pages in turn in one window and check each; what is wrong with any of them is reported together."""
        page = self._page({"reduced_motion": "reduce", **options})
        if has_axe:  # from its start, which is quicker than to send it there when it is asked
            page.add_init_script(_AXE)
        found: list[str] = []
        for url in urls:
            try:
                page.set_viewport_size({"width": PHONE, "height": HEIGHT})
                page.goto(self.address + url)
                if options.get("java_script_enabled", True):
                    ready(page)
                found += [f"{url or 'home'}: {fault}" for fault in check(page, url)]
            except (AssertionError, Error) as fault:
                found.append(f"{url or 'home'}: {fault}")
            found += [f"{url or 'home'}: {problem}" for problem in self.problems]
            self.problems.clear()
        if found:
            raise AssertionError("\n".join(found))

    def _heard(self, message: ConsoleMessage) -> None:
        is_expected = "404" in message.text and message.location.get("url") in self.lost
        if message.type in ("error", "warning") and not is_expected:
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
    assert visits.problems == [], visits.problems


def ready(page: Page) -> None:
    """Wait until our scripts have run, and until the theme knows the pages: before that it lets the browser follow links.

    The tool's own way to wait for an element puts a large script into each page.
    """
    wait_until(page, _RAN + (f" && {_KNOWN}" if page.url.startswith("http") else ""))


# The button is shown, and the list of pages has come.
_RAN = f"document.querySelector('{READY}')"
_KNOWN = "performance.getEntriesByType('resource').some(({ name }) => name.endsWith('/sitemap.xml'))"


def wait_until(page: Page, condition: str) -> None:
    """Wait until a JavaScript expression is true; the tool's own way needs eval, which the site's policy forbids."""
    page.evaluate(_WAIT.replace("CONDITION", condition).replace("PATIENCE", str(PATIENCE)), condition)


_WAIT = """what => new Promise((done, fail) => {
  const end = performance.now() + PATIENCE;
  (function look() {
    if (CONDITION) done();
    else if (performance.now() > end) fail(new Error(`waited in vain for: ${what}`));
    else requestAnimationFrame(look);
  })();
})"""


def follow(page: Page, link: Locator, *, key: str = "") -> None:
    """Click a link to another page, or press a key on it, and wait until that page is shown with our scripts run."""
    leave(page)
    if key:
        link.press(key)
    else:
        link.click()
    arrived(page)


def leave(page: Page) -> None:
    """Mark the page that is shown as the one to be left."""
    page.evaluate("document.querySelector('main').dataset.left = ''")


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


# 7:1 holds the lower ratio too.
_CONTRAST = {"color-contrast": {"enabled": False}, "color-contrast-enhanced": {"enabled": True}}


def faults(page: Page, part: Any = "html", **options: Any) -> str:
    """Return what axe finds in a part of the page, one line a rule: which, how often, and the first place.

    Text has a contrast of 7:1.
    """
    settle(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    rules = {**_CONTRAST, **options.pop("rules", {})}
    options = {"resultTypes": ["violations"], "preload": False, "rules": rules, **options}
    run = "([part, options]) => axe.run(part, options).then(({ violations }) => violations)"
    return "\n".join(
        f"{rule['id']} x{len(rule['nodes'])}: {rule['nodes'][0]['html'][:200]} {rule['nodes'][0]['failureSummary']}"
        for rule in page.evaluate(run, [part, options])
    )


def resize(page: Page, width: int, height: int = HEIGHT) -> None:
    """Give a page another width, and wait until it is shown in that."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"  # also where the page hides what makes it so


def is_too_wide(page: Page) -> bool:
    """Tell whether a page can be scrolled sideways."""
    return bool(page.evaluate(TOO_WIDE))


def open_search(page: Page, query: str) -> None:
    """Open the search by keyboard, fill in a query and wait for its results; a pointer would rest on something."""
    page.locator(SEARCH_BUTTON).press("Enter")
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


def check_glossary(page: Page) -> None:
    """Filter the glossary to some, to none, and back to all; the count is said each time."""
    entries = page.locator("[data-filter-item]")
    said = page.locator("form.filter output[aria-live=polite]")
    box = page.get_by_label("Filter the terms")
    everything = entries.count()
    box.fill("hack")
    shown = entries.filter(visible=True)
    assert "Reward hacking" in shown.locator("dt a").all_inner_texts()
    assert shown.count() < everything
    expect(said).to_have_text(f"{shown.count()} of {everything}")
    assert page.locator("section.letter").filter(visible=True).count() <= shown.count()
    box.fill("qqqq")
    expect(shown).to_have_count(0)
    expect(said).to_contain_text("Nothing fits")
    box.fill("")
    expect(shown).to_have_count(everything)
