"""The essay on this site: what of it stands on which page, and everywhere that it does not stand as it should."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from .essay import Essay
from .faults import Fault
from .guard import bounded
from .likeness import AS_OURS, Likeness
from .model import Node
from .page_file import Source
from .plan import Checker, EssayFound, Plan

_CHANGED = (
    "this is not the essay whose sha256 mkdocs.yml gives; put it back: git checkout -- {path}. Only if its author has sent "
    "a new version: write extra.essay_sha256: {actual}, and bring essay_pages and the pages in line with it"
)


def unnamed(settings: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what is wrong where the settings name no essay and still tell of one: what to look for there, and a message."""
    message = "extra.{} is there, and extra.essay is not; name the essay's file again, below docs/"
    return [(f"{name}:", message.format(name)) for name in ("essay_sha256", "essay_pages") if name in settings][:1]


class Edition:
    """The essay of one build, from the file at ``path``, with the lines of it that ``pages`` gives to each page.

    Where the text has another hash than ``sha256``, nothing is compared with it: all pages would be wrong. A site whose
    settings name no essay has one without a line.
    """

    def __init__(self, path: str = "", text: str = "", sha256: str = "", pages: Any = None) -> None:
        self.path = path
        self.essay = Essay(text)
        self.plan = Plan(self.essay, pages)
        self.is_pinned = bool(sha256)
        self.faults: list[Fault] = []
        self._altered: set[tuple[str, int]] = set()
        actual = hashlib.sha256(text.encode()).hexdigest()
        if path and not text.strip():
            self.faults.append(Fault(path, 1, f"the essay is empty; put it back: git checkout -- {path}"))
        elif sha256 and actual != sha256:
            self.faults.append(Fault(path, 1, _CHANGED.format(path=path, actual=actual)))
        self._likeness = Likeness(self.essay) if path and not self.faults else None

    def settings_wrong(self, known: Collection[str]) -> list[tuple[str, str]]:
        """Return what is wrong in the settings, where ``known`` are the site's pages: what to look for there, and a message."""
        # Where the text is another one, the numbers there are those of the right essay.
        wrong = [] if self._likeness is None else self.plan.wrong
        return [*wrong, *self.plan.missing_pages(known)]

    def read(self, node: Node, source: Source) -> list[Fault]:
        """Return what on a page is nearly the essay's: in its text, and in its title, if that is a line of the essay."""
        if self._likeness is None:
            return []
        faults = []
        for altered in self._likeness.altered(source.body, source.body_line):
            self._altered.add((node.path, altered.essay_line))
            faults.append(Fault(source.path, altered.line, altered.message))
        for at, text in source.texts():
            faults += self.in_text(source.path, at, text)
        line = self.plan.title(node.path)
        if line is not None and node.title != (title := self.essay.texts[line - 1]):
            message = f"'title' is '{node.title}', and line {line} of the essay is «{title}»; write it so"
            faults.append(source.fault("title", message))
        return faults

    def in_text(self, path: str, line: int, text: str) -> list[Fault]:
        """Return what is nearly the essay's in a text of front matter, or of a work, on a line of a file."""
        if self._likeness is None:
            return []
        faults = []
        # A name that is all of a sentence would be linked there, however its words are joined.
        passage = self.essay.find_letters(text)
        if passage and self.essay.is_known_by(passage):
            faults.append(Fault(path, line, AS_OURS.format(passage.line)))
        # A name may be near to a sentence.
        is_name = not text.endswith((".", "?", "!", '"'))
        find = self._likeness.misquoted if is_name else self._likeness.altered
        return faults + [Fault(path, line, altered.message) for altered in find(text, line)]

    def rendered_faults(
        self, found: Mapping[str, EssayFound], sources: Mapping[str, Source], told: Collection[tuple[str, int]]
    ) -> list[Fault]:
        """Compare what was ``found`` on the rendered pages with the essay and the plan.

        Where ``told`` has a path and line, that place has a fault already.
        """
        if self._likeness is None:
            return []
        faults = []
        for path, on_page in found.items():
            source = sources[path]
            with bounded(source.path):
                at = source.body, source.body_line
                wrong = [
                    *self._likeness.misquoted_in(on_page.quotations, *at),
                    *self._likeness.altered_in(on_page.texts, *at),
                ]
                for altered in wrong:
                    self._altered.add((path, altered.essay_line))
                    faults.append(Fault(source.path, altered.line, altered.message))
        return [
            fault for fault in (*faults, *self._against_plan(found, sources)) if (fault.path, fault.line) not in told
        ]

    def _against_plan(self, found: Mapping[str, EssayFound], sources: Mapping[str, Source]) -> list[Fault]:
        """Compare what was ``found`` on the rendered pages with the plan."""
        if self.plan.wrong:
            return []
        moved = {
            passage.line
            for path, on_page in found.items()
            for _, passages in on_page.blocks
            for passage in passages
            if passage.line not in self.plan.body(path)
        }
        faults = []
        for path, on_page in found.items():
            if not self.plan.is_kept(path, on_page):
                altered = {line for page, line in self._altered if page == path}
                with bounded(sources[path].path):
                    faults += Checker(self.plan, altered, moved).faults(sources[path], path, on_page)
        return faults
