"""The way of a page is the way through the folders: no stage imports a later one, and only the adapter knows MkDocs.

What kinds and relations there are, one table alone knows.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from essaysite.read.model import KINDS, RELATIONS
from project import ROOT

PACKAGE = ROOT / "hooks" / "essaysite"
# In the order of imports: what stands beside the folders sets the order of a build, and the adapter calls it.
STAGES = ("read", "render", "generate", "publish", "", "adapter")
ENGINE = ("mkdocs", "properdocs", "material")
KNOWS_THE_ENGINE = "adapter"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "tools")
# Words of the table that mean something else there: a class, a field of another file, a door, a group.
OTHERS = {
    ("adapter/engine_messages.py", "page"),
    ("generate/assembly.py", "view"),
    ("generate/pictures/layers.py", "person"),
    ("publish/feed.py", "term"),
    ("read/files.py", "page"),
    ("render/walk.py", "term"),
    # What a consideration has on either side is called as the relations are.
    *(
        (f"{module}.py", name)
        for module in ("read/considerations", "generate/weighing")
        for name in ("supports", "limits")
    ),
}


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


def test_what_is_true_of_a_kind_or_relation_stands_in_its_row() -> None:
    names = {kind.name for kind in KINDS} | {relation.name for relation in RELATIONS}
    texts = {
        (file.relative_to(PACKAGE).as_posix(), node.value)
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in names
    }
    assert {text for text in texts if text[0] != "read/model.py"} == OTHERS
    templates = (ROOT / "overrides" / "partials").rglob("*.*")
    asked = re.compile(r"\b(?:kind|relation)(?:\.name)? [!=]= ")
    assert [path.name for path in templates if asked.search(path.read_text(encoding="utf-8"))] == []


def test_a_run_looks_into_every_folder_of_tests(pytestconfig: pytest.Config) -> None:
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {file.parent.relative_to(ROOT) for file in (ROOT / "tests").rglob("test_*.py")}
    assert [
        folder for folder in folders for pattern in passed_over for part in folder.parts if fnmatch(part, pattern)
    ] == []
