"""The largest and deepest that a file may be; checked before a parser sees it.

The parsers of YAML, Markdown and BibTeX call themselves once a level, and some need the square of a text's length: a
kilobyte of brackets could end a build with a traceback, and twenty keep it busy for a minute. Each number is several
times what the longest page needs, and small enough that the worst page takes seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .faults import Fault

# Files, in bytes. The longest page has 9,000, the bibliography 133,000.
PAGE = 100_000
BIBLIOGRAPHY = 1_000_000
FRONT_MATTER = 20_000
PICTURE = 1_000_000
NAMES = 50  # of a page, each of which is looked for on all others
PIXELS = 2_000  # of a side of a picture, which is shown at 1,000 at most
FOLDERS = 6  # that a file stands in, one within another; MkDocs calls itself once for each

# Single texts of front matter and of the bibliography, in characters. The longest are a reason of 158 and the names of
# some 100 authors. To find the nearest match of a text takes the square of its length.
TEXT = 500
BIB_FIELD = 5_000
BIB_TEXT = 500  # what pybtex reads as TeX, in the square of its length; the longest is a title of 184
BIB_ENTRY = 10_000  # the longest has 2,400
BIB_ENTRIES = 2_000  # in the whole file, which has 300
NAME = 80  # a file's name and an address; file systems end at 255
NUMBER = 80  # YAML reads a number of any length, and Python prints none of more than 4,300 digits

FAULTS = 50  # that are told of one file at a time

# Levels. No front matter needs more than three, no title of a work more than four.
YAML_DEPTH = 6
BIB_DEPTH = 12

# Markdown. A block is what stands between two empty lines: Markdown reads it again for each bracket that it leaves
# open, for each abbreviation, for each heading of the same words, and for each mark of the same work.
LINE = 4_000
BLOCK = 12_000
DEPTH = 12
OPEN_BRACKETS = 40
DEFINITIONS = 100
HEADINGS = 300
FENCES = 100
CITATIONS = 500
PICTURES = 30
DEFINITION = 300  # letters of an abbreviation's words, or an address's, which stand once more wherever it is used
CELLS = 20_000  # of all tables of a page, where each row has as many as the longest; it is filled up

_SEVERAL = "make several pages of it"
_COUNTED = (
    ("headings", re.compile(r"^#", re.MULTILINE), HEADINGS, _SEVERAL),
    ("fences of code", re.compile(r"^[ \t>]*(?:`{3}|~{3})", re.MULTILINE), FENCES, _SEVERAL),
    ("abbreviations", re.compile(r"^\*\[", re.MULTILINE), DEFINITIONS, _SEVERAL),
    (f"abbreviations or addresses of more than {DEFINITION} letters", re.compile(rf"\[(?![@^])[^\[\]\n]*\] ?:[ ]*+\n?[ ]*+(?:\S++[ ]*+\n[ ]*+(?=[\"'(]))?[^\n]{{{DEFINITION}}}"), 0, "shorten each"),
    ("pictures", re.compile(r"!\["), PICTURES, _SEVERAL),
    ("citations and notes", re.compile(r"(?<!\w)@\w|\[\^"), CITATIONS, _SEVERAL),
    ("tags without an end", re.compile(r"<[A-Za-z/!?][^<>]*(?=<|\Z)"), OPEN_BRACKETS, "close each with '>'"),
)  # fmt: skip

_PARTED = re.compile(r"\n(?:[ \t>]*\n)+")
# What nests a line: "  > - 1. text" → "  > - 1. ".
_NESTING = re.compile(r"^(?:[ \t>]|[-*+:][ \t]|\d{1,9}[.)][ \t])+", re.MULTILINE)
_LEVEL = re.compile(r">|[-*+:]|\d+[.)]| {4}")
_BRACKET = re.compile(r"[][(){}<>]")
_CLOSES = {"]": "[", ")": "(", "}": "{", ">": "<"}


def checked_markdown(path: str, body: str, first_line: int) -> tuple[str, list[Fault]]:
    """Return Markdown without the blocks that are too long or too deep to be read, and a fault for each; lines are kept."""
    faults = [
        Fault(path, first_line, f"this page has {count} {what}, and {most} are enough; {remedy}")
        for what, mark, most, remedy in _COUNTED
        if (count := len(mark.findall(body))) > most
    ]
    if faults:
        return "", faults
    cells = 0
    for start, end in _blocks(body):
        block = body[start:end]
        at, message = _wrong_with(block)
        cells += (more := _cells(block) if "|" in block else 0)
        if more and cells > CELLS:
            at, message = 0, f"the tables of this page have more than {CELLS} cells up to here; {_SEVERAL}"
        if message:
            line = first_line + body.count("\n", 0, start) + block.count("\n", 0, at)
            faults.append(Fault(path, line, message))
            body = body[:start] + re.sub(r"[^\n]", " ", block) + body[end:]
    return body, faults


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _PARTED.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _cells(block: str) -> int:
    lines = block.split("\n")
    return len(lines) * max(line.count("|") for line in lines)


def _wrong_with(block: str) -> tuple[int, str]:
    """Return where a block goes beyond the limits, and how; an empty text where it does not."""
    if len(block) > BLOCK:
        return 0, f"{len(block)} characters stand here without an empty line, and {BLOCK} are enough; part them"
    if len(block) > LINE:
        start = 0
        for line in block.split("\n"):
            if len(line) > LINE:
                return start, f"this line has {len(line)} characters, and {LINE} are enough; part it"
            start += len(line) + 1
    for nesting in _NESTING.finditer(block):
        if len(nesting[0]) > DEPTH and len(_LEVEL.findall(nesting[0].expandtabs(4))) > DEPTH:
            return nesting.start(), f"lists or quotations are nested more than {DEPTH} deep here; write them flatter"
    for opening in "[({<":
        if block.count(opening) > OPEN_BRACKETS:
            return _too_open(block)
    return 0, ""


def _too_open(block: str) -> tuple[int, str]:
    is_open = dict.fromkeys("[({<", 0)
    for bracket in _BRACKET.finditer(block):
        opening = _CLOSES.get(bracket[0])
        if opening:
            is_open[opening] = max(0, is_open[opening] - 1)
            continue
        is_open[bracket[0]] += 1
        if is_open[bracket[0]] > OPEN_BRACKETS:
            return bracket.start(), f"more than {OPEN_BRACKETS} '{bracket[0]}' are open here; close each, or remove it"
    return 0, ""
