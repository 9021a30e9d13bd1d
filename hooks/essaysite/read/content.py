"""All that was read for one build, and what can be asked of it. Nothing of it changes once it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from . import limits
from .bibliography import Bibliography, read_bibliography
from .considerations import consideration_faults
from .edition import Edition
from .essay import Essay
from .faults import Fault, suggestion
from .finding_checks import finding_faults
from .forbidden import body_of
from .graph import Graph, build_graph
from .guard import bounded, ended_by_one, one_by_one
from .labels import label_faults
from .markdown_form import form_faults, missing_sections
from .misnamed_links import PageNames
from .model import REFERENCES_PAGE, Node
from .notes import note_faults
from .page_file import Source, read_source
from .page_order import by_folder, in_order, is_index
from .term_names import Matcher, build_matcher
from .text_file import read_text
from .unwritten import copied, copied_paragraphs, unwritten

_WORD = re.compile(r"\w+")
_SEVERAL = 5  # pages that cite


@dataclass(frozen=True)
class File:
    """A file as it was found: ``path`` relative to the project, and its bytes; ``None`` where there are none to read."""

    path: str
    data: bytes | None


@dataclass(frozen=True)
class EssayFile(File):
    """The essay's file, the hash that it must have, and which of its lines stand on which page, as the settings say."""

    sha256: str = ""
    pages: Any = None


@dataclass(frozen=True)
class Content:
    """What was read. Pages are found by their path relative to ``docs/``."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    graph: Graph = field(default_factory=Graph)
    bibliography: Bibliography = field(default_factory=Bibliography)
    bibliography_path: str = ""
    matcher: Matcher = field(default_factory=lambda: Matcher(()))
    edition: Edition = field(default_factory=Edition)

    @property
    def essay(self) -> Essay:
        """The essay; without a line where the site has none."""
        return self.edition.essay

    @property
    def nodes(self) -> Mapping[str, Node]:
        """Every page, by its id."""
        return self.graph.nodes

    @property
    def has_references_page(self) -> bool:
        """Whether there is a page that lists the works."""
        return REFERENCES_PAGE in self.graph.by_path

    def essay_line(self, node: Node) -> int | None:
        """Return the first line of the essay on a page, which gives its place among its neighbours."""
        return self.edition.plan.first_line(node.path)

    def children(self, node: Node) -> list[Node]:
        """Return the pages of the folder whose index ``node`` is, in reading order."""
        return in_order((n for n in self._by_folder.get(node.folder, ()) if not is_index(n)), self.essay_line)

    def pages(self, are_wanted: Callable[[Node], object]) -> list[Node]:
        """Return the pages of which something is true, in reading order."""
        return in_order(filter(are_wanted, self.nodes.values()), self.essay_line)

    @property
    def findings(self) -> list[Node]:
        """Every page that is a finding."""
        return [node for node in self.nodes.values() if node.finding is not None]

    def section_of(self, node: Node) -> Node | None:
        """Return the index page of the folder that a page stands in."""
        return self.graph.by_path.get(f"{node.folder}/index.md")

    def quotation(self, node: Node) -> str:
        """Return the saying that a page is about, as the essay quotes it, or an empty string."""
        line = self.essay_line(node) if node.kind.has_saying else None
        return "" if line is None else self.essay.saying(line)

    @cached_property
    def page_names(self) -> PageNames:
        """What each page is called."""
        return PageNames(self.graph)

    @cached_property
    def works_of(self) -> Mapping[str, list[str]]:
        """The keys of the works of each person, by the person's id."""
        people = (node for node in self.nodes.values() if node.bib_author)
        return {node.id: [work.key for work in self.bibliography.by_author(node.bib_author)] for node in people}

    @cached_property
    def _by_folder(self) -> dict[str, list[Node]]:
        return by_folder(self.nodes.values())


def read_content(
    docs: str, pages: Iterable[tuple[str, bytes]], bibliography: File | None, essay: EssayFile | None
) -> tuple[Content, list[Fault]]:
    """Read and check everything. ``docs`` is the folder's name as faults print it; ``pages`` are paths in it, with bytes.

    Faults are collected, never raised; a fatal one among them means that nothing sensible can be built.
    """
    content, faults = Content(), list[Fault]()
    with ended_by_one(faults):
        content = _read(docs, pages, bibliography, essay, faults)
    return content, faults


def _read(
    docs: str,
    pages: Iterable[tuple[str, bytes]],
    bibliography: File | None,
    essay: EssayFile | None,
    faults: list[Fault],
) -> Content:
    """Read and check everything; what is wrong is added to ``faults``."""
    works, found = _read_bibliography(bibliography)
    faults += found
    essay_text, found = _text_of(essay, limits.PAGE)
    faults += found
    edition = Edition()
    if essay and essay_text is not None:
        edition = Edition(essay.path, essay_text, essay.sha256, essay.pages)
    faults += edition.faults
    sources: dict[str, Source] = {}
    for path, data in pages:
        with bounded(f"{docs}/{path}"):
            source = read_source(f"{docs}/{path}", data)
            body, found = body_of(source)
        sources[path] = replace(source, body=body)
        faults += found
    citing = sum("[@" in source.body for source in sources.values())
    if bibliography and works.is_readable and not works.works and citing >= _SEVERAL:
        message = f"this file is empty, and {citing} pages cite works; put it back: git checkout -- {bibliography.path}"
        faults.append(Fault(bibliography.path, 1, message, fatal=True))
        works.is_readable = False
    graph, found = build_graph(sources.values())
    faults += found
    matcher, found = build_matcher((node, sources[node.path]) for node in graph.nodes.values())
    faults += found
    bearers: dict[str, str] = {}
    for path, node in graph.by_path.items():
        source = sources[path]
        with bounded(source.path):
            faults += unwritten(source)
            faults += label_faults(path, source)
            faults += note_faults(source)
            faults += form_faults(source)
            faults += edition.read(node, source)
            faults += _author_faults(node, source, works, bibliography)
            first = bearers.setdefault(node.bib_author.casefold() or path, source.path)
            if first != source.path:
                message = f"'bib_author' is '{node.bib_author}', whose page is {first}; keep it on one of the two pages"
                faults.append(source.fault("bib_author", message))
    bib = bibliography.path if bibliography else ""
    with bounded(bib):
        faults += [fault for at, text in works.texts() for fault in edition.in_text(bib, at, text)]
    faults += finding_faults(graph, sources, works)
    faults += consideration_faults(graph.nodes, sources, edition)
    faults += missing_sections(graph.nodes.values(), sources)
    faults += copied(one_by_one(sources.values(), _path_of))
    faults += copied_paragraphs(one_by_one(sources.values(), _path_of), edition.essay)
    return Content(
        sources=sources,
        graph=graph,
        bibliography=works,
        bibliography_path=bibliography.path if bibliography else "",
        matcher=matcher,
        edition=edition,
    )


def _path_of(source: Source) -> str:
    return source.path


def _read_bibliography(file: File | None) -> tuple[Bibliography, list[Fault]]:
    if file is None:
        return Bibliography(), []
    text, faults = _text_of(file, limits.BIBLIOGRAPHY)
    if text is None:
        return Bibliography(is_readable=False), faults
    with bounded(file.path):
        works, found = read_bibliography(file.path, text)
    return works, faults + found


def _text_of(file: File | None, most: int) -> tuple[str | None, list[Fault]]:
    """Return the text of a file of at most so many bytes, or ``None`` with the fault of one that cannot be read."""
    if file is None or file.data is None:
        return None, []
    return read_text(file.path, file.data, most)


def _author_faults(node: Node, source: Source, works: Bibliography, file: File | None) -> list[Fault]:
    """Report a name that no work of the bibliography has among its authors; without works, nobody has written one."""
    is_whole = works.works and all(work.is_read for work in works.works.values())
    if not node.bib_author or not is_whole:
        return []
    if works.by_author(node.bib_author):
        named = set(_WORD.findall(node.title))
        if named & set(_WORD.findall(node.bib_author.partition(",")[0])):
            return []
        other = next((f"; did you mean '{name}'?" for name in works.authors() if named == set(_WORD.findall(name))), "")
        message = (
            f"'bib_author' is '{node.bib_author}', and this page is about {node.title}{other or '; take the line out'}"
        )
        return [source.fault("bib_author", message)]
    where = f"; write it as {file.path if file else ''} does"
    remedy = suggestion(node.bib_author, works.authors()) or where
    message = f"'bib_author' is '{node.bib_author}', who wrote none of the works in the bibliography{remedy}"
    return [source.fault("bib_author", message)]
