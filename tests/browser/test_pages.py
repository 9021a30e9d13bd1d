"""Every page in a real browser, on a phone and on a desktop, in light and in dark: nothing is wrong with any of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from crawl import KINDS, NO_SUCH_PAGE, PAGES
from playwright.sync_api import Browser, BrowserContext, Page
from visits import DESKTOP, PHONE, READY, Visits, faults, is_too_wide, open_search, wait_until

EVERY_PAGE = (*PAGES, NO_SUCH_PAGE)

SCHEMES = ("light", "dark")
COLOUR_RULES = ("color-contrast", "link-in-text-block")


class Windows:
    """One window for each width and scheme, kept for all pages, as one reader's."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.visits = Visits(browser, address)
        self.open: dict[tuple[int, str], Page] = {}

    def page(self, url: str, width: int, scheme: Any) -> Page:
        """Show a page of the site and wait for our scripts."""
        if (width, scheme) not in self.open:
            context: BrowserContext = self.visits.window(width, color_scheme=scheme)
            self.open[width, scheme] = context.new_page()
        page = self.open[width, scheme]
        self.visits.problems.clear()
        page.goto(self.visits.address + url)
        page.wait_for_selector(READY)
        return page

    def problems(self, url: str) -> list[str]:
        """Return what went wrong since the page was asked for; a missing page's own status is no fault."""
        own = f"({self.visits.address}{url})" if url == NO_SUCH_PAGE else "-"
        return [problem for problem in self.visits.problems if not ("404" in problem and problem.endswith(own))]


@pytest.fixture(scope="session")
def windows(browser: Browser, address: str) -> Iterator[Windows]:
    windows = Windows(browser, address)
    yield windows
    windows.visits.close()


class PageChecks:
    """What is asked of every page. Dark pages differ in colours only, so only those are checked again."""

    width: ClassVar[int]

    @pytest.mark.parametrize("url", EVERY_PAGE)
    def test_page_in_light(self, windows: Windows, url: str) -> None:
        page = windows.page(url, self.width, "light")
        assert not is_too_wide(page)
        assert faults(page) == ""
        assert windows.problems(url) == []

    @pytest.mark.parametrize("url", EVERY_PAGE)
    def test_page_in_dark(self, windows: Windows, url: str) -> None:
        page = windows.page(url, self.width, "dark")
        assert not is_too_wide(page)
        assert faults(page, runOnly=list(COLOUR_RULES)) == ""
        assert windows.problems(url) == []

    @pytest.mark.parametrize("scheme", SCHEMES)
    @pytest.mark.parametrize("url", KINDS)
    def test_page_with_search_open(self, windows: Windows, url: str, scheme: str) -> None:
        page = windows.page(url, self.width, scheme)
        open_search(page, "reward")
        assert faults(page) == ""
        assert windows.problems(url) == []


class TestOnPhone(PageChecks):
    """At 360 px."""

    width = PHONE

    @pytest.mark.parametrize("scheme", SCHEMES)
    @pytest.mark.parametrize("url", KINDS)
    def test_page_with_menu_open(self, windows: Windows, url: str, scheme: str) -> None:
        page = windows.page(url, self.width, scheme)
        page.get_by_role("button", name="Menu").click()
        wait_until(page, "document.getElementById('__drawer').checked")
        assert faults(page) == ""
        assert windows.problems(url) == []


class TestOnDesktop(PageChecks):
    """At 1280 px."""

    width = DESKTOP
