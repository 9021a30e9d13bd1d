"""Plain text of a Markdown element tree, and raw Markdown with its code hidden."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SPACE = re.compile(r"\s+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_OPENS_BLOCK = re.compile(r"(?:[-*+]|\d+[.)]|!!!|\?\?\?\+?|===|\[\^[^\]]+\]:|:)\s")
_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)


def flatten(text: str) -> str:
    """Return ``text`` with every run of white space as one space, and none at its ends."""
    return _SPACE.sub(" ", text).strip()


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
    return element.tag in _HEADINGS


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


def hide_code(markdown: str) -> str:
    """Return the Markdown with every character of code as a space; length and lines stay as they are.

    Fenced blocks, indented blocks that belong to no list, note or footnote, and code spans count as code.
    """
    lines = markdown.split("\n")
    fence = ""
    in_block = False
    after_blank = True
    for number, line in enumerate(lines):
        opening = _FENCE.match(line)
        if fence:
            closes = opening is not None and line.strip().startswith(fence) and not line.strip().strip(fence[0])
            lines[number] = " " * len(line)
            fence = "" if closes else fence
            continue
        if opening:
            fence = opening.group(1)
            lines[number] = " " * len(line)
            continue
        if line.strip() and not line.startswith(" "):
            in_block = _OPENS_BLOCK.match(line) is not None
        elif line.startswith("    ") and line.strip() and after_blank and not in_block:
            lines[number] = " " * len(line)
            continue
        after_blank = not line.strip()
    return _SPAN.sub(lambda span: re.sub(r"[^\n]", " ", span.group(0)), "\n".join(lines))
