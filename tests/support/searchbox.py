"""Asks the site's search box in a real browser."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from visits import wait_until

INPUT = ".md-search__input"
SAYS = ".md-search-result__meta"
RESULT = ".md-search-result__item"

# An answer replaces what the box says, and with it the comment that marks the old one.
_MARK = "says => says.append(document.createComment('old'))"
_IS_NEW = f"[...document.querySelector('{SAYS}').childNodes].every(({{ nodeType }}) => nodeType !== Node.COMMENT_NODE)"


class SearchBox:
    """The search of one open page of the site at ``home``."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.home = home
        expect(page.locator(SAYS)).to_have_text("Type a word, a name or a question")

    def ask(self, query: str) -> SearchBox:
        """Ask another question than the last one, and wait for its answer."""
        self.page.locator(SAYS).evaluate(_MARK)
        self.page.locator(INPUT).fill(query)
        self.page.locator(INPUT).press("End")
        wait_until(self.page, _IS_NEW)
        return self

    @property
    def says(self) -> str:
        """What a screen reader is told."""
        return " ".join(self.page.locator(SAYS).inner_text().split())

    def found(self) -> list[str]:
        """Return the addresses of the pages found, best first, below the site's."""
        links = self.page.locator(RESULT).evaluate_all("items => items.map((item) => item.querySelector('a').href)")
        return [re.sub(r"[?#].*", "", link).removeprefix(self.home) for link in links]
