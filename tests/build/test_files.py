"""Files below docs/ that lead elsewhere, or that nobody can read to their end: no build may follow them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort
from project import Project

_LINK = "this is a link to another place; put the file itself here"
_PIPE = "this is no file that can be read to its end, but a pipe or a device; remove it"


def _pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("env.md", lambda path: path.symlink_to("/proc/self/environ"), _LINK),
        ("picture.png", lambda path: path.symlink_to("../mkdocs.yml"), _LINK),
        ("nowhere.md", lambda path: path.symlink_to("nowhere"), _LINK),
        ("folder", lambda path: path.symlink_to("/etc"), _LINK),
        ("loop", lambda path: path.symlink_to("."), _LINK),
        (".hidden", lambda path: path.symlink_to("/"), _LINK),
        ("pipe.md", _pipe, _PIPE),
        ("references.bib", _pipe, _PIPE),
    ],
)
def test_no_build_follows_a_file_to_another_place(
    project: Project, caplog: pytest.LogCaptureFixture, name: str, make: Callable[[Path], None], message: str
) -> None:
    project.page("x.md")
    make(project.docs / name)
    with pytest.raises(Abort):
        project.build()
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        f"docs/{name}:1: {message}"
    ]
    assert not (project.site / name).exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(project: Project, caplog: pytest.LogCaptureFixture) -> None:
    project.page("x.md")
    (project.docs / "x.md").chmod(0)
    with pytest.raises(Abort):
        project.build()
    assert "docs/x.md:1: this file may not be read; give yourself the right to (chmod u+r)" in caplog.text


def test_what_stood_in_for_a_file_of_the_theme_does_so_no_more(project: Project) -> None:
    project.page("x.md")
    project.write("assets/site.css", "body { display: none }")
    assert project.build() == [
        "docs/assets/site.css:1: the folder assets/ is the build's own; move the file beside the page that needs it"
    ]
    assert len((project.site / "assets" / "site.css").read_bytes()) > 100
