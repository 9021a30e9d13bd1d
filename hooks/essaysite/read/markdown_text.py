"""Plain text of a Markdown element tree, and raw Markdown with its code hidden."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown.util import ETX, STX, AtomicString

# Where the build puts one of its parts.
PART_MARK = r"\[\[([\w-]+)\]\]"
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LETTER_MARK = re.compile(rf"{STX}(?:(?P<code>\d+)|wzxhzdk:(?P<place>\d+)){ETX}")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);", re.IGNORECASE)
_REST_OF_ENTITY = re.compile(r"#?\w+;")
_AND = "\x1d"  # which no page holds
_ENDS_BLOCK = re.compile(r"#{1,6}\s")
_BEFORE_FENCE = frozenset(" >\t`~")
_FENCE = re.compile(r"([ >\t]*)(`{3,}(?!.*`)|~{3,})")
_OPENS_BLOCK = re.compile(r"(?:(?:[-*+]|\d+[.)]|!!!|\?\?\?\+?|===|:)\s|\[\^[^\]]+\]:)")
_NOT_LINE_END = re.compile(r"[^\n]")
# A code span ends in the paragraph or list item that it starts in. "\\`x`" and "\``x`" hold one, "\`x`" does not.
_CODE_SPAN = re.compile(
    r"(?<![`\\])((?:\\[\\`])*+)(`+)(?!`)(?:(?!\n[ \t]*(?:\n|[-*+] |\d+[.)] )).)+?(?<!`)\2(?!`)", re.DOTALL
)


def flatten(text: str) -> str:
    """Return ``text`` with every run of white space as one space, and none at its ends."""
    return " ".join(text.split())


def is_footnote_mark(element: Element) -> bool:
    """Tell whether the element is the mark of a citation or footnote."""
    return element.tag == "sup" and (element.get("id") or "").startswith("fnref")


def is_heading(element: Element) -> bool:
    """Tell whether the element is a heading."""
    return element.tag in HEADINGS


def spell_out(root: Element, stash: Sequence[Any]) -> None:
    """Put letters where Markdown has marks for escaped ones and for entities, which it replaces only later.

    ``stash`` is what Markdown keeps apart from the tree (``Markdown.htmlStash.rawHtmlBlocks``).
    """
    for element in root.iter():
        if element.text and STX in element.text and element.tag != "code":
            element.text = _spelt_out(element.text, stash)
        if element.tail and STX in element.tail:
            element.tail = _spelt_out(element.tail, stash)


def _spelt_out(text: str, stash: Sequence[Any]) -> str:
    def letter(match: re.Match[str]) -> str:
        if match["code"]:
            return chr(int(match["code"]))
        entity = stash[int(match["place"])]
        if not isinstance(entity, str) or not _ENTITY.fullmatch(entity):
            return match[0]  # a tag
        # What would then read as another entity stays spelt as one.
        return entity if _REST_OF_ENTITY.match(text, match.end()) else unescape(entity)

    # A plain "&" that would begin an entity with what is spelt out behind it: "&\\#101;"
    spelt = _LETTER_MARK.sub(letter, text.replace("&", _AND))
    spelt = re.sub(f"{_AND}(?=#?\\w+;)", "&amp;", spelt).replace(_AND, "&")
    return AtomicString(spelt) if isinstance(text, AtomicString) else spelt


def plain_text(element: Element) -> str:
    """Return the text of an element as a reader sees it, without citation marks and the links of headings."""
    return flatten("".join(_pieces(element)))


def _pieces(element: Element) -> list[str]:
    text = element.text or ""
    pieces = [unescape(text) if element.tag == "code" else text]  # the one text that Markdown escapes itself
    for child in element:
        if not is_footnote_mark(child) and child.get("class") != "headerlink":
            pieces += _pieces(child)
        pieces.append(child.tail or "")
    return pieces


@lru_cache(maxsize=1)  # all that reads raw Markdown asks for the same page in turn
def hide_code(markdown: str) -> str:
    """Return the Markdown with every character of code as a space; length and lines stay as they are.

    Fenced blocks, indented blocks that belong to no list, note or footnote, and code spans count as code.
    """
    lines = markdown.split("\n")
    code_until = 0
    in_block = False
    after_blank = True
    for number, line in enumerate(lines):
        # Nearly all lines are empty, or begin with a letter: no code starts there, and no block that may be indented.
        if number >= code_until and (not line or line[0].isalpha()):
            in_block = in_block and (not line or not after_blank)
            after_blank = not line
            continue
        wide = line.expandtabs(4) if "\t" in line else line
        is_indented = wide.startswith("    ") and not wide.isspace() and after_blank and not in_block
        if number >= code_until and not is_indented and line[0] in _BEFORE_FENCE:
            code_until = _end_of_fence(lines, number)
        if number < code_until or is_indented:
            lines[number] = " " * len(line)
            in_block = in_block and (not after_blank or not line.strip() or wide.startswith(" "))
            after_blank = is_indented
            continue
        if line.strip() and not wide.startswith("    "):
            in_block = _OPENS_BLOCK.match(wide.lstrip()) is not None or (in_block and not after_blank)
        after_blank = not line.strip() or _ENDS_BLOCK.match(line) is not None
    text = "\n".join(lines)
    return (
        _CODE_SPAN.sub(lambda span: span[1] + _NOT_LINE_END.sub(" ", span[0][len(span[1]) :]), text)
        if "`" in text
        else text
    )


def _end_of_fence(lines: list[str], start: int) -> int:
    """Return the number of the line behind the fenced block that starts on a line; 0 where none does, or where it never ends."""
    opening = _FENCE.match(lines[start])
    if opening is None:
        return 0
    indent, fence = opening.groups()
    for number in range(start + 1, len(lines)):
        before, content = lines[number][: len(indent)], lines[number][len(indent) :]
        if before.strip(" >\t") or before.count(">") != indent.count(">"):
            return 0
        if content.rstrip() == fence:
            return number + 1
    return 0
