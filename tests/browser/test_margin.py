"""What stands beside the text in wide windows, and how it is reached in narrow ones and without scripts."""

from __future__ import annotations

from playwright.sync_api import expect
from visits import DESKTOP, PHONE, Visits, faults, resize, tab_to

NOTED = "difficulties/deceptive-alignment/"
CITING = "views/pessimistic/"


def test_the_margin_needs_no_script(visit: Visits) -> None:
    page = visit(NOTED, java_script_enabled=False)
    note, essay = page.locator(".admonition.beside"), page.locator(".essay").first
    expect(note).to_contain_text("Editor\u2019s note")
    sizes = [part.bounding_box() for part in (note, essay)]
    assert sizes[0]
    assert sizes[1]
    assert sizes[0]["x"] > sizes[1]["x"] + sizes[1]["width"]
    assert abs(sizes[0]["y"] - sizes[1]["y"]) < 10
    expect(page.locator(".notes, .note-ref").filter(visible=True)).to_have_count(0)


def test_a_name_in_the_margin_is_a_link_that_only_the_eye_meets(visit: Visits) -> None:
    page = visit(CITING)
    name = page.locator("sup > a.beside").first
    name.hover()
    expect(page.locator(".md-tooltip2--active")).to_contain_text("In the bibliography")
    page.mouse.move(0, 0)
    assert faults(page, "article") == ""
    page.locator("article").evaluate(
        "article => getSelection().selectAllChildren(article.querySelector('p:has(.beside)'))"
    )
    assert name.inner_text() not in page.evaluate("getSelection().toString()")
    mark = page.locator("sup > a.footnote-ref:not(.beside)").first
    tab_to(page, mark)
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('.beside')")


def test_the_contents_are_in_the_menu_where_the_margin_takes_their_place(visit: Visits) -> None:
    for address in (NOTED, "findings/sleeper-agents/"):
        page = visit(address)
        headings = page.locator("article h2[id]")
        contents = page.get_by_role("navigation", name="Navigation").get_by_label("On this page")
        expect(contents.get_by_role("link")).to_have_count(headings.count())
        contents.get_by_role("link").nth(1).click()
        expect(headings.nth(1)).to_be_in_viewport()
        expect(contents.locator(".md-nav__link--active")).to_have_count(1)
        for width in (1100, DESKTOP):
            resize(page, width)
            places = page.locator(".contents, .md-sidebar--primary .menu__contents").filter(visible=True)
            expect(places).to_have_count(1)


def test_without_room_and_scripts_a_note_is_a_link_to_the_end_and_back(visit: Visits) -> None:
    page = visit(NOTED, PHONE, java_script_enabled=False)
    expect(page.locator(".beside").filter(visible=True)).to_have_count(0)
    mark = page.locator(".note-ref")
    mark.click()
    note = page.locator(".notes .admonition")
    expect(note).to_be_in_viewport()
    note.get_by_role("link", name="Back to the text").click()
    expect(mark).to_be_in_viewport()


def test_an_address_of_a_note_leads_to_it_where_there_is_a_margin_too(visit: Visits) -> None:
    page = visit(f"{NOTED}#editors-note-1", java_script_enabled=False)
    note = page.locator(".notes .admonition")
    expect(note).to_be_in_viewport()
    note.get_by_role("link", name="Back to the text").click()
    expect(page.locator(".essay").first).to_be_in_viewport()


def test_a_link_back_from_a_reference_has_a_name(visit: Visits) -> None:
    page = visit(CITING)
    expect(page.get_by_role("link", name="Jump back to footnote 1 in the text").first).to_have_text("↩")


def test_paper_has_the_notes_at_the_foot(visit: Visits) -> None:
    page = visit(NOTED)
    page.emulate_media(media="print")
    expect(page.locator(".beside").filter(visible=True)).to_have_count(0)
    foot = page.locator(".notes .admonition")
    expect(foot).to_be_visible()
    expect(foot.get_by_role("link", name="Back to the text")).not_to_be_visible()
    assert page.evaluate(
        "document.querySelector('.notes').getBoundingClientRect().top > document.querySelector('.panel').getBoundingClientRect().top"
    )
