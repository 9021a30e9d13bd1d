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
    found = used.with_scripts(["""h("md-new",{class:'two-other four'});`one__x ${five}`"""])
    assert found == {"one", "two-part", "three", "four", "md-new", "two-other", "one__x"}


def test_comments_go_and_strings_stay() -> None:
    assert minified('/* one */\np::after {\n  content: "/* two */";\n}\n') == 'p:after{content:"/* two */"}'


def test_what_is_no_css_is_said() -> None:
    with pytest.raises(ValueError, match=r"\S"):
        minified("p { top")


@given(st.sets(st.sampled_from("abcd")))
def test_every_class_that_is_used_keeps_its_rule(used: set[str]) -> None:
    left = used_rules("".join(f".{name}{{top:1px}}" for name in "abcd"), used)
    assert {name for name in "abcd" if f".{name}" in left} == used
