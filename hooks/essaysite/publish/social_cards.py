"""Social cards: the picture of a page (1200 by 630, see https://ogp.me/) where a link to it is shared.

The design is a template that gives SVG; resvg draws it with fonts from a package, so that neither the network nor the
machine's own fonts take part and every machine draws the same bytes.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import resvg_py

from essaysite.read.model import PLAIN, Node

from .escaping import xml_text
from .font_widths import FontWidths

TEXT_WIDTH = 1008
_FONTS = files("font_source_serif_pro") / "files"
_TITLE_FONT, _TEXT_FONT = (Path(str(_FONTS / f"SourceSerifPro-{weight}.ttf")) for weight in ("Semibold", "Regular"))
_SIZES = (112, 100, 92, 84, 78, 72, 64, 56, 48)
_LEADING = 1.14
# How high a title of one, two, three or more lines may be: short ones leave room for the summary.
_HEIGHTS = (130, 196, 290, 320)
_SUMMARY_SIZE, _SUMMARY_LEADING, _SUMMARY_WIDTH, _SUMMARY_LINES = 36, 49, 960, 3
_TITLE_LINES_BESIDE_SUMMARY = 2
_SITE_SIZE, _SITE_WIDTH = 34, 830
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


@dataclass(frozen=True)
class Line:
    """A line of text and the height of its baseline."""

    text: str
    y: int


class Cards:
    """Draws cards; ``render`` fills the template, ``folder`` keeps what was drawn for the next build."""

    def __init__(self, folder: Path, render: Callable[..., str]) -> None:
        self._folder = folder
        self._render = render
        fonts = [_TITLE_FONT.read_bytes(), _TEXT_FONT.read_bytes()]
        self._title, self._text = map(FontWidths, fonts)
        self._tools = sha256(b"".join([resvg_py.__version__.encode(), *fonts])).hexdigest()

    def card(self, node: Node, site_name: str) -> bytes:
        """Return a page's card as PNG."""
        kind = "" if node.kind.name == PLAIN.name else node.label
        svg = self._svg(*map(_line, (node.title, kind, node.summary, site_name)))
        kept = self._folder / f"{sha256((self._tools + svg).encode()).hexdigest()}.png"
        try:
            return kept.read_bytes()
        except FileNotFoundError:
            png = draw(svg)
            _keep(kept, png)
            return png

    def _svg(self, title: str, kind: str, summary: str, site_name: str) -> str:
        """Lay a card out: the title as large as fits, and the summary where the title leaves room for it."""
        size, lines = fit(title, self._title)
        below = wrap(summary, self._text, _SUMMARY_SIZE, _SUMMARY_WIDTH)
        if len(lines) > _TITLE_LINES_BESIDE_SUMMARY or len(below) > _SUMMARY_LINES:
            below = []
        below = balance(below, self._text, _SUMMARY_SIZE)
        top = len(lines) * size * _LEADING + _SUMMARY_SIZE
        return self._render(
            kind=kind.upper(),
            size=size,
            title=[Line(text, round(size * (0.82 + _LEADING * index))) for index, text in enumerate(lines)],
            summary=[Line(text, round(top + _SUMMARY_LEADING * index)) for index, text in enumerate(below)],
            summary_size=_SUMMARY_SIZE,
            site_name=site_name,
            site_size=min(_SITE_SIZE, int(_SITE_SIZE * _SITE_WIDTH / max(1, self._title.width(site_name, _SITE_SIZE)))),
        )


def card_file(node: Node) -> str:
    """Return the name of a page's card, relative to the site's folder."""
    return f"assets/cards/{node.id}.png"


def draw(svg: str) -> bytes:
    """Return an SVG as PNG."""
    fonts = [str(_TITLE_FONT), str(_TEXT_FONT)]
    return resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=fonts)


def fit(title: str, font: FontWidths) -> tuple[int, list[str]]:
    """Return the largest size at which a title fits, and its lines there; at the smallest, what is too much is cut."""
    for size in _SIZES:
        lines = wrap(title, font, size, TEXT_WIDTH)
        if len(lines) <= _most_lines(size, len(lines)) and all(
            font.width(word, size) <= TEXT_WIDTH for word in title.split()
        ):
            return size, balance(lines, font, size)
    size = _SIZES[-1]
    most = _most_lines(size, len(_HEIGHTS))
    lines = [part for line in wrap(title, font, size, TEXT_WIDTH) for part in _cut(line, font, size)]
    return size, lines if len(lines) <= most else [*lines[: most - 1], lines[most - 1][:-2].rstrip(" ,;:") + "…"]


def _most_lines(size: int, count: int) -> int:
    """Return how many lines of a size may stand under one another in a title of ``count`` lines."""
    return int(_HEIGHTS[min(max(count, 1), len(_HEIGHTS)) - 1] / (size * _LEADING))


def wrap(text: str, font: FontWidths, size: int, width: float) -> list[str]:
    """Break a text into lines of at most ``width``; a longer word stands on a line of its own."""
    lines: list[list[str]] = []
    space, used = font.width(" ", size), width
    for word in text.split():
        added = space + font.width(word, size)
        if lines and used + added <= width:
            lines[-1].append(word)
            used += added
        else:
            lines.append([word])
            used = added - space
    return [" ".join(words) for words in lines]


def balance(lines: list[str], font: FontWidths, size: int) -> list[str]:
    """Return as many lines of the same words, as even as they can be, so that no word is left alone on the last."""
    text = " ".join(lines)
    low, high = 0, TEXT_WIDTH
    while low < high:
        middle = (low + high) // 2
        if len(wrap(text, font, size, middle)) <= len(lines):
            high = middle
        else:
            low = middle + 1
    return wrap(text, font, size, high)


def _line(text: str) -> str:
    """Return a text as one line that can be set, with curved apostrophes."""
    return _APOSTROPHE.sub("\N{RIGHT SINGLE QUOTATION MARK}", " ".join(xml_text(text).split()))


def _cut(line: str, font: FontWidths, size: int) -> list[str]:
    """Break a single word that is wider than the card."""
    parts = [""]
    for char in line:
        if font.width(parts[-1] + char, size) > TEXT_WIDTH:
            parts.append("")
        parts[-1] += char
    return parts


def _keep(path: Path, data: bytes) -> None:
    """Write a file at once, so that a build beside this one never reads half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    Path(file.name).replace(path)
