"""Rendering the pages of one build: what each page needs to know, and what was found on all of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from essaysite.read.bibliography import uncited
from essaysite.read.content import Content
from essaysite.read.faults import Fault
from essaysite.read.guard import ended_by_one
from essaysite.read.model import ESSAY_PAGE, REFERENCES_PAGE
from essaysite.read.plan import EssayFound

from .citation_marks import prepare
from .essay_marks import ProvenanceMarker
from .found import PageRecord
from .walk import PageContext


@dataclass
class Rendered:
    """What rendering found, filled page by page: a record for each page by its id, and the essay's words by its source."""

    records: dict[str, PageRecord] = field(default_factory=dict)
    essay: dict[str, EssayFound] = field(default_factory=dict)


def prepared(content: Content, path: str) -> tuple[str, list[Fault]]:
    """Return a page's Markdown for the citation engine, and what is wrong with its citation marks."""
    works = content.bibliography
    return prepare(content.sources[path], works.works if works.is_readable else None)


def start_page(content: Content, rendered: Rendered, path: str) -> PageContext:
    """Return what marking a page needs; what it finds goes into a fresh record of ``rendered``."""
    node = content.graph.by_path[path]
    record = PageRecord()
    if content.nodes.get(node.id) is node:
        rendered.records[node.id] = record
    context = PageContext(
        own_id=node.id,
        path=path,
        source=content.sources[path],
        record=record,
        matcher=content.matcher if node.links_terms else None,
        provenance=None,
        path_of=lambda node_id: content.nodes[node_id].path,
        id_at=lambda target: content.graph.by_path[target].id if target in content.graph.by_path else None,
        works=content.bibliography.works,
        references_path=REFERENCES_PAGE if content.has_references_page else "",
        summary=node.summary if node.kind.opens_with_summary else "",
    )
    if content.edition.path:
        lines = frozenset(content.edition.plan.body(path))
        works = content.bibliography.works
        marker = ProvenanceMarker(content.essay, lines, works, _line_url(content, context))
        rendered.essay[path] = marker.found
        context.provenance = marker
    return context


def _line_url(content: Content, context: PageContext) -> Callable[[int], str]:
    if ESSAY_PAGE not in content.graph.by_path:
        return lambda _: ""
    target = context.link_to(ESSAY_PAGE)
    return lambda line: f"{target}#line-{line}"


def check_rendered(content: Content, rendered: Rendered, told: Collection[tuple[str, int]]) -> list[Fault]:
    """Return what only the rendered pages can tell: where the essay's words are not as they should be, and works on no page.

    Where ``told`` has a path and line, that place has a fault already.
    """
    faults: list[Fault] = []
    with ended_by_one(faults):
        faults += content.edition.rendered_faults(rendered.essay, content.sources, told)
    cited = {key for record in rendered.records.values() for key in record.citations}
    return faults + uncited(content.bibliography_path, content.bibliography, cited)
