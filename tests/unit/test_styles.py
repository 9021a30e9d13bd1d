"""The theme's style sheet, less what no page can use."""

from __future__ import annotations

import pytest
from essaysite.publish.styles import UsedClasses, minified, used_rules
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".a{top:1px}.b{top:2px}", ".a{top:1px}"),
        (".a .b{top:1px}.a>p{top:2px}", ".a>p{top:2px}"),
        ("@media print{.b{top:1px}}@media print{.a{top:1px}.b{top:2px}}", "@media print{.a{top:1px}}"),
        ('.a[title="x,.b"]{top:1px}', '.a[title="x,.b"]{top:1px}'),
    ],
)
def test_what_cannot_apply_goes(css: str, left: str) -> None:
    assert used_rules(css, {"a"}) == left


def test_the_classes_of_pages_count_and_those_that_scripts_may_add() -> None:
    used = UsedClasses()
    used.note('<p class="one two-part">…<b class="three">')
    used.note("<p>nothing</p><p\nclass='four'>")
    used.note('<p class="md-nav">')
    found = used.with_scripts(
        ["""h("--md","md-tooltip2__inner",{class:'two-other four'});`one__x ${five} md-nav__link md-new`"""]
    )
    assert found == {
        *("one", "two-part", "three", "four", "md-nav", "md-nav__link", "md-tooltip2__inner", "two-other", "one__x")
    }


def test_a_property_that_nothing_asks_for_goes_with_those_that_it_asks_for() -> None:
    css = ":root{--a:1px;--b:var(--c);--c:2px;--d:var(--e);--e:3px;--f--g:4px}.a{top:var(--a)}.a--b:hover{top:1px}"
    left = used_rules(css, {"a", "a--b"}, ['style.setProperty("--d", 0)', "p{left:var(--f--g)}"])
    assert left == ":root{--a:1px;--d:var(--e);--e:3px;--f--g:4px}.a{top:var(--a)}.a--b:hover{top:1px}"


def test_comments_go_and_strings_stay() -> None:
    assert minified('/* one */\np::after {\n  content: "/* two */";\n}\n') == 'p:after{content:"/* two */"}'


def test_what_is_no_css_is_said() -> None:
    with pytest.raises(ValueError, match=r"\S"):
        minified("p { top")


@given(st.sets(st.sampled_from("abcd")))
def test_every_class_that_is_used_keeps_its_rule(used: set[str]) -> None:
    left = used_rules("".join(f".{name}{{top:1px}}" for name in "abcd"), used)
    assert {name for name in "abcd" if f".{name}" in left} == used
