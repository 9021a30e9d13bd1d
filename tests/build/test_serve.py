"""`mkdocs serve`: a rebuild after any edit is what a fresh start would give, and faults come and go with their cause."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from essaysite.adapter.serving import kept
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils import DuplicateFilter
from project import ROOT, Project, spare

Edit = Callable[[Project], None]
Files = dict[str, bytes]


def _files(folder: Path) -> Files:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Serving:
    """Builds as ``mkdocs.commands.serve`` does: a new configuration each time, the plugin objects of the first one."""

    def __init__(self, root: Path, *, strict: bool = False) -> None:
        self.root = root
        self.strict = strict  # any warning is an error
        self._load().plugins.on_startup(command="serve", dirty=False)

    def _load(self) -> MkDocsConfig:
        config = load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.root / "site"), strict=self.strict)
        spare(config.theme)
        return config

    def build(self) -> Files:
        """Build the site; return its files."""
        build(self._load(), serve_url="http://127.0.0.1:8000/test/")
        return _files(self.root / "site")


# Each project in a process that has built nothing before; forks spare it the time that imports take.
_FROM_SCRATCH = """
import os, sys
from pathlib import Path
from typing import Any
from test_serve import Serving
for root in sys.argv[1:]:
    child = os.fork()
    if not child:
        Serving(Path(root), strict=True).build()
        os._exit(0)
    sys.exit(1) if os.waitpid(child, 0)[1] else None
"""


_WORK = "@misc{%s,\n  author = {Family, Given},\n  title = {%s},\n  year = {2020},\n  checked = {two sources}\n}\n"
_PITFALL = {"answered_by": [{"inner": "Goals differ."}], "nuanced_by": [{"hopeful": "A reason."}]}


_ESSAY = {"essay": "about/alignment.txt", "essay_pages": {"layers/inner.md": 1, "layers/outer.md": 2}}
_NAV = ["about/", "layers/", "pitfalls/", "views/", "glossary/", "references.md"]


def _project(root: Path) -> Project:
    """Return a project in which each page depends on others."""
    project = Project(root, settings={"extra": _ESSAY, "nav": _NAV})
    project.write("about/alignment.txt", "One sentence. Another.\n- An item")
    project.page("about/source.md", "[[essay]]")
    project.page("references.md", "[[bibliography]]")
    project.write("references.bib", _WORK % ("first2020", "A title") + _WORK % ("second2020", "Another title"))
    project.page("layers/index.md", "[[pages]]", title="Layers")
    project.page("layers/inner.md", "One sentence. Another.\n\nRewards and praise [@first2020].", title="Inner")
    project.page(
        "layers/outer.md", "- An item\n\nBonuses [@second2020; @first2020].", confused_with=[{"inner": "A reason."}]
    )
    project.page("views/hopeful.md", "A reward.")
    project.page("pitfalls/too-easy.md", "A bonus, see [@first2020].", **_PITFALL)
    project.page("pitfalls/too-late.md", "Inner praise.", **_PITFALL)
    project.page("glossary/index.md", "[[glossary]]", title="Glossary")
    project.page("glossary/reward.md", "It is given.", aliases=["praise", "bonus"])
    return project


def _put_an_older_bibliography_back(project: Project) -> None:
    project.write("references.bib", _WORK % ("first2020", "A better title") + _WORK % ("second2020", "Another title"))
    os.utime(project.docs / "references.bib", (1_000_000_000, 1_000_000_000))


def _turn_linking_off(project: Project) -> None:
    project.page("views/hopeful.md", "A reward.", link_terms=False)
    project.page("glossary/reward.md", "It is given.", match="stated", forms=["praise"])


_LATE = _PITFALL | {"answered_by": [{"outer": "They differ."}]}
_EDITS: dict[str, Edit] = {
    "rename an alias": lambda it: it.page("glossary/reward.md", "It is given.", aliases=["item", "bonus"]),
    "delete a pitfall": lambda it: it.remove("pitfalls/too-late.md"),
    "change a relation": lambda it: it.page("pitfalls/too-late.md", "Inner praise.", **_LATE),
    "add a term": lambda it: it.page("glossary/praise.md", "A bonus that costs nothing.", title="Sentence", confused_with=[{"reward": "A reason."}]),
    "remove a citation": lambda it: it.page("layers/inner.md", "One sentence. Another.\n\nRewards and praise.", title="Inner"),
    "put an older bibliography back": _put_an_older_bibliography_back,
    "move the essay's words": lambda it: it.page("layers/inner.md", "Rewards and praise [@first2020].\n\nOne sentence. Another.", title="Inner"),
    "turn linking off": _turn_linking_off,
}  # fmt: skip


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Files, Files]]:
    """The site after each edit: as one server rebuilds it in turn, and as a new process builds it."""
    served = _project(tmp_path_factory.mktemp("served"))
    kept = _files(served.docs)
    roots, rebuilt = [], []
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", "1700000000")
        places = (Path(__file__).parent, ROOT / "tests" / "support", ROOT / "hooks")
        environment.setenv("PYTHONPATH", os.pathsep.join(map(str, places)))
        serving = Serving(served.root, strict=True)
        serving.build()
        for name, edit in _EDITS.items():
            edit(served)
            rebuilt.append(serving.build())
            roots.append(served.root.with_name(name.replace(" ", "-")))
            shutil.copytree(served.root, roots[-1], ignore=shutil.ignore_patterns("site"))
            _put_back(served, kept)
        subprocess.run([sys.executable, "-c", _FROM_SCRATCH, *roots], check=True)
    return {name: (site, _files(root / "site")) for name, site, root in zip(_EDITS, rebuilt, roots, strict=True)}


def _put_back(project: Project, kept: Files) -> None:
    for path in _files(project.docs).keys() - kept.keys():
        project.remove(path)
    for path, content in kept.items():
        project.write(path, content)


@pytest.mark.parametrize("name", _EDITS)
def test_a_rebuild_is_what_a_fresh_start_gives(sites: dict[str, tuple[Files, Files]], name: str) -> None:
    rebuilt, from_scratch = sites[name]
    assert rebuilt.keys() == from_scratch.keys()
    assert [path for path, content in rebuilt.items() if content != from_scratch[path]] == []


def test_each_edit_changes_the_site(sites: dict[str, tuple[Files, Files]]) -> None:
    rebuilt = [site for site, _ in sites.values()]
    assert all(before != after for before, after in pairwise(rebuilt))


_OUTER: dict[str, Any] = {
    "body": "- An atom\n\nBonuses [@second2020; @first2020].",
    "confused_with": [{"inner": "A reason."}],
}
_BROKEN = "@misc{first2020, author = {A}\n" + _WORK % ("second2020", "Another title")
_FAULTS: list[tuple[Edit, str]] = [
    (lambda it: it.write("views/hopeful.md", "---\ntitle: a: b\n---\n\nA reward.\n"), "docs/views/hopeful.md:2: a text with a colon and a space in it must stand in quotes"),
    (lambda it: it.page("glossary/index.md", "[[glossary]]", title="Glossary", aliases=["praise"]), "docs/glossary/reward.md:5: the name 'praise' belongs to docs/glossary/index.md already"),
    (lambda it: it.page("views/hopeful.md", "A reward [@frst2020]."), "docs/views/hopeful.md:6: [@frst2020] is not in the bibliography"),
    (lambda it: it.page("layers/outer.md", **_OUTER), "docs/layers/outer.md:7: line 2 of the essay (An item…) should stand on this page"),
    (lambda it: it.page("views/reward.md", title="A view of reward"), "docs/views/reward.md:1: the id 'reward' belongs to docs/glossary/reward.md already"),
    (lambda it: it.write("references.bib", _BROKEN), "docs/references.bib:1: the entry 'first2020' is never closed"),
]  # fmt: skip


def test_a_fault_is_told_at_each_rebuild_until_it_is_mended(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    project = _project(tmp_path)
    kept = _files(project.docs)
    serving = Serving(tmp_path)
    sound = serving.build()
    for edit, told in _FAULTS:
        edit(project)
        for _ in range(2):
            caplog.clear()
            serving.build()
            (message,) = caplog.messages
            assert message.startswith(told)
        _put_back(project, kept)
        caplog.clear()
        assert serving.build() == sound
        assert caplog.messages == []


@pytest.mark.parametrize("command", ["build", "serve"])
def test_a_build_of_a_part_is_refused(project: Project, command: str) -> None:
    config = load_config(str(project.root / "mkdocs.yml"), site_dir=str(project.site))
    with pytest.raises(ConfigurationError) as refused:
        config.plugins.on_startup(command=command, dirty=True)  # type: ignore[arg-type]  # MkDocs names both
    assert str(refused.value) == (
        f"'mkdocs {command} --dirty' would lose links that lead back to a page; leave --dirty out"
    )


def test_the_refusal_reaches_the_command_line_without_a_traceback(project: Project) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--dirty", "--quiet", "--config-file", project.root / "mkdocs.yml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert run.stderr == (
        "Error: 'mkdocs build --dirty' would lose links that lead back to a page; leave --dirty out\n"
    )


def test_a_draft_is_served_and_not_built(tmp_path: Path) -> None:
    project = Project(tmp_path, settings={"draft_docs": "/drafts/"})
    project.page("index.md", title="Home")
    project.page("drafts/soon.md", "See [home](../index.md).")
    assert "drafts/soon/index.html" in Serving(project.root).build()
    project.build()
    assert not (project.site / "drafts").exists()


def test_what_ends_two_builds_in_turn_is_told_of_both(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    log, once = logging.getLogger("mkdocs.commands.build"), DuplicateFilter()
    log.addFilter(once)
    build_or_keep = kept(lambda _: log.error("docs/x.md:1: wrong"))
    for _ in range(2):
        build_or_keep(SimpleNamespace(site_dir=str(tmp_path)))
    log.removeFilter(once)
    assert [record.getMessage() for record in caplog.records] == ["docs/x.md:1: wrong"] * 2
