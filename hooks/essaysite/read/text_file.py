"""Read a text file: its size, its encoding, and what is left in it that no author meant to write."""

from __future__ import annotations

import re
import unicodedata

from .faults import Fault
from .letters import is_hidden, is_plain, odd_sign, unseen

# A line that git leaves in a file: "<<<<<<< HEAD"; in the middle, "=======", which underlines a heading elsewhere.
_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?")
# What is left of a letter that was read in another encoding than it was saved in, and letters in one piece, as PDFs have.
_GARBLED = re.compile("[\u00c2\u00c3][\x80-\xbf\u0152-\u0192\u2018-\u2122]|\u00e2\u20ac.?|\ufffd")
_LIGATURE = re.compile("[\ufb00-\ufb06]")


def read_text(path: str, data: bytes, most: int) -> tuple[str | None, list[Fault]]:
    """Return a file's text with plain line ends, and its faults; ``None`` where it cannot be read.

    A merge conflict gives its first half, what cannot be seen gives a space and what is not UTF-8 a question mark, so that
    the rest can be checked.
    """
    if len(data) > most:
        message = f"this file has {len(data)} bytes, and {most} are enough; part it, or remove what does not belong"
        return None, [Fault(path, 1, message, fatal=True)]
    faults: list[Fault] = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        faults.append(Fault(path, line, "this file is not UTF-8; save it again with the encoding UTF-8"))
        text = data.decode("utf-8", "replace").replace("\N{REPLACEMENT CHARACTER}", "?")
    if text.startswith("\ufeff"):
        faults.append(Fault(path, 1, "this file starts with a byte-order mark; save it as UTF-8 without one"))
        text = text[1:]
    text = text.replace("\r\n", "\n")
    if (place := text.find("\r")) >= 0:
        message = "this line ends in a carriage return alone, and hides itself where a terminal shows it; save the file with plain ends of lines"
        faults.append(Fault(path, text.count("\n", 0, place) + 1, message))
        text = text.replace("\r", "\n")
    text = _without_unseen(path, text, faults)
    if "<<<<<<<" in text or ">>>>>>>" in text:
        text = _without_conflicts(path, text, faults)
    return text, faults


def _without_conflicts(path: str, text: str, faults: list[Fault]) -> str:
    """Return the text with empty lines for the marks of merge conflicts, which are reported, and for second halves."""
    lines = text.split("\n")
    marks = {number: found[1] for number, line in enumerate(lines) if (found := _MARK.fullmatch(line))}
    last = max((number for number, mark in marks.items() if mark.startswith(">")), default=0)
    is_ours = is_theirs = False
    for number, line in enumerate(lines):
        mark = marks.get(number, "")
        if mark.startswith("<") or (mark.startswith(">") and not is_ours and not is_theirs):
            message = f"'{line}' is left over from a merge; keep one of the two versions, and remove the marks"
            faults.append(Fault(path, number + 1, message))
        if mark.startswith(("<", ">")):
            is_ours, is_theirs = mark.startswith("<"), False
        elif mark and is_ours:
            # Where its end is gone, so is the sense of a half.
            is_ours, is_theirs = False, number < last
        elif not is_theirs:
            continue
        lines[number] = ""
    return "\n".join(lines)


def _without_unseen(path: str, text: str, faults: list[Fault]) -> str:
    """Return the text with a space for each character that cannot be seen; the lines that hold one are reported."""
    if is_plain(text.replace("\n", "").replace("\t", "")):
        return text
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if found := _GARBLED.search(line):
            message = f"this line holds '{found[0]}', a letter that was saved in another encoding; save the file as UTF-8, and write the letter anew"
            faults.append(Fault(path, number + 1, message))
            lines[number] = _GARBLED.sub("?", line)
        elif found := _LIGATURE.search(line):
            message = f"this line holds '{found[0]}' in one piece, as PDFs have it; write '{unicodedata.normalize('NFKC', found[0])}'"
            faults.append(Fault(path, number + 1, message))
        elif message := unseen(line) or odd_sign(line):
            faults.append(Fault(path, number + 1, f"this line {message}"))
            lines[number] = "".join(" " if is_hidden(letter) else letter for letter in line)
    return "\n".join(lines)
