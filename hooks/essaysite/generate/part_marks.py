"""Where generated parts go: a paragraph that holds only ``[[name]]`` is the place of the part with that name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from essaysite.read.content import Content
from essaysite.read.faults import Fault, suggestion, with_article
from essaysite.read.guard import one_by_one
from essaysite.read.markdown_text import PART_MARK, hide_code
from essaysite.read.model import ESSAY_PAGE, FINDINGS_PAGE, GLOSSARY_PAGE, REFERENCES_PAGE, RELATION, WEIGH_PAGE
from essaysite.read.page_file import Source

from .parts import PARTS

# "See [[map]]." → [[map]]; neither escaped nor the text of a link.
_MARK = re.compile(rf"(?<![\\\[!]){PART_MARK}(?![(\[:])")
# "\n[[map]]\n\n" → map; a paragraph of its own, which a heading may stand right above.
_ALONE = re.compile(rf"(?:\A|^[ \t]*\n|^#{{1,6}}\s[^\n]*\n){PART_MARK}[ \t]*(?=\Z|\n[ \t]*(?:\n|\Z))", re.MULTILINE)

# What is looked for on a page of the site, by its path
_NEEDED = {FINDINGS_PAGE: "findings", GLOSSARY_PAGE: "glossary", "map.md": "map", REFERENCES_PAGE: "bibliography"}
_NEEDED |= {WEIGH_PAGE: "weigh", "views/index.md": "comparison"}


def place_parts(content: Content) -> tuple[dict[str, frozenset[str]], list[Fault]]:
    """Return the names of the parts that each page places, by its source, and what is wrong with its marks."""
    names: dict[str, frozenset[str]] = {}
    found: list[Fault] = []
    for path, source in one_by_one(content.sources.items(), lambda one: one[1].path):
        hidden = hide_code(source.body) if "[[" in source.body else ""
        names[path] = frozenset(mark[1] for mark in _ALONE.finditer(hidden) if mark[1] in PARTS)
        if not content.edition.path and "essay" in names[path]:
            message = "there is no essay to show in place of [[essay]]; name its file as extra.essay in mkdocs.yml"
            found.append(source.body_fault(hidden.index("[[essay]]"), message))
        elif "essay" in names[path]:
            found += _beside_the_essay(path, source, hidden)
        elif path == ESSAY_PAGE and content.edition.path:
            message = "the signs of the essay's words lead to its lines on this page, and it does not show them; write [[essay]] as its last paragraph"
            found.append(source.body_fault(0, message))
        elif content.edition.is_pinned and (needed := _NEEDED.get(path, "")) and needed not in names[path]:
            message = f"readers look here for what the build lists, and this page does not show it; write [[{needed}]] as a paragraph"
            found.append(source.body_fault(0, message))
        found += faults(source, content.graph.by_path[path].kind.name, hidden)
    if content.edition.is_pinned and ESSAY_PAGE not in content.sources:
        path = f"{content.edition.path.partition('/')[0]}/{ESSAY_PAGE}"
        message = (
            f"this page, to which the signs of the essay's words lead, is gone; put it back: git checkout -- {path}"
        )
        found.append(Fault(path, 1, message))
    return names, found


def _beside_the_essay(path: str, source: Source, hidden: str) -> Iterator[Fault]:
    """Yield a fault where the whole essay stands on a page of another name, or our words follow it as if they were its own."""
    at = hidden.index("[[essay]]")
    if path != ESSAY_PAGE:
        yield source.body_fault(at, f"[[essay]] stands on {ESSAY_PAGE} alone; remove it here, and link that page")
    behind = source.body[at:].removeprefix("[[essay]]")  # be it code
    if behind.strip():
        message = "these words stand below the whole essay, where they read as its own; move them above [[essay]]"
        yield source.body_fault(len(source.body) - len(behind.lstrip()), message)


def faults(source: Source, kind: str, hidden: str) -> Iterator[Fault]:
    """Yield what is wrong with the marks of a page of a kind."""
    alone = {mark.start(1) for mark in _ALONE.finditer(hidden)}
    seen: set[str] = set()
    for mark in _MARK.finditer(hidden):
        if message := _wrong(mark[1], kind, seen, stands_alone=mark.start(1) in alone):
            yield source.body_fault(mark.start(), f"{mark[0]} {message}")
        seen.add(mark[1])


def _wrong(name: str, kind: str, seen: Collection[str], *, stands_alone: bool) -> str:
    """Return what is wrong with a mark where ``seen`` stand before it, or an empty text."""
    if name not in PARTS:
        known = ", ".join(sorted(PARTS))
        return f"is no generated part{suggestion(name, PARTS) or f'; use one of {known}'}"
    if not stands_alone:
        return "must be a paragraph of its own; put it at the start of a line, with an empty line before and after it"
    if name in seen:
        return "is placed twice; keep one"
    if name in RELATION and kind not in RELATION[name].sources:
        kinds = " or ".join(sorted(RELATION[name].sources))
        return f"is for {with_article(kinds)}, and this page is {with_article(kind)}; remove it"
    return ""
