"""What readers do on a page: choose marks and colours, and copy."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from crawl import address_of, declared
from essaysite.read.bibliography import read_bibliography
from playwright.sync_api import Locator, Page, expect
from project import ROOT
from visits import LIGHTEST_DARK, Visits, brightness, check_glossary, faults, follow, wait_until

PITFALL = "pitfalls/smarter-means-wiser/"
CARD = ".md-tooltip2--active"
BY_ADDRESS = {address_of(node.path): node for node in declared().nodes.values()}
HEADING = ".md-content h1"


def test_marks_of_terms_go_and_stay_away(visit: Visits) -> None:
    page = visit(PITFALL)
    assert page.evaluate("getComputedStyle(document.querySelector('a.term')).borderBottomStyle") == "none"
    line = "getComputedStyle(document.querySelector('a.term')).textDecorationLine"
    assert page.evaluate(line) == "underline"
    page.get_by_role("button", name="Hide word hints").click()
    assert page.evaluate(line) == "none"
    follow(page, page.locator(".page-head__answers a").first)
    assert page.evaluate(line) == "none"
    page.reload()
    page.get_by_role("button", name="Show word hints").click()
    assert page.evaluate(line) == "underline"
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(page.get_by_role("button", name="Hide word hints")).to_be_visible()
    assert page.evaluate(line) == "underline"


@pytest.mark.parametrize("system", ["light", "dark"])
def test_colours_go_round_and_stay(visit: Visits, system: Any) -> None:
    page = visit(PITFALL, color_scheme=system)
    button = page.get_by_role("button", name="Colours: ")
    is_dark: dict[str, bool] = {}
    for name in ("as the system", "light", "dark", "as the system"):
        expect(button).to_have_accessible_name(re.compile(f"^Colours: {name}[.]"))
        is_dark[name] = brightness(page) < LIGHTEST_DARK
        page.reload()
        expect(button).to_have_accessible_name(re.compile(f"^Colours: {name}[.]"))
        assert (brightness(page) < LIGHTEST_DARK) == is_dark[name]
        button.click()
    assert is_dark == {"as the system": system == "dark", "light": False, "dark": True}


def test_colours_follow_the_system_until_chosen(visit: Visits) -> None:
    page = visit(PITFALL, color_scheme="light")
    page.emulate_media(color_scheme="dark")
    wait_until(page, "document.body.dataset.mdColorScheme === 'slate'")
    assert brightness(page) < LIGHTEST_DARK
    page.get_by_role("button", name="Colours: ").click()
    assert brightness(page) > LIGHTEST_DARK
    follow(page, page.locator(".page-head__answers a").first)
    assert brightness(page) > LIGHTEST_DARK


def test_what_another_site_of_the_host_keeps_is_no_choice_here(visit: Visits) -> None:
    """All sites of one host share their storage: under other names stands what is not ours, and under ours anything."""
    page = visit(PITFALL, color_scheme="light")
    scope = urlsplit(visit.address).path
    for own in ("slate", '"slate"', '"toString"', "null", "{", '["dark"]'):
        for name, others in (("colours", "dark"), ("term-marks", "off")):
            kept = {name: others, f"/another/.{name}": json.dumps(others), f"{scope}.{name}": own}
            page.evaluate("kept => Object.assign(localStorage, kept)", kept)
        page.reload()
        button = page.get_by_role("button", name="Colours: ")
        expect(button).to_have_accessible_name("Colours: as the system. Switch to light")
        expect(button.locator("[data-colours-state=system]")).to_be_visible()
        expect(page.get_by_role("button", name="Hide word hints")).to_be_visible()
        assert brightness(page) > LIGHTEST_DARK


def test_copying(visit: Visits) -> None:
    """Citations, and the address of a heading."""
    page = visit(PITFALL, permissions=["clipboard-read", "clipboard-write"])
    copied = "navigator.clipboard.readText()"
    page.locator(".cite summary").click()
    buttons = page.locator(".cite").get_by_role("button", name="Copy")
    expect(buttons).to_have_count(2)
    for button, text in zip(buttons.all(), (".cite__text", ".cite pre"), strict=True):
        button.click()
        expect(said(page)).to_have_text("Copied")
        expect(page.locator(".cite .said").last).to_be_visible()
        assert page.evaluate(copied) == page.locator(text).inner_text().strip()
    page.locator("h2#where-it-goes-wrong .headerlink").click()
    expect(said(page)).to_have_text("Link copied")
    expect(page.locator("h2#where-it-goes-wrong .said")).to_have_text("Link copied")
    assert page.evaluate(copied) == f"{visit.address}{PITFALL}#where-it-goes-wrong"


def test_the_bibtex_of_a_work_opens_alone_and_is_copied(visit: Visits) -> None:
    file = ROOT / "docs" / "references.bib"
    written, _ = read_bibliography(file.name, file.read_text(encoding="utf-8"))
    page = visit("references/", permissions=["clipboard-read", "clipboard-write"])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    folds = page.locator("details.work__bibtex")
    expect(folds).to_have_count(len(written.works))
    for work in (page.locator(".work").first, page.locator(".work").last):
        fold = work.locator(".work__bibtex")
        fold.locator("summary").press("Enter")
        entry = written.works[str(work.get_attribute("id"))].bibtex
        expect(fold.locator("pre")).to_have_text(entry)
        fold.get_by_role("button", name="Copy").click()
        expect(fold.locator(".said")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()") == entry
    assert asked == [f"{visit.address}{file.name}"], "all works stand in one file, which is read once"


def test_bibtex_that_cannot_be_read_is_where_its_link_led(visit: Visits) -> None:
    page = visit("references/")
    page.route(
        "**/references.bib",
        lambda route: route.fulfill(body="") if route.request.resource_type == "fetch" else route.continue_(),
    )
    page.locator(".work__bibtex summary").first.click()
    expect(page).to_have_url(f"{visit.address}references.bib")


def said(page: Page) -> Locator:
    """The one place where screen readers hear what a click did: in the page before that, in no heading and no content."""
    return page.locator("body > [role=status]")


DENIED = "Not copied, because the browser does not allow it. "


def test_what_a_click_did_is_said_where_screen_readers_listen_already(visit: Visits) -> None:
    page = visit("", permissions=["clipboard-read", "clipboard-write"])
    expect(said(page)).to_have_text("")
    said(page).evaluate("place => { place.isFirst = true; }")
    follow(page, page.locator(".hero__ways a").first)
    assert said(page).evaluate("place => place.isFirst"), "another place than the one that is listened to"
    page.locator("h2 .headerlink").first.click()
    expect(said(page)).to_have_text("Link copied")
    expect(page.locator(".said")).to_have_attribute("aria-hidden", "true")
    expect(page.locator(".md-content").get_by_role("status")).to_have_count(0)


def test_a_browser_that_denies_copying_leaves_the_text_selected(visit: Visits) -> None:
    page = visit(PITFALL, permissions=[])
    cite = page.locator(".cite")
    cite.locator("summary").click()
    for text in (".cite__text", "pre"):
        cite.locator(f".copy:has(+ {text})").click()
        expect(cite.locator(f".said:has(+ {text})")).to_have_text(f"{DENIED}The text is selected.")
        expect(said(page)).to_have_text(f"{DENIED}The text is selected.")
        selected = str(page.evaluate("getSelection().toString()"))
        assert selected.strip() == cite.locator(text).inner_text().strip()
    assert faults(page) == ""


def test_a_browser_that_denies_copying_still_names_the_heading_in_the_address(visit: Visits) -> None:
    page = visit(PITFALL, permissions=[])
    heading = page.locator("h2#where-it-goes-wrong")
    heading.locator(".headerlink").click()
    expect(said(page)).to_have_text(f"{DENIED}The address bar has the link.")
    expect(page).to_have_url(f"{visit.address}{PITFALL}#where-it-goes-wrong")
    expect(heading).to_be_in_viewport()
    expect(heading).to_have_accessible_name(re.compile("^Where it goes wrong"))


def test_all_of_it_works_after_following_links(visit: Visits) -> None:
    """The theme swaps the page's body then, without a new start."""
    page = visit("", permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("window.sameWindow = true")
    follow(page, page.locator(".hero__ways a").first)
    follow(page, page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Glossary"))
    check_glossary(page)
    follow(page, page.locator("[data-filter-item] a", has_text="Reward hacking"))
    page.locator(".cite summary").click()
    page.locator(".cite").get_by_role("button", name="Copy").first.click()
    assert "Reward hacking" in str(page.evaluate("navigator.clipboard.readText()"))
    page.locator("a.term").first.hover()
    expect(page.locator(CARD)).to_be_visible()
    page.get_by_role("button", name="Hide word hints").click()
    expect(page.get_by_role("button", name=re.compile("word hints$"))).to_have_count(1)
    page.go_back()
    expect(page.get_by_label("Filter the terms")).to_have_count(1)
    page.get_by_role("button", name="Colours: as the system").click()
    expect(page.get_by_role("button", name="Colours: light")).to_have_count(1)
    assert page.evaluate("window.sameWindow") is True
