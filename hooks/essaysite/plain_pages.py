"""The Markdown beside each page, for readers that want no HTML: its source, with what the build adds as plain lists.

Follows https://llmstxt.org/ ("a clean markdown version of those pages at the same URL … append index.html.md or .md").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from .addresses import Addresses
from .assembly import ENDING_HEADINGS
from .essay import Essay, raw_text
from .model import RELATION, RELATIONS, Node
from .panels import Panel, glossary, relation_panels
from .placement import Mark, placed
from .plain_text import markdown_line, reference_markdown, yaml_text
from .site import Site
from .text import hide_code

# Where a link leads to: [text](here "title") or [text](<here>), and [name]: here. What starts with a fixed text is fast.
_TARGET = re.compile(r"\]\([ ]?(?:<([^<>\n]+)>|([^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*))")
_REFERENCE = re.compile(r"^[ ]{0,3}\[[^\]^\n][^\]\n]*\]:[ ]+<?([^\s<>]+)", re.MULTILINE)
# { .class #id } behind what it belongs to, or at the end of a line.
_ATTRIBUTES = re.compile(r"\{:?[ ]*[.#][^{}\n]*\}([ \t]*$)?", re.MULTILINE)
_MAY_HAVE_ATTRIBUTES = (")", "]", "*", "_", "`")
_NOTE = re.compile(
    r"^(?:!!!|\?\?\?\+?)[ ]+([\w-]+)[^\"\n]*(?:\"([^\n]*)\")?[ \t]*\n((?:(?:[ ]{4}[^\n]*|[ \t]*)(?:\n|\Z))*)",
    re.MULTILINE,
)
_NOTE_INDENT = 4
_INDENT = re.compile(rf"^[ ]{{{_NOTE_INDENT}}}(?=.*\S)|^[ \t]*$", re.MULTILINE)

# Few paragraphs begin as one of the essay's does; only these are compared with it.
_BEFORE_WORDS, _OPENING = " \t-*+>0123456789.)", 12

# A change of a text: from, to, and what stands there instead.
_Edit = tuple[int, int, str]


class PlainPages:
    """Writes the Markdown beside the pages of one site; what several pages share is worked out once."""

    def __init__(self, site: Site, addresses: Addresses) -> None:
        self.site = site
        self.addresses = addresses
        self._references: dict[str, str] = {}
        self._links: dict[str, str] = {}
        self._openings: set[str] = set()
        self._parts: dict[str, Callable[[Node], str]] = {
            "pages": lambda node: self._list(site.children(node)),
            "paths": self._paths,
            "glossary": lambda _: self._list(
                term for terms in glossary(site.graph.nodes.values()).values() for _, term in terms
            ),
            "bibliography": lambda _: self._works(sorted(site.bibliography.works, key=self._sort_key)),
            "essay": lambda _: "\n\n".join(site.essay.lines if site.essay else ()),
            "map": lambda _: self._map(),
        }

    def page(self, node: Node, body: str) -> str:
        """Return the Markdown beside a page; ``body`` is its source below the front matter.

        Front matter holds title, summary and address alone. Links become absolute, generated parts plain lists, notes
        quotations; the essay's words get their sign. What the build adds at the page's end follows, and last the
        references of the works cited.
        """
        panels = relation_panels(self.site.graph, node)
        hidden = hide_code(body) if _may_hold_code(body) else body
        marks = placed(hidden)
        in_place = {mark.name for mark in marks}
        address = self.addresses.page(node.path)
        front = f"---\ntitle: {yaml_text(node.title)}\nsummary: {yaml_text(node.summary)}\naddress: {yaml_text(address)}\n---"
        parts = [front, f"# {markdown_line(node.title)}", self._body(node, body, hidden, panels, marks)]
        parts += [f"## {panel.label}\n\n{self._panel(panel)}" for panel in panels if panel.name not in in_place]
        parts += self._ending(node)
        return "\n\n".join(filter(None, parts)) + "\n"

    def _body(self, node: Node, body: str, hidden: str, panels: list[Panel], marks: list[Mark]) -> str:
        edits = [*_attributes(hidden), *self._targets(node, body, hidden)]
        edits += [(mark.start, mark.end, self._part(mark.name, node, panels)) for mark in marks]
        edits += _quote_notes(body, hidden)
        if (edition := self.site.edition) and (lines := edition.plan.body(node.path)):
            edits += self._signs(body, edition.essay, lines)
        return _apply(body, edits).strip("\n")

    def _targets(self, node: Node, body: str, hidden: str) -> Iterator[_Edit]:
        """Yield what makes the links of a page absolute."""
        for pattern in (_TARGET, _REFERENCE) if "]: " in hidden else (_TARGET,):
            for match in pattern.finditer(hidden):
                start, end = match.span(match.lastindex or 0)
                yield start, end, self.addresses.resolve(node.path, body[start:end])

    def _signs(self, body: str, essay: Essay, lines: Collection[int]) -> Iterator[_Edit]:
        """Yield the sign behind each paragraph or item that is the essay's, so that nobody takes one for the other."""
        if not self._openings:
            self._openings = {_opening(text) for text in essay.passages}
        start = 0
        for line in body.split("\n"):
            opening = _opening(line)
            if (opening in self._openings or "[" in opening) and not line.startswith("#"):
                passage = essay.find(raw_text(line))
                end = start + len(line.rstrip())
                if passage and passage.line in lines:
                    yield end, end, f" *(The essay, line {passage.line})*"
            start += len(line) + 1

    def _part(self, name: str, node: Node, panels: list[Panel]) -> str:
        """Return a generated part."""
        if name in RELATION:
            return "\n\n".join(self._panel(panel) for panel in panels if panel.name == name)
        return self._parts[name](node)

    def _ending(self, node: Node) -> Iterator[str]:
        """Yield the works of a researcher, and those that the page cites."""
        if node.bib_author and (works := self.site.bibliography.by_author(node.bib_author)):
            yield f"## {ENDING_HEADINGS['works']}\n\n" + self._works(work.key for work in works)
        record = self.site.records.get(node.id)
        if record and record.citations:
            yield "## Works cited\n\n" + self._works(record.citations)

    def _link(self, node: Node) -> str:
        if node.path not in self._links:
            self._links[node.path] = f"[{markdown_line(node.title)}]({self.addresses.page(node.path)})"
        return self._links[node.path]

    def _list(self, nodes: Iterable[Node]) -> str:
        return "\n".join(_item(self._link(node), node.summary) for node in nodes)

    def _panel(self, panel: Panel) -> str:
        return "\n".join(_item(self._link(link.node), link.because or link.node.summary) for link in panel.links)

    def _paths(self, node: Node) -> str:
        nodes = self.site.graph.nodes
        return "\n\n".join(
            f"### {markdown_line(path['title'])}\n\n{markdown_line(path['for'])}\n\n"
            + "\n".join(
                f"{number}. {self._link(nodes[page])}"
                for number, page in enumerate(path["pages"], start=1)
                if page in nodes
            )
            for path in node.paths
        )

    def _map(self) -> str:
        graph = self.site.graph
        return "\n".join(
            f"- {self._link(node)}. {relation.label}: {', '.join(self._link(graph.nodes[target]) for target in targets)}"
            for node in graph.nodes.values()
            for relation in RELATIONS
            if (targets := [edge.target for edge in node.outgoing if edge.relation is relation])
        )

    def _sort_key(self, key: str) -> tuple[str, str, str]:
        return self.site.bibliography.works[key].sort_key

    def _works(self, keys: Iterable[str]) -> str:
        return "\n".join(f"- [@{key}] {self._reference(key)}" for key in keys if key in self.site.bibliography.works)

    def _reference(self, key: str) -> str:
        if key not in self._references:
            self._references[key] = reference_markdown(self.site.bibliography.works[key].html)
        return self._references[key]


def body_of(data: bytes, first_line: int) -> str:
    """Return the text of a page's file from line ``first_line`` on, which is where its front matter has ended."""
    text = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n", first_line - 1)[-1]


def _may_hold_code(body: str) -> bool:
    """Tell whether looking for code, which is slow, can find any."""
    return "`" in body or "~~~" in body or "\n    " in body


def _item(link: str, why: str) -> str:
    return f"- {link}: {markdown_line(why)}" if why else f"- {link}"


def _attributes(hidden: str) -> Iterator[_Edit]:
    """Yield what takes the attributes of links, images and headings away, which only Python-Markdown reads."""
    for match in _ATTRIBUTES.finditer(hidden):
        before = hidden[max(match.start() - 2, 0) : match.start()].removesuffix(" ")
        if match.group(1) is not None or before.endswith(_MAY_HAVE_ATTRIBUTES):
            start = match.start() - (hidden[match.start() - 1 : match.start()] == " ")
            yield start, match.end(), ""


def _opening(text: str) -> str:
    """Return how a paragraph or item begins, without the marks before its words."""
    return text.lstrip(_BEFORE_WORDS)[:_OPENING].rstrip()


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
