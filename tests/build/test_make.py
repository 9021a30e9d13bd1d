"""What somebody names for make, and how files are named, is words to it and never a command."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT

_COMMANDS = ("$(shell touch ran)", "$$(touch ran)", "`touch ran`", "a'; touch ran; '", '"; touch ran; "', "a;touch ran")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A top folder with what make needs to start a page."""
    (tmp_path / "docs").mkdir()
    (tmp_path / ".venv").symlink_to(Path(sys.prefix))
    (tmp_path / "hooks").symlink_to(ROOT / "hooks")
    shutil.copy(ROOT / "Makefile", tmp_path)
    return tmp_path


def _make(top: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--silent", *arguments], cwd=top, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("words", [*_COMMANDS, "index", "x" * 300, "-h", "a\nb", "../x"])
def test_make_refuses_what_is_no_name(top: Path, words: str) -> None:
    done = _make(top, "new-term", f"name={words}", f"title={words}")
    assert done.returncode != 0
    assert "is no name for a page" in done.stderr
    assert "Traceback" not in done.stderr
    assert list((top / "docs").rglob("*")) == []
    assert not (top / "ran").exists()


@pytest.mark.parametrize("words", _COMMANDS)
def test_a_title_is_words(top: Path, words: str) -> None:
    assert _make(top, "new-term", "name=a-term", f"title={words}").returncode == 0
    assert words.split(maxsplit=1)[0] in (top / "docs/glossary/a-term.md").read_text(encoding="utf-8").replace(
        '\\"', '"'
    )
    assert not (top / "ran").exists()


@pytest.mark.parametrize("words", _COMMANDS)
def test_an_address_and_a_program_are_words(top: Path, words: str) -> None:
    (top / ".venv").unlink()
    done = _make(top, ".venv/bin/python", f"PYTHON={words}", f"ADDRESS={words}")
    assert done.returncode != 0
    assert not (top / "ran").exists()


def test_the_name_of_a_form_is_a_name(top: Path) -> None:
    for name in ("x;touch${IFS}ran;.yml", "good.yml", "config.yml"):
        form = top / ".github" / "ISSUE_TEMPLATE" / name
        form.parent.mkdir(parents=True, exist_ok=True)
        form.write_text("name: A\n", encoding="utf-8")
    recipe = _make(top, "--dry-run", "--old-file=.venv/tests.stamp", "check").stdout
    (start,) = [number for number, line in enumerate(recipe.split("\n")) if "ISSUE_TEMPLATE" in line]
    command = "\n".join(recipe.split("\n")[start : start + 2])
    echoed = command.replace(".venv/bin/check-jsonschema", "echo")
    done = subprocess.run(["sh", "-c", echoed], cwd=top, capture_output=True, text=True, check=True)
    assert "touch${IFS}ran" in done.stdout
    assert "config.yml" not in done.stdout
    assert not (top / "ran").exists()
