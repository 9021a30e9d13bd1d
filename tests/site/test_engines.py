"""The site without MkDocs: the same pages from its maintained fork, and no half site where hooks are passed over."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound
from project import ROOT, Project, copy_repository

# <meta name="generator" content="mkdocs-1.6.1, …"> → nothing
_GENERATOR = re.compile(rb'<meta name="generator"[^>]*>')


# Another time zone, language, order of sets, and user.
_ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "HOME": "/", "USER": "b"}


def _files(folder: Path) -> dict[str, str]:
    """Return what is in a folder: each file's path, and what tells its bytes from others."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(_GENERATOR.sub(b"", path.read_bytes())).hexdigest()
        for path in files
    }


def test_properdocs_builds_the_same_site_in_another_place(site: Path, address: str, tmp_path: Path) -> None:
    """To the byte, but for the name of the generator: so two builds of one commit are the same, whoever makes them where."""
    copy, target = tmp_path / "another place" / "with a longer name", tmp_path / "site"
    copy_repository(copy)
    history = ROOT / ".git"
    if history.is_dir():
        shutil.copytree(history, copy / ".git")
    elif history.is_file():  # in a second worktree, where it names the folder
        shutil.copy(history, copy)
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml", "-d", str(target)]
    environment = {**os.environ, **_ELSEWHERE, "SITE_URL": address, "SOURCE_DATE_EPOCH": "1"}
    run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    ours, theirs = _files(site), _files(target)
    assert [name for name in sorted({*ours, *theirs}) if ours.get(name) != theirs.get(name)] == []


def test_properdocs_tells_a_fault_as_mkdocs_does(project: Project) -> None:
    project.page("glossary/reward.md", "A reward [@nobody2020].")
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml"]
    run = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "docs/glossary/reward.md:6: [@nobody2020] is not in the bibliography" in run.stderr


def test_an_engine_that_passes_hooks_over_stops_and_says_why(tmp_path: Path) -> None:
    project = Project(tmp_path, settings={"hooks": []})
    project.page("index.md")
    with pytest.raises(TemplateNotFound, match=r"THE HOOKS DID NOT RUN, .*: build it as README"):
        project.build()
