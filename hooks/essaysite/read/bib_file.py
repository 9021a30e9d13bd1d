"""Split a .bib file into its entries, before pybtex reads each by itself.

So a fault in one entry hides nothing of another and is told on its own line, and nothing in the file, which BibTeX
passes over between entries, vanishes without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .faults import Fault
from .limits import BIB_DEPTH, BIB_ENTRIES, BIB_ENTRY, BIB_FIELD, FAULTS

# What an entry of each type must have, beside its author, its title and how it was checked.
REQUIRED = {
    "article": ("journal", "year"),
    "book": ("publisher", "year"),
    "incollection": ("booktitle", "year"),
    "inproceedings": ("booktitle", "year"),
    "misc": ("year",),
    "online": (),
    "techreport": ("institution", "year"),
}

# "@misc{key", and "misc{key," where the @ is missing.
_OPENING = re.compile(
    rf"^[ \t]*(?:@[ \t]*(?P<kind>[^\s{{(,]+)|(?P<bare>{'|'.join(REQUIRED)})(?=[ \t]*\{{[ \t]*[\w-]+[ \t]*,))\s*(?P<brace>[{{(])\s*(?P<key>[^\s,{{}}()\"=]*)",
    re.MULTILINE | re.IGNORECASE,
)
_INNER = re.compile(r"\n[ \t]*@")
_TOKEN = re.compile(r"[{}\"#]|(?<![\w-])(?P<name>[A-Za-z][\w-]*+)\s*+=")
_KEY = re.compile(r"(?<![\w-])[A-Za-z][\w-]*\d{4}\w*")  # what looks like one where an entry's first line cannot be read
_FIRST = re.compile(r"^[^\S\n]*\S", re.MULTILINE)
_MORE_FIELDS = re.compile(r"\s*,|\s*\w+\s*=")
_NO_ENTRY = {
    "string": "'@string' is not read; write the words out in each entry",
    "preamble": "'@preamble' is not read; remove it",
    "comment": "'@comment' is not read; start each line of a comment with '%'",
}


@dataclass
class RawEntry:
    """An entry as written, from its ``@`` to its last brace, with the lines of its fields.

    ``is_whole`` is false where what was found says that it cannot be read.
    """

    key: str
    line: int
    text: str = ""
    fields: dict[str, int] = field(default_factory=dict)
    is_whole: bool = True


def split(path: str, text: str) -> tuple[list[RawEntry], list[Fault]]:
    """Return the entries of a file, each key once, and what is wrong with how they are written."""
    openings = list(_OPENING.finditer(text))
    ends = [opening.start() for opening in openings[1:]] + [len(text)]
    first = openings[0].start() if openings else len(text)
    strays, faults = _outside(path, text, 0, first)
    if len(openings) > BIB_ENTRIES:
        first = openings[BIB_ENTRIES].start()
        message = f"this file has {len(openings)} entries, and {BIB_ENTRIES} are enough; from line {_line(text, first)} on none is read, so remove some"
        faults.append(Fault(path, 1, message))
        openings, text = openings[:BIB_ENTRIES], text[:first]
    blocks: dict[str, RawEntry] = {}
    for opening, stop in zip(openings, ends, strict=False):
        scan = _Scan(path, text, opening, stop)
        block = scan.block
        faults += scan.faults
        if inner := _INNER.search(text, opening.end(), scan.end):
            message = f"a line within the entry '{block.key}' begins with '@', as an entry does; write it behind the words before it"
            faults.append(Fault(path, _line(text, inner.end()), message))
        strays += [] if block.key else _strays(opening[0] + text[opening.end() :].partition("\n")[0], block.line)
        owner = blocks.setdefault(block.key.casefold(), block)
        if owner is not block and block.key:
            message = f"the key '{block.key}' is used twice (first on line {owner.line}); rename one entry or remove it"
            faults.append(Fault(path, block.line, message))
        more, found = _outside(path, text, scan.end, stop)
        strays += more
        faults += found
    found_blocks = [block for block in blocks.values() if block.key]
    faults += _unsorted(path, found_blocks)
    return found_blocks + [stray for stray in strays if stray.key.casefold() not in blocks], faults


def _outside(path: str, text: str, start: int, stop: int) -> tuple[list[RawEntry], list[Fault]]:
    """Report words between two entries, which BibTeX would pass over; return the entries that they may have been."""
    strays: list[RawEntry] = []
    faults: list[Fault] = []
    for number, words in enumerate(text[start:stop].split("\n"), start=_line(text, start)):
        if len(faults) == FAULTS:
            break
        shown = words.strip()[:40]
        if "@" in words or (shown and not shown.startswith("%") and not faults):
            message = f"'{shown}' belongs to no entry; an entry starts a line of its own with '@type{{key,', a comment with '%'"
            faults.append(Fault(path, number, message))
            strays += _strays(words, number)
    return strays, faults


def _strays(words: str, line: int) -> list[RawEntry]:
    """Return empty entries for what may be keys in a line, so that its fault is not told on every page that cites them."""
    found = {*_KEY.findall(words), *_KEY.findall(words.replace(" ", ""))}
    return [RawEntry(key, line, is_whole=False) for key in sorted(found)]


def _unsorted(path: str, blocks: list[RawEntry]) -> Iterator[Fault]:
    keys = ["", *(block.key.casefold() for block in blocks), "~"]
    for index, block in enumerate(blocks, start=1):
        after = keys[index + 1]
        # Of two in the wrong order the one is misplaced without which the others are in order.
        if keys[index] > after >= keys[index - 1] or (keys[index] < keys[index - 1] and after >= keys[index - 1]):
            message = f"the entry '{block.key}' stands in the wrong place; entries are sorted by key"
            yield Fault(path, block.line, message)


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


class _Scan:
    """One way through an entry, from its opening to its last brace, or to ``stop``."""

    def __init__(self, path: str, text: str, opening: re.Match[str], stop: int) -> None:
        self.path = path
        self.source = text
        self.start = opening.start()
        self.block = RawEntry(opening["key"], _line(text, opening.start()))
        self.faults: list[Fault] = []
        self.end = stop
        self.firsts = {line.end() - 1 for line in _FIRST.finditer(text, self.start, min(stop, self.start + BIB_ENTRY))}
        kind = (opening["kind"] or "").lower()
        if kind in _NO_ENTRY:
            self.block.key = ""
            self.fault(self.start, _NO_ENTRY[kind])
        elif opening["brace"] == "(":
            self.fault(self.start, "this entry starts with '('; write '{', and '}' at its end")
        elif not self.block.key or not re.compile(r"\s*[,}]").match(text, opening.end()):
            form = f"@{kind or opening['bare']}{{key,"
            self.fault(self.start, f"the key of an entry is one word with a comma behind it: '{form}'")
            self.block.key = ""
        else:
            self.scan(opening.end())
        self.block.text = text[self.start : self.end]
        if opening["bare"]:
            self.faults.append(Fault(path, self.block.line, f"'@' is missing; write '@{opening[0].strip()},'"))
            self.block.text = self.block.text.replace(opening["bare"], f"@{opening['bare']}", 1)

    def fault(self, position: int, message: str) -> None:
        """Report what leaves the entry unreadable."""
        self.block.is_whole = False
        if len(self.faults) < FAULTS:
            self.faults.append(Fault(self.path, self.line(position), message))

    def line(self, position: int) -> int:
        return self.block.line + self.source.count("\n", self.start, position)

    def scan(self, position: int) -> None:
        """Read fields and braces."""
        key = self.block.key
        depth, is_quoted, field_start, suspect = 1, False, self.start, 0
        for token in _TOKEN.finditer(self.source, position, min(self.end, self.start + BIB_ENTRY)):
            at, sign = token.start(), token[0]
            depth += (sign == "{") - (sign == "}")
            if depth > BIB_DEPTH:
                self.fault(at, f"{key}: braces are nested more than {BIB_DEPTH} deep here; remove some")
                return
            if self.starts_line(at) and ((token["name"] and depth > 1) or (sign == "}" and depth == 1)):
                suspect = suspect or field_start
            if depth > 1 or (is_quoted and sign != '"'):
                continue
            if sign == '"':
                is_quoted = not is_quoted
            elif sign == "#":
                self.fault(at, f"{key}: '#' joins texts in BibTeX; write one text in one pair of braces")
            elif token["name"] or not depth:
                if at - field_start > BIB_FIELD:
                    self.fault(field_start, f"{key}: a field is longer than {BIB_FIELD} characters here; shorten it")
                field_start = at
                self.add_field(token["name"], at)
            if not depth:
                self.close(token.end())
                return
        self.leave_open(suspect or (field_start if depth > 1 or is_quoted else 0), '"' if is_quoted else "}")

    def leave_open(self, field_start: int, sign: str) -> None:
        """Report that an entry has no end, because of the field that starts there or by itself."""
        key = self.block.key
        if self.end - self.start > BIB_ENTRY:
            message = (
                f"{key}: an entry of more than {BIB_ENTRY} characters starts here; shorten it, or close it with '}}'"
            )
            self.fault(self.start, message)
        elif field_start:
            self.fault(field_start, f"{key}: the text that starts here is never closed; write '{sign}' at its end")
        else:
            self.fault(self.start, f"the entry '{key}' is never closed; write '}}' on a line below its last field")

    def starts_line(self, position: int) -> bool:
        """Tell whether something starts its line, as a field does, and a last brace; inside of a text they do not."""
        return position in self.firsts

    def add_field(self, written: str | None, position: int) -> None:
        if written is None:
            return
        name = written.lower()
        if first := self.block.fields.get(name):
            self.fault(position, f"{self.block.key}: '{name}' stands twice (first on line {first}); keep one")
        self.block.fields.setdefault(name, self.line(position))

    def close(self, end: int) -> None:
        if _MORE_FIELDS.match(self.source, end, self.end):
            self.fault(
                end - 1, f"this '}}' closes the entry '{self.block.key}', though more of it follows; remove one '}}'"
            )
        else:
            self.end = end
