"""No address at which a page stood is lost: links and citations from elsewhere go on leading somewhere."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from essaysite.read.page_file import read_source
from project import ROOT


def _git(folder: Path, *command: str) -> list[str]:
    run = subprocess.run(["git", *command], cwd=folder, capture_output=True, text=True, check=False)
    return run.stdout.split("\n")


def lost(folder: Path) -> list[str]:
    """Return a line for each page that the history of ``folder`` has, that is gone, and that no page says it came from."""
    was = _git(folder, "log", "--no-renames", "--diff-filter=D", "--name-only", "--format=", "--", "docs/*.md")
    was += _git(folder, "diff", "HEAD", "--no-renames", "--diff-filter=D", "--name-only", "--", "docs/*.md")
    kept = set()
    for page in (folder / "docs").rglob("*.md"):
        kept |= set(read_source("docs/page.md", page.read_bytes()).meta.get("moved_from") or ())
    return [
        f"{path}: a page stood here, and its address leads nowhere now; name '{old}' in the moved_from of the page to read instead"
        for path in sorted({*was} - {""})
        if not (folder / path).exists()
        and (old := path.removeprefix("docs/").removesuffix(".md").removesuffix("/index")) not in kept
    ]


def test_every_address_that_ever_was_leads_somewhere() -> None:
    if gone := lost(ROOT):
        pytest.fail("\n".join(gone), pytrace=False)


@pytest.mark.parametrize(("moved_from", "is_lost"), [("[]", True), ("[terms/old]", False)])
def test_a_renamed_page_says_where_it_stood(tmp_path: Path, moved_from: str, is_lost: bool) -> None:
    docs = tmp_path / "docs"
    (docs / "terms").mkdir(parents=True)
    (docs / "terms" / "old.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "first")
    (docs / "terms" / "old.md").rename(docs / "terms" / "new.md")
    (docs / "terms" / "new.md").write_text(f"---\ntitle: A\nmoved_from: {moved_from}\n---\n", encoding="utf-8")
    assert bool(lost(tmp_path)) is is_lost
