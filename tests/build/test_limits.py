"""What is too large or too deep to be read is a fault of its file, told before a parser sees it; see cases/limits/, too."""

from __future__ import annotations

import re
import signal
import threading
import time

import pytest
from essaysite.read import guard, limits
from mkdocs.exceptions import Abort, MkDocsException
from project import Project

MOST_SECONDS = 20


@pytest.mark.parametrize(
    ("name", "most"),
    [("x.md", limits.PAGE), ("references.bib", limits.BIBLIOGRAPHY), ("about/alignment.txt", limits.PAGE)],
)
def test_a_file_that_is_too_large_is_not_read(
    project: Project, caplog: pytest.LogCaptureFixture, name: str, most: int
) -> None:
    project = Project(project.root, settings={"extra": {"essay": "about/alignment.txt", "essay_pages": {"y.md": 1}}})
    project.write("about/alignment.txt", "Some words.\n")
    project.page("y.md", "Some words.", titel="Y")
    project.write(name, "% words\n" * (most // 8 + 1))
    with pytest.raises(Abort):
        project.build()
    assert [record.getMessage() for record in caplog.records] == [
        "docs/y.md:4: unknown field 'titel'; did you mean 'title'?",
        f"docs/{name}:1: this file has {most + 8} bytes, and {most} are enough; part it, or remove what does not belong",
    ]


def test_what_the_limits_do_not_count_is_a_fault_of_its_page(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BLOCK", "DEPTH", "PAGE"):
        monkeypatch.setattr(limits, name, 1_000_000)
    project.page("x.md", "".join(f"{'    ' * depth}- item\n" for depth in range(300)))
    project.page("y.md", "Some words, and [a link](nowhere.md).")
    warnings = project.build()
    assert "docs/x.md:5: this page is nested too deep to be read; write it flatter" in warnings
    assert any("nowhere.md" in warning for warning in warnings)
    assert "Some words" in project.html("y")
    assert "This page cannot be read." in project.html("x")


_STEPS = [
    "essaysite.read.content.form_faults",
    "essaysite.read.content.read_bibliography",
    "essaysite.build.prepared",
    "essaysite.read.files.picture_fault",
    "essaysite.read.term_names.forms_of",
    "essaysite.generate.part_marks.faults",
    "essaysite.render.extension.number_notes",
    "essaysite.adapter.publishing.sections",
]


def _two_pages(project: Project, step: str) -> None:
    """Write what a step has to do with, and a fault in each of two pages."""
    if "picture" in step:
        project.write("x.png", "no picture")
    project.page("x.md", titel="X")
    project.page("y.md", "A `sign` is left: ~~here~~")


@pytest.mark.parametrize("step", _STEPS)
def test_a_file_that_keeps_the_build_busy_ends_it(
    project: Project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, step: str
) -> None:
    _two_pages(project, step)
    monkeypatch.setattr(guard, "SECONDS", 0.5)
    # One search that would end in some years; no ``except Exception`` on the way may pass over its end.
    monkeypatch.setattr(step, lambda *_: re.match("(?:a*)*b", "a" * 60))
    former = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises((Abort, MkDocsException)) as stopped:
        project.build()
    said = [record.getMessage() for record in caplog.records] + [str(stopped.value)]
    name = "references.bib" if "bib" in step else "x.png" if "picture" in step else "x.md"
    assert any(f"docs/{name}:1: this file keeps the build busy for more than 0.5 seconds" in line for line in said), (
        said
    )
    assert "docs/x.md:4: unknown field 'titel'; did you mean 'title'?" in said or name != "x.md"
    assert (signal.getsignal(signal.SIGVTALRM), signal.getitimer(signal.ITIMER_VIRTUAL)) == (former, (0, 0))


@pytest.mark.parametrize("step", [*_STEPS, "essaysite.adapter.publishing.Publishing._frame"])
def test_a_file_that_breaks_a_step_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, step: str
) -> None:
    """Whatever a step has not thought of names its file and its place in the hooks, without a traceback; other faults stay."""
    _two_pages(project, step)
    monkeypatch.setattr(step, lambda *_: {"even": 2}["odd"])
    with pytest.raises((Abort, MkDocsException)) as stopped:
        project.build()
    said = [record.getMessage() for record in caplog.records] + [str(stopped.value)]
    name = "references.bib" if "bib" in step else r"\w\.png" if "picture" in step else r"\w\.md"
    assert any(
        re.search(rf"docs/{name}:1: the build broke on this file \(KeyError: 'odd'; \w+\.py, line", one) for one in said
    )
    assert "Traceback" not in "".join(said)
    assert "docs/x.md:4: unknown field 'titel'; did you mean 'title'?" in said or "bib" in step


def test_many_files_take_no_longer_together_than_a_few(
    project: Project, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Files that stay below the limit of one have an end together, and the next build begins anew."""
    for name in "abc":
        project.page(f"{name}.md", "[a]: b.md\n\nSome words.")
    monkeypatch.setattr(guard, "USUAL", 0.1)
    monkeypatch.setattr(guard, "SHARED", 0.5)
    assert project.build() != []

    def keep_busy(*_: object) -> list[object]:
        end = time.process_time() + 0.4
        while time.process_time() < end:
            sum(range(10_000))
        return []

    monkeypatch.setattr("essaysite.read.content.form_faults", keep_busy)
    for _ in range(2):
        caplog.clear()
        with pytest.raises((Abort, MkDocsException)):
            project.build()
        said = [record.getMessage() for record in caplog.records]
        assert any(re.match(r"docs/[bc]\.md:1: this file keeps the build busy", line) for line in said)


def test_where_there_is_no_clock_nothing_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SECONDS", 0.01)
    ended: list[bool] = []

    def read() -> None:
        with guard.bounded("x.md"):
            ended.append(re.fullmatch("(?:a*)*b", "a" * 18) is None)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert ended == [True]


@pytest.mark.parametrize(
    ("entries", "lines"),
    [
        # One line of many signs, which were each looked for from its start.
        ("@misc{a, x = " + '"" ' * 300_000, (1, "a: an entry of more than 10000 characters starts here; shorten it")),
        (("@misc{a, x = 1 " + "#" * 9_000 + "\n}\n") * 100, (51, "149 more faults from here on are not told; mend")),
        # What may end a field was looked for from each of many blanks.
        (
            f"@misc{{a, author = {{x}}{' ' * 9_000}!\n}}\n" * 100,
            (51, "more faults from here on are not told; mend those above first"),
        ),
        # Each opening that can be read as none, and each entry that lacks something, was a line of the log.
        ("@misc{a,}\n" + "@\n" * 400_000, (48, "more faults from here on are not told; mend those above first")),
        (
            "".join(f"@misc{{a{n:06},}}\n" for n in range(20_000)),
            (1, "this file has 20000 entries, and 2000 are enough; from line 2001 on none is read, so remove some"),
        ),
    ],
    ids=["signs", "joined", "blanks", "openings", "entries"],
)
def test_a_bibliography_is_read_in_its_length(project: Project, entries: str, lines: tuple[int, str]) -> None:
    """Each of these kept the build busy for more than a minute."""
    project.page("x.md")
    project.write("references.bib", entries)
    start = time.process_time()
    told = project.build()
    assert time.process_time() - start < MOST_SECONDS
    assert len(told) <= 2 * (limits.FAULTS + 1)
    line, message = lines
    assert [one for one in told if one.startswith(f"docs/references.bib:{line}: ") and message in one], told


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("X", "[" + ("@ " * 1_900 + "\n\n") * 24),
        ("X", "evidence [a](" + "\n" * 95_000),
        ("X", "evidence [a](" + "x" * 3_900 + ("\n\n" + "y " * 1_900) * 24),
        ("X", "x " * 45_000),
        ("X", "```basemake\n" + ("a" * 3_900 + "\n\n") * 24 + "```"),
        ("''" * 200 + "x", "Some words."),
        ("x", "~~~\nx href=" + "\n" * 60_000 + "y\n~~~"),
        ("x", "~~~\n" + "\n\n".join([' id="' * 140] * 120) + "\n~~~"),
    ],
    ids=["citation", "label", "label-long", "blanks-of-a-block", "code", "quotation-marks", "blanks-of-code", "ids"],
)
def test_a_page_is_read_in_its_length(project: Project, title: str, body: str) -> None:
    """Each of these kept the build busy for half a minute, or for ever."""
    project.write("x.md", f"---\ntitle: {title}\nsummary: About x.\n---\n\n{body}\n")
    start = time.process_time()
    project.build()
    assert time.process_time() - start < MOST_SECONDS / 4


def test_links_that_lead_nowhere_are_told_up_to_a_number(project: Project) -> None:
    project.page("x.md", "\n\n".join(f"[a](b{number}.md)" for number in range(200)))
    project.page("y.md", "[a](nowhere.md)")
    told = project.build()
    assert len(told) == limits.FAULTS + 1
    assert told[-1].startswith("docs/y.md:6: 'nowhere.md' leads to")


def test_a_list_with_one_item_of_the_essay_is_read_in_its_length(project: Project) -> None:
    words = "a simulated boat in a race learned to spin in circles for points"
    project = Project(project.root, settings={"extra": {"essay": "essay.txt", "essay_pages": {"x.md": 1}}})
    project.write("essay.txt", f"- {words}\n")
    items = (f"- *w{number}* {words[2:60]}\n" + "\n" * (number % 90 == 0) for number in range(1_000))
    project.page("x.md", f"- {words}\n" + "".join(items))
    start = time.process_time()
    assert project.build()
    assert time.process_time() - start < MOST_SECONDS / 2


@pytest.mark.parametrize("field", ["pages = {1--", "year = {"])
def test_a_number_may_have_any_length(project: Project, field: str) -> None:
    """Python makes no number of more than 4,300 digits."""
    project.page("x.md")
    project.write("references.bib", f"@misc{{a2020,\n  {field}{'9' * 4_500}}}\n}}\n")
    assert any("has 450" in told and "500 are enough" in told for told in project.build())


def test_white_space_is_read_in_one_go(project: Project) -> None:
    """A pattern that could take it in two ways would keep the build busy for hours."""
    project.page("x.md", "Words.\n" + "\n" * 40_000 + " " * 40_000 + "\nWords.")
    assert project.build() == []


def test_rows_of_hyphens_are_read_in_their_length(project: Project) -> None:
    """Each hyphen of a row that is none of a table doubled the time."""
    project.page("x.md", f"It is a \\| b here\n{'-' * 60} words \\| c.\n")
    start = time.process_time()
    project.build()
    assert time.process_time() - start < MOST_SECONDS / 4
