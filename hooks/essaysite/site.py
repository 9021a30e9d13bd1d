"""The whole site while it is built: what was read, what rendering found, and what is wrong.

One ``Site`` lives for one build; nothing outlives it, so a rebuild equals a clean build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from . import placement
from .bibliography import Bibliography, read_bibliography, uncited
from .citations import prepare
from .edition import Edition
from .essay import Essay
from .faults import Fault, not_utf8, suggestion
from .frontmatter import Source, read_source
from .graph import Graph, build_graph
from .labels import label_faults
from .marking import PageContext
from .model import Node
from .navigation import in_order, is_index
from .notes import note_faults
from .panels import Mention, citations_of, mentions_of
from .record import PageRecord
from .starters.unwritten import unwritten
from .terms import Matcher, build_matcher
from .text import hide_code

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
    edition: Edition | None = None
    told: set[tuple[str, int]] = field(default_factory=set)
    records: dict[str, PageRecord] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    parts: dict[str, set[str]] = field(default_factory=dict)

    def read_essay(self, path: str, data: bytes, sha256: str = "", pages: Any = None) -> None:
        """Take the essay, its hash, and which of its lines stand on which page; ``path`` is relative to the project."""
        text = self._text_of(path, data)
        if text is not None:
            self.edition = Edition(path, text, sha256, pages)
            self.faults += self.edition.faults

    @property
    def essay(self) -> Essay | None:
        """The essay, if the site has one."""
        return self.edition.essay if self.edition else None

    def read_bibliography(self, path: str, data: bytes) -> None:
        """Take the bibliography; ``path`` is relative to the project."""
        self.bibliography_path = path
        text = self._text_of(path, data)
        if text is None:
            self.bibliography = Bibliography(is_readable=False)
            return
        self.bibliography, faults = read_bibliography(path, text)
        self.faults += faults

    def _text_of(self, path: str, data: bytes) -> str | None:
        """Return a file's text, or report that it is in another encoding."""
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            self.faults.append(not_utf8(path, data, error))
            return None

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
            self.faults += label_faults(node.path, source)
            self.faults += note_faults(source)
            if self.edition:
                self.faults += self.edition.read(node, source)

    def _author_faults(self, node: Node, source: Source) -> list[Fault]:
        """Report a name that no work of the bibliography has among its authors; without works, nobody has written one."""
        bibliography = self.bibliography
        if not node.bib_author or not bibliography.works or bibliography.by_author(node.bib_author):
            return []
        near = suggestion(node.bib_author, bibliography.authors())
        remedy = near or f"; write it as {self.bibliography_path} does"
        message = f"'bib_author' is '{node.bib_author}', who wrote none of the works in the bibliography{remedy}"
        return [Fault(source.path, source.line_of("bib_author"), message)]

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
        if self.essay is None and "essay" in self.parts[path]:
            line = source.body_line + hidden.count("\n", 0, hidden.index("[[essay]]"))
            message = "there is no essay to show in place of [[essay]]; name its file as extra.essay in mkdocs.yml"
            self.faults.append(Fault(source.path, line, message))
        # Read again only where the essay's words are not as they should be; until then it need not be kept.
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
        if self.edition:
            context.provenance = self.edition.marker(path, self.bibliography.works, self._line_url(context))
        return context

    def _words_of_parts(self, path: str) -> int:
        """Return how many words a reader finds in the parts that a page is given later."""
        if self.essay is None or "essay" not in self.parts.get(path, ()):
            return 0
        return sum(len(line.split()) for line in self.essay.lines)

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
        return self.edition.plan.first_line(node.path) if self.edition else None

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
        if self.edition:
            self.faults += self.edition.rendered(self.sources, read_again, self.told)
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
        return "" if self.essay is None or line is None else self.essay.saying(line)

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
