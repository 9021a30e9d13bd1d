"""The essay that the site is made of: its lines and sentences, and how to know them on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from .letters import in_plain_letters
from .markdown_text import flatten

# A sentence ends at a full stop, question or exclamation mark, with the quote or bracket that closes it.
_SENTENCE_END = re.compile(r"(?<=[.?!])(?=\s)|(?<=[.?!][\"')\]])(?=\s)")
_CITATION = re.compile(r"(?<!\s)\s*+\[@[^\]]*\]")  # from the first of many blanks alone
# [words](page.md){ .evidence }, [words][name] → words
_LINK = re.compile(r"(?<!!)\[([^\]]*)\](?:\([^)]*\)(?:\{[^}]*\})?|\[[^\]]*\])")
_BLOCK_MARK = re.compile(r"^\s*(?:[-*+]\s+|>\s?|#{1,6}\s+)+")
# "Don't" is one.
WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_TWO, _A_QUOTATION = 2, 3  # words
_A_SAYING = 4  # words: fewer, as "Limits:", anybody may write


@dataclass(frozen=True)
class Passage:
    """Whole sentences of one line of the essay: ``line`` counts from 1, ``first`` to ``last`` are sentence numbers."""

    line: int
    first: int
    last: int


class Essay:
    """The essay's lines and sentences, with a look-up by text."""

    def __init__(self, text: str) -> None:
        # Lines as editors count them; others end at form feeds too.
        self.lines = text.removesuffix("\n").split("\n")
        self.texts = [item_text(line) for line in self.lines]
        self.sentences = [split_sentences(text) for text in self.texts]
        self.passages: dict[str, Passage] = {}
        for number, sentences in enumerate(self.sentences, start=1):
            for first in range(len(sentences)):
                for last in range(first, len(sentences)):
                    self.passages.setdefault(" ".join(sentences[first : last + 1]), Passage(number, first, last))
        self._starts = {tuple(text.split(None, _TWO)[:_TWO]) for text in self.passages}

    def find(self, text: str) -> Passage | None:
        """Return the passage that ``text``, flattened, is letter for letter; ``None`` where any of it is not the essay's."""
        return self.passages.get(text)

    def find_letters(self, text: str) -> Passage | None:
        """Return the passage that has the letters of ``text``, whatever signs and blanks stand between them."""
        return self._of_letters.get(_letters(text))

    @cached_property
    def _of_letters(self) -> dict[str, Passage]:
        # A saying is not its own; without its marks it may be a name.
        sayings = {self.saying(line) for line in range(1, len(self.lines) + 1)}
        return {_letters(text): one for text, one in reversed(self.passages.items()) if text not in sayings}

    def may_start(self, text: str) -> bool:
        """Tell cheaply whether a block that begins with ``text`` may be the essay's: most start with two words that it never does."""
        start = text.split(None, _TWO)
        # The second of only two words may go on behind the text.
        return len(start) <= _TWO or tuple(start[:_TWO]) in self._starts

    @cached_property
    def words(self) -> str:
        """All its words in small letters, with a blank before and behind each."""
        return f" {' '.join(word for text in self.texts for word in words_of(text))} "

    def holds(self, quoted: str) -> bool:
        """Tell whether a quotation stands in it, word for word; one or two words are none."""
        words = words_of(quoted)
        return len(words) < _A_QUOTATION or f" {' '.join(words)} " in self.words

    def text_of(self, passage: Passage) -> str:
        """Return the words of a passage."""
        return " ".join(self.sentences[passage.line - 1][passage.first : passage.last + 1])

    def is_whole(self, passage: Passage) -> bool:
        """Tell whether a passage is all of its line."""
        return passage.first == 0 and passage.last == len(self.sentences[passage.line - 1]) - 1

    def follows(self, first: Passage, second: Passage) -> bool:
        """Tell whether a passage begins where another one ends, in the same line or the next."""
        if first.line == second.line:
            return second.first == first.last + 1
        ends = first.last == len(self.sentences[first.line - 1]) - 1
        return ends and second.first == 0 and second.line == first.line + 1

    def is_list_item(self, line: int) -> bool:
        """Tell whether the essay's line is an item of a list."""
        return self.lines[line - 1].startswith("- ")

    def is_title(self, line: int) -> bool:
        """Tell whether the essay's line reads as the title of a page: one sentence, without the sign that ends one."""
        is_short = len(self.sentences[line - 1]) == 1 and self.texts[line - 1][-1] not in ".!:"
        return is_short and not self.is_list_item(line)

    def saying(self, line: int) -> str:
        """Return the quotation that a line begins with, as a sentence of its own, or an empty text."""
        first = self.sentences[line - 1][0] if self.sentences[line - 1] else ""
        return first if first.startswith('"') and first.endswith('"') else ""

    def is_known_by(self, passage: Passage) -> bool:
        """Tell whether a passage is long enough to be the essay's wherever it stands: not a title, and not a word or two."""
        return len(self.text_of(passage).split()) >= _A_SAYING and not self.is_title(passage.line)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, in_plain_letters(text))).casefold()


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, and in plain ones, so that look-alike letters are the same."""
    return WORD.findall(in_plain_letters(text.replace("\u2019", "'")).casefold())


def split_sentences(text: str) -> list[str]:
    """Split a paragraph into sentences; a closing quote or bracket stays with its sentence."""
    return [sentence for part in _SENTENCE_END.split(text) if (sentence := flatten(part))]


def item_text(line: str) -> str:
    """Return a line of the essay without the mark of a list item."""
    return flatten(line.removeprefix("- "))


def raw_text(line: str) -> str:
    """Return a line of Markdown as its reader sees it: without marks of blocks, links and citations."""
    return flatten(_LINK.sub(r"\1", _CITATION.sub("", _BLOCK_MARK.sub("", line))))


def ranges(lines: Iterable[int]) -> Iterator[str]:
    """Yield line numbers as text, neighbours joined: 3, 4, 5, 9 → "3 to 5", "9"."""
    ordered = sorted(set(lines))
    start = previous = ordered[0]
    for line in [*ordered[1:], -1]:
        if line == previous + 1:
            previous = line
            continue
        yield str(start) if start == previous else f"{start} to {previous}"
        start = previous = line


def lines_named(lines: Iterable[int]) -> str:
    """Return line numbers as words: "line 3", "lines 3 to 5, 9"."""
    named = list(ranges(lines))
    return f"line{'s' if len(named) > 1 or ' to ' in named[0] else ''} {', '.join(named)}"
