"""Put a rendered page together with what is generated on it: parts that its author placed, and panels at its end."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from markupsafe import Markup

from essaysite.read.markdown_text import PART_MARK
from essaysite.read.model import ENDING_HEADINGS, REFERENCES_PAGE, RELATION, Node
from essaysite.read.work import Work
from essaysite.render.apparatus import NOTE_ID, NOTES

from .evidence import Evidence, evidence
from .parts import PARTS, template_of
from .pictures import neighbours
from .site import Site
from .templates import Templates
from .views import Panel, Place, UrlOf, WorkView, place, relation_panels, work_view

FOOTNOTES = '<div class="footnote">'
_PLACE = re.compile(rf"<p>{PART_MARK}[ ]*</p>")


@dataclass(frozen=True)
class Assembled:
    """A page's finished content, the ids in it that rendering did not know, (id, heading) of its parts and panels, and the names of parts that had nothing to show, and of those whose place was not found."""

    content: str
    anchors: tuple[str, ...]
    headings: tuple[tuple[str, str], ...]
    empty: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Ending:
    """What stands at a page's end, on the page and in the Markdown beside it; ``cited`` are the works that it cites."""

    evidence: Evidence | None
    panels: tuple[Panel, ...]
    works: tuple[WorkView, ...]
    references_page: str
    mentioned: tuple[Place, ...]
    cited: tuple[Work, ...]

    def headings(self, *, has_notes: bool) -> list[tuple[str, str]]:
        """Return the id and the words of each heading; ``has_notes`` where rendering has left notes."""
        shown = {"works": self.works, "mentioned": self.mentioned, "references": has_notes}
        found = [("evidence", ENDING_HEADINGS["evidence"])] if self.evidence else []
        found += [(panel.anchor, panel.label) for panel in self.panels]
        return found + [(name, ENDING_HEADINGS[name]) for name, is_shown in shown.items() if is_shown]


def assemble(site: Site, templates: Templates, node: Node, content: str, url_of: UrlOf) -> Assembled:
    """Return a page with its generated parts; ``url_of`` gives addresses as seen from this page."""
    body, mark, footnotes = content.partition(FOOTNOTES)
    body, begin, apart = body.partition(NOTES)
    placed: set[str] = set()
    anchors: list[str] = NOTE_ID.findall(content)
    headings: list[tuple[str, str]] = []
    empty: list[str] = []

    def put(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in site.placed.get(node.path, ()) or name in placed:
            return match.group(0)  # reported already
        placed.add(name)
        view = PARTS[name].view(site, node, url_of)
        html = "" if view is None else templates.render(f"generated/{template_of(name)}.html", view=view)
        if not html.strip():
            is_reported = name in RELATION and node.kind.name not in RELATION[name].sources
            empty.extend(() if is_reported else (name,))
            return ""
        anchors.extend(PARTS[name].anchors(view))
        headings.extend(PARTS[name].headings(view))
        return html

    body = _PLACE.sub(put, body) if "<p>[[" in body else body
    lost = tuple(name for name in site.placed.get(node.path, ()) if name not in placed)
    ending = ending_of(site, node, url_of, placed)
    notes = Markup(mark + footnotes)  # noqa: S704 - rendered by Markdown from checked sources
    editors = Markup(begin + apart)  # noqa: S704
    tail = ""
    if (ends := ending.headings(has_notes=bool(notes))) or editors:
        around = neighbours.of_page(site, node, url_of)
        views = {"view": ending, "neighbours": around, "editors": editors, "notes": notes, "labels": ENDING_HEADINGS}
        tail = templates.render("generated/ending.html", **views)
    headings += ends
    anchors += [anchor for anchor, _ in headings]
    return Assembled(body + tail, tuple(anchors), tuple(headings), tuple(empty), lost)


def ending_of(site: Site, node: Node, url_of: UrlOf, placed: Collection[str]) -> Ending:
    """Return what stands at the end of a page on which some parts are ``placed`` already."""
    content = site.content
    works = content.bibliography.works
    record = site.records.get(node.id)
    found = None if "evidence" in placed else evidence(site, node, url_of)
    mentioned = site.mentions.get(node.id, ()) if node.kind.is_term else ()
    return Ending(
        evidence=found if found and found.groups else None,
        panels=tuple(panel for panel in relation_panels(site, node, url_of) if panel.name not in placed),
        works=tuple(work_view(site, works[key], url_of, node) for key in content.works_of.get(node.id, ())),
        references_page=url_of(REFERENCES_PAGE) if content.has_references_page else "",
        mentioned=tuple(place(mention, url_of) for mention in mentioned),
        cited=tuple(works[key] for key in (record.citations if record else ()) if key in works),
    )
