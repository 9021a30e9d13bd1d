"""Styles and scripts that a project names: what is not there stops the build, as what another host has is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import Abort
from project import Project


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"extra_css": ["assets/sit.css"]}, "assets/sit.css"),
        ({"extra_css": ["https://example.org/a.css"]}, "https://example.org/a.css"),
        ({"extra_javascript": [{"path": "gone.js", "type": "module"}]}, "gone.js"),
    ],
)
def test_a_style_or_module_that_is_not_there_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, settings: dict[str, Any], named: str
) -> None:
    project = Project(tmp_path, settings=settings)
    project.page("x.md")
    with pytest.raises(Abort):
        project.build()
    remedy = "correct what names it: mkdocs.yml, or the module that imports it"
    assert caplog.messages[-1] == f"{named}: no such file below docs/ or overrides/; {remedy}"
