"""Pictures in a browser: what is a link in them leads on, by pointer and keyboard, and can be passed over."""

from __future__ import annotations

import re
from typing import Any

import pytest
from essaysite.generate.pictures.boat import Race, flip, values
from essaysite.generate.pictures.draws import candidates, heavy, medium, normal
from essaysite.generate.pictures.layers import DOORS, STREETS
from essaysite.generate.pictures.oversight import judged
from playwright.sync_api import expect
from visits import PHONE, Visits, faults, focused, follow, ready

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
    title = " ".join(spot.locator("tspan:not(.map-note)").all_text_contents())
    spot.tap()
    expect(page.locator(HEADING)).to_have_text(" ".join(title.split()))


def test_sliders_run_the_formula_of_the_build(visit: Visits) -> None:
    page = visit("start/")
    stands = visit("difficulties/scalable-oversight-problem/", java_script_enabled=False)
    built = stands.locator("[data-part=shared]").get_attribute("d")
    follow(page, page.locator(".menu").get_by_role("link", name="Why This Is Hard", exact=False))
    follow(page, page.locator(".md-content").get_by_role("link", name="The scalable oversight problem").first)
    curve = page.locator("[data-part=shared]")
    shared = page.get_by_role("slider", name="err or succeed together")
    expect(shared).to_have_attribute("aria-valuetext", "30% of cases")
    expect(curve).to_have_attribute("d", str(built))
    shared.press("Home")
    assert curve.get_attribute("d") == page.locator("[data-part=apart]").get_attribute("d")
    page.get_by_role("slider", name="A check is right in").fill("0.8")
    page.get_by_role("slider", name="Checks", exact=True).fill("5")
    expected = f"{judged(5, 0.8, 0):.1%}"
    expect(page.locator(".picture__controls output")).to_contain_text(f"in {expected} of cases")
    shared.fill("0.5")
    expect(page.locator(".picture__controls output")).to_contain_text(f"in {judged(5, 0.8, 0.5):.1%} where")
    assert faults(page, "#picture-oversight") == ""


def test_a_slider_moves_by_touch(visit: Visits) -> None:
    page = visit("difficulties/scalable-oversight-problem/", PHONE, has_touch=True)
    slider = page.get_by_role("slider", name="A check is right in")
    box = slider.bounding_box()
    assert box is not None
    slider.tap(position={"x": box["width"] - 3, "y": box["height"] / 2})
    expect(slider).to_have_attribute("aria-valuetext", "95% of cases")


def test_the_race_in_the_page_is_the_one_of_the_build(visit: Visits) -> None:
    page = visit("difficulties/specification-gaming/")
    says = page.locator("#picture-boat output")
    expect(says).to_contain_text(f"From a bonus of {flip():.2f} on")
    expect(says).to_contain_text("circles for ever")
    page.get_by_role("slider", name="Steps until the target").fill("12")
    expect(says).to_contain_text(f"From a bonus of {flip(respawn=12):.2f} on")
    page.get_by_role("slider", name="Each step further").fill("0.9")
    page.get_by_role("slider", name="Bonus").fill("1")
    worth = values(Race(1, 0.9, 12))
    expect(says).to_contain_text(f"finishing is worth {worth['finish']:.1f}, circling {worth['circle']:.1f}")
    assert faults(page, "#picture-boat") == ""


def test_the_draws_in_the_page_are_those_of_the_build(visit: Visits) -> None:
    page = visit("difficulties/goodharts-law/", PHONE)
    says = page.locator("#picture-draws output")
    tail = page.get_by_role("slider", name="Tail of the lower error")
    for step, quantile in enumerate((normal, medium, heavy)):
        tail.fill(str(step))
        expect(says).to_contain_text(f"and {max(candidates(quantile))[1]:.1f} with")
    page.get_by_role("slider", name="Candidates").fill("200")
    expect(page.locator("[data-part=dots-a] circle")).to_have_count(200)
    expect(says).to_contain_text(f"is worth {max(candidates(normal, 200))[1]:.1f} with normal error")
    assert faults(page, "#picture-draws") == ""


def test_the_streets_in_the_page_are_those_of_the_build(visit: Visits) -> None:
    page = visit("layers/", PHONE, has_touch=True)
    stands = visit("layers/", PHONE, java_script_enabled=False).locator("#picture-layers svg")
    expect(stands.locator("[data-part=red-new] .pic-dot")).to_have_count(STREETS // DOORS)
    says = page.locator("#picture-layers output")
    expect(says).to_contain_text("the two rules earn the same")
    elsewhere = page.get_by_role("slider", name="behind another door")
    read = page.get_by_role("slider", name="can read who lives where")
    read.press("ArrowLeft")
    expect(says).to_contain_text("the red door earns more, though the reward is right")
    box = elsewhere.bounding_box()
    assert box is not None
    elsewhere.tap(position={"x": box["width"] / 2, "y": box["height"] / 2})
    expect(says).to_contain_text(
        "finding the person earns more: 9 for the person, 5 for the red door. On new streets they earn 9 and 2"
    )
    for part, count in (("person-training", 9), ("person-new", 9), ("red-training", 5), ("red-new", 2)):
        expect(page.locator(f"[data-part={part}] .pic-dot")).to_have_count(count)
    assert faults(page, "#picture-layers") == ""


@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_words_and_lines_stand_out(visit: Visits, scheme: Any) -> None:
    """Words 4.5 to 1 against the paper, and what is drawn 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11); the grid only helps."""
    options: dict[str, Any] = {"forced_colors": "active"} if scheme == "forced" else {"color_scheme": scheme}
    page = visit("", **options)
    for url in (
        "findings/",
        "map/",
        "approaches/rlhf/",
        "layers/",
        "difficulties/scalable-oversight-problem/",
        "difficulties/goodharts-law/",
        "difficulties/specification-gaming/",
    ):
        page.goto(visit.address + url)
        ready(page)
        assert page.evaluate(_FAINT) == [], url


_FAINT = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const paint = (...colours) => {
    canvas.globalAlpha = 1;
    for (const [colour, alpha] of colours) {
      canvas.globalAlpha = alpha;
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    const light = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
  };
  const paper = getComputedStyle(document.body).backgroundColor;
  const faint = [];
  for (const part of document.querySelectorAll(".picture svg :is(text, tspan, circle, rect, path:not(.pic-grid))")) {
    if (!part.checkVisibility() || part.closest("[aria-hidden] ~ * use")) continue;
    const style = getComputedStyle(part);
    const isText = part.matches("text, tspan");
    const colour = part.matches("path, rect") ? style.stroke : style.fill;
    if (colour === "none") continue;
    const group = part.closest(".map-line");
    const under = part.matches(".pic-on") ? getComputedStyle(part.previousElementSibling).fill : paper;
    const own = paint([paper, 1], [colour, group ? Number(getComputedStyle(group).opacity) : 1]);
    const [low, high] = [own, paint([under, 1])].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < (isText ? 4.5 : 3)) faint.push(`${part.localName}.${part.className.baseVal} ${colour} ${ratio.toFixed(2)}`);
  }
  return [...new Set(faint)];
}"""
