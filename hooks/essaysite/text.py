"""Plain text of a Markdown element tree, and raw Markdown with its code hidden."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENDS_BLOCK = re.compile(r"#{1,6}\s")
_BEFORE_FENCE = frozenset(" >\t`~")
_FENCE = re.compile(r"([ >\t]*)(`{3,}(?!.*`)|~{3,})")
_OPENS_BLOCK = re.compile(r"(?:[-*+]|\d+[.)]|!!!|\?\?\?\+?|===|\[\^[^\]]+\]:|:)\s")
_NOT_LINE_END = re.compile(r"[^\n]")
# A code span ends in the paragraph or list item that it starts in.
_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)((?!\n[ \t]*(?:\n|[-*+] |\d+[.)] )).)+?(?<!`)\1(?!`)", re.DOTALL)


def flatten(text: str) -> str:
    """Return ``text`` with every run of white space as one space, and none at its ends."""
    return " ".join(text.split())


def is_footnote_mark(element: Element) -> bool:
    """Tell whether the element is the mark of a citation or footnote."""
    return element.tag == "sup" and (element.get("id") or "").startswith("fnref")


def set_marks_close(element: Element) -> None:
    """Put citation marks right behind the word that they follow, and tell neighbouring marks apart."""
    for parent in element.iter():
        before: Element | None = None
        for child in parent:
            if is_footnote_mark(child):
                if before is None:
                    parent.text = (parent.text or "").rstrip()
                elif before.tail is None or not before.tail.strip():
                    before.tail = ""
                    child.set("class", "next-mark" if is_footnote_mark(before) else "")
                else:
                    before.tail = before.tail.rstrip()
            before = child


def is_heading(element: Element) -> bool:
    """Tell whether the element is a heading."""
    return element.tag in HEADINGS


def plain_text(element: Element) -> str:
    """Return the text of an element as a reader sees it, without citation marks and the links of headings."""
    return flatten("".join(_pieces(element)))


def _pieces(element: Element) -> list[str]:
    pieces = [element.text or ""]
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
            in_block = in_block and (not line.strip() or wide.startswith(" "))
            after_blank = is_indented
            continue
        if line.strip() and not wide.startswith("    "):
            in_block = _OPENS_BLOCK.match(wide.lstrip()) is not None or (in_block and not after_blank)
        after_blank = not line.strip() or _ENDS_BLOCK.match(line) is not None
    text = "\n".join(lines)
    return _SPAN.sub(lambda span: _NOT_LINE_END.sub(" ", span.group(0)), text) if "`" in text else text


def _end_of_fence(lines: list[str], start: int) -> int:
    """Return the line behind the fenced block that starts on a line; 0 where none does, or where it never ends."""
    opening = _FENCE.match(lines[start])
    if opening is None:
        return 0
    indent, fence = opening.groups()
    for number in range(start + 1, len(lines)):
        before, content = lines[number][: len(indent)], lines[number][len(indent) :]
        if before.strip(" >\t"):
            return 0
        if content.rstrip() == fence:
            return number + 1
    return 0
