"""The build: the same bytes anywhere, a failed one harms nothing, and a fault is one clear line."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT, Project, copy_repository

# Days that differ between the time zones in which the copies are built.
_COMMITS = {"docs/pitfalls": "2026-01-31T23:30:00-10:00", ".": "2026-03-01T00:30:00+14:00"}


def run(command: list[str], folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder; what it says is in ``stdout``."""
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def build(folder: Path, target: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    return run(command, folder, **environment)


def digests(folder: Path) -> dict[str, str]:
    """Return what is in a folder: each file's path, and what tells its bytes from others."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two clones of this repository as it stands, in different folders, with a history of two days."""
    top = tmp_path_factory.mktemp("copies")
    first, second = top / "a", top / "another place" / "with a longer name"
    copy_repository(first)
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    run(["git", "init", "--quiet"], first)
    for place, date in _COMMITS.items():
        run([*git, "add", place], first)
        made = run(
            [*git, "commit", "--quiet", "--message", place], first, GIT_AUTHOR_DATE=date, GIT_COMMITTER_DATE=date
        )
        assert made.returncode == 0, made.stdout
    assert run(["git", "clone", "--quiet", str(first), str(second)], top).returncode == 0
    return first, second


@pytest.fixture(scope="module")
def built(copies: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two builds of one commit: in other folders, by other users, in other time zones, languages and orders of sets."""
    top = tmp_path_factory.mktemp("built")
    here = {"TZ": "Pacific/Honolulu", "LC_ALL": "C", "PYTHONHASHSEED": "1", "HOME": str(top), "USER": "a"}
    there = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "HOME": "/", "USER": "b"}
    there["SOURCE_DATE_EPOCH"] = "1"
    for folder, environment in zip(copies, (here, there), strict=True):
        done = build(folder, top / environment["USER"], **environment)
        assert done.returncode == 0, done.stdout
    return [top / "a", top / "b"]


def test_two_builds_of_one_commit_are_the_same_to_the_byte(built: list[Path]) -> None:
    one, other = map(digests, built)
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []


def test_dates_are_those_of_the_commits(built: list[Path]) -> None:
    """In universal time: neither that of the author nor that of the builder."""
    for page, day in (("pitfalls/science-fiction", "2026-02-01"), ("summary", "2026-02-28")):
        assert f'<time datetime="{day}">' in (built[0] / page / "index.html").read_text(encoding="utf-8")


def test_a_failed_build_leaves_the_last_good_site_alone(project: Project) -> None:
    shutil.copy(ROOT / "Makefile", project.root)
    (project.root / ".venv").symlink_to(Path(sys.prefix))
    make = ["make", "--old-file=.venv/site.stamp", "build"]
    project.page("x.md", "The first text.")
    done = run(make, project.root)
    assert done.returncode == 0, done.stdout
    good = digests(project.site)
    assert "The first text." in project.html("x")

    project.page("x.md", "The second text, and a [broken link](nowhere.md).")
    done = run(make, project.root)
    assert done.returncode != 0
    assert "nowhere.md" in done.stdout
    assert digests(project.site) == good

    project.page("x.md", "The third text.")
    done = run(make, project.root)
    assert done.returncode == 0, done.stdout
    assert "The third text." in project.html("x")


# A page below docs/ after its title, and what is said of it.
_FAULTS = {
    "a": ("summary: S.\nsumary: S.\n---\n\nW.\n", "docs/a.md:4: unknown field 'sumary'"),
    "b": ("---\n\nW.\n", "docs/b.md:1: 'summary' is missing"),
    "c": ("summary: S.\n---\n\nW [@nobody2020].\n", "docs/c.md:6: [@nobody2020] is not in the bibliography"),
    "d": ("summary: S.\n---\n\n[[nothing]]\n", "docs/d.md:6: [[nothing]] is no generated part"),
    "e": ("summary: S.\n---\n\nA [link](nowhere.md).\n", "docs/e.md:6: 'nowhere.md'"),
    "f": ("summary: S.\n---\n\nA [link](a.md#nowhere).\n", "docs/f.md:6: 'a.md#nowhere'"),
    "g": ("summary: a: b\n---\n\nW.\n", "docs/g.md:3: a text with a colon"),
}
_BIBLIOGRAPHY = ("@misc{a,\n  title = {T\n", "docs/references.bib:2: a: the text that starts here is never closed")


def test_faults_fail_the_strict_build_in_words_and_none_hides_another(project: Project) -> None:
    for name, (rest, _) in _FAULTS.items():
        project.write(f"{name}.md", f"---\ntitle: Page {name}\n{rest}")
    project.write("references.bib", _BIBLIOGRAPHY[0])
    done = build(project.root, project.site)
    assert done.returncode == 1, done.stdout
    assert [told for _, told in [*_FAULTS.values(), _BIBLIOGRAPHY] if told not in done.stdout] == [], done.stdout
    assert "Traceback" not in done.stdout


def test_a_page_that_is_a_template_alone_stops_the_build_but_for_the_one_for_lost_readers(project: Project) -> None:
    """Its scripts would count as those of every page."""
    settings = project.root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("theme:\n", "theme:\n  static_templates: [partials/copyright.html]\n"), encoding="utf-8"
    )
    done = build(project.root, project.site)
    assert done.returncode == 1
    assert "copyright.html: a page must be Markdown; take it out of extra_templates or static_templates" in done.stdout


def test_a_sound_project_passes(project: Project) -> None:
    project.page("y.md")
    done = build(project.root, project.site)
    assert done.returncode == 0, done.stdout


def test_an_environment_that_could_not_be_made_is_made_anew_the_next_time(tmp_path: Path) -> None:
    """Debian's Python leaves half of one behind where its package for virtual environments is missing."""
    python = tmp_path / "python"
    python.write_text(
        f'#!/bin/sh\n[ "$1" = -m ] || exec {sys.executable} "$@"\nmkdir -p "$3/bin" && touch "$3/bin/python" && exit 1\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    venv = tmp_path / "venv"
    command = ["make", f"PYTHON={python}", f"VENV={venv}", f"{venv}/bin/python"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode
    assert not venv.exists()
