"""Whoever does what CONTRIBUTING says passes: each contribution is made in a copy, and the checks of content run there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT, copy_repository

CONTRIBUTIONS = Path(__file__).parent / "contributions"
# The name of a page that is renamed, and its new one.
OLD, NEW = "circuit", "model-circuit"
PAGES = {
    "a-work": ("references", 'id="zznobody2020example"'),
    "a-researcher": ("researchers/ann-nobody", "An Example of a Work"),
    "a-pitfall": ("pitfalls/only-a-tool", "Specification gaming"),
    "a-term": ("glossary/reward-shaping", "Easily confused with"),
    "an-approach": ("approaches/written-orders", "Problems it addresses"),
    "a-concept": ("difficulties/unread-orders", "Easily confused with"),
    "an-image-a-table-and-a-note": ("about/how-it-looks", 'src="../square.png"'),
    "a-renamed-page": (f"glossary/{NEW}", "Circuit"),
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A copy of this repository with every contribution, and what the checks of its content said."""
    copy = tmp_path_factory.mktemp("contributed") / "copy"
    copy_repository(copy)
    shutil.rmtree(copy / "tests" / "site" / "contributions")
    for about_no_content in (Path(__file__).name, "test_engines.py"):
        (copy / "tests" / "site" / about_no_content).unlink()
    for contribution in sorted(CONTRIBUTIONS.iterdir()):
        _contribute(contribution, copy)
    _rename(copy / "docs")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "tests/editorial",
        "tests/site",
        "-n",
        "0",
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    return copy, subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)


def _contribute(contribution: Path, copy: Path) -> None:
    """Add the files of a contribution to a copy of the repository."""
    for file in sorted(path for path in contribution.rglob("*") if path.is_file() and contribution.is_dir()):
        target = copy / file.relative_to(contribution)
        if target.suffix == ".append":
            with target.with_suffix("").open("ab") as end:
                end.write(file.read_bytes())
        else:
            shutil.copy(file, target)


def _rename(docs: Path) -> None:
    """Rename a page, and what names it, as CONTRIBUTING says: links, relations, and where it stood."""
    page = docs / "glossary" / f"{NEW}.md"
    (docs / "glossary" / f"{OLD}.md").rename(page)
    page.write_text(
        page.read_text(encoding="utf-8").replace("aliases: [", f"moved_from: [glossary/{OLD}]\naliases: ["),
        encoding="utf-8",
    )
    for file in docs.rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        text = re.sub(rf"(?<=[/(]){OLD}\.md", f"{NEW}.md", text)
        text = re.sub(rf"^(\s+- ){OLD}(?=:|$)", rf"\1{NEW}", text, flags=re.MULTILINE)
        file.write_text(text, encoding="utf-8")


def test_every_check_of_content_passes(checked: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    _, done = checked
    assert done.returncode == 0, (done.stdout + done.stderr)[-6000:]


@pytest.mark.parametrize("contribution", PAGES)
def test_a_contribution_is_on_its_page(
    checked: tuple[Path, subprocess.CompletedProcess[str]], contribution: str
) -> None:
    page, shown = PAGES[contribution]
    assert shown in (checked[0] / ".build" / "test-site" / page / "index.html").read_text(encoding="utf-8")


def test_every_folder_is_tried() -> None:
    made = {folder.name for folder in CONTRIBUTIONS.iterdir() if folder.is_dir()}
    assert made == PAGES.keys() - {"a-renamed-page"}


def test_contributing_tells_each_of_them() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    told = [
        "## Cite a work", "## Add a researcher", "## Add a pitfall", "## Add a term", "## Add an approach or a concept",
        "## Add an image, a table or a footnote", "## Rename or remove a page",
    ]  # fmt: skip
    assert [heading for heading in told if heading not in text] == []
