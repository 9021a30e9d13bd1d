"""Print the tests that the changed files concern, for pytest: ``python tests/support/concerned.py [REVISION]``.

Changed is what differs from REVISION (by default the last commit), and what git does not know yet. A test module is
concerned by itself, by a Python module whose name it imports, over others too, and by its own cases. What readers see
concerns the site and the browser.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# By the beginning of a changed file's path: the folders of tests that it concerns.
CONCERNED = {
    "docs/": ("tests/editorial", "tests/site"),
    "overrides/": ("tests/site", "tests/browser"),
    "mkdocs.yml": ("tests/build", "tests/site"),
    "requirements": ("tests",),
    "tests/conftest.py": ("tests",),
    "tests/requirements": ("tests",),
    "CONTRIBUTING.md": ("tests/site/test_contributions.py",),
}
# "from essaysite.terms import …", "from .terms import …", "import essaysite.terms" → terms
_IMPORT = re.compile(r"^\s*(?:from|import) [\w.]*?(\w+)(?: import (.+))?$", re.MULTILINE)


def changed(revision: str) -> list[str]:
    """Return the paths of the changed files."""
    commands = (["git", "diff", "--name-only", revision], ["git", "ls-files", "--others", "--exclude-standard"])
    outputs = [subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True) for command in commands]
    return [line for done in outputs for line in done.stdout.splitlines()]


def imports() -> dict[Path, set[str]]:
    """Return the names of modules that each Python file of the hooks and tests imports."""
    found = {}
    for file in [*(ROOT / "hooks").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        pairs = _IMPORT.findall(file.read_text(encoding="utf-8"))
        found[file] = {name for module, names in pairs for name in (module, *re.findall(r"\w+", names))}
    return found


def concerned(paths: list[str]) -> set[str]:
    """Return the test modules and folders of tests that these files concern."""
    tests = {
        folder for path in paths for start, folders in CONCERNED.items() if path.startswith(start) for folder in folders
    }
    names = {Path(path).stem for path in paths if path.endswith(".py")}
    known = imports()
    while more := {file.stem for file, imported in known.items() if imported & names} - names:
        names |= more
    tests |= {str(file.relative_to(ROOT)) for file in known if file.stem in names and file.stem.startswith("test_")}
    cases = [path for path in paths if path.startswith("tests/build/cases/")]
    return tests | ({"tests/build/test_cases.py"} if cases else set())


if __name__ == "__main__":
    print("\n".join(sorted(concerned(changed(sys.argv[1] if sys.argv[1:] else "HEAD")))))
