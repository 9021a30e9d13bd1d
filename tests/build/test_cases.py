"""Golden cases: input files, what the build says of them, and what stands on the pages.

A case is one YAML file below ``cases/``; add a file and it is run. ``README.md`` beside the cases says what may stand in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt
from markup import parse
from mkdocs.exceptions import Abort, MkDocsException
from project import Project

CASES = Path(__file__).parent / "cases"
# As GitHub reads Markdown
_READER = MarkdownIt("commonmark", {"html": True}).enable("table")
FIELDS = {"why", "files", "settings", "says", "stops", "shows"}


@pytest.mark.parametrize(
    "file", sorted(CASES.rglob("*.yml")), ids=lambda file: file.relative_to(CASES).with_suffix("").as_posix()
)
def test_case(file: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    case: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert set(case) <= FIELDS, f"a case has the fields {sorted(FIELDS)}"
    assert case["why"], "a case says why it matters"
    project = Project(tmp_path, settings=case.get("settings", {}))
    for name, content in case["files"].items():
        _write(project, name, content)
    assert _said(project, caplog, stops=case.get("stops", False)) == case.get("says", [])
    for page, wanted in case.get("shows", {}).items():
        text = (project.site / page).read_text(encoding="utf-8")
        _check(_READER.render(text) if page.endswith(".md") else text, **wanted)


def _write(project: Project, name: str, content: str) -> None:
    """Write a file below ``docs/``; a page without front matter gets one, of four lines and a blank one."""
    if name.endswith(".md") and not content.startswith("---"):
        project.page(name, content)
    else:
        project.write(name, content)


def _said(project: Project, caplog: pytest.LogCaptureFixture, *, stops: bool) -> list[str]:
    """Build the project; return what was said at warning level and above, and what stopped it."""
    if not stops:
        return project.build()
    with pytest.raises((Abort, MkDocsException)) as stopped:
        project.build()
    last = [] if isinstance(stopped.value, Abort) else [str(stopped.value)]
    return [record.getMessage() for record in caplog.records if record.levelname in ("WARNING", "ERROR")] + last


def _check(html: str, has: dict[str, str] | None = None, lacks: list[str] | None = None) -> None:
    """Check what a page shows: elements that must be there, with text that one of them holds; and such that must not."""
    page = parse(html)
    for selector, text in (has or {}).items():
        found = [" ".join(tag.text.split()) for tag in page.select(selector)]
        assert [shown for shown in found if text in shown], f"{selector} with {text!r}; found {found[:5]}"
    for selector in lacks or []:
        assert page.select(selector) == [], selector
