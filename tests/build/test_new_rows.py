"""A new kind of page and a new relation are one row each, and nothing else: pages, map, graph and Markdown follow."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT, Project

KIND = '    Kind("trial", "Trial", ("trials/*.md",), is_term=True),\n'
RELATION = """    Relation(
        "tried_in", "tries", _kinds("approach"), _kinds("trial"), "Where it is tried", "What is tried here",
        on_map=("tried", " in"),
    ),
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site built by a copy of the hooks that has the two rows."""
    top = tmp_path_factory.mktemp("rows")
    hooks = top / "hooks"
    shutil.copytree(ROOT / "hooks", hooks)
    model = hooks / "essaysite" / "read" / "model.py"
    text = model.read_text(encoding="utf-8")
    text = text.replace("    PLAIN,\n)", f"{KIND}    PLAIN,\n)").replace(
        "RELATIONS = (\n", f"RELATIONS = (\n{RELATION}"
    )
    model.write_text(text, encoding="utf-8")
    project = Project(top / "site", settings={"hooks": [str(hooks / "main.py")]})
    project.page("map.md", "[[picture-map]]\n\n[[map]]")
    addresses = [{"too-hard": "A reason."}]
    project.page("approaches/debate.md", tried_in=[{"first-trial": "It was tried there."}], addresses=addresses)
    project.page("layers/too-hard.md")
    project.page("trials/first-trial.md", "A trial.")
    project.page("pitfalls/too-easy.md", answered_by=[{"debate": "A reason."}], nuanced_by=[{"hopeful": "A reason."}])
    project.page("views/hopeful.md")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return project


def test_both_pages_show_the_relation(project: Project) -> None:
    for page, heading in (("approaches/debate", "Where it is tried"), ("trials/first-trial", "What is tried here")):
        assert heading in project.html(page)
        assert "It was tried there." in project.html(page)
    assert '<p class="page-head__kind">Trial</p>' in project.html("trials/first-trial")


def test_the_map_has_a_row_for_it(project: Project) -> None:
    assert "<title>First trial tried in Debate: It was tried there.</title>" in project.html("map")
    assert 'class="map__mark map__mark--tried_in" title="It was tried there.">tried</span>' in project.html("map")


def test_the_graph_has_both(project: Project) -> None:
    graph = json.loads((project.site / "graph.json").read_text(encoding="utf-8"))
    assert graph["kinds"]["trial"] == "Trial"
    assert "tried_in" in [relation["type"] for relation in graph["relations"]]
    assert ("debate", "first-trial") in [(edge["source"], edge["target"]) for edge in graph["edges"]]


def test_the_markdown_has_it(project: Project) -> None:
    def text(name: str) -> str:
        return Path(project.site / name / "index.md").read_text(encoding="utf-8")

    assert "## Where it is tried\n\n- [First trial]" in text("approaches/debate")
    assert "Where it is tried: [First trial]" in text("map")
