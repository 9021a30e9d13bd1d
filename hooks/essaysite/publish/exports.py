"""What the site offers to machines beside its feed: its graph as JSON, a list of pages for language models, and robots.txt.

Each function takes the site and its addresses and returns text; none knows MkDocs, and none asks the clock.
"""

from __future__ import annotations

import json
from typing import Any

from essaysite.generate.site import Site
from essaysite.read.model import KINDS, REFERENCES_PAGE, RELATIONS, Node
from essaysite.read.page_order import in_order
from essaysite.read.term_names import plural
from essaysite.render.as_markdown import markdown_line

from .addresses import Addresses
from .structured_data import said_whole

GRAPH, LLMS, ROBOTS = "graph.json", "llms.txt", "robots.txt"
SCHEMA = "about/graph.schema.json"


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
    if not site.content.edition.path:
        return marks
    return f"A paragraph with the sign *(The essay, line N)* is the essay's own; all other text is editorial. {marks}"


def _by_kind(site: Site) -> dict[str, list[Node]]:
    """Return the pages under the plural of their kind's label, in the order of ``KINDS`` and then of reading."""
    found: dict[str, list[Node]] = {plural(kind.label): [] for kind in KINDS}
    for node in site.content.nodes.values():
        found[plural(node.kind.label)].append(node)
    return {label: in_order(nodes, site.content.essay_line) for label, nodes in found.items() if nodes}


def robots_txt(addresses: Addresses) -> str:
    """Return a robots.txt (RFC 9309, https://www.rfc-editor.org/rfc/rfc9309) that allows everything."""
    return (
        "# Crawlers read this file only at the root of a domain; below a path it is a note to people.\n"
        "User-agent: *\n"
        "Allow: /\n"
        f"\nSitemap: {addresses.file('sitemap.xml')}\n"
    )
