"""The sheet on which a reader weighs the essay's considerations: on paper, in the address, and kept only where that was asked for."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from crawl import declared
from playwright.sync_api import Locator, Page, expect
from visits import DESKTOP, PHONE, Visits, faults, is_too_wide, wait_until

SHEET = "views/weigh/"
READY = "document.querySelector('.weigh[data-ready]')"
TITLES = [one.title for one in declared().nodes["weigh"].considerations]
LAST = "Weighing carefully beats picking a side."
STORED = "Object.entries(localStorage).map(([name, value]) => [name, JSON.parse(value)])"


def opened(visit: Visits, hash_: str = "", width: int = DESKTOP, **options: Any) -> Page:
    page = visit(SHEET + hash_, width, **options)
    wait_until(page, READY)
    return page


def weight(page: Page, title: str, value: int) -> Locator:
    return page.get_by_role("group", name=f"Your weight for {title}").get_by_role("radio", name=str(value))


def why(page: Page, title: str) -> Locator:
    return page.get_by_role("textbox", name=f"Why for {title}")


def order(page: Page) -> Locator:
    return page.locator("[data-weigh-order]")


def test_without_scripts_all_of_it_is_there_to_read_and_to_tick(visit: Visits) -> None:
    page = visit(SHEET, PHONE, java_script_enabled=False)
    assert page.locator(".weigh__one h3").all_inner_texts() == [f"{title}#" for title in TITLES]
    for title in TITLES:
        weight(page, title, 3).check()
    expect(page.locator("dt", has_text="Where they part")).to_have_count(len(TITLES))
    expect(page.locator(".weigh .essay").last).to_contain_text(LAST)
    expect(order(page)).to_contain_text("Write the five down")
    expect(page.locator(".weigh__tools")).not_to_be_visible()


@pytest.mark.parametrize(
    "filled", ["", "#weights=33400&why1=" + quote("What I have seen so far, in my own work. " * 3)]
)
def test_it_prints_as_one_page_with_scales_and_room_to_write(visit: Visits, filled: str) -> None:
    page = opened(visit, filled)
    printed = page.pdf(format="A4", prefer_css_page_size=False)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    page.emulate_media(media="print")
    for part in ("h1", ".weigh__one h3", ".weigh__words", ".weigh__moves", "[type=radio]", "textarea"):
        expect(page.locator(part).last).to_be_visible()
    for part in ("#questions-to-ask", ".brief", ".weigh__tools", ".weigh .folded"):
        expect(page.locator(part).first).not_to_be_visible()


def test_by_keyboard_a_weight_is_set_and_changed(visit: Visits) -> None:
    page = opened(visit)
    weight(page, TITLES[0], 0).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(order(page).locator("li")).to_have_text(f"2: {TITLES[0]}")
    page.keyboard.press("Tab")
    page.keyboard.type("Because")
    expect(why(page, TITLES[0])).to_have_value("Because")
    expect(page).to_have_url(re.compile(r"#weights=2----&why1=Because$"))


def test_by_touch_on_a_phone(visit: Visits) -> None:
    page = opened(visit, "", PHONE, has_touch=True)
    for title in TITLES[:2]:
        weight(page, title, 4).tap()
        expect(weight(page, title, 4)).to_be_checked()
    labels = page.locator(".weigh fieldset label").first.bounding_box()
    assert labels is not None
    assert min(labels["width"], labels["height"]) >= 24
    assert not is_too_wide(page)
    assert faults(page, ".weigh") == ""


def test_at_the_end_stand_the_weights_in_order_and_who_argues_otherwise(visit: Visits) -> None:
    page = opened(visit, "#weights=14-04")
    expect(page.locator("output")).to_have_text("Filled in from the address.")
    in_order = [f"{value}: {TITLES[place]}" for value, place in ((4, 1), (4, 4), (1, 0), (0, 3))]
    expect(order(page).locator("li")).to_have_text(in_order)
    nodes = declared().nodes
    ends = [("Against your heaviest", 1), ("Against your heaviest", 4), ("For your lightest", 3)]
    for shown, (words, place) in zip(order(page).locator("p").all(), ends, strict=True):
        one = nodes["weigh"].considerations[place]
        names = one.argued_by if "lightest" in words else one.questioned_by
        expect(shown).to_have_text(f"{words} ({one.title}): {', '.join(nodes[name].title for name in names)}")
    weight(page, TITLES[1], 0).check()
    expect(order(page).locator("p").first).to_contain_text(f"Against your heaviest ({TITLES[4]})")
    expect(page.locator(".weigh__end .essay")).to_contain_text(LAST)
    assert not re.search(r"score|verdict|you are an? ", page.locator(".weigh").inner_text(), re.IGNORECASE)


def test_the_address_brings_all_of_it_back(visit: Visits) -> None:
    page = opened(visit)
    reason = 'Übermut & "more" = 100% #1 <b>'
    weight(page, TITLES[2], 3).check()
    why(page, TITLES[2]).fill(reason)
    page.get_by_role("link", name="Questions to ask").filter(visible=True).first.click()
    expect(page).to_have_url(re.compile("#weights=--3--&why3="))
    expect(page.locator("#questions-to-ask")).to_be_in_viewport()
    expect(why(page, TITLES[2])).to_have_value(reason)
    address = page.url
    again = opened(visit, address.removeprefix(visit.address + SHEET))
    expect(weight(again, TITLES[2], 3)).to_be_checked()
    expect(why(again, TITLES[2])).to_have_value(reason)
    assert again.evaluate(STORED) == []


@pytest.mark.parametrize(
    "hash_",
    [
        "#weights=9x%00-4444444&why1=" + quote("<img src=x onerror=alert(1)>\u202e\x00") + "&why2=" + "y" * 5000,
        "#weights&why1=%E0%A4%A&__proto__=1&weights=44444",
        "#why1=alone",
        "#weights=" + "4" * 100_000,
    ],
)
def test_an_address_of_others_does_no_harm(visit: Visits, hash_: str) -> None:
    page = opened(visit, hash_)
    expect(page.locator(".weigh img, .weigh script")).to_have_count(0)
    for title in TITLES:
        said = why(page, title).input_value()
        assert len(said) <= 200
        assert "\u202e" not in said
    assert page.evaluate(STORED) == []
    weight(page, TITLES[0], 1).check()
    assert len(page.url) < 10_000
    expect(order(page).locator("li", has_text=TITLES[0])).to_have_text(f"1: {TITLES[0]}")


def test_it_is_kept_only_if_asked_until_it_is_erased(visit: Visits) -> None:
    page = opened(visit)
    weight(page, TITLES[0], 2).check()
    assert page.evaluate(STORED) == []
    page.get_by_role("checkbox", name="Keep in this browser").check()
    why(page, TITLES[0]).fill("Mine")
    kept = [[f"{urlsplit(visit.address).path}.weights", "weights=2----&why1=Mine"]]
    assert page.evaluate(STORED) == kept
    page = opened(visit, "#weights=4----")
    expect(page.locator("output")).to_have_text("Filled in from the address. What this browser keeps is as it was.")
    weight(page, TITLES[0], 3).check()
    assert page.evaluate(STORED) == kept
    page = opened(visit)
    expect(why(page, TITLES[0])).to_have_value("Mine")
    page.get_by_role("button", name="Erase").click()
    assert page.evaluate(STORED) == []
    expect(why(page, TITLES[0])).to_have_value("")
    expect(page.locator(".weigh :checked")).to_have_count(0)
    expect(page).to_have_url(visit.address + SHEET)


def test_it_is_copied_as_text_and_as_a_link(visit: Visits) -> None:
    page = opened(visit, "#weights=1---4&why5=So", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy as text").click()
    expect(page.locator("output")).to_have_text("Copied.")
    text = str(page.evaluate("navigator.clipboard.readText()"))
    words = page.locator(".weigh__words").all_inner_texts()
    assert f"{TITLES[0]}: 1\n{words[0]}\n\n{TITLES[1]}: -\n" in text
    assert f"{TITLES[4]}: 4\n{words[4]}\nWhy: So\n\n{LAST}\n\n{page.url}" in text
    page.get_by_role("button", name="Copy the link").click()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="Copy as text").click()
    expect(page.locator("output")).to_have_text(f"Not copied, because the browser does not allow it:\n{text}")
