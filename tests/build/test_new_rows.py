"""A new kind of page and a new relation are one row each, and nothing else: pages, map, graph and Markdown follow."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from project import ROOT, Project

KIND = """    Kind(
        "trial", "Trial", ("trials/*.md",), is_term=True, is_defined=True, fields=("brief",), sections=("What was tried",),
        map_column=4, map_table=("trials-of-all", "Trials and what they led to"),
    ),
"""
RELATION = """    Relation(
        "tried_in", "tries", ("approach",), ("trial",), "Where it is tried", "What is tried here",
        needs_reason=False, in_head=True, on_map=OnMap("tried", " in", "is where it was tried", limits=True),
    ),
    Relation(
        "led_to", "led_from", ("trial",), ("approach",), "What it led to", "What led to this",
        is_required=True, on_map=OnMap("came", " from", "came from the trial"),
    ),
"""
BRIEF = {"what": "A.", "why": "B.", "stands": "C.", "disputed": "D.", "as_of": "2026-07"}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A site built by a copy of the hooks that has the two rows."""
    top = tmp_path_factory.mktemp("rows")
    hooks = top / "hooks"
    shutil.copytree(ROOT / "hooks", hooks)
    model = hooks / "essaysite" / "read" / "model.py"
    text = model.read_text(encoding="utf-8")
    text = text.replace("    PLAIN,\n", f"    PLAIN,\n{KIND}", 1).replace(
        "RELATIONS = (\n", f"RELATIONS = (\n{RELATION}"
    )
    model.write_text(text, encoding="utf-8")
    project = Project(top / "site", settings={"hooks": [str(hooks / "main.py")]})
    project.page("map.md", "[[picture-map]]\n\n[[map]]")
    project.page("glossary/index.md", "[[glossary]]")
    addresses = [{"too-hard": "A reason."}]
    project.page(
        "approaches/debate.md", tried_in=["first-trial", {"second-trial": "It was tried there."}], addresses=addresses
    )
    project.page("layers/too-hard.md")
    for name in ("first", "second", "third", "fourth"):
        project.page(
            f"trials/{name}-trial.md",
            "## What was tried\n\nA trial.",
            led_to=[{"debate": "It was better."}],
            brief=BRIEF,
        )
    project.page("pitfalls/too-easy.md", answered_by=[{"debate": "A reason."}], nuanced_by=[{"hopeful": "A reason."}])
    project.page("views/hopeful.md")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return project


def test_both_pages_show_the_relation(project: Project) -> None:
    for page, heading in (("approaches/debate", "Where it is tried"), ("trials/second-trial", "What is tried here")):
        assert heading in project.html(page)
        assert "It was tried there." in project.html(page)
    assert '<p class="page-head__kind">Trial</p>' in project.html("trials/second-trial")


def test_the_glossary_has_the_pages_with_their_kind(project: Project) -> None:
    assert 'First trial</a> <span class="card__kind">Trial</span>' in project.html("glossary")


def test_the_map_has_a_row_and_a_column_for_them(project: Project) -> None:
    assert "<title>Second trial tried in Debate: It was tried there.</title>" in project.html("map")
    assert "is where it was tried</text>" in project.html("map")
    assert '<h2 id="trials-of-all">Trials and what they led to<' in project.html("map")
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
