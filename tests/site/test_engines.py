"""The site without MkDocs: the same pages from its maintained fork, and no half site where hooks are passed over."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound
from project import ROOT, Project

# <meta name="generator" content="mkdocs-1.6.1, …"> → nothing
_GENERATOR = re.compile(rb'<meta name="generator"[^>]*>')


def _files(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _GENERATOR.sub(b"", path.read_bytes()) for path in files}


def test_properdocs_builds_the_same_site(site: Path, address: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml", "-d", str(tmp_path)]
    run = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "SITE_URL": address}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    ours, theirs = _files(site), _files(tmp_path)
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
