"""The theme's style sheet, less what no page can use: every page looks as it does with the whole sheet."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from crawl import KINDS
from essaysite.styles import UsedClasses, used_rules, without_comments
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.exceptions import Abort
from mkdocs.utils import get_theme_dir
from playwright.sync_api import Page, Route
from project import Project
from visits import DESKTOP, PHONE, READY, Visits, settle, wait_until

WHOLE = next(Path(get_theme_dir("material")).glob("assets/stylesheets/main.*.min.css"))


class _All(frozenset[str]):
    def __contains__(self, _: object) -> bool:
        return True


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".a{x:1}.b{x:2}", ".a{x:1}"),
        (".a,.b,p{x:1}", ".a,p{x:1}"),
        (".a .b{x:1}.a>p{x:2}", ".a>p{x:2}"),
        (".a:not(.b){x:1}:is(.b,.c) p{x:2}", ".a:not(.b){x:1}:is(.b,.c) p{x:2}"),
        ("@media print{.b{x:1}}@media print{.a{x:1}.b{x:2}}", "@media print{.a{x:1}}"),
        ("@media print{@supports (x:1){.a{x:1}.b{x:2}}}", "@media print{@supports (x:1){.a{x:1}}}"),
        ("@keyframes b{0%{x:1}to{x:2}}@font-face{x:1}", "@keyframes b{0%{x:1}to{x:2}}@font-face{x:1}"),
        ('@charset "UTF-8";.b{x:1}.a{x:"}.b{"}', '@charset "UTF-8";.a{x:"}.b{"}'),
        ('.a[title="x,.b"]{x:1}.b[title=","],p{x:2}', '.a[title="x,.b"]{x:1}p{x:2}'),
        ("[dir=ltr] .a{x:1}[dir=rtl] .a{x:2}", "[dir=ltr] .a{x:1}"),
        (":root{--one:1;--two:2}.a{x:var(--one)}", ":root{--one:1;}.a{x:var(--one)}"),
        (":root{--one:var(--two);--two:2}.a{x:1}", ".a{x:1}"),
        (""":root{--i:url('data:image/svg+xml;charset=utf-8,<svg/>')}.b{x:var(--i)}.a{x:1}""", ".a{x:1}"),
    ],
)
def test_what_cannot_apply_goes(css: str, left: str) -> None:
    assert used_rules(css, {"a"}) == left


def test_a_variable_that_another_file_names_stays() -> None:
    css = ":root{--one:1;--two:2}"
    assert used_rules(css, (), ["p{x:var(--one)}", 'set("--two")']) == css
    assert used_rules(css, (), ["--one: 3; x: --onetwo"]) == ""


def test_the_classes_of_pages_count_and_those_that_scripts_may_add() -> None:
    used = UsedClasses()
    used.note('<p class="one two-part">…<b class="three">')
    used.note("<p>nothing</p><p\nclass='four'>")
    found = used.with_scripts(["""h("md-new",{class:'two-other four'});`one__x ${five}`"""])
    assert found == {"one", "two-part", "three", "four", "md-new", "two-other", "one__x"}


@given(
    st.lists(st.sampled_from([".a", ".b", "p", ",", "{", "}", ";", "x:1", '"', "'", "@media print", "(", ")", "--v:1"]))
)
def test_nothing_breaks_it_and_nothing_is_invented(pieces: list[str]) -> None:
    css = "".join(pieces)
    left = iter(css)
    assert all(character in left for character in used_rules(css, {"a"}))


def test_where_every_class_is_used_only_the_other_direction_and_unused_variables_go() -> None:
    whole = WHOLE.read_text(encoding="utf-8")
    left = used_rules(whole, _All())
    gone = [rule for rule in re.findall(r"[^{}]+\{[^{}]*\}", whole) if rule not in left]
    assert len(gone) > 50
    assert [rule for rule in gone if "[dir=rtl]" not in rule and "--" not in rule] == []


def test_comments_and_indents_go_and_strings_stay() -> None:
    css = '/* one */\np {\n  x: "/* two */";\n\n\n  y: 1;\n}\n'
    assert without_comments(css) == '\np {\nx: "/* two */";\ny: 1;\n}\n'


def test_a_style_of_another_host_is_left_to_it(tmp_path: Path) -> None:
    address = "https://example.org/a.css"
    project = Project(tmp_path, settings={"extra_css": [address]})
    project.page("x.md")
    assert project.build() == []
    assert address in project.html("x")


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"extra_css": ["assets/sit.css"]}, "assets/sit.css"),
        ({"extra_javascript": [{"path": "a.js", "type": "module"}]}, "gone.js"),
    ],
)
def test_a_style_or_module_that_is_not_there_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, settings: dict[str, Any], named: str
) -> None:
    project = Project(tmp_path, settings=settings)
    project.page("x.md")
    project.write("a.js", 'import "./gone.js";\n')
    with pytest.raises(Abort):
        project.build()
    remedy = "correct what names it: mkdocs.yml, or the module that imports it"
    assert caplog.messages[-1] == f"{named}: no such file below docs/ or overrides/; {remedy}"


def test_most_of_the_sheet_goes(site: Path) -> None:
    left = (site / "assets" / "stylesheets" / WHOLE.name).stat().st_size
    assert left < WHOLE.stat().st_size / 2


# Every element and pseudo-element with its computed style; the styles are many times the same.
_STYLES = """() => {
  const styles = new Map();
  const number = (text) => styles.get(text) ?? (styles.set(text, styles.size), styles.size - 1);
  // Chromium now and then tells a margin that is "auto" as 0.
  const names = [...getComputedStyle(document.body)].filter((name) => !/^(--|margin-)/.test(name));
  const elements = [];
  for (const element of document.querySelectorAll("body, body *")) for (const part of ["", "::before", "::after"]) {
    const style = getComputedStyle(element, part || null);
    if (part && style.content === "none") continue;
    const text = names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("\\n");
    elements.push([`${element.localName}.${element.className}${part}`, number(text)]);
  }
  return { elements, styles: [...styles.keys()] };
}"""


def _styles(page: Page) -> list[tuple[str, str]]:
    """Return each element of a page with its computed style, once nothing moves any more."""
    page.wait_for_load_state("networkidle")
    settle(page)
    found = page.evaluate(_STYLES)
    return [(name, found["styles"][number]) for name, number in found["elements"]]


def _looks(page: Page, width: int) -> dict[str, list[tuple[str, str]]]:
    """Return the styles of a page as it stands, with its search open, and on a phone with its menu open.

    Both open by keyboard, since a pointer would rest on the button, and be noticed there now or only a moment later.
    """
    looks = {"page": _styles(page)}
    if width == PHONE:
        page.get_by_role("button", name="Menu").press("Enter")
        wait_until(page, "document.getElementById('__drawer').checked")
        looks["menu"] = _styles(page)
        page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("reward")
    page.wait_for_selector(".search__option")
    looks["search"] = _styles(page)
    return looks


def _differences(ours: list[tuple[str, str]], whole: list[tuple[str, str]]) -> list[str]:
    assert [name for name, _ in ours] == [name for name, _ in whole]
    return [
        f"{name} has {' '.join(sorted(set(one.splitlines()) ^ set(other.splitlines())))}"
        for (name, one), (_, other) in zip(ours, whole, strict=True)
        if one != other
    ]


# Those with parts of their own; long lists only repeat them.
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("url", [url for url in KINDS if url not in ("references/", "glossary/", "about/source/")])
def test_a_page_looks_as_with_the_whole_sheet(visit: Visits, url: str, width: int) -> None:
    ours = _looks(visit(url, width, reduced_motion="reduce"), width)

    def answer(route: Route) -> None:
        route.fulfill(path=WHOLE, content_type="text/css")

    window = visit.window(width, reduced_motion="reduce")
    window.route(f"**/{WHOLE.name}", answer)
    page = window.new_page()
    page.goto(visit.address + url)
    page.wait_for_selector(READY)
    whole = _looks(page, width)
    for name, styles in ours.items():
        assert _differences(styles, whole[name])[:3] == [], name
    visit.problems[:] = [problem for problem in visit.problems if "404" not in problem]
