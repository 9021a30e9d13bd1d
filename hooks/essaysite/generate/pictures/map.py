"""The map: pages and the relations between them as curves, the thicker the more findings bear on both ends."""

from __future__ import annotations

from collections.abc import Sequence

from essaysite.generate.site import Site
from essaysite.generate.views import UrlOf
from essaysite.read.model import KINDS, ON_MAP, RELATIONS, Edge, Node
from essaysite.read.term_names import plural

from .columns import Column, Curve, Map, bearing, counted, curve, place, spot, untangled, weight
from .picture import Picture, Sheet, Table, fixed

# The columns of wide windows: where they begin, how wide they are, and the kinds of their pages. In this order few curves
# pass a column. Narrow windows have a drawing for each relation, of two columns with these places and widths: all in one
# would be a tangle.
_COLUMNS = sorted((kind.map_column, kind.name) for kind in KINDS if kind.map_column is not None)
_WIDE = tuple((204 * column, 148, (kind,)) for column, kind in _COLUMNS)
_NARROW = ((0, 132), (228, 132))
_SIZE, _TOP = 12, 24


def picture(site: Site, _: Node, url_of: UrlOf) -> Picture | None:
    """Return the whole map, with its data."""
    nodes = site.content.nodes
    edges = [edge for edge in site.content.graph.edges() if edge.relation.on_map]
    rows = (
        (
            nodes[edge.source].title,
            _words(edge),
            nodes[edge.target].title,
            edge.because,
            str(weight(nodes[edge.source], nodes[edge.target])),
        )
        for edge in edges
    )
    hint = " Touch or point at a page, or reach it with the Tab key, to see its lines alone, and the reasons for them."
    table = Table(("Page", "Relation", "To", "Because", "Findings on both"), tuple(rows))
    return _picture(site, edges, url_of, hint, table) if edges else None


def overview(site: Site, url_of: UrlOf) -> Picture | None:
    """Return the map without reasons and table, for the home page."""
    edges = [edge for edge in site.content.graph.edges() if edge.relation.on_map]
    return _picture(site, edges, url_of, "", None) if edges else None


def _picture(site: Site, edges: Sequence[Edge], url_of: UrlOf, hint: str, table: Table | None) -> Picture:
    has_reasons = table is not None
    wide = _sheet(site, edges, _WIDE, "w", url_of, has_reasons=has_reasons)
    narrow = []
    for relation in RELATIONS:
        own = [edge for edge in edges if edge.relation is relation]
        kinds = [kind for *_, kinds in _WIDE for kind in kinds]
        ends = [tuple(k for k in kinds if (k in relation.sources) is at_start) for at_start in (True, False)]
        if own:
            columns = [(x, width, of) for (x, width), of in zip(_NARROW, ends, strict=True)]
            narrow.append(_sheet(site, own, columns, f"{relation.name}-", url_of, has_reasons=has_reasons))
    return Picture(
        name="map",
        title="How the pages hang together",
        caption=(
            "Lines join a pitfall with what answers it or limits that answer, and an approach with the problems that it addresses. "
            f"The thicker a line, the more findings bear on both of its ends, for or against: that counts what was looked into, and not how strong a link is.{hint}"
        ),
        text=f"{len(wide.drawing.spots)} pages, and {len(edges)} relations between them.",
        width=wide.width,
        height=wide.height,
        drawing=wide.drawing,
        narrow=tuple(narrow),
        table=table,
        has_links=True,
    )


def _words(edge: Edge) -> str:
    return edge.relation.name.replace("_", " ")


def _sheet(
    site: Site,
    edges: Sequence[Edge],
    arrangement: Sequence[tuple[int, int, tuple[str, ...]]],
    side: str,
    url_of: UrlOf,
    *,
    has_reasons: bool,
) -> Sheet:
    nodes = site.content.nodes
    ends = {end for edge in edges for end in (edge.source, edge.target)}
    shown = [node for node in nodes.values() if node.id in ends]
    # Pages of a kind that has no column yet stand in the last one.
    known = {kind for *_, kinds in arrangement for kind in kinds}
    more = dict.fromkeys(node.kind.name for node in shown if node.kind.name not in known)
    *before, (last, last_width, kinds) = arrangement
    arrangement = [*before, (last, last_width, (*kinds, *more))]
    groups = untangled(
        ([node for node in shown if node.kind.name == kind] for *_, kinds in arrangement for kind in kinds),
        [(edge.source, edge.target) for edge in edges],
    )
    headed = {nodes[0].kind.name: (plural(nodes[0].kind.label), tuple(nodes)) for nodes in groups if nodes}
    columns = [
        Column(x, width, _SIZE, tuple(headed[kind] for kind in kinds if kind in headed))
        for x, width, kinds in arrangement
    ]
    placed = place(columns, {node.id: counted(len(bearing(node))) for node in shown if bearing(node)})
    boxes = placed.boxes.values()
    curves: dict[str, list[Curve]] = {name: [] for name in ON_MAP}
    states: dict[str, list[Curve]] = {end: [] for end in ends}
    reached_by: dict[str, list[str]] = {end: [] for end in ends}
    for number, edge in enumerate(edges):
        source, target, shown_as = nodes[edge.source], nodes[edge.target], ON_MAP[edge.relation.name]
        name = f"{target.title} {shown_as.word}{shown_as.joint} {source.title}: {edge.because}"
        url = f"{url_of(source.path)}#{edge.relation.name.replace('_', '-')}"
        drawn = curve(f"map-{side}{number}", (placed.boxes[source.id], placed.boxes[target.id]), boxes, url, name)
        curves[edge.relation.name].append(drawn)
        reached_by[target.id].append(drawn.id)
        if has_reasons:
            states[source.id].append(drawn)
        else:
            reached_by[source.id].append(drawn.id)
    spots = (spot(box, url_of(box.node.path), states[end], reached_by[end]) for end, box in placed.boxes.items())
    told = [name for name, drawn in curves.items() if drawn]
    legend = {name: (fixed(204 * n), "0", ON_MAP[name].legend) for n, name in enumerate(told)}
    drawing = Map(
        placed.headings, tuple((name, tuple(drawn)) for name, drawn in curves.items()), tuple(spots), legend, _TOP
    )
    width = max(column.x + column.width for column in columns)
    return Sheet(round(width), round(placed.height + _TOP), drawing)
