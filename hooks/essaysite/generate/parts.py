"""The parts that an author can place on a page with ``[[name]]``: one registry.

A part is what its view holds, an HTML template ``partials/generated/<name>.html`` and one for the Markdown beside the
page, ``<name>.md``. To add one, add a row to ``PARTS`` and the two templates. Each relation is a part, too: all relations
share the templates ``relation``, and each picture, which share ``figure``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from essaysite.read.model import RELATION, RELATIONS, TERMS, Node

from .evidence import evidence, register
from .links import by_letter, matrix, relation_panels
from .pictures.registry import PICTURES, PREFIX
from .site import Site
from .views import PageLink, PanelView, UrlOf, WorkView, page_link, page_links, panel_view, topics_of, work_view
from .weighing import comparison, sheet


@dataclass(frozen=True)
class Part:
    """``view`` makes the record that both templates get; ``anchors`` names the ids that other pages may link to.

    ``headings`` are those for the page's table of contents: ids with their texts.

    A page that holds a part that ``is_list`` is there to find something in, so no time to read it is given.
    """

    view: Callable[[Site, Node, UrlOf], Any]
    anchors: Callable[[Any], Iterable[str]] = lambda _: ()
    headings: Callable[[Any], Iterable[tuple[str, str]]] = lambda _: ()
    is_list: bool = False


@dataclass(frozen=True)
class PathView:
    """A reading path, with the sum of its pages' minutes."""

    id: str
    title: str
    intended_for: str
    minutes: int
    pages: tuple[PageLink, ...]


@dataclass(frozen=True)
class LetterView:
    """The terms of one letter of the glossary: each with its other names, for the filter."""

    letter: str
    terms: tuple[tuple[PageLink, str], ...]


@dataclass(frozen=True)
class BibliographyView:
    """Every work, and the people and pages by which they can be filtered."""

    works: tuple[WorkView, ...]
    people: tuple[PageLink, ...]
    topics: tuple[PageLink, ...]


@dataclass(frozen=True)
class MapMark:
    """One relation in a cell of the map: for styles, what it says, and the page of its column."""

    relation: str
    word: str
    joint: str
    because: str
    column: PageLink


@dataclass(frozen=True)
class MapRow:
    """A row of the map: nearly all cells are empty, so the filled ones come with the number of empty ones before each."""

    page: PageLink
    cells: tuple[tuple[int, tuple[MapMark, ...]], ...]
    rest: int


@dataclass(frozen=True)
class MapTable:
    """One table of the map, under its heading."""

    id: str
    caption: str
    columns: tuple[PageLink, ...]
    rows: tuple[MapRow, ...]


@dataclass(frozen=True)
class MapView:
    """The tables of the map; and for plain text, each page with what its relations lead to."""

    tables: tuple[MapTable, ...]
    lines: tuple[tuple[PageLink, str, tuple[PageLink, ...]], ...]


@dataclass(frozen=True)
class EssayLine:
    """A line of the essay as its file has it, and without the mark of a list item; and the page that treats it.

    ``form`` is "title", "section", "part", "item" or "text".
    """

    number: int
    raw: str
    text: str
    form: str
    page: PageLink | None


def _pages(site: Site, node: Node, url_of: UrlOf) -> tuple[PageLink, ...]:
    return page_links(site, site.content.children(node), url_of)


def _paths(site: Site, node: Node, url_of: UrlOf) -> tuple[PathView, ...]:
    views = []
    for path in node.paths:
        pages = [site.content.nodes[page] for page in path["pages"] if page in site.content.nodes]
        minutes = sum(map(site.minutes, pages))
        views.append(PathView(path["id"], path["title"], path["for"], minutes, page_links(site, pages, url_of)))
    return tuple(views)


def _glossary(site: Site, _: Node, url_of: UrlOf) -> tuple[LetterView, ...]:
    return tuple(
        LetterView(letter, tuple((page_link(site, term, url_of), " ".join(term.aliases)) for term in terms))
        for letter, terms in by_letter(node for node in site.content.nodes.values() if node.kind.name in TERMS).items()
    )


def _bibliography(site: Site, _: Node, url_of: UrlOf) -> BibliographyView:
    works = sorted(site.content.bibliography.works.values(), key=lambda work: work.sort_key)
    people = [site.content.nodes[person] for person, keys in site.content.works_of.items() if keys]
    found = {node.id: node for work in works for node in topics_of(site, work)}
    topics = sorted(found.values(), key=lambda node: node.title.casefold())
    return BibliographyView(
        tuple(work_view(site, work, url_of) for work in works),
        page_links(site, people, url_of),
        page_links(site, topics, url_of),
    )


def _essay(site: Site, _: Node, url_of: UrlOf) -> tuple[EssayLine, ...]:
    edition = site.content.edition
    if edition is None:
        return ()
    # Of two pages with a line, the later is the one about that line alone.
    pages = {
        line: site.content.graph.by_path[path]
        for path, lines in edition.plan.pages.items()
        for line in lines
        if path in site.content.graph.by_path
    }
    titles = {edition.plan.title(path): path for path in edition.plan.pages}

    def form(line: int) -> str:
        if line in titles:
            path = titles[line]
            return (
                "title"
                if path == "index.md"
                else "part"
                if "/" in path and not path.endswith("/index.md")
                else "section"
            )
        return "item" if edition.essay.is_list_item(line) else "text"

    return tuple(
        EssayLine(number, raw, text, form(number), page_link(site, pages[number], url_of) if number in pages else None)
        for number, (raw, text) in enumerate(zip(edition.essay.lines, edition.essay.texts, strict=True), start=1)
    )


def _map(site: Site, _: Node, url_of: UrlOf) -> MapView:
    nodes = site.content.nodes
    lines = tuple(
        (page_link(site, node, url_of), relation.label, page_links(site, [nodes[t] for t in targets], url_of))
        for node in nodes.values()
        for relation in RELATIONS
        if (targets := [edge.target for edge in node.outgoing if edge.relation is relation])
    )
    return MapView(tuple(_table(site, *table, url_of) for table in _TABLES), lines)


# Id and heading of each table of the map, and the kind of page that its columns are.
_TABLES = (
    ("pitfalls-and-ideas", "Pitfalls and the ideas that answer or limit them", "pitfall"),
    ("approaches-and-problems", "Approaches and the problems they address", "approach"),
)


def _table(site: Site, anchor: str, caption: str, kind: str, url_of: UrlOf) -> MapTable:
    columns = site.content.of_kind(kind)
    links = {column.id: page_link(site, column, url_of) for column in columns}
    words = {relation.name: relation.on_map for relation in RELATIONS if relation.on_map and kind in relation.sources}
    rows = []
    for node, cells, rest in matrix(columns, site.content.nodes.values(), words):
        filled = tuple(
            (empty, tuple(MapMark(e.relation.name, *words[e.relation.name], e.because, links[e.source]) for e in edges))
            for empty, edges in cells
        )
        rows.append(MapRow(page_link(site, node, url_of), filled, rest))
    return MapTable(anchor, caption, tuple(links.values()), tuple(rows))


def _relation(name: str) -> Callable[[Site, Node, UrlOf], PanelView | None]:
    def view(site: Site, node: Node, url_of: UrlOf) -> PanelView | None:
        panels = relation_panels(site.content.graph, node)
        return next((panel_view(site, panel, url_of) for panel in panels if panel.name == name), None)

    return view


def _essay_headings(view: Iterable[EssayLine]) -> Iterable[tuple[str, str]]:
    return ((f"line-{line.number}", line.text) for line in view if line.form == "section")


PARTS = {
    "evidence": Part(evidence),
    "findings": Part(register, is_list=True),
    "comparison": Part(comparison),
    "pages": Part(_pages),
    "paths": Part(_paths, lambda view: [path.id for path in view]),
    "glossary": Part(_glossary, is_list=True),
    "bibliography": Part(_bibliography, lambda view: [work.key for work in view.works], is_list=True),
    "essay": Part(_essay, lambda view: [f"line-{line.number}" for line in view], _essay_headings),
    "map": Part(_map, lambda view: [table.id for table in view.tables], is_list=True),
    "weigh": Part(sheet, lambda view: [weighed.id for weighed in view.ones]),
    **{name: Part(_relation(name), lambda view: [view.anchor] if view else []) for name in RELATION},
    **{f"{PREFIX}{name}": Part(picture, lambda view: [f"{PREFIX}{view.name}"]) for name, picture in PICTURES.items()},
}
LISTS = frozenset(name for name, part in PARTS.items() if part.is_list)


def template_of(name: str) -> str:
    """Return the name that a part's templates have."""
    return "relation" if name in RELATION else "figure" if name.startswith(PREFIX) else name
