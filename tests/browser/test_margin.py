"""What stands beside the text in wide windows, and how it is reached in narrow ones and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

from crawl import KINDS
from playwright.sync_api import Page, expect
from visits import DESKTOP, PHONE, Visits, faults, is_too_wide, resize, tab_to

NOTED = "difficulties/deceptive-alignment/"
CITING = "views/pessimistic/"
WIDE = (1220, DESKTOP, 1680)
# A note and citations close by; lists; citations in the essay's words; a finding; one whose picture is wide.
PAGES = (
    NOTED, CITING, "researchers/paul-christiano/", "difficulties/specification-gaming/", "findings/espionage-with-claude-code/",
    "pitfalls/just-turn-it-off/", "approaches/rlhf/", "concentration-vs-distribution/", *KINDS,
)  # fmt: skip

_BESIDE = """() => {
  const whole = (part) => !part.parentElement.closest(".beside");
  const boxes = [...document.querySelectorAll(".beside")].filter(whole).map((part) => [part, part.getBoundingClientRect()]);
  const text = [...document.querySelectorAll(".md-content__inner :is(p, li, th, td, h2, h3, svg, .card, input)")]
    .filter((part) => !part.closest(".beside")).map((part) => [part, part.getBoundingClientRect()]);
  const found = [];
  let low = -Infinity;
  for (const [part, box] of boxes) {
    const name = part.textContent.trim().slice(0, 40);
    if (!box.width) found.push(`${name}: not shown`);
    if (box.top < low) found.push(`${name}: over, or before, what the text has before it`);
    low = box.bottom - 0.5;
    if (box.right > innerWidth) found.push(`${name}: out of the window`);
    for (const [other, its] of text) {
      const is_over = its.left < box.right - 1 && its.right > box.left + 1 && its.top < box.bottom - 1 && its.bottom > box.top + 1;
      if (its.width && is_over) found.push(`${name}: over ${other.textContent.trim().slice(0, 40)}`);
    }
    const mark = part.closest("sup");
    if (mark && box.top < mark.getBoundingClientRect().top - 12) found.push(`${name}: above its sentence`);
  }
  return found;
}"""


def test_in_wide_windows_all_stands_beside_the_text_in_its_order(visit: Visits) -> None:
    def check(page: Page, _: str) -> Iterator[str]:
        for width in WIDE:
            resize(page, width)
            yield from (f"{width} px: {fault}" for fault in page.evaluate(_BESIDE))
            if is_too_wide(page):
                yield f"can be scrolled sideways at {width} px"

    visit.each(PAGES, check)


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
