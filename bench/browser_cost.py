"""What a first visit costs in a real Chromium: bytes, requests to other hosts, paints on a slow phone, layout shift."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from chromium import ARGUMENTS, find
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Request as BrowserRequest

# A page's scripts fetch these behind it: the sitemap, and with the theme's own search its index. Everything else is the page.
_BEHIND = ("xhr", "fetch")

_PHONE = {"width": 390, "height": 844}
_SLOW_CPU = 4
_SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
_SETTLE_MS = 700
_LONGEST_MS = 300_000  # a slow machine that plays a slow phone

_OBSERVE = """
window.__bench = {largest: 0, shift: 0};
new PerformanceObserver(list => { for (const e of list.getEntries()) __bench.largest = e.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) __bench.shift += e.value; })
  .observe({type: "layout-shift", buffered: true});
"""
_REPORT = (
    """() => ({first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0, ...window.__bench})"""
)


@dataclass
class Visit:
    """One first visit.

    ``page`` is the bytes of HTML, styles, scripts, fonts and images after gzip, ``behind`` those of the search index
    and the like; ``elsewhere`` the addresses asked for on other hosts. Paints are in milliseconds.
    """

    page: int
    behind: int
    elsewhere: list[str]
    first_paint: float
    largest_paint: float
    shift: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser that the tests use."""
    with sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


def visit(browser: Browser, url: str, *, slow: bool) -> Visit:
    """Open ``url`` with nothing cached, on a phone's screen; ``slow`` makes it a slow phone on a slow line."""
    context = browser.new_context(viewport=_PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)  # type: ignore[arg-type]
    try:
        context.set_default_timeout(_LONGEST_MS)
        page = context.new_page()
        requests: list[BrowserRequest] = []
        context.on("request", lambda request: requests.append(request))  # noqa: PLW0108 - it sets attributes on it
        page.add_init_script(_OBSERVE)
        if slow:
            _slow_down(page)
        page.goto(url, wait_until="load")
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(_SETTLE_MS)
        found = page.evaluate(_REPORT)
        host = urlsplit(url).netloc
        elsewhere = [request.url for request in requests if urlsplit(request.url).netloc not in (host, "")]
        own = [request for request in requests if urlsplit(request.url).netloc == host and request.response()]
        behind = sum(_size(request.url) for request in own if request.resource_type in _BEHIND)
        size = sum(_size(request.url) for request in own) - behind
        return Visit(size, behind, elsewhere, found["first"], found["largest"], found["shift"])
    finally:
        context.close()


@cache
def _size(url: str) -> int:
    """Return how many bytes the server sends; the browser does not tell those of a worker's script."""
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"})) as response:  # noqa: S310 - our own server
        return len(response.read())


def _slow_down(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", _SLOW_LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": _SLOW_CPU})
