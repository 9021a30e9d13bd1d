"""The way of a page is the way through the folders: no stage imports a later one, and only the adapter knows MkDocs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from project import ROOT

PACKAGE = ROOT / "hooks" / "essaysite"
# In the order of imports: what stands beside the folders sets the order of a build, and the adapter calls it.
STAGES = ("read", "render", "generate", "publish", "", "adapter")
ENGINE = ("mkdocs", "properdocs", "material")
KNOWS_THE_ENGINE = "adapter"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "tools")


def imported(file: Path) -> Iterator[str]:
    """Yield the full names of the modules that a file imports."""
    package = ["essaysite", *file.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            yield ".".join([*above, *([node.module] if node.module else [])])


def stage_of(module: str) -> int:
    """Return the place of a module's stage in the order of a build."""
    parts = module.split(".")
    folder = parts[1] if len(parts) > 1 else ""
    return STAGES.index(folder if folder in STAGES else "")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_stage_imports_itself_and_earlier_ones_only(file: Path) -> None:
    parts = file.relative_to(PACKAGE).parts
    own = STAGES.index(parts[0] if len(parts) > 1 else "")
    assert [name for name in imported(file) if name.startswith("essaysite.") and stage_of(name) > own] == []
    if parts[0] != KNOWS_THE_ENGINE:
        assert [name for name in imported(file) if name.split(".")[0] in ENGINE] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    names = {"essaysite." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in FILES}
    left = {name: {other for other in imported(path) if other in names} for name, path in names.items()}
    while free := {name for name, others in left.items() if not others & left.keys()}:
        left = {name: others for name, others in left.items() if name not in free}
    assert left == {}


def test_a_run_looks_into_every_folder_of_tests(pytestconfig: pytest.Config) -> None:
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {file.parent.relative_to(ROOT) for file in (ROOT / "tests").rglob("test_*.py")}
    assert [
        folder for folder in folders for pattern in passed_over for part in folder.parts if fnmatch(part, pattern)
    ] == []
