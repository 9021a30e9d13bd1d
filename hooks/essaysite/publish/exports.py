"""What the site offers to machines: its graph as JSON, a list of pages for language models, a feed, and robots.txt.

Each function takes the site and its addresses and returns text; none knows MkDocs, and none asks the clock.
"""

from __future__ import annotations

import json
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from essaysite.generate.site import Site
from essaysite.read.content import REFERENCES_PAGE
from essaysite.read.model import KINDS, RELATIONS, Node
from essaysite.read.page_order import in_order
from essaysite.read.term_names import plural

from .addresses import Addresses
from .escaping import markdown_line, xml_text
from .structured_data import said_whole

GRAPH, LLMS, FEED, ROBOTS = "graph.json", "llms.txt", "feed.xml", "robots.txt"
SCHEMA = "about/graph.schema.json"
FEED_LENGTH = 20
_ATOM = "http://www.w3.org/2005/Atom"


def graph_json(site: Site, addresses: Addresses) -> str:
    """Return the graph as JSON, as docs/about/graph.schema.json describes it; addresses are relative to the file's own."""
    graph, records = site.content.graph, site.records
    data = {
        "$schema": SCHEMA,
        "kinds": {kind.name: kind.label for kind in KINDS},
        "relations": [
            {
                "type": relation.name,
                "inverse": relation.inverse,
                "label": relation.label,
                "inverse_label": relation.inverse_label,
            }
            for relation in RELATIONS
        ],
        "nodes": [_node(node, addresses) for node in graph.nodes.values()],
        "edges": [
            {
                "source": edge.source,
                "target": edge.target,
                "type": edge.relation.name,
                "inverse": edge.relation.inverse,
                "because": edge.because,
            }
            for edge in graph.edges()
        ],
        "mentions": {node_id: list(record.mentions) for node_id, record in records.items() if record.mentions},
        "citations": {node_id: list(record.citations) for node_id, record in records.items() if record.citations},
        "works": _works(site, addresses),
    }
    return json.dumps(data, ensure_ascii=False) + "\n"


def _node(node: Node, addresses: Addresses) -> dict[str, Any]:
    return {
        "id": node.id,
        "kind": node.kind.name,
        "title": node.title,
        "summary": said_whole(node),
        "aliases": list(node.aliases),
        "address": addresses.pages[node.path],
    }


def _works(site: Site, addresses: Addresses) -> list[dict[str, str]]:
    page = addresses.pages.get(REFERENCES_PAGE)
    if page is None:
        return []
    return [
        {"key": work.key, "title": work.title, "year": work.year, "address": f"{page}#{work.key}"}
        for work in site.content.bibliography.works.values()
    ]


def llms_txt(site: Site, addresses: Addresses, name: str, description: str) -> str:
    """Return the list of pages for language models (https://llmstxt.org/): name, description, pages by kind."""
    sections = [f"# {markdown_line(name)}"]
    if description:
        sections.append(f"> {markdown_line(description)}")
    sections.append(_how_to_read(site, addresses))
    for label, nodes in _by_kind(site).items():
        items = [
            f"- [{markdown_line(node.title)}]({addresses.markdown(node.path)})"
            + (f": {markdown_line(node.summary)}" if node.summary else "")
            + (f" But: {markdown_line(node.finding.but)}" if node.finding else "")
            for node in nodes
        ]
        sections.append("\n".join([f"## {label}", "", *items]))
    return "\n\n".join(sections) + "\n"


def _how_to_read(site: Site, addresses: Addresses) -> str:
    """Return what the pages' Markdown does not explain by itself."""
    marks = f"Marks such as [@key] cite works, which each page lists at its end. [{GRAPH}]({addresses.file(GRAPH)}) holds all relations between the pages."
    if not site.content.essay:
        return marks
    return f"A paragraph with the sign *(The essay, line N)* is the essay's own; all other text is editorial. {marks}"


def _by_kind(site: Site) -> dict[str, list[Node]]:
    """Return the pages under the plural of their kind's label, in the order of ``KINDS`` and then of reading."""
    found: dict[str, list[Node]] = {plural(kind.label): [] for kind in KINDS}
    for node in site.content.nodes.values():
        found[plural(node.kind.label)].append(node)
    return {label: in_order(nodes, site.content.essay_line) for label, nodes in found.items() if nodes}


def atom_feed(site: Site, addresses: Addresses, name: str) -> str:
    """Return an Atom feed (RFC 4287, https://www.rfc-editor.org/rfc/rfc4287) of the pages changed last.

    The date of a page's last commit counts as midnight UTC; pages of one date stand by title. Without any date the feed
    is empty text.
    """
    changed = site.changed
    dated = [(changed[node.path], node) for node in site.content.nodes.values() if node.path in changed]
    if not dated:
        return ""
    dated.sort(key=lambda item: (item[1].title.casefold(), item[1].path))
    dated.sort(key=lambda item: item[0], reverse=True)
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _text(feed, "title", name)
    _text(feed, "id", addresses.file(FEED))
    _text(feed, "updated", f"{dated[0][0]}T00:00:00Z")
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": addresses.file(FEED)})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": addresses.base})
    _text(SubElement(feed, "author"), "name", name)
    for date, node in dated[:FEED_LENGTH]:
        _entry(feed, node, date, addresses.page(node.path))
    indent(feed, "")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, encoding="unicode") + "\n"


def _entry(feed: Element, node: Node, date: str, address: str) -> None:
    entry = SubElement(feed, "entry")
    _text(entry, "title", node.title)
    _text(entry, "id", address)
    _text(entry, "updated", f"{date}T00:00:00Z")
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": address})
    SubElement(entry, "category", {"term": node.kind.name, "label": node.label})
    _text(entry, "summary", said_whole(node))


def _text(parent: Element, tag: str, text: str) -> None:
    """Add an element that holds plain text, which is the default type of Atom's text constructs."""
    SubElement(parent, tag).text = xml_text(text)


def robots_txt(addresses: Addresses) -> str:
    """Return a robots.txt (RFC 9309, https://www.rfc-editor.org/rfc/rfc9309) that allows everything."""
    return (
        "# Crawlers read this file only at the root of a domain; below a path it is a note to people.\n"
        "User-agent: *\n"
        "Allow: /\n"
        f"\nSitemap: {addresses.file('sitemap.xml')}\n"
    )
