"""Where in a page's Markdown something stands that its rendered form shows: an element tree knows no lines."""

from __future__ import annotations

import re

from essaysite.read.faults import Fault
from essaysite.read.limits import FAULTS
from essaysite.read.markdown_text import hide_code
from essaysite.read.page_file import Source

_LOOKED_FOR = 10 * FAULTS
_WORDS = re.compile(r"[\w/.]+")
_MOST_WORDS, _FEWEST = 20, 4  # that are looked for in a row


class Places:
    """Finds what is written in the ``body`` of a page; of what stands there several times, one place after the other."""

    def __init__(self, source: Source, body: str) -> None:
        self.source = source
        self.body = body
        self._ends: dict[str, int] = {}
        self._count = 0

    def located(self, written: str, message: str, after: int = 0) -> Fault:
        """Return the fault of what is ``written`` on the page, at best behind a place."""
        self._count += 1
        if self._count > _LOOKED_FOR:  # of so many, no more than the first are told
            return Fault(self.source.path, self.source.body_line + self.body.count("\n"), message)
        hidden = hide_code(self.body)
        if written not in hidden:
            hidden = self.body
        if written not in hidden:  # it stands otherwise in the source: underlined, or with an escape or entity in it
            written = written.strip("#* ")
        if written not in hidden:
            written = _longest_in(hidden, written)
        place = hidden.find(written, after or self._ends.get(written, 0))
        place = place if place >= 0 else max(hidden.find(written), 0)
        self._ends[written] = place + 1
        return Fault(self.source.path, self.source.body_line + self.body.count("\n", 0, place), message)


def _longest_in(body: str, written: str) -> str:
    """Return the most words in a row of what is shown that stand so in a body: mark-up parts them there; or the longest word."""
    words = written.split()[:_MOST_WORDS]
    rows = (
        " ".join(words[at : at + size])
        for size in range(len(words), _FEWEST - 1, -1)
        for at in range(len(words) - size + 1)
    )
    return next((row for row in rows if row in body), "") or max(_WORDS.findall(written), key=len, default="")
