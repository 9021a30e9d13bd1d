"""What readers do on a page: look at a term, follow a reference, choose marks and colours, filter, jump, copy, get lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from crawl import address_of, declared
from essaysite.read.model import Node
from playwright.sync_api import Locator, Page, expect
from visits import LIGHTEST_DARK, PHONE, Visits, brightness, faults, follow, settle, tab_to, wait_until

PITFALL = "pitfalls/science-fiction/"
CARD = ".md-tooltip2--active"
BY_ADDRESS = {address_of(node.path): node for node in declared().nodes.values()}
HEADING = ".md-content h1"


@pytest.fixture
def term(visit: Visits) -> Callable[..., tuple[Page, Locator, Node]]:
    """Opens a page; returns it, its first term link, and the page to which that leads."""

    def look(**options: Any) -> tuple[Page, Locator, Node]:
        page = visit(PITFALL, **options)
        link = page.locator("a.term").first
        return page, link, BY_ADDRESS[cast("str", link.evaluate("a => a.href")).removeprefix(visit.address)]

    return look


Term = Callable[..., tuple[Page, Locator, Node]]


def test_a_term_shows_its_card_to_the_mouse(term: Term) -> None:
    page, link, target = term()
    link.hover()
    expect(page.locator(CARD)).to_contain_text(target.title)
    expect(page.locator(CARD)).to_contain_text(target.summary)
    assert faults(page) == ""
    page.mouse.move(0, 0)
    expect(page.locator(CARD)).to_have_count(0)


def test_a_term_shows_its_card_to_the_keyboard_and_escape_closes_it(term: Term) -> None:
    page, link, target = term()
    tab_to(page, link)
    expect(page.locator(CARD)).to_contain_text(target.summary)
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).not_to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(HEADING)).to_have_text(target.title)


def test_escape_closes_the_card_under_the_mouse(term: Term) -> None:
    page, link, target = term()
    link.hover()
    expect(page.locator(CARD)).to_contain_text(target.summary)
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).not_to_be_visible()


def test_cards_stay_on_a_phones_screen(term: Term) -> None:
    page, _, _ = term(width=PHONE)
    for link in page.locator("a.term").all():
        link.hover()
        card = page.locator(CARD)
        expect(card).to_be_visible()
        settle(page)
        box = card.locator(".md-tooltip2__inner").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE
        page.keyboard.press("Escape")
        page.mouse.move(0, 0)
        expect(page.locator(CARD)).to_have_count(0)


def test_a_tap_follows_a_term(term: Term) -> None:
    page, link, target = term(width=PHONE, has_touch=True, is_mobile=True)
    link.tap()
    expect(page.locator(HEADING)).to_have_text(target.title)


def test_a_reference_leads_to_its_entry_and_back(visit: Visits) -> None:
    page = visit(PITFALL)
    mark = page.locator("a.footnote-ref").first
    key = str(mark.get_attribute("href")).partition("#fn:")[2]
    text = page.locator(f"[id='fn:{key}'] p").inner_text().split(". ")[1]
    mark.hover()
    expect(page.locator(CARD)).to_contain_text(text)
    settle(page)
    page.locator(CARD).get_by_role("link", name="In the bibliography").click()
    entry = page.locator(f"[id='{key.lower()}']")
    expect(entry).to_contain_text(text)
    expect(entry).to_be_in_viewport()
    expect(page).to_have_url(f"{visit.address}references/#{key.lower()}")
    title = BY_ADDRESS[PITFALL].title
    entry.locator(".work__cited summary").click()
    entry.locator(".work__cited").get_by_role("link", name=title, exact=True).click()
    expect(page.locator(HEADING)).to_have_text(title)


def test_a_reference_shows_itself_to_the_keyboard(visit: Visits) -> None:
    page = visit(PITFALL)
    mark = page.locator("a.footnote-ref").first
    tab_to(page, mark)
    expect(page.locator(CARD)).to_contain_text("In the bibliography")
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).not_to_be_visible()


def test_marks_of_terms_go_and_stay_away(visit: Visits) -> None:
    page = visit(PITFALL)
    assert page.evaluate("getComputedStyle(document.querySelector('a.term')).borderBottomStyle") == "none"
    line = "getComputedStyle(document.querySelector('a.term')).textDecorationLine"
    assert page.evaluate(line) == "underline"
    page.get_by_role("button", name="Hide term marks").click()
    assert page.evaluate(line) == "none"
    follow(page, page.locator(".page-head__answers a").first)
    assert page.evaluate(line) == "none"
    page.reload()
    page.get_by_role("button", name="Show term marks").click()
    assert page.evaluate(line) == "underline"
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(page.get_by_role("button", name="Hide term marks")).to_be_visible()
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


@pytest.mark.parametrize("own", ["slate", '"slate"', '"toString"', "null", "{", '["dark"]'])
def test_what_another_site_of_the_host_keeps_is_no_choice_here(visit: Visits, own: str) -> None:
    """All sites of one host share their storage: under other names stands what is not ours, and under ours anything."""
    page = visit(PITFALL, color_scheme="light")
    scope = urlsplit(visit.address).path
    for name, others in (("colours", "dark"), ("term-marks", "off")):
        kept = {name: others, f"/another/.{name}": json.dumps(others), f"{scope}.{name}": own}
        page.evaluate("kept => Object.assign(localStorage, kept)", kept)
    page.reload()
    button = page.get_by_role("button", name="Colours: ")
    expect(button).to_have_accessible_name("Colours: as the system. Switch to light")
    expect(button.locator("[data-colours-state=system]")).to_be_visible()
    expect(page.get_by_role("button", name="Hide term marks")).to_be_visible()
    assert brightness(page) > LIGHTEST_DARK


def test_the_glossary_filters_as_one_types(visit: Visits) -> None:
    check_glossary(visit("glossary/"))


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


@pytest.mark.parametrize(("choice", "facts"), [("Researcher", ".work__people"), ("Topic", ".work__cited")])
def test_references_filter_by_choice(visit: Visits, choice: str, facts: str) -> None:
    page = visit("references/")
    works = page.locator(".work")
    everything = works.count()
    options = page.get_by_label(choice).locator("option").all_inner_texts()[1:]
    for option in (options[0], options[-1]):
        page.get_by_label(choice).select_option(label=option)
        shown = works.filter(visible=True)
        assert 0 < shown.count() < everything
        assert shown.filter(has=page.locator(facts).get_by_text(option)).count() == shown.count()
        links = page.locator(facts).get_by_role("link", name=option, exact=True, include_hidden=True)
        assert works.filter(has=links).count() == shown.count()
        expect(page.locator("form.filter output")).to_have_text(f"{shown.count()} of {everything}")


def test_references_filter_by_text_and_choice_together(visit: Visits) -> None:
    page = visit("references/")
    shown = page.locator(".work").filter(visible=True)
    page.get_by_label("Filter the references").fill("christiano 2017")
    by_text = shown.count()
    assert by_text > 0
    page.get_by_label("Researcher").select_option(label="Stuart Russell")
    expect(shown).to_have_count(0)
    expect(page.locator("form.filter output")).to_have_text("Nothing fits: try fewer letters or set Researcher to All.")
    page.get_by_label("Filter the references").fill("qqqq")
    expect(page.locator("form.filter output")).to_have_text("Nothing fits: try fewer letters.")
    page.get_by_label("Filter the references").fill("christiano 2017")
    page.get_by_label("Researcher").select_option(label="All")
    expect(shown).to_have_count(by_text)


def test_letters_jump_to_their_terms(visit: Visits) -> None:
    page = visit("glossary/", width=PHONE)
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="S", exact=True).click()
    expect(page).to_have_url(re.compile("#letter-s$"))
    heading = page.locator("#letter-s")
    expect(heading).to_be_in_viewport()
    top, header = heading.bounding_box(), page.locator(".md-header").bounding_box()
    assert top is not None
    assert header is not None
    wait_until(page, "document.getElementById('letter-s').getBoundingClientRect().top < 200")
    assert header["height"] <= top["y"]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("difficulties/goodhart-law/", "goodharts-law"),
        ("pitfals/just-turn-it-of", "just-turn-it-off"),
        ("glosary/reward-hackin.html", "reward-hacking"),
        ("interpretabilty/", "interpretability"),
    ],
)
def test_a_lost_reader_is_offered_near_pages(visit: Visits, asked: str, meant: str) -> None:
    page = visit(asked)
    node = declared().nodes[meant]
    near = page.locator("#near-matches a")
    expect(near.first).to_have_text(node.title)
    follow(page, near.first)
    expect(page).to_have_url(visit.address + address_of(node.path))
    visit.problems[:] = [problem for problem in visit.problems if asked not in problem]


@pytest.mark.parametrize(
    ("event", "spoil"),
    [
        ("requestfinished", lambda route: route.fulfill(status=500, body="Later.")),
        ("requestfinished", lambda route: route.fulfill(body="no JSON")),
        ("requestfailed", lambda route: route.abort()),
    ],
    ids=["an error", "no JSON", "nothing"],
)
def test_without_the_list_of_pages_the_page_for_the_lost_stays_as_it_is(visit: Visits, event: Any, spoil: Any) -> None:
    context = visit.window()
    context.route("**/graph.json", spoil)
    page = context.new_page()
    with page.expect_event(event, lambda request: request.url.endswith("/graph.json")):
        page.goto(f"{visit.address}pitfals/just-turn-it-of/")
    settle(page)
    expect(page.locator("#near-matches > *")).to_have_count(0)
    expect(page.locator(".md-content a", has_text="Where to start")).to_be_visible()
    visit.problems[:] = [problem for problem in visit.problems if "Failed to load resource" not in problem]


def test_a_reader_lost_far_away_is_offered_the_ways_in(visit: Visits) -> None:
    page = visit("zzzzzzzzzzzz/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#near-matches a")).to_have_count(0)
    expect(page.locator(".md-content a", has_text="Where to start")).to_be_visible()
    visit.problems[:] = [problem for problem in visit.problems if "zzzzzzzzzzzz" not in problem]


def test_copying(visit: Visits) -> None:
    """Citations, BibTeX, and the address of a heading."""
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
    page.locator("h2#evidence .headerlink").click()
    expect(said(page)).to_have_text("Link copied")
    expect(page.locator("h2#evidence .said")).to_have_text("Link copied")
    assert page.evaluate(copied) == f"{visit.address}{PITFALL}#evidence"


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
    heading = page.locator("h2#evidence")
    heading.locator(".headerlink").click()
    expect(said(page)).to_have_text(f"{DENIED}The address bar has the link.")
    expect(page).to_have_url(f"{visit.address}{PITFALL}#evidence")
    expect(heading).to_be_in_viewport()
    expect(heading).to_have_accessible_name(re.compile("^Evidence"))


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
    page.get_by_role("button", name="Hide term marks").click()
    expect(page.get_by_role("button", name=re.compile("term marks$"))).to_have_count(1)
    page.go_back()
    expect(page.get_by_label("Filter the terms")).to_have_count(1)
    page.get_by_role("button", name="Colours: as the system").click()
    expect(page.get_by_role("button", name="Colours: light")).to_have_count(1)
    assert page.evaluate("window.sameWindow") is True
