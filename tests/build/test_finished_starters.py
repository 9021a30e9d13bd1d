"""Pages begun with `make new-…`, once their author has done what the template asks for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from essaysite.read.faults import Fault
from essaysite.read.model import KINDS, RELATION, RELATIONS, kind_of
from essaysite.read.page_file import read_source
from essaysite.read.unwritten import unwritten
from project import ROOT, Project
from starting import run


def _finish(page: Path, front: dict[str, str]) -> list[str]:
    """Do what a template asks for: fill its front matter and replace its notes; return its headings."""
    lines = page.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        field = line.partition(":")[0]
        if field in front:
            lines[number] = f"{field}: {front[field]}"
        if line.startswith("<!-- write:"):
            lines[number] = "Words of a contributor."
    page.write_text("\n".join(lines), encoding="utf-8")
    return [line.removeprefix("## ") for line in lines if line.startswith("## ")]


def test_a_finished_term_is_without_fault_and_shows_no_note(project: Project) -> None:
    project.page("start.md")
    project.page("social-problem.md")
    run(project.root, "term", "reward-shaping")
    front = {"summary": "Extra reward on the way.", "explained_in": "social-problem"}
    _finish(project.docs / "glossary" / "reward-shaping.md", front)
    assert project.build() == []
    html = project.html("glossary/reward-shaping")
    assert "Words of a contributor." in html
    assert "a note to you" not in html
    assert "write:" not in html


def test_a_finished_pitfall_is_without_fault_and_shows_its_limits_where_the_template_puts_them(
    project: Project,
) -> None:
    project.page("start.md")
    project.page("social-problem.md")
    project.page("views/skeptical.md")
    run(project.root, "pitfall", "only-a-tool", "A tool can fail")
    front = {
        "summary": "A tool can fail without being misused.",
        "answered_by": "[{social-problem: Somebody decides.}]",
        "nuanced_by": "[{skeptical: Tools are under control.}]",
    }
    headings = _finish(project.docs / "pitfalls" / "only-a-tool.md", front)
    assert project.build() == []
    html = project.html("pitfalls/only-a-tool").partition("<article")[2]
    limits = html.index(">Limits of this answer<")
    assert limits < html.index("Tools are under control.") < html.index(">The same mistake in the other direction<")
    assert "write:" not in html
    assert headings == [
        "You may hear",
        "What is right about it",
        "Where it goes wrong",
        "Evidence",
        "Limits of this answer",
        "The same mistake in the other direction",
        "In short, and where to read next",
    ]


def test_the_pitfalls_of_the_site_have_the_headings_of_the_template() -> None:
    template = read_source("docs/t.md", (ROOT / "hooks/essaysite/tools/starters/pitfall.md").read_bytes())
    wanted = [line for line in template.body.split("\n") if line.startswith("## ")]
    for path in sorted((ROOT / "docs" / "pitfalls").glob("*.md")):
        if path.name != "index.md":
            headings = [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith("## ")]
            assert [line for line in headings if line in wanted] == wanted, path.name


def _either(kinds: tuple[str, ...]) -> str:
    *most, last = sorted(kinds)
    return f"{', '.join(most)} or {last}" if most else last


def test_the_contributors_guide_has_every_relation_as_the_model_has_it() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("\n")
    start = next(number for number, line in enumerate(guide) if line.startswith("| Relation |")) + 2
    assert guide[start : guide.index("", start)] == [
        f"| `{r.name}` | {_either(r.sources)} | {_either(r.targets)} | {r.label} | {r.inverse_label} |"
        for r in RELATIONS
    ]


_STARTERS = [kind.name for kind in KINDS if kind.example]


@pytest.mark.parametrize("name", _STARTERS)
def test_each_relation_that_a_template_shows_leads_to_a_page_that_it_may_lead_to(name: str) -> None:
    text = (ROOT / "hooks" / "essaysite" / "tools" / "starters" / f"{name}.md").read_text(encoding="utf-8")
    shown = re.findall(r"^#   (\w+):\n#     - ([\w-]+): \S", text, re.MULTILINE)
    assert shown
    for relation, target in shown:
        (page,) = (ROOT / "docs").rglob(f"{target}.md")
        kind = kind_of(page.relative_to(ROOT / "docs").as_posix()).name
        assert kind in RELATION[relation].targets, f"{relation} leads to no {kind}"


@pytest.mark.parametrize("name", _STARTERS)
def test_a_template_is_plain_yaml_and_ends_each_line_clean(name: str) -> None:
    text = (ROOT / "hooks" / "essaysite" / "tools" / "starters" / f"{name}.md").read_text(encoding="utf-8")
    assert "title: TITLE" in text.split("\n")
    assert yaml.safe_load(text.split("---\n")[1])["title"] == "TITLE"
    assert [line for line in text.split("\n") if line != line.rstrip()] == []


def test_a_note_is_found_on_its_line_however_it_is_written() -> None:
    body = "Words.\n\n<!--WRITE: over\ntwo lines -->\n\nMore. <!-- write: and here -->\n"
    source = read_source("docs/a.md", f"---\ntitle: A\n---\n{body}".encode())
    assert unwritten(source) == [
        Fault("docs/a.md", 6, "still to be written, in place of this comment: over two lines"),
        Fault("docs/a.md", 9, "still to be written, in place of this comment: and here"),
    ]


@pytest.mark.parametrize(
    "body",
    ["Words.", "<!-- a plain comment -->", "```md\n<!-- write: an example -->\n```", "As in `<!-- write: this -->`."],
)
def test_what_is_no_note_is_left_alone(body: str) -> None:
    assert unwritten(read_source("docs/a.md", f"---\ntitle: A\n---\n{body}\n".encode())) == []
