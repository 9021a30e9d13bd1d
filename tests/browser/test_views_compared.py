"""The views side by side: all of them where there is room, and those that a reader picks on a phone, without scripts too."""

from __future__ import annotations

from typing import Any

import pytest
from crawl import declared
from playwright.sync_api import expect
from visits import DESKTOP, PHONE, Visits, faults, is_too_wide

VIEWS = ["The optimistic view", "The pessimistic view", "The moderate view", "The skeptical view"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_picks_the_views_on_a_phone(visit: Visits, scripts: bool) -> None:
    page = visit("views/", PHONE, java_script_enabled=scripts)
    heads = page.locator(".comparison thead th").filter(visible=True)
    expect(heads).to_have_text(VIEWS[:2])
    page.get_by_role("checkbox", name="The optimistic view").uncheck()
    page.get_by_role("checkbox", name="The skeptical view").check()
    expect(heads).to_have_text([VIEWS[1], VIEWS[3]])
    skeptical = declared().nodes["skeptical"].answers
    row = page.locator(".comparison tbody tr", has_text="How hard is it?")
    expect(row.locator("td").filter(visible=True)).to_have_count(2)
    expect(row.locator("td").filter(visible=True).last).to_contain_text(skeptical["how_hard"])
    if scripts:
        assert not is_too_wide(page)
        assert faults(page, ".md-content") == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_stand_side_by_side_where_there_is_room(visit: Visits, scheme: Any) -> None:
    page = visit("views/", DESKTOP, color_scheme=scheme)
    expect(page.locator(".comparison thead th").filter(visible=True)).to_have_text(VIEWS)
    expect(page.get_by_role("checkbox", name="The moderate view")).not_to_be_visible()
    more = page.get_by_role("link", name="More The moderate view: Will systems deceive?")
    more.click()
    page.wait_for_url(f"{visit.address}views/moderate/#*")
    expect(page.locator(".md-content h1")).to_have_text("The moderate view")
