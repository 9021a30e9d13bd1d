"""Which lines of the essay stand on which page and in which order, as ``mkdocs.yml`` says; and what is not so."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from .essay import Essay, Passage, lines_named
from .faults import Fault, suggestion
from .likeness import Block, blocks, must_read, nearest
from .page_file import Source

# "7-8" → from 7 to 8; "14" → 14.
_RANGE = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
# A list, a paragraph, a saying that stands as a quotation, what follows it in its line, and any other part of a line.
_LIST, _PARAGRAPH, _SAYING, _REST, _PART = "list", "paragraph", "saying", "rest", "part"
NOT_BELOW = "this heading says that the essay's words stand below it, and others do; write another"
_Unit = tuple[str, tuple[int, ...]]


@dataclass(frozen=True)
class Spoiled:
    """Lines of the essay that stand as they may not: ``message`` says how, and what to do; ``text`` is where."""

    lines: tuple[int, ...]
    message: str
    text: str


@dataclass
class EssayFound:
    """What of the essay stands on one page: the passages of each block with its tag, in their order; and what is spoiled.

    ``apart`` are the numbers of blocks that words of ours, and not a heading alone, part from the one before; ``quotations``
    the paragraphs of those that stand apart, be they the essay's or not; ``texts`` what the blocks show that are ours.
    """

    blocks: list[tuple[str, tuple[Passage, ...]]] = field(default_factory=list)
    apart: set[int] = field(default_factory=set)
    spoiled: list[Spoiled] = field(default_factory=list)
    quotations: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


class Plan:
    """The lines of each page. ``wrong`` tells what is wrong in the settings, each with the text to look for there."""

    def __init__(self, essay: Essay, setting: Any = None) -> None:
        self.essay = essay
        self.pages: dict[str, list[int]] = {}
        self.wrong: list[tuple[str, str]] = []
        for path, value in setting.items() if isinstance(setting, Mapping) else ():
            self.pages[str(path)] = self._read(str(path), value)
        placed = {line for lines in self.pages.values() for line in lines}
        left = [line for line, texts in enumerate(essay.sentences, start=1) if texts and line not in placed]
        if left and not self.wrong:
            message = f"extra.essay_pages gives no page to {lines_named(left)} of the essay; write them as 'page.md: 7-8, 14', in their order"
            self.wrong.append(("essay_pages:", message))

    def _read(self, path: str, value: Any) -> list[int]:
        lines: list[int] = []
        for part in str(value).split(","):
            match = _RANGE.fullmatch(part.strip())
            first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
            if not 1 <= first <= last <= len(self.essay.lines):
                message = f"extra.essay_pages gives '{path}' the lines '{value}'; write them as '7-8, 14', up to {len(self.essay.lines)}"
                self.wrong.append((f"{path}:", message))
                return []
            lines += range(first, last + 1)
        return [line for line in lines if self.essay.sentences[line - 1]]

    def missing_pages(self, known: Collection[str]) -> list[tuple[str, str]]:
        """Return what the settings name and is no page of the site, as ``wrong`` does."""
        found = []
        for path in self.pages:
            if path not in known:
                near = suggestion(path, known) or "; name the page that holds these lines now"
                found.append((f"{path}:", f"extra.essay_pages names '{path}', which is no page{near}"))
        return found

    def first_line(self, path: str) -> int | None:
        """Return the first line of the essay on a page, or ``None``."""
        return min(self.pages.get(path, ()), default=None)

    def title(self, path: str) -> int | None:
        """Return the line that is a page's title, if there is one."""
        lines = self.pages.get(path)
        return lines[0] if lines and self.essay.is_title(lines[0]) else None

    def body(self, path: str) -> list[int]:
        """Return the lines that stand in a page's text."""
        return self.pages.get(path, [])[0 if self.title(path) is None else 1 :]

    def is_kept(self, path: str, found: EssayFound) -> bool:
        """Tell whether a page holds what it should hold, as it should."""
        return not found.spoiled and self.units(found) == self.wanted(path)

    def wanted(self, path: str) -> list[_Unit]:
        """Return the blocks that a page's text should hold of the essay, in their order."""
        units: list[_Unit] = []
        for line in self.body(path):
            is_item = self.essay.is_list_item(line)
            if is_item and units and units[-1][0] == _LIST and units[-1][1][-1] == line - 1:
                units[-1] = (_LIST, (*units[-1][1], line))
            else:
                units.append((_LIST if is_item else _PARAGRAPH, (line,)))
        return units

    def units(self, found: EssayFound) -> list[_Unit]:
        """Return the blocks that were found on a page, as ``wanted`` has them."""
        units: list[_Unit] = []
        for index, (tag, passages) in enumerate(found.blocks):
            lines = tuple(passage.line for passage in passages)
            unit = (self._kind(tag, passages), lines)
            # The pages on pitfalls show a saying first, and below a heading what the essay answers to it.
            if unit[0] == _REST and units and units[-1] == (_SAYING, lines) and index not in found.apart:
                units[-1] = (_PARAGRAPH, lines)
            else:
                units.append(unit)
        return units

    def _kind(self, tag: str, passages: tuple[Passage, ...]) -> str:
        if tag == "blockquote":
            return _SAYING
        if tag in ("ul", "li"):
            return _LIST
        if not all(map(self.essay.is_whole, passages)):
            first = passages[0]
            is_rest = first.first == 1 and first.last == len(self.essay.sentences[first.line - 1]) - 1
            return _REST if is_rest and self.essay.saying(first.line) else _PART
        return _PARAGRAPH


@dataclass(frozen=True)
class Checker:
    """Says what differs from the plan on a page.

    ``altered`` are lines of which it has a near copy that was told, ``moved`` those that stand on a page of others.
    """

    plan: Plan
    altered: AbstractSet[int]
    moved: Collection[int]

    def faults(self, source: Source, path: str, found: EssayFound) -> list[Fault]:
        """Return what is wrong with the essay's words on a page, each with its line; one fault a line."""
        essay, wanted = self.plan.essay, self.plan.body(path)
        on_page = blocks(source.body, source.body_line)
        units = self.plan.units(found)
        standing = {line for kind, lines in units if kind in (_LIST, _PARAGRAPH) for line in lines}

        def at(text: str, *, from_end: bool = False) -> int:
            there = [block for block in on_page if text in block.text]
            near = there[-1 if from_end else 0] if there else nearest(text, on_page)
            return near.line if near else source.body_line

        told = {line for spoiled in found.spoiled for line in spoiled.lines}
        missing = [line for line in wanted if line not in standing | told and line not in self.altered]
        parted = {line for kind, lines in units if kind in (_SAYING, _REST) for line in lines}
        faults = self._missing(source, [line for line in missing if line not in parted], on_page)
        for line in parted.intersection(missing).difference(self.moved):
            saying = essay.saying(line)
            message = f"line {line} of the essay must stand as a quotation, '> {saying}', and behind it the rest as one paragraph; or as one paragraph in all"
            faults.append(Fault(source.path, at(saying), message))
        # Where the essay's words are missing or altered, what stands below a heading is told by that.
        is_told = bool(faults or self.altered & set(wanted))
        told_of = [one for one in found.spoiled if not (is_told and one.message == NOT_BELOW)]
        faults += [Fault(source.path, at(spoiled.text), spoiled.message) for spoiled in told_of]
        for passage in (passage for _, passages in found.blocks for passage in passages):
            if passage.line not in wanted:
                folder = source.path.removesuffix(path)
                homes = " and ".join(folder + page for page, lines in self.plan.pages.items() if passage.line in lines)
                message = f"these words are line {passage.line} of the essay, which stands on {homes}; move them there, or quote them in a sentence of ours"
                faults.append(Fault(source.path, at(essay.text_of(passage)), message))
        if not faults and standing.issuperset(wanted):
            faults = self._misplaced(source, units, self.plan.wanted(path), at)
        return list({fault.line: fault for fault in reversed(faults)}.values())

    def _missing(self, source: Source, missing: Iterable[int], on_page: list[Block]) -> list[Fault]:
        faults, mixed, gone = [], [], []
        for line in missing:
            text = self.plan.essay.texts[line - 1]
            near = nearest(text, on_page)
            if near is None:
                gone += [] if line in self.moved else [line]
            elif near.text == text:
                mixed.append((near.line, line))
            else:
                faults.append(Fault(source.path, near.line, must_read(near.text, text, line)))
        if mixed:
            named = lines_named(line for _, line in mixed)
            message = f"{named} of the essay must not be mixed with other words, or be code; give each a paragraph or list item of its own (a list needs an empty line before it)"
            faults.append(Fault(source.path, mixed[0][0], message))
        if gone:
            start = self.plan.essay.texts[gone[0] - 1]
            message = f"{lines_named(gone)} of the essay ({start[:60]}…) should stand on this page; put it back, word for word"
            faults.append(Fault(source.path, source.body_line, message))
        return faults

    def _misplaced(
        self, source: Source, units: list[_Unit], wanted: list[_Unit], at: Callable[..., int]
    ) -> list[Fault]:
        """Say what is wrong first where all words are there, but in another order, twice, or in another kind of block."""
        have, must = next((pair for pair in zip_longest(units, wanted) if pair[0] != pair[1]), (None, None))
        if have is None:
            return []
        lines = f"{lines_named(have[1])} of the essay"
        if must is None or have[1][0] not in must[1]:
            place = f"come behind {lines_named(must[1])}" if must else "not stand here once more"
            message = f"{lines} must {place}; put the essay's lines in their order, each once"
        elif must[0] == _LIST:
            message = f"{lines_named(must[1])} of the essay must be one list in their order, with nothing else in it; write each as '- …', without a break"
        else:
            message = f"{lines} must be one paragraph; take it out of its list, and keep it together"
        return [Fault(source.path, at(self.plan.essay.sentences[have[1][0] - 1][0], from_end=must is None), message)]
