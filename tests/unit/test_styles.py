"""The theme's style sheet, less what no page can use: which rules stay."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from essaysite.styles import UsedClasses, used_rules, without_comments
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils import get_theme_dir

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
    assert gone
    assert [rule for rule in gone if "[dir=rtl]" not in rule and "--" not in rule] == []


def test_comments_and_indents_go_and_strings_stay() -> None:
    css = '/* one */\np {\n  x: "/* two */";\n\n\n  y: 1;\n}\n'
    assert without_comments(css) == '\np {\nx: "/* two */";\ny: 1;\n}\n'
