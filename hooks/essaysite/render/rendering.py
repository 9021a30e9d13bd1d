"""Rendering the pages of one build: what each page needs to know, and what was found on all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from essaysite.read.bibliography import uncited
from essaysite.read.content import ESSAY_PAGE, REFERENCES_PAGE, Content, Everything
from essaysite.read.essay import Coverage
from essaysite.read.faults import Fault
from essaysite.read.markdown_text import flatten

from .citation_marks import prepare
from .essay_marks import ProvenanceMarker
from .extension import PageContext
from .found import PageRecord


@dataclass
class Rendered:
    """What rendering found, filled page by page: a record for each page by its id, and which sentences of the essay stand."""

    coverage: Coverage | None = None
    records: dict[str, PageRecord] = field(default_factory=dict)


def prepared(content: Content, path: str) -> tuple[str, list[Fault]]:
    """Return a page's Markdown for the citation engine, and what is wrong with its citation marks."""
    works = content.bibliography
    return prepare(content.sources[path], works.works if works.is_readable else Everything())


def start_page(content: Content, rendered: Rendered, path: str) -> PageContext:
    """Return what marking a page needs; what it finds goes into a fresh record of ``rendered``."""
    node = content.graph.by_path[path]
    record = PageRecord()
    if content.nodes.get(node.id) is node:
        rendered.records[node.id] = record
    context = PageContext(
        own_id=node.id,
        path=path,
        record=record,
        matcher=content.matcher if node.links_terms else None,
        provenance=None,
        path_of=lambda node_id: content.nodes[node_id].path,
        id_at=lambda target: content.graph.by_path[target].id if target in content.graph.by_path else None,
        works=content.bibliography.works,
        references_path=REFERENCES_PAGE if content.has_references_page else "",
        summary=node.summary if node.kind.name == "term" else "",
    )
    if rendered.coverage:
        context.provenance = ProvenanceMarker(rendered.coverage, _line_url(content, context))
        if passage := rendered.coverage.essay.find(flatten(node.title)):
            rendered.coverage.add(passage, in_list=False)
    return context


def _line_url(content: Content, context: PageContext) -> Callable[[int], str]:
    if ESSAY_PAGE not in content.graph.by_path:
        return lambda _: ""
    target = context.link_to(ESSAY_PAGE)
    return lambda line: f"{target}#line-{line}"


def check_rendered(content: Content, rendered: Rendered) -> list[Fault]:
    """Return what only the rendered pages can tell: sentences of the essay and works of the bibliography on no page."""
    faults = []
    if rendered.coverage:
        pages = ((source.path, source.body_line, source.body) for source in content.sources.values())
        faults += rendered.coverage.faults(content.essay_path, pages)
    cited = {key for record in rendered.records.values() for key in record.citations}
    return faults + uncited(content.bibliography_path, content.bibliography, cited)
