"""The measure of our own words finds what it should, and the pages are clean."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import prose
import pytest
from essaysite.read.essay import Essay
from project import ROOT

ESSAY = Essay("The color of a robot is, of course, actually none of our business.\n- An optimizer optimizes.")


def found(body: str, front: str = "title: T\nsummary: A short one.\n") -> list[str]:
    """Return what is wrong with a page; its body starts on line 5."""
    page = f"---\n{front}---\n{body}\n"
    return [str(fault) for fault in prose.measure("docs/x.md", page.encode(), ESSAY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One ends. Two ends! Does three?", ["One ends.", "Two ends!", "Does three?"]),
        ("It fell from 4.2% to 1.5 points. Then it rose.", ["It fell from 4.2% to 1.5 points.", "Then it rose."]),
        ("See e.g. Bowman et al. Some say no.", ["See e.g. Bowman et al. Some say no."]),
        ("Samuel R. Bowman wrote it. So did Jo J. R. Smith.", ["Samuel R. Bowman wrote it.", "So did Jo J. R. Smith."]),
        ("It keeps rising with n. If not, it falls.", ["It keeps rising with n.", "If not, it falls."]),
        ("They compared model A. It won.", ["They compared model A.", "It won."]),
        ('He said: "It is hard. We try." Then he left.', ['He said: "It is hard. We try."', "Then he left."]),
        ('"Aligned to whom?" is asked. (It is hard.) Why?', ['"Aligned to whom?" is asked.', "(It is hard.)", "Why?"]),
        ("Émile wrote. Émile read.", ["Émile wrote.", "Émile read."]),
        ("The list holds:", ["The list holds:"]),
        ("One\nsentence on\ntwo lines. Two.", ["One sentence on two lines.", "Two."]),
        ("", []),
    ],
)
def test_sentences_are_split_where_a_reader_would(text: str, expected: list[str]) -> None:
    assert [sentence for _, sentence in prose.sentences(text)] == expected


def test_words_are_counted_as_a_reader_would() -> None:
    assert prose.count_words("A well-known, and/or 4.2% – of it") == 6  # noqa: RUF001 - a dash is no word


def test_a_sentence_of_too_many_words_is_named_with_its_line() -> None:
    most = "This has " + " ".join(f"w{number}" for number in range(prose.LONGEST - 2))
    body = f"One is short.\n\nTwo is\nshort too. {most}. {most} more. Three is short. So is four."
    assert found(body) == [f"docs/x.md:8: sentence of 36 words: «{most} more.»; split it"]


def test_a_page_of_long_sentences_is_named() -> None:
    sentence = "This has " + " ".join(f"w{number}" for number in range(prose.AVERAGE - 1)) + "."
    message = "docs/x.md:1: 19.0 words a sentence on average; at most 18, so split the longest"
    assert found(f"{sentence} {sentence}\n\n- {sentence}\n- **Label.**", "title: T\n") == [message]
    assert found(f"{sentence} {sentence}", "title: T\n") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("It is clearly so.", "'clearly': "),
        ("This myth lives on.", "'myth': "),
        ("It was debunked.", "'debunked': "),
        ("That is, of\ncourse, so.", "'of course': "),
        ("It is just a tool.", "'just': "),
        ("We like the color.", "'color' is American; write 'colour'"),
        ("An Optimizer.", "'Optimizer' is American; write 'optimiser'"),
        ("They analyzed it.", "'analyzed' is American; write 'analysed'"),
        ("Goal misgeneralization is a term.", "'misgeneralization' is American; write 'misgeneralisation'"),
        ("A skeptical reader asks.", "'skeptical' is American; write 'sceptical'"),
        ("The the end.", "'The the' is one word twice; remove one"),
        ("The end of\nof it.", "'of of' is one word twice; remove one"),
        ("- An item is simply so.", "'simply': "),
        ("[A link of ours, obviously](x.md).", "'obviously': "),
        ('!!! editor "Editor\'s note"\n\n    It is actually so.', "'actually': "),
    ],
)
def test_words_to_avoid_are_found(body: str, expected: str) -> None:
    faults = found(body)
    assert len(faults) == 1
    assert expected in faults[0]


@pytest.mark.parametrize(
    "body",
    [
        "The color of a robot is, of course, actually none of our business.",
        "The color of a robot is, of course, actually none of our business [@key2020].",
        "- An optimizer optimizes.",
        'They say: "It is clearly a myth of behavior."',
        "The paper *Goal Misgeneralization* is long.",
        "Call `color()` with care.",
        "```\nclearly the the color\n```",
        "## Obviously a heading",
        "| clearly | color |\n|---|---|\n| of course | myth |",
        "> It is obviously just a myth.",
        "[Argued](../about/clearly.md#color){ .evidence } [Disputed](x.md#myth){ .flag } It holds [@color2020; @myth2021].",
        "[A page](clearly-a-myth.md) says so.",
        "[[nuanced_by]]",
        "It does just as well. The prize and its size are right. The model that that person had had won.",
        "The skeptical view comes from the Alignment Research Center, by a programmer.",
        "2 2 is a sum, and so is that of 10 10.",
    ],
)
def test_what_is_not_ours_or_right_is_left_alone(body: str) -> None:
    assert found(body) == []


def test_what_readers_see_of_the_front_matter_is_measured() -> None:
    front = "title: T\nsummary: It is clearly so.\naliases: [color, myth]\nnuanced_by:\n  - moderate\n  - pessimistic: A myth.\n"
    faults = [fault.split(": ")[0] for fault in found("Text.", front)]
    assert faults == ["docs/x.md:3", "docs/x.md:7"]


def test_the_command_prints_what_it_finds_and_fails(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "x.md").write_text("---\ntitle: T\n---\n\nIt is clearly so.\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("# Obviously\n\nAll is well.\n", encoding="utf-8")
    command = [sys.executable, str(ROOT / "tests" / "support" / "prose.py")]
    bad = subprocess.run([*command, "docs", "README.md"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (bad.returncode, bad.stdout) == (1, "docs/x.md:5: 'clearly': leave it out, or give the reason\n")
    good = subprocess.run([*command, "README.md"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (good.returncode, good.stdout) == (0, "")


def test_our_words_on_the_pages_are_clean() -> None:
    assert [str(fault) for fault in prose.measure_all([ROOT / "docs"])] == []
