"""`make new-…`: what each writes, what it refuses, and that no template text reaches readers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from essaysite.read.page_file import read_source
from project import Project
from starting import run

_USAGE_PITFALL = (
    'usage: make new-pitfall name=only-a-tool title="A tool can fail without being misused"   '
    "(the title may be left out)\n"
)
_USAGE_TERM = 'usage: make new-term name=reward-shaping title="Reward shaping"   (the title may be left out)\n'
_BIBLIOGRAPHY = (
    "% Works\n\n" + "\n\n".join(f"@misc{{{key},\n}}" for key in ("beta2020a", "gao2023scaling", "kim2021b")) + "\n"
)
_KEY_IS = "the first author's family name, the year, a word of the title, in small letters"
_USAGE_WORK = f"usage: make new-work name=gao2023scaling   ({_KEY_IS})\n"
_USAGE = (
    'usage: make new-approach name=model-diffing title="Model diffing"   (the title may be left out)\n'
    + _USAGE_PITFALL
    + 'usage: make new-finding name=a-test-of-trust title="A test of trust"   (the title may be left out)\n'
    + _USAGE_TERM
    + _USAGE_WORK
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
    (tmp_path / "docs" / "references.bib").write_text(_BIBLIOGRAPHY, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("key", "at"), [("adams2020first", 0), ("hill2021middle", 2), ("zhou2022last", 3)])
def test_a_new_work_goes_where_its_key_belongs(top: Path, key: str, at: int) -> None:
    assert run(top, "work", key, "On it").stdout.startswith(f"Put {key} into docs/references.bib.\n")
    text = (top / "docs" / "references.bib").read_text(encoding="utf-8")
    keys = ["beta2020a", "gao2023scaling", "kim2021b"]
    assert re.findall(r"^@misc\{(.*),$", text, re.MULTILINE) == [*keys[:at], key, *keys[at:]]
    assert f"  title = {{{{On it}}}},\n  year = {{{key[-10:].strip('abcdefghijklmnopqrstuvwxyz')}}},\n" in text


def test_a_new_term_says_what_to_do_next(top: Path) -> None:
    done = run(top, "term", "reward-shaping")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Made docs/glossary/reward-shaping.md from the template of a term.\n"
        "\n"
        "Next:\n"
        "  1. Open it and follow the notes in it; your words take their place.\n"
        "  2. Run 'make serve' and look at the page. Until it is finished the terminal says what it lacks, "
        "with file and line.\n"
        "  3. Run 'make check' before you send it.\n"
        "\n"
        "CONTRIBUTING.md says how to add a work to cite, and what the evidence labels mean.\n"
    )


def test_a_new_pitfall_goes_into_its_folder_which_is_made_where_it_is_missing(top: Path) -> None:
    done = run(top, "pitfall", "only-a-tool")
    assert done.stdout.startswith("Made docs/pitfalls/only-a-tool.md from the template of a pitfall.\n")
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
    assert run(top, *arguments).returncode == 0
    source = read_source("docs/page.md", (top / "docs" / folder / f"{arguments[1]}.md").read_bytes())
    assert source.faults == []
    assert source.meta["title"] == title


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), _USAGE),
        (("view", "new"), _USAGE),
        (("work",), _USAGE_WORK),
        (("work", "Gao 2023"), f"'Gao 2023' is no key: it is {_KEY_IS}, as gao2023scaling\n"),
        (
            ("work", "gao2023scaling"),
            "docs/references.bib has 'gao2023scaling' already; cite it, or add a letter to the key\n",
        ),
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
    done = run(top, *arguments)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", message)
    assert _files(top) == before


def test_outside_the_top_folder_it_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, "term", "reward-shaping")
    assert done.stderr == "there is no folder docs/ here; run this in the top folder of the repository\n"
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("kind", "page", "lacks"),
    [
        ("term", "glossary/a-test.md", ["16: 'explained_in' is empty; write its value behind the colon, or remove the line"]),
        ("finding", "findings/a-test.md", []),
        ("approach", "approaches/a-test.md", []),
        (
            "pitfall",
            "pitfalls/a-test.md",
            [
                "6: 'title' is empty; write its text behind the colon",
                "25: this pitfall has no answered_by; name at least one approach or concept or view",
                "28: this pitfall has no nuanced_by; name at least one concept or view",
            ],
        ),
    ],
)  # fmt: skip
def test_a_fresh_page_builds_and_each_gap_is_a_fault(project: Project, kind: str, page: str, lacks: list[str]) -> None:
    project.page("start.md")
    run(project.root, kind, "a-test")
    said = project.build()
    notes = (project.docs / page).read_text(encoding="utf-8").count("<!-- write:")
    assert sum("still to be written" in line for line in said) == notes > 0
    assert any(line.endswith("'summary' is empty; write its text behind the colon") for line in said)
    assert [line for line in lacks if f"docs/{page}:{line}" not in said] == []
