"""What a page shows in all, once it is finished, and what of it is code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape
from typing import Protocol
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from essaysite.read.essay_signs import forged_signs
from essaysite.read.field_text import OF_THE_BUILD
from essaysite.read.letters import PUSHES, is_hidden, odd_sign, unseen
from essaysite.read.markdown_text import flatten, hide_code

_TAG = re.compile(r"<[^>]*>")
_CODE = "'{}' stands in code, or between signs of it, that is read in several ways; write code between two '`' in one line, or between two lines of '```' at the left edge"
# As "```py" is; "```py``` is code" is none.
_FENCE_LINE = re.compile(r"^[ >\t]*(?:`{3,}[^`\n]*|~{3,}[^\n]*)$", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")
_BACK = "\u21a9"  # of notes
# What has signs of its own: the essay's blocks and formulas; and code, which is shown as it is written.
_APART = re.compile(r'<p class="essay-sign".*?</p>|<math\b.*?</math>|<pre>.*?</pre>', re.DOTALL)


class Teller(Protocol):
    """What takes faults; ``body`` is the page's Markdown."""

    body: str

    def fault_unless_told(self, written: str, message: str) -> None:
        """Report what is ``written`` somewhere on the page, unless its line has a fault already."""


class Shown(Postprocessor):
    """Asks a page, once it is finished, for what its Markdown may not hold: what was put together from pieces shows only there."""

    def __init__(self, md: Markdown, tell: Teller) -> None:
        super().__init__(md)
        self.tell = tell

    def run(self, text: str) -> str:
        """Report what is wrong with the page that is ``text``, and return it as it is."""
        shown = unescape(_TAG.sub("", _APART.sub("", text)))
        letters = "".join(sorted({*shown}.difference(self.tell.body, _BACK)))  # all others were asked for as written
        pushes = PUSHES.search(shown)
        if message := odd_sign(pushes[0] if pushes else letters) or next(
            (unseen(letter) for letter in letters if is_hidden(letter)), ""
        ):
            self.tell.fault_unless_told("", f"the page, as it is shown, {message}")
        for forged in forged_signs(shown):
            self.tell.fault_unless_told(forged, f"'{flatten(forged)}' is {OF_THE_BUILD}")
        return text


class CodeRead(Treeprocessor):
    """Compares the code that Markdown has made of a page with what checks of its text took for code: they passed that over."""

    def __init__(self, md: Markdown, tell: Teller) -> None:
        super().__init__(md)
        self.tell = tell

    def run(self, root: Element) -> None:
        """Report the first word that is code to one of the two alone."""
        body = self.tell.body
        hidden = hide_code(body)
        if hidden == body:
            pairs: Iterable[tuple[str, str]] = ()
        else:
            pairs = zip(body, hidden, strict=True)
        passed = _FENCE_LINE.sub("", "".join("\n" if a == "\n" else " " if a == b else a for a, b in pairs))
        made = [unescape(_TAG.sub("", block)) for block in self.md.htmlStash.rawHtmlBlocks if isinstance(block, str)]
        made += [unescape("".join(code.itertext())) for code in root.iter("code")]
        ours, theirs = Counter(_WORD.findall(passed)), Counter(_WORD.findall(" ".join(made)))
        if other := next(iter((ours - theirs) + (theirs - ours)), ""):
            self.tell.fault_unless_told(other, _CODE.format(other))
