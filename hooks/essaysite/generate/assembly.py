"""Put a rendered page together with what is generated on it: parts that its author placed, and panels at its end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from essaysite.read.content import REFERENCES_PAGE
from essaysite.read.model import Node

from .evidence import HEADING as EVIDENCE
from .evidence import Evidence, evidence
from .links import relation_panels
from .parts import PARTS, template_of
from .pictures import neighbours
from .pictures.picture import Picture
from .site import Site
from .templates import Templates
from .views import PanelView, Place, UrlOf, WorkView, panel_view, place, work_view

FOOTNOTES = '<div class="footnote">'
# What a page ends with, by id; on the page, in its table of contents, and in the Markdown beside it.
ENDING_HEADINGS = {
    "works": "Works in the bibliography",
    "mentioned": "Where it is mentioned",
    "references": "References on this page",
}
# "<p>[[map]]</p>" → the part "map"
_PLACE = re.compile(r"<p>\[\[([\w-]+)\]\][ ]*</p>")


@dataclass(frozen=True)
class Assembled:
    """A page's finished content, the ids in it that rendering did not know, and (id, heading) of its parts and panels."""

    content: str
    anchors: tuple[str, ...]
    headings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ending:
    """What stands at a page's end. ``notes`` is the HTML of its references, empty where it cites nothing."""

    evidence: Evidence | None
    neighbours: Picture | None
    panels: tuple[PanelView, ...]
    works: tuple[WorkView, ...]
    references_page: str
    mentioned: tuple[Place, ...]
    notes: Markup


def assemble(site: Site, templates: Templates, node: Node, content: str, url_of: UrlOf) -> Assembled:
    """Return a page with its generated parts; ``url_of`` gives addresses as seen from this page."""
    body, mark, footnotes = content.partition(FOOTNOTES)
    placed: set[str] = set()
    anchors: list[str] = []
    headings: list[tuple[str, str]] = []

    def put(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in PARTS or name in placed:
            return match.group(0)  # reported already
        placed.add(name)
        view = PARTS[name].view(site, node, url_of)
        if view is None:  # a relation that leads nowhere is reported, too
            return ""
        anchors.extend(PARTS[name].anchors(view))
        headings.extend(PARTS[name].headings(view))
        return templates.render(f"generated/{template_of(name)}.html", view=view)

    body = _PLACE.sub(put, body) if "<p>[[" in body else body
    ending = ending_of(site, node, url_of, placed, mark + footnotes)
    placed_headings = len(headings)
    headings += [("evidence", EVIDENCE)] if ending.evidence else []
    headings += [(panel.anchor, panel.label) for panel in ending.panels]
    shown = {"works": ending.works, "mentioned": ending.mentioned, "references": ending.notes}
    headings += [(name, label) for name, label in ENDING_HEADINGS.items() if shown[name]]
    anchors += [anchor for anchor, _ in headings]
    tail = (
        templates.render("generated/ending.html", view=ending, labels=ENDING_HEADINGS)
        if headings[placed_headings:]
        else ""
    )
    return Assembled(body + tail, tuple(anchors), tuple(headings))


def ending_of(site: Site, node: Node, url_of: UrlOf, placed: set[str], notes: str) -> Ending:
    """Return what stands at the end of a page on which some parts are placed already."""
    content = site.content
    works = [content.bibliography.works[key] for key in content.works_of.get(node.id, ())]
    mentioned = site.mentions.get(node.id, ()) if node.kind.is_term else ()
    panels = [panel for panel in relation_panels(content.graph, node) if panel.name not in placed]
    found = evidence(site, node, url_of)
    return Ending(
        evidence=found if "evidence" not in placed and found.groups else None,
        neighbours=neighbours.of_page(site, node, url_of),
        panels=tuple(panel_view(site, panel, url_of) for panel in panels),
        works=tuple(work_view(site, work, url_of, leave_out=node) for work in works),
        references_page=url_of(REFERENCES_PAGE) if content.has_references_page else "",
        mentioned=tuple(place(mention, url_of) for mention in mentioned),
        notes=Markup(notes),  # noqa: S704 - rendered by Markdown from checked sources
    )
