"""The parts that an author can place on a page with ``[[name]]``: one registry.

A part is what its view holds, an HTML template ``partials/generated/<name>.html`` and one for the Markdown beside the
page, ``<name>.md``. To add one, add a row to ``PARTS`` and the two templates. Each relation is a part, too: all relations
share the templates ``relation``, and each picture, which share ``figure``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from essaysite.read.model import HOME_PAGE, KINDS, RELATION, RELATIONS, Kind, Node

from .evidence import evidence, register
from .pictures.registry import PICTURES, PREFIX
from .site import Site
from .views import PageLink, Panel, UrlOf, WorkView, page_link, page_links, relation_panels, topics_of, work_view
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
    """The terms of one letter: each with its other names, for the filter, and its kind where the glossary leads elsewhere."""

    letter: str
    terms: tuple[tuple[PageLink, str, str], ...]


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
class MapTable:
    """One table of the map, under its heading: a row is a page and its cell for each column, nearly all of them empty."""

    id: str
    caption: str
    columns: tuple[PageLink, ...]
    rows: tuple[tuple[PageLink, tuple[tuple[MapMark, ...], ...]], ...]


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
    for path in node.trails:
        pages = [site.content.nodes[page] for page in path["pages"] if page in site.content.nodes]
        minutes = sum(map(site.minutes, pages))
        views.append(PathView(path["id"], path["title"], path["for"], minutes, page_links(site, pages, url_of)))
    return tuple(views)


def _glossary(site: Site, node: Node, url_of: UrlOf) -> tuple[LetterView, ...]:
    def entry(term: Node) -> tuple[PageLink, str, str]:
        return page_link(site, term, url_of), " ".join(term.aliases), "" if term.folder == node.folder else term.label

    letters = _by_letter(term for term in site.content.nodes.values() if term.kind.is_defined)
    return tuple(LetterView(letter, tuple(map(entry, terms))) for letter, terms in letters.items())


def _by_letter(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Return pages under the first letter of their titles, sorted as they are looked up."""
    letters: dict[str, list[Node]] = {}
    for node in sorted(nodes, key=lambda node: _without_article(node.title).casefold()):
        letters.setdefault(_letter(node.title), []).append(node)
    return letters


def _without_article(name: str) -> str:
    """Return a name as it is looked up: "The Problem" stands under P."""
    return name.removeprefix("The ").removeprefix("the ")


def _letter(name: str) -> str:
    first = _without_article(name).lstrip("\"'“‘")[:1].upper()  # noqa: RUF001
    return first if first.isalpha() else "0"


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
    # Of two pages with a line, the later is the one about that line alone.
    pages = {
        line: site.content.graph.by_path[path]
        for path, lines in edition.plan.pages.items()
        for line in lines
        if path in site.content.graph.by_path
    }
    titles = {edition.plan.title(path): path for path in edition.plan.pages}

    def form(line: int) -> str:
        if line not in titles:
            return "item" if edition.essay.is_list_item(line) else "text"
        if titles[line] == HOME_PAGE:
            return "title"
        return "part" if "/" in titles[line].removesuffix("/index.md") else "section"

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
    kinds = sorted((kind for kind in KINDS if kind.map_table), key=lambda kind: kind.map_column or 0)
    return MapView(tuple(_table(site, kind, url_of) for kind in kinds), lines)


def _table(site: Site, kind: Kind, url_of: UrlOf) -> MapTable:
    columns = {node.id: page_link(site, node, url_of) for node in site.content.pages(lambda node: node.kind is kind)}
    rows = []
    for node in site.content.nodes.values():
        cells: dict[str, tuple[MapMark, ...]] = dict.fromkeys(columns, ())
        for edge in node.incoming:
            if edge.source in columns and (shown := edge.relation.on_map):
                mark = MapMark(edge.relation.name, shown.word, shown.joint, edge.because, columns[edge.source])
                cells[edge.source] += (mark,)
        if any(cells.values()):
            rows.append((page_link(site, node, url_of), tuple(cells.values())))
    anchor, caption = kind.map_table or ("", "")
    return MapTable(anchor, caption, tuple(columns.values()), tuple(rows))


def _relation(name: str) -> Callable[[Site, Node, UrlOf], Panel | None]:
    def view(site: Site, node: Node, url_of: UrlOf) -> Panel | None:
        return next((panel for panel in relation_panels(site, node, url_of) if panel.name == name), None)

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
