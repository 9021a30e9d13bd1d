"""What of a page's Markdown others read otherwise than this site does, and no page needs.

The Markdown beside a page is read as CommonMark or as GitHub's dialect of it (https://spec.commonmark.org/0.31.2/,
https://github.github.com/gfm/). What the build takes for code or for a definition must be that to them, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .faults import Fault
from .markdown_text import CODE_SPAN, end_of_fence, hide_blocks, hide_code
from .page_file import Source

_SHOWN = 40
_OF_A_FENCE = 3
_NO_FENCE = "code has a line of three '`' before it and one behind it, each with as many"
_NO_CODE = "'{}' begins code that does not end; where readers are to see it, write \\`"
_FENCE = re.compile(r"[ >\t]*(`{3,}|~{3,})")
# "``" and "`" behind "\\\\" → found, "\\`" is not
_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
_OPEN = re.compile(r"(?<!\\)(?:\\\\)*+(`+)")
# "[a]: page.md", "- *[AI]: Words", "> [^a]: Words." → what stands before it, its name in brackets, and what it says
_DEFINES = re.compile(r"^((?:[ \t>]|(?:[-*+]|\d{1,9}[.)])[ \t])*+)(\*?\[[^\[\]]*\])([ ]?:[^\n]*)$", re.MULTILINE)
# *[AI]: Artificial intelligence; [a]: page.md "Title"
_RIGHT = re.compile(
    r"\*\[[^\[\]\\`<\n]+\]: [^\n]*\S[^\n]*"
    r"|\[[^\[\]\\`<\n@][^\[\]\\`<\n]*\]: (?:<[^\s<>`]+>|[^\s<>`\\]+)(?: \"[^\"`<\\\n]*\")?[ ]*"
)
_DEFINITION = (
    "'{}' is no definition to all who read Markdown; write it at the left edge between empty lines, "
    "as '[name]: page.md', '[name]: page.md \"Title\"' or '*[AI]: Plain words'"
)
# Where an address begins, and one that is "a\\.md" or "`a.md`"
_LINK, _ODD = re.compile(r"(?<!\\)\]\("), re.compile(r"(?:[\w.#?][^\s()\\`]*(?=[\\`])|(?=`))([\\`])[^\s)]*")
# A picture whose words are "a [b] c"
_PICTURE = re.compile(r"(!\[(?!\[)[^\[\]]*\[)")
# "[^a]: https://a.bc": to those who know no notes, where [^a] leads to
_NO_NOTE = re.compile(r"\[\^[^\[\]\n]*\][ ]?:\s*<?(?:https?://|mailto:)")


def misread(source: Source) -> Iterator[Fault]:
    """Yield a fault for each part of a page's Markdown that others read otherwise."""
    body = source.body
    if "`" in body or "~~~" in body:
        yield from _fences(source)
        yield from _spans(source)
    if "]" in body:
        yield from _definitions(source)
    hidden = hide_code(body) if "](" in body else ""
    for link in _LINK.finditer(hidden):
        if wrong := _ODD.match(body, link.end()):
            message = (
                f"the address '{wrong[0][:_SHOWN]}' holds a '{wrong[1]}', which is read in several ways; take it out"
            )
            yield source.body_fault(link.start(), message)
    for picture in _PICTURE.finditer(body) if "![" in body else ():
        message = f"'{picture[1][:_SHOWN]}' has a bracket within its words; write them without"
        yield source.body_fault(picture.start(1), message)


def _fences(source: Source) -> Iterator[Fault]:
    """Yield each line of fenced code that ends it for others."""
    lines = source.body.split("\n")
    end, signs = 0, ""
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if fence and number < end - 1 and fence[1].startswith(signs):
            message = (
                f"'{fence[1]}' ends this code for others who read it; begin and end the code with more of its signs"
            )
            yield Fault(source.path, source.body_line + number, message)
        elif fence and number >= end and (end := end_of_fence(lines, number)):
            signs = fence[1]


def _spans(source: Source) -> Iterator[Fault]:
    """Yield code that goes on in another line, signs of which only some make code, and a stroke in code that parts cells."""
    text = hide_blocks(source.body)
    hidden = hide_code(source.body)
    is_told = False
    for sign, other in pairwise(_OPEN.finditer(hidden)):
        is_near = not _EMPTY_LINE.search(hidden, sign.end(), other.start())
        if is_near and not is_told:
            is_fence = len(sign[1]) >= _OF_A_FENCE
            yield source.body_fault(sign.start(1), _NO_FENCE if is_fence else _NO_CODE.format(sign[1]))
        is_told = is_near
    for span in CODE_SPAN.finditer(text):
        if "\n" in span[0]:
            yield source.body_fault(
                span.start(2), "this code goes on in the next line; end it in the line where it begins"
            )
        elif "|" in span[0] and "|" in _line_at(hidden, span.start()):
            yield source.body_fault(span.start(2), "the '|' in this code parts the cells of a table; write it in words")


def _definitions(source: Source) -> Iterator[Fault]:
    """Yield what only some take for a definition, or take for another one."""
    hidden = hide_code(source.body)
    defined = {hidden.count("\n", 0, found.start()): found for found in _DEFINES.finditer(hidden)}
    lines = hidden.split("\n")
    for number, found in defined.items():
        written = source.body[found.start(2) : found.end()]
        if written.startswith("[^"):
            if _NO_NOTE.match(source.body, found.start(2)):
                yield source.body_fault(
                    found.start(2), f"the note {found[2]} begins with an address; write words first"
                )
            continue
        beside = {number - 1, number + 1}.difference(defined)
        stands_alone = not any(lines[other].strip() for other in beside if 0 <= other < len(lines))
        if found[1] or not stands_alone or not _RIGHT.fullmatch(written):
            yield source.body_fault(found.start(2), _DEFINITION.format(written.split("\n")[0][:_SHOWN]))


def _line_at(text: str, place: int) -> str:
    end = text.find("\n", place)
    return text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)]
