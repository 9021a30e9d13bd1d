"""Pictures in a browser: what is a link in them leads on, by pointer and keyboard, and can be passed over."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from visits import PHONE, Visits, faults, focused, follow

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


def test_the_map_says_why_a_page_or_line_is_linked(visit: Visits) -> None:
    page = visit("map/")
    says = page.get_by_role("region", name="Reasons")
    expect(says).to_be_hidden()
    spot = page.locator(".picture__wide .map-spot:has(.map-because)").first
    spot.locator(".map-page").hover()
    expect(says.get_by_role("listitem")).to_have_count(spot.locator("use").count())
    expect(spot.locator("use").first).to_have_css("opacity", "1")
    page.mouse.move(0, 0)
    spot.locator(".map-page").focus()
    page.keyboard.press("Tab")
    reason = str(spot.locator(".map-because title").first.text_content())
    expect(says.get_by_role("listitem")).to_have_text([reason])
    assert faults(page, "#picture-map") == ""


def test_a_first_touch_shows_and_a_second_leads_on(visit: Visits) -> None:
    page = visit("map/", PHONE, has_touch=True)
    spot = page.locator(".picture__narrow .map-page").first
    spot.tap()
    expect(page.get_by_role("region", name="Reasons")).to_contain_text("Touch it again")
    expect(page).to_have_url(re.compile("/map/$"))
    title = " ".join(spot.locator("tspan:not(:last-child)").all_text_contents())
    spot.tap()
    expect(page.locator(HEADING)).to_have_text(" ".join(title.split()))
