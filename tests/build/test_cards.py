"""Social cards: their size, their words, what they cost a second time, and that every process draws the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from struct import unpack

import pytest
from essaysite.publish import social_cards as cards
from essaysite.publish.font_widths import FontWidths
from essaysite.publish.social_cards import TEXT_WIDTH, Cards, card_file, fit, wrap
from essaysite.read.model import Node, kind_of
from jinja2 import Environment, FileSystemLoader
from machines import HOSTILE_SUMMARY, HOSTILE_TITLE, metadata
from mkdocs.commands.build import build
from mkdocs.config import load_config
from project import ROOT, Project

TITLES = (
    "RLHF (Reinforcement Learning from Human Feedback)",
    "A switch helps only if someone can, notices in time, and is willing",
    "Debate",
    HOSTILE_TITLE,
    "W" * 200,
    "many words " * 60,
    "",
)
_SIZE = (1200, 630)


def size_of(png: bytes) -> tuple[int, int]:
    """Return width and height of a PNG (https://www.w3.org/TR/png-3/#11IHDR)."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = unpack(">II", png[16:24])
    return width, height


def node(title: str, summary: str = "A summary.", path: str = "glossary/x.md") -> Node:
    return Node("x", kind_of(path), path, title, summary)


@pytest.fixture
def render() -> Callable[..., str]:
    loader = FileSystemLoader(ROOT / "overrides")
    template = Environment(loader=loader, autoescape=False).get_template("partials/generated/card.html")  # noqa: S701 - as MkDocs
    return template.render


@pytest.fixture
def font() -> FontWidths:
    return FontWidths(cards._TITLE_FONT.read_bytes())  # noqa: SLF001


@pytest.mark.parametrize("title", TITLES)
def test_every_title_makes_a_card(title: str, tmp_path: Path, render: Callable[..., str]) -> None:
    assert size_of(Cards(tmp_path, render).card(node(title, HOSTILE_SUMMARY), "Site " * 40)) == _SIZE


def test_characters_that_xml_forbids_are_left_out(tmp_path: Path, render: Callable[..., str]) -> None:
    made = Cards(tmp_path, render)
    assert made.card(node("a\x00\x0bb\ufffe"), "Site") == made.card(node("ab"), "Site")


def test_plain_pages_name_no_kind(tmp_path: Path) -> None:
    seen: list[object] = []

    def render(**values: object) -> str:
        seen.append(values["kind"])
        return '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'

    made = Cards(tmp_path, render)
    made.card(node("Title", path="about/x.md"), "Site")
    made.card(node("Title", path="pitfalls/x.md"), "Site")
    assert seen == ["", "PITFALL"]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_stays_on_its_card(title: str, font: FontWidths) -> None:
    size, lines = fit(title, font)
    assert all(font.width(line, size) <= TEXT_WIDTH for line in lines)
    assert len(lines) * size * 1.14 <= 330
    words = " ".join(title.split())
    assert " ".join(lines) == words or lines[-1].endswith("…") or "W" * 30 in title


def test_a_long_title_is_smaller_and_its_lines_are_even(font: FontWidths) -> None:
    assert fit("Debate", font)[0] > fit(TITLES[1], font)[0]
    size, lines = fit(TITLES[1], font)
    widths = [font.width(line, size) for line in lines]
    assert min(widths) > 0.8 * max(widths)


def test_wrapping_loses_no_word(font: FontWidths) -> None:
    assert " ".join(wrap(TITLES[1], font, 80, 400)) == TITLES[1]


def test_widths_follow_size_and_characters(font: FontWidths) -> None:
    assert font.width("mm", 50) == 2 * font.width("m", 50) == font.width("m", 100)
    assert font.width("i", 50) < font.width("m", 50) < font.width("W", 50)
    assert font.width("\U0001f600", 50) == font.width("\u4e00", 50) > 0


def test_a_card_is_drawn_once(tmp_path: Path, render: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    first = Cards(tmp_path, render).card(node("Title"), "Site")
    monkeypatch.setattr(cards, "draw", lambda _: pytest.fail("drawn again"))
    assert Cards(tmp_path, render).card(node("Title"), "Site") == first
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "other", [("Title two", "A summary.", "Site"), ("Title", "Another.", "Site"), ("Title", "A summary.", "Other")]
)
def test_what_changes_a_card_draws_it_anew(
    other: tuple[str, str, str], tmp_path: Path, render: Callable[..., str]
) -> None:
    made = Cards(tmp_path, render)
    assert made.card(node(*other[:2]), other[2]) != made.card(node("Title"), "Site")


def test_another_process_draws_the_same_bytes(tmp_path: Path, render: Callable[..., str]) -> None:
    svg = Cards(tmp_path, render)._svg("A Title, Wölfe", "Term", "To weigh", "Site")  # noqa: SLF001
    code = (
        "import sys; from essaysite.publish.social_cards import draw; sys.stdout.buffer.write(draw(sys.stdin.read()))"
    )
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "hooks"),
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C.UTF-8",
        "HOME": str(tmp_path),
    }
    run = subprocess.run(
        [sys.executable, "-c", code], input=svg.encode(), capture_output=True, check=True, cwd=tmp_path, env=env
    )
    assert run.stdout == cards.draw(svg)


def test_only_a_real_build_that_wants_cards_draws_them(tmp_path: Path) -> None:
    project = Project(tmp_path, {"extra": {"cards": True}})
    project.page("index.md")
    project.build()
    assert metadata(project.html())["og:image"] == "https://example.org/test/assets/cards/home.png"
    assert size_of((project.site / "assets/cards/home.png").read_bytes()) == _SIZE
    assert len(list((tmp_path / ".build/cards").iterdir())) == 1

    config = load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(project.site))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    assert "og:image" not in metadata(project.html())
    assert not (project.site / "assets/cards").exists()

    plain = Project(tmp_path / "plain")
    plain.page("index.md")
    plain.build()
    assert "og:image" not in metadata(plain.html())
    assert not (plain.root / ".build").exists()


def test_every_real_page_has_its_own_card(site: Path) -> None:
    drawn = {path.name: path.read_bytes() for path in (site / "assets/cards").iterdir()}
    assert {size_of(png) for png in drawn.values()} == {_SIZE}
    assert len(set(drawn.values())) == len(drawn) == len(list((ROOT / "docs").rglob("*.md")))
    assert card_file(node("x")).rpartition("/")[0] == "assets/cards"
