"""What a page's Markdown may not hold: HTML, entities that it does not need, and more than a language behind a fence."""

from __future__ import annotations

import re

from .faults import Fault
from .markdown_text import hide_code
from .page_file import Source

_SHOWN = 40
_FIRST_BLANKS = re.compile(r"\A[ \t]+$", re.MULTILINE)  # Markdown takes them off all lines but the first

# <b> → found; <https://a.b>, <a@b.c>, ](<a.md>), "]: <a.md>" and what a template asks to be written (starters) are not.
_MARKUP = re.compile(
    r"<(?!https?://[^\s<>]+>|[^\s<>@]+@[^\s<>@]+>|!--\s*write:|(?:(?<=[^\\]\]\(<)|(?<=[^\\]\]: <))[^\s<>]+>)"
    r"(?:[^\s<>][^<>\n]*>?)?",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\w+|\w+);")
NEEDED = frozenset({"&amp;", "&gt;", "&lt;", "&nbsp;"})
UNNEEDED = "{} stands for a character; write the character itself"
# ``` {.py #a b=c} → found, ```py is not.
_FENCE = re.compile(r"^[ >\t]*((?:`{3,}+(?=[^`\n]*$)|~{3,}+)(?![ \t]*+[\w+#.-]*+[ \t]*+$)[^\n]*)$", re.MULTILINE)
# "``" that no other run of two ends: Markdown may take one of them for the start of code all the same.
_OPEN_RUN = re.compile(r"(?<!\\)(?:\\\\)*+(`{2})(?!`)")

_DRAWN = re.compile(
    r"^[ >\t]*((?:`{3,}+|~{3,}+)[ ]*(?:math|latex|katex|mermaid|plantuml|graphviz|(?:geo|topo)json|stl))[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)


def body_of(source: Source) -> tuple[str, list[Fault]]:
    """Return a page's Markdown without entities but those it needs, and faults for them, for HTML and for odd fences."""
    body = _FIRST_BLANKS.sub("", source.body)
    found: list[tuple[int, str]] = []
    if "```" in body or "~~~" in body:
        found += [
            (fence.start(1), f"'{fence[1]}' says more than a language; write ``` with one word behind it, or none")
            for fence in _FENCE.finditer(body)
        ]
        found += [
            (
                fence.start(1),
                f"'{fence[1]}' would draw something elsewhere, and is shown as code here; make a picture of it, or a formula: $`…`$",
            )
            for fence in _DRAWN.finditer(body)
        ]
    hidden = hide_code(body) if "<" in body or "&" in body or "``" in body else ""
    found += [
        (run.start(1), f"'{run[1]}' begins code that has no end of as many signs; write both, or neither")
        for run in _OPEN_RUN.finditer(hidden)
    ]
    line_end = -1
    for tag in _MARKUP.finditer(hidden):
        if tag.start() > line_end:  # one to a line says enough
            line_end = len(hidden) if (end := hidden.find("\n", tag.start())) < 0 else end
            message = f"'{tag[0][:_SHOWN]}' would be HTML, of which a page holds none; write Markdown, or &lt; where readers are to see a '<'"
            found.append((tag.start(), message))
    for entity in reversed(list(_ENTITY.finditer(hidden))):
        if entity[0] not in NEEDED:
            found.append((entity.start(), UNNEEDED.format(entity[0])))
            body = f"{body[: entity.start()]}&amp;{body[entity.start() + 1 :]}"
    return body, [source.body_fault(at, message) for at, message in found]
