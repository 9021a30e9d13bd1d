"""The build: the same bytes anywhere, a failed one harms nothing, and a fault is one clear line."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT, Project

# A page, when it was written, and the day that this is in universal time.
_COMMITS = (
    ("early", "2026-01-31T23:30:00-10:00", "2026-02-01"),
    ("late", "2026-03-01T00:30:00+14:00", "2026-02-28"),
)


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


def test_dates_are_those_of_the_commits(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """In universal time: neither that of the author nor that of the builder."""
    monkeypatch.setenv("TZ", "Pacific/Honolulu")
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org"]
    run(["git", "init", "--quiet"], project.root)
    for name, date, _ in _COMMITS:
        project.page(f"{name}.md")
        run(["git", "add", "."], project.root)
        dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        made = run([*git, "commit", "--quiet", "--message", name], project.root, **dates)
        assert made.returncode == 0, made.stdout
    project.build()
    for name, _, day in _COMMITS:
        assert f'<time datetime="{day}">' in project.html(name)


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
