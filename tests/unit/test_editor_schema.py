"""The schema that editors complete front matter by: it is that of the tables, and all pages of the site fit it."""

from __future__ import annotations

import pytest
from essaysite.read.page_file import read_source
from essaysite.tools.editor_schema import SCHEMA, schema, text
from jsonschema import Draft202012Validator
from project import ROOT

_VALIDATOR = Draft202012Validator(schema())


def test_the_file_is_up_to_date() -> None:
    assert (ROOT / SCHEMA).read_text(encoding="utf-8") == text(), "write it anew: make schema"


def test_every_page_of_the_site_fits_it() -> None:
    wrong = []
    for page in sorted((ROOT / "docs").rglob("*.md")):
        meta = read_source("docs/page.md", page.read_bytes()).meta
        wrong += [f"{page.relative_to(ROOT)}: {error.message}" for error in _VALIDATOR.iter_errors(meta)]
    assert wrong == []


@pytest.mark.parametrize(
    "change",
    [
        {"summry": "A."},
        {"title": ""},
        {"label": "shown"},
        {"flags": ["disputd"]},
        {"brief": {"what": "A."}},
        {"summary": "x" * 161},
    ],
    ids=str,
)
def test_slips_do_not_fit_it(change: dict[str, object]) -> None:
    assert not _VALIDATOR.is_valid({"title": "A", "summary": "B."} | change)
