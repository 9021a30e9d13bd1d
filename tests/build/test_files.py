"""Files below docs/ that lead elsewhere, or that nobody can read to their end: no build may follow them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from essaysite.read.faults import Fault
from essaysite.read.files import check_files
from mkdocs.exceptions import Abort
from project import Project

# The number of the user "nobody", who owns nothing; any number without files would do.
_NOBODY = 65534
_LINK = "this is a link to another place; put the file itself here"
_PIPE = "this is no file that can be read to its end, but a pipe or a device; remove it"


def _pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("folder", lambda path: path.symlink_to("/etc"), _LINK),
        ("loop", lambda path: path.symlink_to("."), _LINK),
        (".hidden", lambda path: path.symlink_to("/"), _LINK),
        ("references.bib", _pipe, _PIPE),
    ],
)
def test_no_build_follows_a_file_to_another_place(
    project: Project, caplog: pytest.LogCaptureFixture, name: str, make: Callable[[Path], None], message: str
) -> None:
    project.write("x.md", "---\ntitle: X\nsummary: About it.\nfeild: x\n---\n\nWords [@smith2020].\n")
    make(project.docs / name)
    with pytest.raises(Abort):
        project.build()
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        f"docs/{name}:1: {message}"
    ]
    if name == "references.bib":  # which hides no fault of a page
        assert project.warnings[0] == "docs/x.md:4: unknown field 'feild'; remove it"
    assert not (project.site / name).exists()


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("env.md", lambda path: path.symlink_to("/proc/self/environ"), _LINK),
        ("picture.png", lambda path: path.symlink_to("../mkdocs.yml"), _LINK),
        ("nowhere.md", lambda path: path.symlink_to("nowhere"), _LINK),
        ("pipe.md", _pipe, _PIPE),
    ],
)
def test_a_file_that_is_not_read_hides_no_other_fault(
    project: Project, name: str, make: Callable[[Path], None], message: str
) -> None:
    project.page("x.md", "[Words](nothing.md)")
    make(project.docs / name)
    told = project.build()
    assert told[0] == f"docs/{name}:1: {message}"
    assert told[1].startswith("docs/x.md:6: 'nothing.md' leads to")
    assert not (project.site / name).exists()
    assert not (project.site / name.removesuffix(".md") / "index.html").exists()


@contextlib.contextmanager
def _one_without_rights() -> Iterator[None]:
    """Let root, who may read everything, be nobody for a while; anyone else stays who they are."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(_NOBODY, _NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    page = tmp_path / "docs" / "x.md"
    page.parent.mkdir()
    page.write_text("# x\n", encoding="utf-8")
    page.chmod(0)
    # pytest keeps its folders to their owner; from inside this one, nobody need pass through those above it.
    tmp_path.chmod(0o755)
    page.parent.chmod(0o755)
    with contextlib.chdir(tmp_path), _one_without_rights():
        refused, faults = check_files(Path("docs"), set())
    assert refused == {"x.md"}
    assert faults == [Fault("docs/x.md", 1, "this file may not be read; give yourself the right to (chmod u+r)")]


def test_a_folder_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "docs" / "inner"
    folder.mkdir(parents=True)
    folder.chmod(0)
    tmp_path.chmod(0o755)
    with contextlib.chdir(tmp_path), _one_without_rights():
        _, faults = check_files(Path("docs"), set())
    folder.chmod(0o755)
    message = "this folder may not be read; give yourself the right to (chmod u+rx)"
    assert faults == [Fault("docs/inner", 1, message)]


def test_what_stood_in_for_a_file_of_the_theme_does_so_no_more(project: Project) -> None:
    project.page("x.md")
    project.write("assets/site.css", "body { display: none }")
    assert project.build() == [
        "docs/assets/site.css:1: the folder assets/ is the build's own; move the file beside the page that needs it"
    ]
    assert not [
        sheet for sheet in project.site.rglob("*.css") if "body{display:none}" in sheet.read_text(encoding="utf-8")
    ]
