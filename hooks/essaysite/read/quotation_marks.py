"""Where quotations begin and end in a line of text, in whatever marks: plain ones, nested ones, and those that look like an apostrophe."""

from __future__ import annotations

import re
from collections.abc import Iterator

_FEWEST = 4  # words of a quotation; what ends before may end in an apostrophe
# "a" and 'a', once their marks are plain, but no "don't"
QUOTED = re.compile(r"\"([^\"]+)\"|(?<!\w)'((?:[^']|(?<=\w)'(?=\w))+)'(?!\w)")
# In "He said "no more" there": a mark that opens, up to the next one
INNER = re.compile(r"(?<!\S)\"(?=([^\s\"][^\"]*)(\"))")
# What stands for a quotation mark: \xaba\xbb, \u201ea\u201c, <<a>>, ,,a'', ``a'' and others; \u2039a\u203a and \u2018a\u2019
_DOUBLE = re.compile(r"[\u201c-\u201f\u2033\xab\xbb]|<<|>>|,,|(?<!`)``(?!`)|''")
_SINGLE = re.compile(r"[\u2018-\u201b\u2032\u2039\u203a]")
# A mark that opens, as before "a, and one that closes, as behind a"
_MARK = re.compile(r"(?P<opens>(?<![^\s(\[])\"(?=\S))|(?<=\S)\"(?!\w)")
_SINGLE_OPENS, _APOSTROPHE = re.compile(r"(?<![^\s(\[])'(?=\S)"), re.compile(r"(?<=\S)'(?!\w)")


def outer(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each quotation begins and ends that holds another one in the same marks, and its words: "a "b" c"."""
    start, depth, holds_one = 0, 0, False
    for found in _MARK.finditer(text):
        if found["opens"]:
            start, holds_one = (start, True) if depth else (found.start(), False)
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and holds_one:
                yield start, found.end(), text[start + 1 : found.start()].replace('"', "")


def with_apostrophes(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each quotation in single marks begins and ends whose first end may be an apostrophe, and its words: 'systems' aims are b'."""
    ends = [found.end() for found in _APOSTROPHE.finditer(text)]
    for found in _SINGLE_OPENS.finditer(text):
        behind = [end for end in ends if end > found.end()]
        if len(behind) > 1 and len(text[found.end() : behind[0]].split()) < _FEWEST:
            yield found.start(), behind[-1], text[found.end() : behind[-1] - 1]


def plain_marks(text: str) -> str:
    """Return a text with straight marks in the place of all others."""
    return _SINGLE.sub("'", _DOUBLE.sub('"', text))
