"""The Markdown beside each page, for readers that want no HTML: its source, with what the build adds as plain lists.

Follows https://llmstxt.org/ ("a clean markdown version of those pages at the same URL … append index.html.md or .md").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate

from essaysite.generate.assembly import ENDING_HEADINGS, ending_of
from essaysite.generate.part_marks import placed
from essaysite.generate.parts import PARTS, template_of
from essaysite.generate.site import Site
from essaysite.generate.templates import Templates
from essaysite.read.essay import Essay
from essaysite.read.markdown_text import hide_code
from essaysite.read.model import Node
from essaysite.read.plan import signed

from .addresses import Addresses
from .escaping import harmless_markdown, markdown_line, yaml_text
from .structured_data import said_whole

# Where a link leads to: [text](here "title") or [text](<here>), and [name]: here. What starts with a fixed text is fast.
_TARGET = re.compile(r"\]\([ ]?(?:<([^<>\n]+)>|([^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*))")
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\]^\n][^\]\n]*\]:[ ]+<?([^\s<>]+)", re.MULTILINE)
# { .class #id }, but not \{ .class \}, behind what it belongs to, or at the end of a line.
_ATTRIBUTES = re.compile(r"(?<!\\)\{:?[ ]*[.#][^{}\n]*\}([ \t]*$)?", re.MULTILINE)
_MAY_HAVE_ATTRIBUTES = (")", "]", "*", "_", "`")
_NOTE = re.compile(
    r"^(?:!!!|\?\?\?\+?)[ ]+([\w-]+)[^\"\n]*(?:\"([^\n]*)\")?[ \t]*\n((?:(?:[ ]{4}[^\n]*|[ \t]*)(?:\n|\Z))*)",
    re.MULTILINE,
)
_BLANKS = re.compile(r"\n{3,}")
_NOTE_INDENT = 4
_INDENT = re.compile(rf"^[ ]{{{_NOTE_INDENT}}}(?=.*\S)|^[ \t]*$", re.MULTILINE)

# A change of a text: from, to, and what stands there instead.
_Edit = tuple[int, int, str]


def markdown_page(site: Site, templates: Templates, addresses: Addresses, node: Node) -> str:
    """Return the Markdown beside a page.

    Front matter holds title, summary and address alone. Links become absolute, generated parts plain lists, notes
    quotations; the essay's words get their sign. What the build adds at the page's end follows, and last the
    references of the works cited.
    """
    body = site.content.sources[node.path].body
    hidden = hide_code(body) if _may_hold_code(body) else body
    marks = placed(hidden)
    front = "\n".join(
        f"{name}: {yaml_text(value)}"
        for name, value in (
            ("title", node.title),
            ("summary", said_whole(node)),
            ("address", addresses.page(node.path)),
        )
    )

    def part(name: str) -> str:
        view = PARTS[name].view(site, node, addresses.page)
        return "" if view is None else templates.render(f"generated/{template_of(name)}.md", view=view).strip("\n")

    edits = [*_attributes(hidden), *_targets(addresses, node, body, hidden), *_quote_notes(body, hidden)]
    edits += [(start, end, part(name)) for name, (start, end) in marks.items()]
    if lines := site.content.edition.plan.body(node.path):
        edits += _signs(body, site.content.essay, lines)
    ending = ending_of(site, node, addresses.page, marks)
    end = templates.render("generated/ending.md", view=ending, labels=ENDING_HEADINGS)
    text = _apply(body, edits).strip("\n")
    pieces = (f"# {markdown_line(node.title)}", text, _BLANKS.sub("\n\n", end).strip("\n"))
    whole = harmless_markdown("\n\n".join(filter(None, pieces)), addresses.base)
    return f"---\n{front}\n---\n\n{whole}\n"


def _targets(addresses: Addresses, node: Node, body: str, hidden: str) -> Iterator[_Edit]:
    """Yield what makes the links of a page absolute."""
    for pattern in (_TARGET, _REFERENCE) if "]: " in hidden else (_TARGET,):
        for match in pattern.finditer(hidden):
            start, end = match.span(match.lastindex or 0)
            yield start, end, addresses.resolve(node.path, body[start:end])


def _signs(body: str, essay: Essay, lines: Collection[int]) -> Iterator[_Edit]:
    """Yield the sign behind each paragraph or item that is the essay's, so that nobody takes one for the other."""
    ends = list(accumulate(len(line) + 1 for line in body.split("\n")))
    for block, line in signed(body, essay, lines):
        end = len(body[: ends[block.last]].rstrip())
        yield end, end, f" *(The essay, line {line})*"


def _may_hold_code(body: str) -> bool:
    """Tell whether looking for code, which is slow, can find any."""
    return "`" in body or "~~~" in body or "\n    " in body


def _attributes(hidden: str) -> Iterator[_Edit]:
    """Yield what takes the attributes of links, images and headings away, which only Python-Markdown reads."""
    for match in _ATTRIBUTES.finditer(hidden):
        before = hidden[max(match.start() - 2, 0) : match.start()].removesuffix(" ")
        if match.group(1) is not None or before.endswith(_MAY_HAVE_ATTRIBUTES):
            start = match.start() - (hidden[match.start() - 1 : match.start()] == " ")
            yield start, match.end(), ""


def _quote_notes(body: str, hidden: str) -> Iterator[_Edit]:
    """Yield what makes quotations of the notes (``!!! kind "title"``), which plain Markdown would show as code."""
    if "!!!" not in hidden and "???" not in hidden:
        return
    for match in _NOTE.finditer(hidden):
        start = match.start(3)
        text = body[start : match.end(3)].rstrip()
        title = match.group(2) if match.group(2) is not None else match.group(1).capitalize()
        head = f"> **{title}**\n" if title else ""
        yield match.start(), start, head if not title or text.startswith("\n") else f"{head}>\n"
        for line in _INDENT.finditer(text):
            yield start + line.start(), start + line.end(), "> " if line.end() - line.start() == _NOTE_INDENT else ">"


def _apply(text: str, edits: Iterable[_Edit]) -> str:
    """Return ``text`` with all edits made; one inside another, or overlapping an earlier one, is left out."""
    pieces, end = [], 0
    for start, stop, instead in sorted(edits):
        if start >= end:
            pieces += [text[end:start], instead]
            end = stop
    return "".join(pieces) + text[end:]
