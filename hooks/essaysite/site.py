"""The whole site while it is built: what was read, what rendering found, and what is wrong.

One ``Site`` lives for one build; nothing outlives it, so a rebuild equals a clean build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from . import limits, placement
from .bibliography import Bibliography, read_bibliography, uncited
from .citations import prepare
from .essay import Coverage, Essay
from .faults import Fault, suggestion
from .frontmatter import Source, read_source
from .graph import Graph, build_graph
from .marking import PageContext
from .model import Node
from .navigation import in_order, is_index
from .panels import Mention, citations_of, mentions_of
from .provenance import ProvenanceMarker
from .reading import read_text
from .record import PageRecord
from .starters.unwritten import unwritten
from .terms import Matcher, build_matcher
from .text import flatten, hide_code

WORDS_A_MINUTE = 220
ESSAY_PAGE = "about/source.md"
REFERENCES_PAGE = "references.md"

# Pages with these are there to find something in; how long reading all of one takes would mean nothing.
_LISTS = frozenset({"bibliography", "glossary", "map"})


@dataclass(frozen=True)
class Step:
    """A page's place on a reading path: which page shows the path, what comes before it and what follows, if anything."""

    declared_on: Node
    path_id: str
    title: str
    previous: Node | None
    following: Node | None


@dataclass
class Site:
    """State of one build. ``docs`` is the folder's name as faults print it."""

    docs: str
    graph: Graph = field(default_factory=Graph)
    sources: dict[str, Source] = field(default_factory=dict)
    bibliography: Bibliography = field(default_factory=Bibliography)
    bibliography_path: str = ""
    matcher: Matcher = field(default_factory=lambda: Matcher(()))
    coverage: Coverage | None = None
    essay_path: str = ""
    records: dict[str, PageRecord] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    essay_lines: dict[str, int | None] = field(default_factory=dict)
    parts: dict[str, set[str]] = field(default_factory=dict)

    def read_essay(self, path: str, data: bytes) -> None:
        """Take the essay that the pages are compared with; ``path`` is relative to the project."""
        self.essay_path = path
        text = self._text_of(path, data, limits.PAGE)
        self.coverage = None if text is None else Coverage(Essay(text))

    def read_bibliography(self, path: str, data: bytes) -> None:
        """Take the bibliography; ``path`` is relative to the project."""
        self.bibliography_path = path
        text = self._text_of(path, data, limits.BIBLIOGRAPHY)
        if text is None:
            self.bibliography = Bibliography(is_readable=False)
            return
        self.bibliography, faults = read_bibliography(path, text)
        self.faults += faults

    def _text_of(self, path: str, data: bytes, most: int) -> str | None:
        """Return a file's text, or report why it has none."""
        text, faults = read_text(path, data, most)
        self.faults += faults
        return text

    def read_pages(self, pages: Iterable[tuple[str, bytes]]) -> None:
        """Take every page as (path relative to ``docs``, bytes), and check all of them together."""
        for path, data in pages:
            self.sources[path] = read_source(f"{self.docs}/{path}", data)
        self.graph, faults = build_graph(self.sources.values())
        self.matcher, term_faults = build_matcher((node, self.sources[node.path]) for node in self.graph.nodes.values())
        self.faults += faults + term_faults
        for node in self.graph.by_path.values():
            source = self.sources[node.path]
            self.faults += self._author_faults(node, source)
            if self.coverage:
                self.essay_lines[node.path] = self.coverage.essay.first_line_in(node.title, source.body)

    def _author_faults(self, node: Node, source: Source) -> list[Fault]:
        """Report a name that no work of the bibliography has among its authors; without works, nobody has written one."""
        bibliography = self.bibliography
        is_whole = bibliography.works and all(work.is_read for work in bibliography.works.values())
        if not node.bib_author or not is_whole or bibliography.by_author(node.bib_author):
            return []
        near = suggestion(node.bib_author, bibliography.authors())
        remedy = near or f"; write it as {self.bibliography_path} does"
        message = f"'bib_author' is '{node.bib_author}', who wrote none of the works in the bibliography{remedy}"
        return [Fault(source.path, source.line_of("bib_author"), message)]

    def report(self, path: str, message: str) -> None:
        """Take what is wrong with a whole page; ``path`` is relative to ``docs``."""
        source = self.sources[path]
        self.faults.append(Fault(source.path, source.body_line, message))

    def body(self, path: str) -> str:
        """Return a page's Markdown for mkdocs-bibtex, and report its citation marks that are wrong."""
        source = self.sources[path]
        known = self.bibliography.works if self.bibliography.is_readable else _Everything()
        text, faults = prepare(source, known)
        node = self.graph.by_path[path]
        hidden = hide_code(source.body) if "[[" in source.body else ""
        self.parts[path] = {mark.name for mark in placement.placed(hidden)}
        self.faults += [
            *faults,
            *placement.faults(source.path, node.kind.name, hidden, source.body_line),
            *unwritten(source),
        ]
        if self.coverage and (passage := self.coverage.essay.find(flatten(node.title))):
            self.coverage.add(passage, in_list=False)
        # Read again only where something is missing from the essay; until then it need not be kept.
        source.body = ""
        return text

    def page(self, path: str) -> PageContext:
        """Return what marking a page needs, with a fresh record for what it finds."""
        node = self.graph.by_path[path]
        record = PageRecord(words=self._words_of_parts(path))
        if self.graph.nodes.get(node.id) is node:
            self.records[node.id] = record
        context = PageContext(
            own_id=node.id,
            path=path,
            record=record,
            matcher=self.matcher if node.links_terms else None,
            provenance=None,
            path_of=lambda node_id: self.graph.nodes[node_id].path,
            id_at=lambda target: self.graph.by_path[target].id if target in self.graph.by_path else None,
            works=self.bibliography.works,
            references_path=REFERENCES_PAGE if REFERENCES_PAGE in self.graph.by_path else "",
            summary=node.summary if node.kind.name == "term" else "",
        )
        if self.coverage:
            context.provenance = ProvenanceMarker(self.coverage, self._line_url(context))
        return context

    def _words_of_parts(self, path: str) -> int:
        """Return how many words a reader finds in the parts that a page is given later."""
        if self.coverage is None or "essay" not in self.parts.get(path, ()):
            return 0
        return sum(len(line.split()) for line in self.coverage.essay.lines)

    def opens_with_summary(self, node: Node) -> bool:
        """Tell whether a term's text opens with its summary, in nearly its words, so that its head need not say it too."""
        return node.id in self.records and self.records[node.id].opens_with_summary

    def forget_terms(self) -> None:
        """Give back the memory of what only rendering needs; the pages in full are still to come."""
        self.matcher = Matcher(())

    def _line_url(self, context: PageContext) -> Callable[[int], str]:
        if ESSAY_PAGE not in self.graph.by_path:
            return lambda _: ""
        target = context.link_to(ESSAY_PAGE)
        return lambda line: f"{target}#line-{line}"

    def essay_line(self, node: Node) -> int | None:
        """Return the first line of the essay on a page, which gives its place among its neighbours."""
        return self.essay_lines.get(node.path)

    def children(self, node: Node) -> list[Node]:
        """Return the pages of the folder whose index ``node`` is, in reading order."""
        folder = node.path.rpartition("/")[0]
        siblings = [n for n in self.graph.nodes.values() if n.path.rpartition("/")[0] == folder and not is_index(n)]
        return in_order(siblings, self.essay_line)

    def of_kind(self, kind: str) -> list[Node]:
        """Return the pages of a kind, in reading order."""
        return in_order((node for node in self.graph.nodes.values() if node.kind.name == kind), self.essay_line)

    def finish(self, read_again: Callable[[str], bytes]) -> None:
        """Check what only the rendered pages can tell; ``read_again`` gives a page's bytes by its path."""
        if self.coverage:
            pages = (
                (s.path, s.body_line, s.body)
                for s in (read_source(old.path, read_again(path)) for path, old in self.sources.items())
            )
            self.faults += self.coverage.faults(self.essay_path, pages)
        cited = {key for record in self.records.values() for key in record.citations}
        self.faults += uncited(self.bibliography_path, self.bibliography, cited)

    def mentions(self) -> dict[str, list[Mention]]:
        """Return, for each page, the pages that mention it."""
        return mentions_of(self.graph, self.records)

    def citations(self) -> dict[str, list[Mention]]:
        """Return, for each work, the pages that cite it."""
        return citations_of(self.graph, self.records)

    def quotation(self, node: Node) -> str:
        """Return the saying that a pitfall is about, as the essay quotes it, or an empty string."""
        line = self.essay_line(node)
        if self.coverage is None or line is None:
            return ""
        saying = self.coverage.essay.sentences[line - 1][0]
        return saying if saying.startswith('"') else ""

    def is_list(self, node: Node) -> bool:
        """Tell whether a page is there to find something in, and not to be read through."""
        return not _LISTS.isdisjoint(self.parts.get(node.path, ()))

    def minutes(self, node: Node) -> int:
        """Return how long reading a page takes, in whole minutes, at least one; 0 for lists, which nobody reads through."""
        return 0 if self.is_list(node) else self.minutes_of([node])

    def minutes_of(self, nodes: Iterable[Node]) -> int:
        """Return how long reading some pages takes together, in whole minutes, at least one."""
        words = sum(self.records[node.id].words for node in nodes if node.id in self.records)
        return max(1, round(words / WORDS_A_MINUTE))

    def steps(self, node: Node) -> list[Step]:
        """Return a page's place on each reading path that leads over it."""
        return self._steps.get(node.id, [])

    @cached_property
    def _steps(self) -> dict[str, list[Step]]:
        """The steps of all reading paths, by page; asked for once all pages are read."""
        steps: dict[str, list[Step]] = {}
        nodes = self.graph.nodes
        for declaring, path in ((node, path) for node in nodes.values() for path in node.paths):
            pages = [nodes[page] for page in dict.fromkeys(path["pages"]) if page in nodes]
            around = zip([None, *pages], pages, [*pages[1:], None], strict=False)
            for before, node, after in around:
                steps.setdefault(node.id, []).append(Step(declaring, path["id"], path["title"], before, after))
        return steps


class _Everything(frozenset[str]):
    """Contains every key: where the bibliography cannot be read, no citation is at fault."""

    def __contains__(self, _: object) -> bool:
        return True
