"""Measure our own words on the pages, offline: length of sentences, words that claim or mock, American spellings, doubled words.

Run as ``python tests/support/prose.py docs README.md``: prints a line for each finding, and ends with 1 where there is any.
Left out: the essay's words, code, tables, headings, quoted blocks, citation marks, evidence labels, generated parts.
The words of quotations and of titles in italics count for the length of a sentence only.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from essaysite.read.essay import Essay  # noqa: E402 - the hooks are no package that could be installed
from essaysite.read.faults import Fault  # noqa: E402
from essaysite.read.markdown_text import flatten, hide_code  # noqa: E402
from essaysite.read.model import RELATION  # noqa: E402
from essaysite.read.page_file import Source, read_source  # noqa: E402

LONGEST = 35
AVERAGE = 18
FEWEST = 3  # a page of fewer sentences has no average worth the name
LISTS = ROOT / "tests" / "editorial" / "spelling"
ESSAY = ROOT / "docs" / "about" / "alignment.txt"

_NO_PROSE = re.compile(r"\s*(?:#{1,6}\s|!!!|\?\?\?|===|\||>|\[\[[\w-]+\]\]\s*$|\*\[[^\]]+\]:|[-*_]{3,}\s*$)")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)]|:|\[\^[^\]]+\]:)\s+")
# What is taken out of a paragraph, in this order; the words of a link stay.
_CUTS = (
    re.compile(r"\s*\[@[^\]]*\]"),
    re.compile(r"\[[^\]]*\]\([^)]*\)\{\s*\.(?:evidence|flag)\s*\}"),
    re.compile(r"!\[[^\]]*\]\([^)]*\)"),
    re.compile(r"\[([^\]]*)\]\([^)]*\)"),
    re.compile(r"\{[:\s]*[#.][^}]*\}|<[^>]+>"),
    re.compile(r"(?<!\w)(?:\*{1,3}|_{1,3})(?=\S)|(?<=\S)(?:\*{1,3}|_{1,3})(?!\w)"),
)
_NOT_OURS = re.compile(r'"[^"]*"|(?<![*\w])\*(?![*\s])[^*]*\*(?!\*)')
_END = re.compile(r"[.?!][\"')\]]*(?=\s+[\"'(\[]*[^\W_a-z])")
_ABBREVIATION = re.compile(r"(?:^|[A-Z][\w.]*\s)[A-Z]\.$|\b(?:[ei]\.[ge]|cf|al|vs|ca|pp?|vols?|eds?|Dr|Mrs?|Ms|Jr)\.$")
_LETTERS = re.compile(r"[^\W\d_]+")
_DOUBLED = re.compile(r"(?<![\w-])(?!had\s|that\s)([^\W\d_]+)\s+\1(?![\w-])", re.IGNORECASE)
_IZE = re.compile(r"([iy])z(?=(?:e[drs]?|ers?|ing|able|ations?|ational)$)")


@dataclass(frozen=True)
class Block:
    """A paragraph or list item of our own, as written, and the line of the file that it starts on."""

    line: int
    raw: str

    @property
    def text(self) -> str:
        """What a reader reads, with the file's line breaks."""
        return _cut(self.raw)

    @property
    def our_words(self) -> str:
        """The same without quotations and titles of works."""
        return _cut(_NOT_OURS.sub(_breaks, self.raw))

    def at(self, text: str, position: int) -> int:
        """Return the file's line of a position in one of the two texts."""
        return self.line + text.count("\n", 0, position)


def _breaks(match: re.Match[str]) -> str:
    """Return what stays of something that is cut: the words of a link, and line breaks, so that lines still count."""
    words = match.group(1) or "" if match.re.groups else ""
    return words + "\n" * (match.group().count("\n") - words.count("\n"))


def _cut(text: str) -> str:
    for pattern in _CUTS:
        text = pattern.sub(_breaks, text)
    return text


def blocks(source: Source, essay: Essay) -> Iterator[Block]:
    """Yield our own paragraphs and list items of a page's body, in order."""
    parts: list[str] = []
    lines = hide_code(source.body).split("\n")
    for number, line in enumerate([*lines, ""], start=source.body_line):
        is_prose = line.strip() != "" and not _NO_PROSE.match(line)
        item = _ITEM.match(line) if is_prose else None
        if parts and (not is_prose or item):
            block = Block(number - len(parts), "\n".join(parts))
            parts = []
            if flatten(block.text) and essay.find(block.text) is None:
                yield block
        if is_prose:
            parts.append(line[item.end() :] if item else line)


def front_blocks(source: Source) -> Iterator[Block]:
    """Yield the sentences of the front matter that readers see: the summary, and why a relation holds."""
    yield Block(source.line_of("summary"), str(source.meta.get("summary", "")))
    for name in RELATION.keys() & source.meta.keys():
        for index, item in enumerate(source.meta[name] or ()):
            if isinstance(item, dict):
                yield from (Block(source.line_of(name, index), str(because)) for because in item.values())


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence of a paragraph and where it starts.

    A sentence that holds a quotation goes on behind it; initials, abbreviations and decimal points end nothing.
    """
    counts_quotes = text.count('"') % 2 == 0
    start = 0
    for match in _END.finditer(text):
        part = text[start : match.end()]
        is_quoted = counts_quotes and part.count('"') % 2 == 1
        if not is_quoted and not _ABBREVIATION.search(text[start : match.start() + 1]):
            yield start + len(part) - len(part.lstrip()), flatten(part)
            start = match.end()
    if rest := flatten(text[start:]):
        yield start + len(text[start:]) - len(text[start:].lstrip()), rest


def count_words(text: str) -> int:
    """Return how many words a text has; a hyphen or slash joins, a mark alone is none."""
    return sum(1 for word in text.split() if any(char.isalnum() for char in word))


@cache
def american() -> dict[str, str]:
    """Return American spellings and the British ones for them, from the list that codespell ships."""
    rows = (files("codespell_lib") / "data" / "dictionary_en-GB_to_en-US.txt").read_text(encoding="utf-8").splitlines()
    pairs = (row.split("->") for row in rows)
    return {word.strip(): british for british, found in pairs for word in found.split(",")}


@cache
def word_list(name: str) -> list[tuple[re.Pattern[str], str]]:
    """Return a list of ``tests/editorial/spelling``: what to find as whole words, and what to do about it."""
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    rows = [line.partition(" -> ") for line in lines if line and not line.startswith("#")]
    return [(re.compile(rf"(?<!\w)(?:{row[0]})(?!\w)".replace(" ", r"\s+"), re.IGNORECASE), row[2]) for row in rows]


def spelling(text: str) -> Iterator[tuple[int, str]]:
    """Yield where a text spells in the American way, and how to write it."""
    for pattern, _ in word_list("allowed.txt"):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    for match in _LETTERS.finditer(text):
        word = match.group().lower()
        british = american().get(word) or _IZE.sub(r"\1s", word)
        if british != word:
            yield match.start(), f"'{match.group()}' is American; write '{british}'"


def wording(text: str, *lists: str) -> Iterator[tuple[int, str]]:
    """Yield where a text uses a word of the named lists, or one word twice, and what to do about it."""
    for pattern, advice in (row for name in lists for row in word_list(name)):
        for match in pattern.finditer(text):
            yield match.start(), f"'{flatten(match.group())}': {advice}"
    for match in _DOUBLED.finditer(text):
        yield match.start(), f"'{flatten(match.group())}' is one word twice; remove one"


def measure(path: str, data: bytes, essay: Essay) -> list[Fault]:
    """Return what is wrong with our own words on one page; ``path`` is how findings name it."""
    source = read_source(path, data)
    found: list[Fault] = []
    lengths: list[int] = []
    for block in [*front_blocks(source), *blocks(source, essay)]:
        text, ours = block.text, block.our_words
        for start, sentence in sentences(text):
            length = count_words(sentence)
            lengths += [length] if length > 1 else []
            if length > LONGEST:
                found.append(Fault(path, block.at(text, start), f"sentence of {length} words: «{sentence}»; split it"))
        for start, message in (*wording(ours, "avoid.txt"), *spelling(ours)):
            found.append(Fault(path, block.at(ours, start), message))
    average = sum(lengths) / len(lengths) if lengths else 0
    if len(lengths) >= FEWEST and average > AVERAGE:
        message = f"{average:.1f} words a sentence on average; at most {AVERAGE}, so split the longest"
        found.append(Fault(path, 1, message))
    return found


def measure_all(paths: Iterable[Path]) -> list[Fault]:
    """Return what is wrong with all Markdown files of some files and folders."""
    essay = Essay(ESSAY.read_text(encoding="utf-8"))
    pages = [page for path in paths for page in (path.rglob("*.md") if path.is_dir() else [path])]
    return sorted(fault for page in pages for fault in measure(page.as_posix(), page.read_bytes(), essay))


if __name__ == "__main__":
    FOUND = measure_all(map(Path, sys.argv[1:]))
    print(*FOUND, sep="\n", end="\n" if FOUND else "")
    sys.exit(bool(FOUND))
