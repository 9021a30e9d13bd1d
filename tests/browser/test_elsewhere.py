"""A page that is shown at another address than its own, as on a mirror, says where its styles and scripts load."""

from __future__ import annotations

from playwright.sync_api import Browser, expect
from project import Project
from visits import Visits


def test_it_says_for_which_address_it_was_made(browser: Browser, address: str, visit: Visits) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address.replace('127.0.0.1', 'localhost')}problem/")
    note = page.get_by_text("load only at the address that it was made for")
    expect(note).to_be_visible()
    expect(note.get_by_role("link")).to_have_attribute("href", f"{address}problem/")
    context.close()
    expect(visit("problem/").get_by_text("load only at the address")).not_to_be_visible()


def test_without_an_address_links_say_a_summary_in_place_of_a_card(project: Project) -> None:
    project.page("index.md", "A proxy, and [its page](glossary/proxy.md).")
    project.page("glossary/proxy.md", "A thing.", title="Proxy", summary="A stand-in.")
    project.build(site_url="")
    html = project.html("")
    assert html.count('title="A stand-in."') == 2
    assert "data-preview" not in html
