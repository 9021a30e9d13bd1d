"""The essay that the site is made of: find its sentences in the pages, and what is missing from them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from .faults import Fault
from .markdown_text import flatten

# A sentence ends at a full stop, question or exclamation mark, with the quote or bracket that closes it.
_SENTENCE_END = re.compile(r"(?<=[.?!])(?=\s)|(?<=[.?!][\"')\]])(?=\s)")
_CITATION = re.compile(r"\s*\[@[^\]]*\]")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)(?:\{[^}]*\})?")
_BLOCK_MARK = re.compile(r"^\s*(?:[-*+]\s+|>\s?|#{1,6}\s+)+")
_NEAR = 0.6
_TWO = 2


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
        self.sentences = [split_sentences(item_text(line)) for line in self.lines]
        self.passages: dict[str, Passage] = {}
        for number, sentences in enumerate(self.sentences, start=1):
            for first in range(len(sentences)):
                for last in range(first, len(sentences)):
                    self.passages.setdefault(" ".join(sentences[first : last + 1]), Passage(number, first, last))
        self._starts = {tuple(text.split(None, _TWO)[:_TWO]) for text in self.passages}

    def find(self, text: str) -> Passage | None:
        """Return the passage that ``text``, flattened, is letter for letter; ``None`` where any of it is not the essay's."""
        return self.passages.get(text)

    def may_start(self, text: str) -> bool:
        """Tell cheaply whether a block that begins with ``text`` may be the essay's: most start with two words that it never does."""
        start = text.split(None, _TWO)
        # The second of only two words may go on behind the text.
        return len(start) <= _TWO or tuple(start[:_TWO]) in self._starts

    def _may_hold(self, line: str) -> bool:
        """Tell cheaply whether a line of Markdown may be the essay's."""
        start = (line if line[0].isalpha() else _BLOCK_MARK.sub("", line, count=1)).split(None, _TWO)[:_TWO]
        return tuple(start) in self._starts or "[" in "".join(start)

    def is_list_item(self, line: int) -> bool:
        """Tell whether the essay's line is an item of a list."""
        return self.lines[line - 1].startswith("- ")

    def first_line_in(self, title: str, body: str) -> int | None:
        """Return the first line of the essay that stands in a page, or ``None``; reads raw Markdown."""
        found = [self.find(flatten(title))]
        found += [self.find(raw_text(line)) for line in body.split("\n") if line and self._may_hold(line)]
        return min((passage.line for passage in found if passage), default=None)


class Coverage:
    """Which sentences of the essay stand on the pages."""

    def __init__(self, essay: Essay) -> None:
        self.essay = essay
        self._seen: set[tuple[int, int]] = set()
        self._seen_as_item: set[int] = set()

    def add(self, passage: Passage, *, in_list: bool) -> None:
        """Count a passage as found on a page."""
        self._seen |= {(passage.line, number) for number in range(passage.first, passage.last + 1)}
        if in_list:
            self._seen_as_item.add(passage.line)

    def faults(self, essay_path: str, pages: Iterable[tuple[str, int, str]]) -> list[Fault]:
        """Report each sentence that is on no page, with the nearest text of ``pages`` and where that stands.

        ``pages`` yields path, first line of the body, and body of each page; it is read only if something is missing.
        """
        missing = [
            (line, sentence)
            for line, sentences in enumerate(self.essay.sentences, start=1)
            for number, sentence in enumerate(sentences)
            if (line, number) not in self._seen
        ]
        faults = []
        standing, ours = _page_sentences(pages, self.essay) if missing else ({}, [])
        nearest = [standing.get(sentence) or _nearest(sentence, ours) for _, sentence in missing]
        # One changed word makes a whole paragraph ours; its other sentences need no mending.
        changed = {
            near[1:] for (_, sentence), near in zip(missing, nearest, strict=True) if near and near[0] != sentence
        }
        for (line, sentence), near in zip(missing, nearest, strict=True):
            if near is None or near[0] != sentence or near[1:] not in changed:
                message = f"this sentence of the essay is on no page: «{sentence}»{_remedy(sentence, near)}"
                faults.append(Fault(essay_path, line, message))
        kept = self._seen_as_item | {line for line, _ in missing}
        for line in range(1, len(self.essay.lines) + 1):
            if self.essay.is_list_item(line) and line not in kept:
                faults.append(
                    Fault(
                        essay_path,
                        line,
                        "this line is an item of a list, and on the pages it is not; write it as '- …'",
                    )
                )
        return faults


def split_sentences(text: str) -> list[str]:
    """Split a paragraph into sentences; a closing quote or bracket stays with its sentence."""
    return [sentence for part in _SENTENCE_END.split(text) if (sentence := flatten(part))]


def item_text(line: str) -> str:
    """Return a line of the essay without the mark of a list item."""
    return flatten(line.removeprefix("- "))


def raw_text(line: str) -> str:
    """Return a line of Markdown as its reader sees it: without marks of blocks, links and citations."""
    return flatten(_LINK.sub(r"\1", _CITATION.sub("", _BLOCK_MARK.sub("", line))))


_Place = tuple[str, str, int]


def _page_sentences(pages: Iterable[tuple[str, int, str]], essay: Essay) -> tuple[dict[str, _Place], list[_Place]]:
    """Return (sentence, path, line) of every sentence on the pages by its text, and of those in lines not the essay's."""
    standing: dict[str, _Place] = {}
    ours: list[_Place] = []
    for path, first_line, body in pages:
        for number, line in enumerate(body.split("\n"), start=first_line):
            text = raw_text(line)
            found = [(sentence, path, number) for sentence in split_sentences(text)]
            for place in found:
                standing.setdefault(place[0], place)
            if essay.find(text) is None:
                ours += found
    return standing, ours


def _nearest(sentence: str, candidates: list[_Place]) -> _Place | None:
    """Return the sentence of the pages that is nearest, with its path and line, or ``None`` where none is near."""
    best, best_ratio = None, _NEAR
    matcher = SequenceMatcher(b=sentence, autojunk=False)
    for candidate in candidates:
        matcher.set_seq1(candidate[0])
        if (
            matcher.real_quick_ratio() > best_ratio
            and matcher.quick_ratio() > best_ratio
            and (ratio := matcher.ratio()) > best_ratio
        ):
            best, best_ratio = candidate, ratio
    return best


def _remedy(sentence: str, nearest: _Place | None) -> str:
    """Say how to mend that a sentence is missing."""
    if nearest is None:
        return "; put it back on its page, word for word"
    text, path, line = nearest
    if text == sentence:
        return f"; it stands on {path}:{line}, but mixed with other words: give it a paragraph or list item of its own (a list needs an empty line before it)"
    return f"; nearest is {path}:{line}: «{text}». The essay's words stay as they are, and stand apart from ours"
