"""Pictures in a browser: what is a link in them leads on, by pointer and keyboard, and can be passed over."""

from __future__ import annotations

from playwright.sync_api import expect
from visits import PHONE, Visits, focused, follow

HEADING = ".md-content h1"
POINTS = ".picture svg a"


def test_points_are_named_and_lead_to_their_findings(visit: Visits) -> None:
    page = visit("start/")
    follow(page, page.locator(".menu").get_by_role("link", name="Findings", exact=True))  # as the theme swaps pages
    point = page.locator(POINTS).first
    name = str(point.locator("title").text_content()).rpartition(" (")[0]
    point.click()
    expect(page.locator(HEADING)).to_have_text(name)


def test_the_keyboard_reaches_points_or_skips_them(visit: Visits) -> None:
    page = visit("findings/", PHONE)
    skip = page.locator(".skip-picture")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Tab")
    first = page.locator(POINTS).first
    assert first.evaluate("link => link === document.activeElement")
    follow(page, skip, key="Enter")  # at its first jump the theme fetches the page anew
    page.keyboard.press("Tab")
    assert focused(page).startswith("summary")
