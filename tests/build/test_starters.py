"""`make new-pitfall` and `make new-term`: what they write, what they refuse, and that no template text reaches readers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from essaysite.read.faults import Fault
from essaysite.read.model import RELATIONS
from essaysite.read.page_file import read_source
from essaysite.read.unwritten import unwritten
from project import ROOT, Project

_USAGE_PITFALL = (
    'usage: make new-pitfall name=only-a-tool title="A tool can fail without being misused"   '
    "(the title may be left out)\n"
)
_USAGE_TERM = 'usage: make new-term name=reward-shaping title="Reward shaping"   (the title may be left out)\n'


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "essaysite.tools.starters", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT / "hooks"), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A top folder with an index, a glossary of one term, and an approach."""
    for name in ("index.md", "glossary/index.md", "glossary/reward.md", "approaches/rlhf.md"):
        page = tmp_path / "docs" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("---\ntitle: There already\n---\n", encoding="utf-8")
    return tmp_path


def test_a_new_term_says_what_to_do_next(top: Path) -> None:
    run = _run(top, "term", "reward-shaping")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == (
        "Made docs/glossary/reward-shaping.md from the template of a term.\n"
        "\n"
        "Next:\n"
        "  1. Open it and follow the notes in it; your words take their place.\n"
        "  2. Run 'make serve' and look at the page. Until it is finished the terminal says what it lacks, "
        "with file and line.\n"
        "  3. Run 'make test' before you send it.\n"
        "\n"
        "CONTRIBUTING.md says how to add a work to cite, and what the evidence labels mean.\n"
    )


def test_a_new_pitfall_goes_into_its_folder_which_is_made_where_it_is_missing(top: Path) -> None:
    run = _run(top, "pitfall", "only-a-tool")
    assert run.stdout.startswith("Made docs/pitfalls/only-a-tool.md from the template of a pitfall.\n")
    assert (top / "docs" / "pitfalls" / "only-a-tool.md").is_file()


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (("term", "reward-shaping"), "Reward shaping"),
        (("term", "reward-shaping", ""), "Reward shaping"),
        (("term", "reward-shaping", "Shaping, of rewards"), "Shaping, of rewards"),
        (("term", "off"), "Off"),
        (("term", "2x2"), "2x2"),
        (("pitfall", "only-a-tool"), None),
        (("pitfall", "only-a-tool", 'A "tool": it isn\'t #1, \\ or is it?'), 'A "tool": it isn\'t #1, \\ or is it?'),
        (("pitfall", "only-a-tool", " Ein Werkzeug\n irrt – öfter "), "Ein Werkzeug irrt – öfter"),  # noqa: RUF001
    ],
)
def test_the_title_is_the_given_one_or_for_a_term_its_name(
    top: Path, arguments: tuple[str, ...], title: str | None
) -> None:
    folder = {"term": "glossary", "pitfall": "pitfalls"}[arguments[0]]
    assert _run(top, *arguments).returncode == 0
    source = read_source("docs/page.md", (top / "docs" / folder / f"{arguments[1]}.md").read_bytes())
    assert source.faults == []
    assert source.meta["title"] == title


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), _USAGE_PITFALL + _USAGE_TERM),
        (("view", "new"), _USAGE_PITFALL + _USAGE_TERM),
        (("term",), _USAGE_TERM),
        (("term", "", "A title alone"), _USAGE_TERM),
        (("pitfall", ""), _USAGE_PITFALL),
        (
            ("term", "Reward Shaping"),
            "'Reward Shaping' is no name for a page: use small letters, digits and hyphens, as in 'reward-shaping'\n",
        ),
        (
            ("term", "../escape.md"),
            "'../escape.md' is no name for a page: use small letters, digits and hyphens, as in 'escape-md'\n",
        ),
        (("term", "über"), "'über' is no name for a page: use small letters, digits and hyphens, as in 'uber'\n"),
        (("term", "a--b"), "'a--b' is no name for a page: use small letters, digits and hyphens, as in 'a-b'\n"),
        (("term", "目"), "'目' is no name for a page: use small letters, digits and hyphens, as in 'reward-shaping'\n"),
        (
            ("term", "reward"),
            "docs/glossary/reward.md is there already; edit it, or choose another name\n",
        ),
        (
            ("pitfall", "rlhf"),
            (
                "the id 'rlhf' belongs to docs/approaches/rlhf.md already, and no two pages share one; "
                "edit that page, or choose another name\n"
            ),
        ),
        (
            ("pitfall", "glossary"),
            (
                "the id 'glossary' belongs to docs/glossary/index.md already, and no two pages share one; "
                "edit that page, or choose another name\n"
            ),
        ),
        (
            ("term", "home"),
            (
                "the id 'home' belongs to docs/index.md already, and no two pages share one; "
                "edit that page, or choose another name\n"
            ),
        ),
    ],
)
def test_what_is_refused_changes_nothing(top: Path, arguments: tuple[str, ...], message: str) -> None:
    before = _files(top)
    run = _run(top, *arguments)
    assert (run.returncode, run.stdout, run.stderr) == (1, "", message)
    assert _files(top) == before


def test_outside_the_top_folder_it_says_so(tmp_path: Path) -> None:
    run = _run(tmp_path, "term", "reward-shaping")
    assert run.stderr == "there is no folder docs/ here; run this in the top folder of the repository\n"
    assert run.returncode == 1


def test_a_fresh_term_builds_and_each_gap_is_a_fault(project: Project) -> None:
    project.page("start.md")
    _run(project.root, "term", "reward-shaping")
    page = "docs/glossary/reward-shaping.md"
    assert project.build() == [
        f"{page}:8: 'summary' is empty; write its text behind the colon",
        f"{page}:15: 'explained_in' must be a list of page ids, each alone or as 'id: why', not nothing",
        (
            f"{page}:23: still to be written, in place of this comment: The definition in one or two sentences, with its "
            "source as a mark: `[@key]`, where the key is one of docs/references.bib."
        ),
        (
            f"{page}:25: still to be written, in place of this comment: Where people use the term in another sense, or what "
            "it is taken for; delete this comment if there is nothing to say."
        ),
        (
            f"{page}:27: still to be written, in place of this comment: An example with its evidence label in front, "
            "`[Shown in experiment](../about/evidence.md#shown-in-experiment){ .evidence }`, and its source behind; delete "
            "this comment if you have none."
        ),
    ]


def test_a_fresh_pitfall_builds_and_each_gap_is_a_fault(project: Project) -> None:
    project.page("start.md")
    _run(project.root, "pitfall", "only-a-tool")
    page = "docs/pitfalls/only-a-tool.md"
    write = "still to be written, in place of this comment:"
    assert project.build() == [
        f"{page}:5: 'title' is empty; write its text behind the colon",
        f"{page}:8: 'summary' is empty; write its text behind the colon",
        f"{page}:24: this pitfall has no answered_by; name at least one approach or concept or view",
        f"{page}:27: this pitfall has no nuanced_by; name at least one concept or view",
        f"{page}:30: {write} The fact in two or three sentences that can stand alone.",
        f"{page}:34: {write} The claim once, as people say it, as a quotation: a line that starts with > and a space.",
        f"{page}:38: {write} What in the claim is true; every pitfall has something right in it.",
        (
            f"{page}:42: {write} The step that does not follow, and the better question; no mockery, and nothing against "
            "the people who say it."
        ),
        f"{page}:52: {write} The claim that fails in the same way on the other side, and why it does.",
        f"{page}:56: {write} The fact in other words, and one or two links to where a reader should go on.",
    ]


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
    _run(project.root, "term", "reward-shaping")
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
    _run(project.root, "pitfall", "only-a-tool", "A tool can fail")
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


def _either(kinds: frozenset[str]) -> str:
    *most, last = sorted(kinds)
    return f"{', '.join(most)} or {last}" if most else last


def test_the_contributors_guide_has_every_relation_as_the_model_has_it() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("\n")
    start = next(number for number, line in enumerate(guide) if line.startswith("| Relation |")) + 2
    assert guide[start : guide.index("", start)] == [
        f"| `{r.name}` | {_either(r.sources)} | {_either(r.targets)} | {r.label} | {r.inverse_label} |"
        for r in RELATIONS
    ]


@pytest.mark.parametrize("name", ["pitfall", "term"])
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
