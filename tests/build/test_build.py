"""The build: the same bytes anywhere, a failed one harms nothing, and a fault is one clear line."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
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


def test_two_builds_of_one_commit_are_the_same_to_the_byte(copies: tuple[Path, Path], tmp_path: Path) -> None:
    """In other folders, by other users, in other time zones, languages and orders of sets."""
    here = {"TZ": "Pacific/Honolulu", "LC_ALL": "C", "PYTHONHASHSEED": "1", "HOME": str(tmp_path), "USER": "a"}
    there = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "HOME": "/", "USER": "b"}
    there["SOURCE_DATE_EPOCH"] = "1"
    built = []
    for folder, environment in zip(copies, (here, there), strict=True):
        target = tmp_path / environment["USER"]
        done = build(folder, target, **environment)
        assert done.returncode == 0, done.stdout
        built.append(digests(target))
    one, other = built
    assert len(one) > 100
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []


def test_dates_are_those_of_the_commits(copies: tuple[Path, Path], tmp_path: Path) -> None:
    """In universal time: neither that of the author nor that of the builder."""
    done = build(copies[0], tmp_path, TZ="Pacific/Honolulu")
    assert done.returncode == 0, done.stdout
    for page, day in (("pitfalls/science-fiction", "2026-02-01"), ("summary", "2026-02-28")):
        assert f'<time datetime="{day}">' in (tmp_path / page / "index.html").read_text(encoding="utf-8")


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


def write(path: str, content: str | bytes) -> Callable[[Project], None]:
    return lambda project: project.write(path, content)


_HEAD = "---\ntitle: T\nsummary: S.\n---\n\n"
FAULTS: dict[str, tuple[Callable[[Project], None], str]] = {
    "unknown field": (
        write("x.md", "---\ntitle: T\nsummary: S.\nsumary: S.\n---\n\nW.\n"),
        "docs/x.md:4: unknown field",
    ),
    "no summary": (write("x.md", "---\ntitle: T\n---\n\nW.\n"), "docs/x.md:1: 'summary' is missing"),
    "unknown work": (write("x.md", f"{_HEAD}W [@nobody2020].\n"), "docs/x.md:6: "),
    "unknown part": (write("x.md", f"{_HEAD}[[nothing]]\n"), "docs/x.md:6: [[nothing]]"),
    "broken link": (write("x.md", f"{_HEAD}A [link](nowhere.md).\n"), "nowhere.md"),
    "broken anchor": (write("x.md", f"{_HEAD}A [link](y.md#nowhere).\n"), "#nowhere"),
    "invalid YAML": (write("x.md", "---\ntitle: a: b\n---\n\nW.\n"), "docs/x.md:2: "),
    "not UTF-8": (write("x.md", b"---\ntitle: T\nsummary: \xe9.\n---\n\nW.\n"), "docs/x.md:3: "),
    "same id twice": (write("z/y.md", f"{_HEAD}W.\n"), "the id 'y' belongs to"),
    "unreadable bibliography": (write("references.bib", "@misc{a,\n  title = {T\n"), "docs/references.bib:"),
    "bibliography not UTF-8": (write("references.bib", b"@misc{a,\n title = {\xe9}}\n"), "docs/references.bib:"),
    "empty page": (write("x.md", ""), "docs/x.md:1: this file is empty"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_fails_the_strict_build_in_words(project: Project, name: str) -> None:
    spoil, message = FAULTS[name]
    project.page("y.md")
    spoil(project)
    done = build(project.root, project.site)
    assert done.returncode == 1, done.stdout
    assert message in done.stdout
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
