"""The map around one page: what it is linked with, and with which other pages it has most findings in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from essaysite.generate.site import Site
from essaysite.generate.views import UrlOf, relation_panels
from essaysite.read.model import ON_MAP, RELATIONS, Node

from .columns import Column, Map, boxed, counted, curve, place, spot, weight
from .picture import Picture

_SIZE = 13
_OWN = Column(0, 128, _SIZE, ())
_X, _WIDTH = 166, 194
_RELATIONS = [relation for relation in RELATIONS if relation.on_map]
_RELATION_OF = {name: relation.name for relation in _RELATIONS for name in (relation.name, relation.inverse)}
_KINDS = {kind for relation in _RELATIONS for kind in (*relation.sources, *relation.targets)}
_BROKEN = {name for name, shown in ON_MAP.items() if shown.limits}
# Of the pages without a relation to this one: how many are shown, and from how many findings in common on.
_MOST, _ENOUGH = 3, 3
# Each sentence of the caption, and the lines of which one must be drawn for it.
_CAPTION = (
    ("A full line answers a pitfall or addresses a problem.", ON_MAP.keys() - _BROKEN),
    ("A broken line limits an answer.", _BROKEN),
    ("A dotted line is for findings in common alone.", {"common"}),
)


def of_page(site: Site, node: Node, url_of: UrlOf) -> Picture | None:
    """Return the picture of what stands next to a page on the map; nothing for a page that is not on it."""
    if node.kind.name not in _KINDS:
        return None
    groups: list[tuple[str, tuple[Node, ...]]] = []
    stated: dict[str, str] = {}
    for panel in relation_panels(site, node, url_of):
        linked = [link.id for link in panel.links if panel.name in _RELATION_OF and link.id not in stated]
        stated.update((name, _RELATION_OF[panel.name]) for name in linked)
        groups.append((panel.label, tuple(site.content.nodes[name] for name in linked)))
    groups.append(("Most findings shared", tuple(_nearest(site, node, stated))))
    groups = [(heading, nodes) for heading, nodes in groups if nodes]
    if not groups:
        return None
    shown = [near for _, nodes in groups for near in nodes]
    common = {near.id: f"{counted(number)} in common" for near in shown if (number := weight(node, near))}
    placed = place([Column(_X, _WIDTH, _SIZE, tuple(groups))], common)
    own = boxed(node, _OWN, 0, {node.id: "this page"})
    height = max(placed.height, own.height)
    own = replace(own, y=(height - own.height) / 2)
    curves = {
        near.id: curve(f"near-{number}", (own, placed.boxes[near.id]), (), "", "") for number, near in enumerate(shown)
    }
    spots = [spot(own, "", (), (drawn.id for drawn in curves.values()))]
    spots += [spot(box, url_of(box.node.path), (), (curves[near].id,)) for near, box in placed.boxes.items()]
    # In the order of the map, which their tones go by.
    kinds = (*ON_MAP, "common")
    drawn = {stated.get(near.id, "common") for near in shown}
    return Picture(
        name="neighbours",
        title="This page on the map",
        caption=" ".join(words for words, lines in _CAPTION if drawn & lines)
        + " The thicker, the more findings on both.",
        text=". ".join(f"{heading}: {', '.join(near.title for near in nodes)}" for heading, nodes in groups) + ".",
        width=_X + _WIDTH,
        height=round(height),
        drawing=Map(
            placed.headings,
            tuple(
                (kind, tuple(c for near, c in curves.items() if stated.get(near, "common") == kind)) for kind in kinds
            ),
            tuple(spots),
            {},
            0,
        ),
        table=None,
        has_links=True,
    )


def _nearest(site: Site, node: Node, linked: Collection[str]) -> Iterable[Node]:
    """Return the pages of the map with which a page has most findings in common, without those it is linked with."""
    others = [other for other in site.content.nodes.values() if other.kind.name in _KINDS and other.id not in linked]
    common = {other.id: weight(node, other) for other in others if other is not node}
    nearest = sorted(common, key=lambda other: -common[other])[:_MOST]
    return [site.content.nodes[other] for other in nearest if common[other] >= _ENOUGH]
