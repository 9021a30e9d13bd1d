"""What is wrong with an entry of the bibliography: fields that are missing, malformed or cannot be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pybtex.exceptions import PybtexError

from .faults import Fault, suggestion
from .reference_style import NAME_PARTS, rich_text
from .safe_text import is_address, plain
from .work import Work

CHECKED = ("two sources", "agreeing lists", "one source")

_KEY = re.compile(r"[a-z0-9_-]+")
_REQUIRED = {
    "article": ("journal", "year"),
    "book": ("publisher", "year"),
    "incollection": ("booktitle", "year"),
    "inproceedings": ("booktitle", "year"),
    "misc": ("year",),
    "online": (),
    "techreport": ("institution", "year"),
}
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>{}]+")  # what could end an attribute is written as %22, %3C …
_ARXIV = re.compile(r"\d{4}\.\d{4,5}(v\d+)?|[a-z-]+(\.[A-Z]{2})?/\d{7}(v\d+)?")
# Fields that are no texts. To TeX, what stands behind a % in a text is a comment.
_NO_TEXT = frozenset({"doi", "eprint", "file", "url"})
_BARE_PERCENT = re.compile(r"(\\.)|%", re.DOTALL)
_TEX = re.compile(r"[\\{}%$]")


def check_entry(path: str, work: Work) -> list[Fault]:
    """Report what is missing from an entry or malformed in it, and make what TeX cannot read printable."""
    entry = work.entry
    kind = entry.type.lower()
    messages = []
    if not _KEY.fullmatch(work.key):
        messages.append("the key may hold only small letters, digits, '_' and '-'")
    if kind not in _REQUIRED:
        messages.append(
            f"unknown type @{kind}{suggestion(kind, _REQUIRED) or '; use one of ' + ', '.join(sorted(_REQUIRED))}"
        )
    if not entry.persons.get("author"):
        messages.append("'author' is missing; an organisation stands in double braces: author = {{Anthropic}}")
    for name in ("title", "checked", *_REQUIRED.get(kind, ())):
        if not entry.fields.get(name):
            messages.append(f"'{name}' is missing")
    faults = [Fault(path, work.line, f"{work.key}: {message}") for message in messages]
    for name, message in (*_check_fields(work), *_check_names(work)):
        if message:
            faults.append(Fault(path, _field_line(work, name), f"{work.key}: '{name}' {message}"))
    return faults


def _check_fields(work: Work) -> Iterator[tuple[str, str]]:
    """Yield each field with what is wrong with it, if anything; put what can be printed in place of its text."""
    fields = work.entry.fields
    for written, value in list(fields.items()):
        name, wrong = written.lower(), ""
        if name not in _NO_TEXT:
            fields[written], wrong = _printable(str(value))
        malformed = _malformed(name, str(value))
        if malformed and name in _NO_TEXT:  # it could be no link, or one that leads who knows where
            del fields[written]
        yield name, malformed or plain(str(value))[1] or wrong


def _check_names(work: Work) -> Iterator[tuple[str, str]]:
    """Yield each role with what is wrong with the names in it, if anything; put what can be printed in their place."""
    for role, persons in work.entry.persons.items():
        wrong = ""
        for person in persons:
            for part in NAME_PARTS:
                printable = [_printable(name) for name in getattr(person, part)]
                setattr(person, part, [name for name, _ in printable])
                wrong = wrong or next((message for _, message in printable if message), "")
        yield role.lower(), wrong


def _printable(text: str) -> tuple[str, str]:
    """Return a text as it can be printed, and what is wrong with it as written, if anything."""
    if "%" not in text and "\\" not in text:  # then it can be read, since the parser has matched its braces
        return text, ""
    escaped = _BARE_PERCENT.sub(lambda found: found.group(1) or r"\%", text)
    try:
        rich_text(escaped)
    except (PybtexError, ValueError):
        message = "is no TeX that can be read; look for a '\\' with nothing behind it, or a brace that is not closed"
        return _TEX.sub("", text), message
    return escaped, "" if escaped == text else r"has a bare '%', behind which all is a comment to TeX; write \%"


def _field_line(work: Work, name: str) -> int:
    """Return the line of a field, or that of its entry."""
    found = re.search(rf"(?:^|[,{{(])\s*{re.escape(name)}\s*=", work.bibtex, re.MULTILINE | re.IGNORECASE)
    return work.line + (work.bibtex.count("\n", 0, found.end()) if found else 0)


def _malformed(name: str, value: str) -> str:
    """Say what is wrong with the form of one field, or nothing."""
    shown = f"is '{value}', "
    match name:
        case "doi" if not _DOI.fullmatch(value):
            return shown + "which is no DOI; write it from '10.' on, without an address before it"
        case "doi" | "url" if not _fits_in_a_link(value):
            return shown + "which would end its link too early; write an open '(' as %28, a ')' as %29, a '[' as %5B"
        case "eprint" if not _ARXIV.fullmatch(value):
            return shown + "which is no arXiv number; write it as 1706.03741"
        case "isbn" if not _is_isbn(value):
            return shown + "which is no ISBN: of its 10 or 13 digits the last one must fit the others"
        case "url" if not _is_url(value):
            return shown + "which is no address of the web; it starts with https:// and the name of its host"
        case "checked" if value not in CHECKED:
            return shown + f"but must be one of: {', '.join(CHECKED)}"
        case "year" if not re.fullmatch(r"\d{4}", value):
            return shown + "but must be four digits"
    return ""


def _is_url(value: str) -> bool:
    return value.startswith("http") and is_address(value)


def _fits_in_a_link(value: str) -> bool:
    """Tell whether an address can stand in the round brackets of a Markdown link, and between quotation marks."""
    return not re.search(r"[\[\]()<>{}\"\\`]", re.sub(r"\([^()]*\)", "", value))


def _is_isbn(value: str) -> bool:
    """Check the check digit of an ISBN-10 or ISBN-13 (ISO 2108)."""
    digits = value.replace("-", "").replace(" ", "").upper()
    if re.fullmatch(r"\d{13}", digits):
        return sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(value * (10 - index) for index, value in enumerate(values)) % 11 == 0
    return False
