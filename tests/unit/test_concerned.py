"""Which tests a change concerns, for ``make test-changed``."""

from __future__ import annotations

import subprocess
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from concerned import CONCERNED, ROOT, changed, concerned

_TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
# What no test runs or reads.
_UNTESTED = (".", "CITATION.cff", "LICENSE", "tests/support/")


def test_every_row_names_tests_that_are_there() -> None:
    named = {test for _, tests in CONCERNED for test in tests if "{" not in test}
    assert [test for test in sorted(named) if not (ROOT / test).exists()] == []


def test_every_file_concerns_a_test() -> None:
    files = [file for file in _TRACKED if not file.startswith(_UNTESTED)]
    assert [file for file in files if not any(fnmatchcase(file, pattern) for pattern, _ in CONCERNED)] == []


@pytest.mark.parametrize(
    ("path", "test"),
    [
        ("hooks/main.py", "tests/build/test_serve.py"),
        ("hooks/essaysite/publish/search_index.py", "tests/build/test_exports.py"),
        ("hooks/essaysite/tools/starters/term.md", "tests/build/test_starters.py"),
        ("tests/build/cases/links/brackets.yml", "tests/build/test_cases.py"),
        ("tests/support/pages_server.py", "tests/browser/test_privacy.py"),
    ],
)
def test_a_file_concerns_what_looks_at_it(path: str, test: str) -> None:
    assert test in concerned([path])


def test_one_step_of_the_build_does_not_concern_every_test() -> None:
    assert not concerned(["hooks/essaysite/read/notes.py"]) & {"tests", "tests/build", "tests/site", "tests/browser"}


def test_a_test_that_is_gone_is_not_run() -> None:
    assert concerned(["tests/unit/test_gone.py"]) == set()


def test_what_is_part_of_another_is_named_once() -> None:
    assert concerned(["requirements.txt", "tests/unit/test_terms.py"]) == {"tests"}


def test_what_a_branch_has_committed_is_changed_and_what_nobody_has_yet_is_too(tmp_path: Path) -> None:
    def commit(name: str) -> None:
        (tmp_path / name).touch()
        git("add", name)
        git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", name)

    def git(*command: str) -> None:
        subprocess.run(["git", *command], cwd=tmp_path, check=True)

    git("init", "-qb", "main")
    commit("old.md")
    assert changed(root=tmp_path) == []
    git("checkout", "-qb", "mine")
    commit("new.md")
    (tmp_path / "newer.md").touch()
    assert changed(root=tmp_path) == ["new.md", "newer.md"]
    assert changed("HEAD", tmp_path) == ["newer.md"]
