"""Where generated parts go: a paragraph that holds only ``[[name]]`` is the place of the part with that name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from essaysite.read.content import Content
from essaysite.read.faults import Fault, suggestion, with_article
from essaysite.read.markdown_text import PART_MARK, hide_code
from essaysite.read.model import RELATION
from essaysite.read.page_file import Source

from .parts import PARTS

# Neither escaped nor the text of a link.
_MARK = re.compile(rf"(?<![\\\[!]){PART_MARK}(?![(\[:])")
_HEADING = re.compile(r"#{1,6}\s")


@dataclass(frozen=True)
class PartMark:
    """A mark in a page's Markdown, from ``start`` to ``end``; ``stands_alone`` where it is a paragraph of its own."""

    name: str
    start: int
    end: int
    stands_alone: bool


def place_parts(content: Content) -> tuple[dict[str, frozenset[str]], list[Fault]]:
    """Return the names of the parts that each page places, by its source, and what is wrong with its marks."""
    names: dict[str, frozenset[str]] = {}
    found: list[Fault] = []
    for path, node in content.graph.by_path.items():
        source = content.sources[path]
        hidden = hide_code(source.body) if "[[" in source.body else ""
        names[path] = frozenset(mark.name for mark in placed(hidden))
        if not content.edition.path and "essay" in names[path]:
            message = "there is no essay to show in place of [[essay]]; name its file as extra.essay in mkdocs.yml"
            found.append(source.body_fault(hidden.index("[[essay]]"), message))
        found += faults(source, node.kind.name, hidden)
    return names, found


def marks(hidden: str) -> list[PartMark]:
    """Return the marks in a page's Markdown, whose code is hidden (``hide_code``), in their order."""
    if "[[" not in hidden:
        return []
    return [
        PartMark(match[1], match.start(), match.end(), _stands_alone(hidden, match)) for match in _MARK.finditer(hidden)
    ]


def placed(hidden: str) -> list[PartMark]:
    """Return the marks that a part is put in the place of: those that ``faults`` finds nothing wrong with, but for their kind."""
    found: dict[str, PartMark] = {}
    for mark in marks(hidden):
        if mark.stands_alone and mark.name in PARTS:
            found.setdefault(mark.name, mark)
    return list(found.values())


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    line_before = before.removesuffix("\n").rpartition("\n")[2]
    line_after, _, rest = after.partition("\n")
    is_line = (not before or before.endswith("\n")) and not line_after.strip()
    begins = not line_before.strip() or _HEADING.match(line_before) is not None
    return is_line and begins and not rest.partition("\n")[0].strip()


def faults(source: Source, kind: str, hidden: str) -> Iterable[Fault]:
    """Yield what is wrong with the marks of a page of a kind."""
    seen: set[str] = set()
    for mark in marks(hidden):
        message = _wrong(mark, kind, seen)
        seen.add(mark.name)
        if message:
            yield source.body_fault(mark.start, f"[[{mark.name}]] {message}")


def _wrong(mark: PartMark, kind: str, seen: Collection[str]) -> str:
    """Return what is wrong with a mark where ``seen`` stand before it, or an empty text."""
    if mark.name not in PARTS:
        known = ", ".join(sorted(PARTS))
        return f"is no generated part{suggestion(mark.name, PARTS) or f'; use one of {known}'}"
    if not mark.stands_alone:
        return "must be a paragraph of its own; put it at the start of a line, with an empty line before and after it"
    if mark.name in seen:
        return "is placed twice; keep one"
    if mark.name in RELATION and kind not in RELATION[mark.name].sources:
        kinds = " or ".join(sorted(RELATION[mark.name].sources))
        return f"is for {with_article(kinds)}, and this page is {with_article(kind)}; remove it"
    return ""
