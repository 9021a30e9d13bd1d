"""Print the tests that the changed files concern, for pytest: ``python tests/support/concerned.py [REVISION]``.

Changed is what differs from REVISION (by default where the branch left main), and what git does not know yet. A test module is
concerned by itself, by each Python module that it imports, and by all that the rows below say. Modules that import each
other are not followed: in the end that would be nearly all of them.
"""

from __future__ import annotations

import re
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_ALL, _QUICK, _BUILD, _SITE = "tests", "tests/unit", "tests/build", "tests/site"
# What a changed file is called, and the tests that it concerns; every row that fits counts.
CONCERNED = (
    ("requirements*", (_ALL,)),
    ("tests/requirements*", (_ALL,)),
    ("tests/conftest.py", (_ALL,)),
    ("pyproject.toml", (_QUICK,)),
    ("tests/*/test_*.py", ("{path}",)),
    ("tests/build/cases/*", (f"{_BUILD}/test_cases.py",)),
    ("tests/editorial/*", ("tests/editorial",)),
    ("tests/site/contributions/*", (f"{_SITE}/test_contributions.py",)),
    ("CONTRIBUTING.md", (f"{_SITE}/test_contributions.py",)),
    ("*.md", ("tests/editorial/test_prose.py",)),
    ("Makefile", (f"{_BUILD}/test_make.py",)),
    ("mkdocs.yml", (f"{_BUILD}/test_navigation.py", _SITE)),
    ("docs/*", ("tests/editorial", _SITE)),
    ("docs/*.schema.json", (f"{_BUILD}/test_exports.py",)),
    (".vscode/*", ("tests/unit/test_editor_schema.py",)),
    ("overrides/*", (_SITE, "tests/browser")),
    ("bench/*", (_QUICK,)),
    ("hooks/*", (_QUICK, f"{_BUILD}/test_cases.py")),
    ("hooks/main.py", (f"{_BUILD}/test_build.py", f"{_BUILD}/test_serve.py")),
    ("hooks/essaysite/adapter/*", (f"{_BUILD}/test_build.py", f"{_BUILD}/test_serve.py", f"{_BUILD}/test_navigation.py")),
    ("hooks/essaysite/build.py", (_BUILD,)),
    ("hooks/essaysite/read/*", tuple(f"{_BUILD}/test_{name}.py" for name in ("frontmatter", "graph", "limits", "new_rows"))),
    ("hooks/essaysite/read/*.txt", (f"{_BUILD}/test_sentences.py", "tests/browser/test_search.py")),
    ("hooks/essaysite/render/*", tuple(f"{_BUILD}/test_{name}.py" for name in ("citations", "provenance", "sentences"))),
    ("hooks/essaysite/generate/*", (f"{_BUILD}/test_placement.py", f"{_BUILD}/test_plain_pages.py", f"{_SITE}/test_page_ends.py")),
    ("hooks/essaysite/generate/pictures/*", (f"{_BUILD}/test_pictures.py", f"{_SITE}/test_pictures.py")),
    ("hooks/essaysite/publish/*", tuple(f"{_BUILD}/test_{name}.py" for name in ("exports", "plain_pages", "structured_data", "styles"))),
    ("hooks/essaysite/publish/offline/*", (f"{_BUILD}/test_offline_parts.py", "tests/browser/test_offline.py")),
    ("hooks/essaysite/tools/*", (f"{_BUILD}/test_starters.py", f"{_BUILD}/test_finished_starters.py")),
)  # fmt: skip


def _git(root: Path, *command: str) -> list[str]:
    return subprocess.run(["git", *command], cwd=root, capture_output=True, text=True, check=True).stdout.splitlines()


def changed(revision: str = "", root: Path = ROOT) -> list[str]:
    """Return the paths of the changed files; raises ``CalledProcessError`` for a revision that there is not."""
    if not revision:
        known = _git(root, "branch", "--all", "--format=%(refname:short)")
        main = next((name for name in ("upstream/main", "origin/main", "main") if name in known), "HEAD")
        (revision,) = _git(root, "merge-base", main, "HEAD")
    others = _git(root, "ls-files", "--others", "--exclude-standard")
    return [*_git(root, "diff", "--name-only", revision), *others]


def concerned(paths: list[str]) -> set[str]:
    """Return the test modules and folders of tests that these files concern; none that is part of another."""
    tests = {
        test.format(path=path)
        for path in paths
        for pattern, named in CONCERNED
        if fnmatchcase(path, pattern)
        for test in named
    }
    modules = [re.escape(Path(path).stem) for path in paths if path.endswith(".py")]
    imports = re.compile(rf"^(?:from|import) [\w.]*\b(?:{'|'.join(modules)})\b", re.MULTILINE)
    for file in (ROOT / "tests").rglob("test_*.py") if modules else ():
        if imports.search(file.read_text(encoding="utf-8")):
            tests.add(file.relative_to(ROOT).as_posix())
    return {test for test in tests if (ROOT / test).exists() and tests.isdisjoint(map(str, Path(test).parents))}


if __name__ == "__main__":
    files = changed("".join(sys.argv[1:2]))
    tests = sorted(concerned(files))
    if not tests:
        sys.stderr.write(f"== no test is concerned{'' if files else ': no file differs from main'}\n")
    sys.stdout.writelines(f"{test}\n" for test in tests)
