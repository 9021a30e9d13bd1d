"""Citations in raw Markdown: which works a page cites and where, and what is wrong with a citation mark.

mkdocs-bibtex turns ``[@key]`` into a footnote. It knows no page and no line, and it replaces marks inside code too;
so the marks are checked here first, and those in code are hidden from it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .faults import Fault, suggestion
from .frontmatter import Source
from .text import hide_code

# Stands for the @ of code while mkdocs-bibtex reads the page: a private-use control character, so no author writes it,
# and below U+0100, above which every character of the page would take two bytes of memory.
HIDDEN_AT = "\x91"

_BRACKETS = re.compile(r"\[([^\[\]]*@[^\[\]]*)\]")
# An @ behind a letter is that of an e-mail address.
_KEY = re.compile(r"(?<![\w.])@([\w-]+)")
_EMAIL_AT = re.compile(r"(?<=[\w.])@")
_AT = re.compile("@")
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_UNDERLINED = re.compile(r"[^\n]*\n(?:=+|-+) *(?:\n|$)")


@dataclass(frozen=True)
class Mark:
    """A citation mark in a page: from ``start`` to ``end`` of the body, on ``line`` of the file, with its ``keys``."""

    start: int
    end: int
    line: int
    keys: tuple[str, ...]


def prepare(source: Source, known: Collection[str]) -> tuple[str, list[Fault]]:
    """Return the body for mkdocs-bibtex, without marks that it would get wrong, and what is wrong with those.

    A mark that cannot be rendered is replaced by its keys in words, so that nothing of the page is lost.
    """
    body = source.body
    if "@" not in body:
        return body, []
    hidden = hide_code(body)
    shown = _BRACKETS.sub(lambda match: _EMAIL_AT.sub(" ", match.group()), hidden)
    text = _AT.sub(lambda at: HIDDEN_AT if shown[at.start()] == " " else "@", body)
    faults: list[Fault] = []
    pieces, end = [], 0
    for mark in _marks(source, hidden):
        found = _faults(source.path, hidden, mark, known)
        is_wrapped = "\n" in hidden[mark.start : mark.end]  # over two lines, which mkdocs-bibtex does not read
        if not found and not is_wrapped:
            continue
        faults += found
        good = [key for key in mark.keys if key in known]
        pieces += [text[end : mark.start], "".join(f"[@{key}]" for key in good) if _may_stand(hidden, mark) else ""]
        pieces += [f" (unknown reference: {key})" for key in mark.keys if key not in known]
        end = mark.end
    return "".join(pieces) + text[end:], faults


def _marks(source: Source, hidden: str) -> Iterator[Mark]:
    for match in _BRACKETS.finditer(hidden):
        inner = match.group(1)
        keys = tuple(_KEY.findall(inner))
        if keys:
            yield Mark(match.start(), match.end(), source.body_line + hidden.count("\n", 0, match.start()), keys)


def _may_stand(hidden: str, mark: Mark) -> bool:
    return not _in_heading(hidden, mark) and not _in_link(hidden, mark)


def _in_heading(hidden: str, mark: Mark) -> bool:
    line_start = hidden.rfind("\n", 0, mark.start) + 1
    before = hidden[hidden.rfind("\n", 0, max(line_start - 1, 0)) + 1 : line_start]
    is_underlined = not before.strip() and _UNDERLINED.match(hidden, line_start) is not None
    return is_underlined or _HEADING.match(hidden, line_start) is not None


def _in_link(hidden: str, mark: Mark) -> bool:
    """Tell whether the mark stands in the text of a link, or is itself the text of one."""
    if hidden[mark.end : mark.end + 1] == "(":
        return True
    before = hidden[hidden.rfind("\n\n", 0, mark.start) + 1 : mark.start]
    after = hidden[mark.end :].split("\n\n", 1)[0]
    is_open = before.rfind("[") > before.rfind("]")
    return is_open and re.match(r"[^\[\]]*\]\(", after) is not None


def _faults(path: str, hidden: str, mark: Mark, known: Collection[str]) -> list[Fault]:
    written = " ".join(hidden[mark.start : mark.end].split())
    if _in_heading(hidden, mark):
        return [Fault(path, mark.line, f"{written} stands in a heading; move it to the sentence that it supports")]
    if _in_link(hidden, mark):
        return [Fault(path, mark.line, f"{written} stands inside a link; move it behind the link")]
    faults = [
        Fault(
            path,
            mark.line,
            f"[@{key}] is not in the bibliography{suggestion(key, known) or '; add it to references.bib'}",
        )
        for key in mark.keys
        if key not in known
    ]
    plain = "; ".join(f"@{key}" for key in mark.keys)
    if hidden[mark.start + 1 : mark.end - 1].replace(" ", "").replace("\n", "") != plain.replace(" ", ""):
        faults.append(Fault(path, mark.line, f"{written} holds more than keys; write [{plain}], and the rest as text"))
    return faults
