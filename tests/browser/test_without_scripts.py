"""With scripts off: every kind of page shows its content, the navigation works, and nothing is offered that would not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawl import KINDS, NO_SUCH_PAGE, address_of, declared
from essaysite.publish.typography import curled_text
from playwright.sync_api import Page, expect
from visits import DESKTOP, HEIGHT, LIGHTEST_DARK, PHONE, Visits, brightness, is_too_wide

GRAPH = declared()
NODES = {address_of(node.path): node for node in GRAPH.nodes.values()}


def plain(visit: Visits, url: str, width: int = DESKTOP, **options: Any) -> Page:
    """Return a page in a window in which no script runs."""
    return visit(url, width, java_script_enabled=False, **options)


def whole(page: Page, url: str) -> Iterator[str]:
    """Check that a page's content is there, and that nothing is offered that needs scripts."""
    content = page.locator(".md-content__inner")
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        expect(page.locator(".md-content h1")).to_be_visible()
        if is_too_wide(page):
            yield f"can be scrolled sideways at {width} px"
        dead = page.locator("button, input:not(.md-toggle), select, [role=button]")
        for control in dead.filter(visible=True).all():
            yield f"offers at {width} px: {control.evaluate('control => control.outerHTML')[:120]}"
    if not all(content.locator("img").evaluate_all("images => images.map((image) => image.naturalWidth)")):
        yield "a picture is missing"
    if url in NODES and NODES[url].kind.name != "page":
        # A term's text may open with its summary instead; a citation mark stands before the stop then.
        brief = NODES[url].brief
        said = content.get_by_text(curled_text(brief.what if brief else NODES[url].summary).rstrip("."))
        expect(said.filter(visible=True)).to_have_count(1)


def test_a_page_of_each_kind_is_whole_and_offers_nothing_dead(visit: Visits) -> None:
    visit.each(KINDS, whole, java_script_enabled=False)


def test_navigation_works_on_a_desktop(visit: Visits) -> None:
    page = plain(visit, "")
    navigation = page.get_by_role("navigation", name="Navigation")
    for title in ("Two Layers", "Inner alignment", "Glossary", "References"):
        navigation.get_by_role("link", name=title, exact=True).click()
        expect(page.locator(".md-content h1")).to_have_text(title)
    page.locator("a.md-footer__link--next").click()
    expect(page.locator(".md-content h1")).not_to_have_text("References")


def test_the_menu_works_on_a_phone(visit: Visits) -> None:
    """Through its checkbox."""
    page = plain(visit, "pitfalls/smarter-means-wiser/", PHONE)
    link = page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Glossary")
    expect(link).not_to_be_in_viewport()
    page.locator("label.md-header__button[for=__drawer]").click()
    link.click()
    expect(page.locator(".md-content h1")).to_have_text("Glossary")
    expect(page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Home")).not_to_be_in_viewport()


def test_the_glossary_is_a_whole_list(visit: Visits) -> None:
    page = plain(visit, "glossary/", PHONE)
    entries = page.locator("[data-filter-item]")
    terms = [node for node in GRAPH.nodes.values() if node.kind.name in ("term", "concept", "approach")]
    assert entries.count() == len(terms)
    expect(entries.filter(visible=True)).to_have_count(len(terms))
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="R", exact=True).click()
    expect(page.locator("#letter-r")).to_be_in_viewport()


def test_the_references_are_a_whole_list(visit: Visits) -> None:
    page = plain(visit, "references/", PHONE)
    works = page.locator(".work")
    assert works.count() > 0
    assert works.filter(visible=True).count() == works.count()
    work = works.filter(has=page.locator(".work__cited")).first
    work.locator(".work__cited summary").click()
    expect(work.locator(".work__cited a").first).to_be_visible()
    assert work.get_by_role("link", name="BibTeX").evaluate("link => link.href") == f"{visit.address}references.bib"


def test_terms_and_references_are_plain_links(visit: Visits) -> None:
    page = plain(visit, "pitfalls/smarter-means-wiser/")
    term = page.locator("a.term").first
    target = NODES[str(term.evaluate("a => a.href")).removeprefix(visit.address)]
    term.click()
    expect(page.locator(".md-content h1")).to_have_text(target.title)
    page.go_back()
    mark = page.locator("a.footnote-ref").first
    key = str(mark.get_attribute("href")).partition("#fn:")[2]
    mark.click()
    note = page.locator(f"[id='fn:{key}']")
    expect(note).to_be_in_viewport()
    note.get_by_role("link", name="In the bibliography").click()
    expect(page.locator(f"[id='{key.lower()}']")).to_be_in_viewport()


def test_colours_follow_the_system(visit: Visits) -> None:
    page = plain(visit, "pitfalls/smarter-means-wiser/", color_scheme="dark")
    assert brightness(page) < LIGHTEST_DARK
    page.emulate_media(color_scheme="light")
    assert brightness(page) > 255 - LIGHTEST_DARK


def test_the_page_for_lost_readers_has_its_ways_in(visit: Visits) -> None:
    page = plain(visit, NO_SUCH_PAGE)
    page.locator(".md-content").get_by_role("link", name="Glossary").click()
    expect(page.locator(".md-content h1")).to_have_text("Glossary")
