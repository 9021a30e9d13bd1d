"""Put together what is generated on a page: parts that its author placed, and panels at its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .model import RELATION, Node
from .panels import Mention, Panel, Place, Row, glossary, matrix, relation_panels
from .placement import PARTS
from .site import REFERENCES_PAGE, Site

if TYPE_CHECKING:
    from jinja2 import Environment

    from .bibliography import Work

_UrlOf = Callable[[str], str]

FOOTNOTES = '<div class="footnote">'
# What a page ends with, by id; on the page, in its table of contents, and in the Markdown beside it.
ENDING_HEADINGS = {
    "works": "Works in the bibliography",
    "mentioned": "Where it is mentioned",
    "references": "References on this page",
}
_PLACE = re.compile(r"<p>\[\[([\w-]+)\]\][ ]*</p>")


@dataclass(frozen=True)
class Assembled:
    """A page's finished content, the ids in it that rendering did not know, and (id, heading) of its panels."""

    content: str
    anchors: tuple[str, ...]
    headings: tuple[tuple[str, str], ...]


class Assembler:
    """Assembles the pages of one site; what is the same for all pages is worked out once."""

    def __init__(self, site: Site, env: Environment) -> None:
        self.site = site
        self.env = env
        self.mentions = site.mentions()
        self.citations = site.citations()
        self.people = {
            node.id: site.bibliography.by_author(node.bib_author)
            for node in site.graph.nodes.values()
            if node.bib_author
        }
        self.authors: dict[str, list[str]] = {}
        for person, works in self.people.items():
            for work in works:
                self.authors.setdefault(work.key, []).append(person)

    def assemble(self, node: Node, content: str, url_of: _UrlOf) -> Assembled:
        """Return a page with its generated parts; ``url_of`` gives the address of a source path, seen from this page."""
        body, mark, footnotes = content.partition(FOOTNOTES)
        panels = relation_panels(self.site.graph, node)
        placed: set[str] = set()
        anchors: list[str] = []

        def place(match: re.Match[str]) -> str:
            name = match.group(1)
            if name not in PARTS or name in placed:
                return match.group(0)  # reported already
            placed.add(name)
            if name in RELATION:
                panel = next((panel for panel in panels if panel.name == name), None)
                if panel is None:  # reported, too
                    return ""
                anchors.append(panel.anchor)
                return self._render("relation", node, url_of, panel=panel)
            data, found = self._part(name, node, url_of)
            anchors.extend(found)
            return self._render(name, node, url_of, **data)

        body = _PLACE.sub(place, body) if "<p>[[" in body else body
        rest = [panel for panel in panels if panel.name not in placed]
        ending = self._ending(node, rest, url_of, footnotes=bool(mark))
        headings = [(panel.anchor, panel.label) for panel in rest]
        headings += [(name, label) for name, label in ENDING_HEADINGS.items() if ending.get(name)]
        anchors += [anchor for anchor, _ in headings]
        tail = self._render("ending", node, url_of, **ending, notes=mark + footnotes) if headings else ""
        return Assembled(body + tail, tuple(anchors), tuple(headings))

    def _render(self, name: str, node: Node, url_of: _UrlOf, **data: Any) -> str:
        template = self.env.get_template(f"partials/generated/{name}.html")
        return template.render(node=node, url_of=url_of, site=self.site, **data)

    def _part(self, name: str, node: Node, url_of: _UrlOf) -> tuple[dict[str, Any], list[str]]:
        """Return what a generated part shows, and the ids that other pages may link to."""
        graph = self.site.graph
        match name:
            case "pages":
                return {"pages": self.site.children(node)}, []
            case "paths":
                paths = [
                    {**path, "nodes": [graph.nodes[page] for page in path["pages"] if page in graph.nodes]}
                    for path in node.paths
                ]
                return {"paths": paths}, [path["id"] for path in node.paths]
            case "glossary":
                return {"letters": glossary(graph.nodes.values())}, []
            case "bibliography":
                works = sorted(self.site.bibliography.works.values(), key=lambda work: work.sort_key)
                return {
                    "works": [self._work(work, url_of) for work in works],
                    "people": self._people(),
                    "topics": self._topics(),
                }, [work.key for work in works]
            case "essay":
                lines = self.site.essay.lines if self.site.essay else []
                return {"lines": lines}, [f"line-{number}" for number in range(1, len(lines) + 1)]
            case "map":
                return {
                    "pitfalls": self._matrix("pitfall", ("answered_by", "nuanced_by")),
                    "approaches": self._matrix("approach", ("addresses",)),
                }, ["pitfalls-and-ideas", "approaches-and-problems"]
        return {}, []

    def _matrix(self, kind: str, relations: tuple[str, ...]) -> tuple[list[Node], list[Row]]:
        """Return the pages of a kind, and which pages their relations lead to."""
        columns = self.site.of_kind(kind)
        return columns, matrix(columns, self.site.graph.nodes.values(), relations)

    def _work(self, work: Work, url_of: _UrlOf) -> dict[str, Any]:
        """Return one entry of the references page."""
        cited = self.citations.get(work.key, [])
        return {
            "work": work,
            "cited": _places(cited, url_of),
            "topics": [mention.node.id for mention in cited],
            "people": self.authors.get(work.key, []),
        }

    def _people(self) -> list[Node]:
        return [self.site.graph.nodes[person] for person, works in self.people.items() if works]

    def _topics(self) -> list[Node]:
        """Return the concepts, approaches and views that cite a work, by title."""
        citing = {m.node.id: m.node for cited in self.citations.values() for m in cited}
        return sorted(
            (node for node in citing.values() if node.kind.name in ("concept", "approach", "view")),
            key=lambda node: node.title.casefold(),
        )

    def _ending(self, node: Node, panels: list[Panel], url_of: _UrlOf, *, footnotes: bool) -> dict[str, Any]:
        works = self.people.get(node.id, [])
        return {
            "panels": panels,
            "labels": ENDING_HEADINGS,
            "works": works,
            "references_page": url_of(REFERENCES_PAGE) if REFERENCES_PAGE in self.site.graph.by_path else "",
            "works_cited": [
                (work, _places((m for m in self.citations.get(work.key, ()) if m.node is not node), url_of))
                for work in works
            ],
            "mentioned": _places(self._elsewhere(node), url_of),
            "references": footnotes,
        }

    def _elsewhere(self, node: Node) -> list[Mention]:
        """Return where else a page is mentioned, for pages that are terms."""
        return self.mentions.get(node.id, []) if node.kind.is_term else []


def _places(mentions: Iterable[Mention], url_of: _UrlOf) -> list[Place]:
    return [mention.place(url_of(mention.node.path)) for mention in mentions]
