"""What a page says of itself to search engines (schema.org as JSON-LD) and to services that show links (Open Graph).

Both are plain data; templates print them. https://schema.org/docs/full.html, https://www.w3.org/TR/json-ld11/,
https://ogp.me/.
"""

from __future__ import annotations

from typing import Any

from essaysite.read.graph import Graph
from essaysite.read.model import GLOSSARY_PAGE, HOME_PAGE, Node

from .addresses import Addresses


def structured_data(
    node: Node, graph: Graph, addresses: Addresses, *, name: str, changed: str | None
) -> dict[str, Any]:
    """Return a page's JSON-LD: what the page is about, the site it is part of, and the way to it from the home page.

    ``name`` is the site's, ``changed`` the date of the page's last change. Print it with Jinja's ``tojson``, which
    leaves nothing in it that could end the script element.
    """
    site = {"@type": "WebSite", "@id": f"{addresses.base}#website", "name": name, "url": addresses.base}
    graph_of_page = [_subject(node, graph, addresses, _page(node, addresses, changed)), site]
    trail = _trail(node, graph)
    if len(trail) > 1:
        graph_of_page.append(_breadcrumbs(trail, addresses, name))
    return {"@context": "https://schema.org", "@graph": graph_of_page}


def said_whole(node: Node) -> str:
    """Return what a page says of itself in a sentence; of a finding, never one half alone."""
    return f"{node.summary} But: {node.finding.but}" if node.finding else node.summary


def _page(node: Node, addresses: Addresses, changed: str | None) -> dict[str, Any]:
    """Return what every page is, apart from its type."""
    address = addresses.page(node.path)
    dated = {"dateModified": changed} if changed else {}
    return {"@id": f"{address}#page", "url": address, **dated, "isPartOf": {"@id": f"{addresses.base}#website"}}


def _subject(node: Node, graph: Graph, addresses: Addresses, page: dict[str, Any]) -> dict[str, Any]:
    """Return the page's main thing: a term, a person or organisation, the glossary, or the article that the page is."""
    about = {"@id": f"{addresses.page(node.path)}#{node.id}", "name": node.title, "description": said_whole(node)}
    around = {"mainEntityOfPage": {"@type": "WebPage", **page}}
    if node.kind.is_defined:
        return {"@type": "DefinedTerm", **about, "url": page["url"], **_set_of_terms(graph, addresses), **around}
    if node.kind.is_person:
        # BibTeX braces keep an organisation's name in one piece.
        kind = "Organization" if node.is_organisation else "Person"
        return {"@type": kind, **about, **around}
    if node.path == GLOSSARY_PAGE:
        return {"@type": "DefinedTermSet", **page, "name": node.title, "description": said_whole(node)}
    return {"@type": "Article", **page, "headline": node.title, "description": said_whole(node)}


def _set_of_terms(graph: Graph, addresses: Addresses) -> dict[str, Any]:
    glossary = graph.by_path.get(GLOSSARY_PAGE)
    if glossary is None:
        return {}
    address = addresses.page(GLOSSARY_PAGE)
    return {
        "inDefinedTermSet": {
            "@type": "DefinedTermSet",
            "@id": f"{address}#page",
            "name": glossary.title,
            "url": address,
        }
    }


def _trail(node: Node, graph: Graph) -> list[Node]:
    """Return the pages from home to ``node``: the home page, the index of its folder, and the page itself."""
    paths = dict.fromkeys((HOME_PAGE, f"{node.folder}/index.md", node.path))
    return [graph.by_path[path] for path in paths if path in graph.by_path]


def _breadcrumbs(trail: list[Node], addresses: Addresses, name: str) -> dict[str, Any]:
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": name if page.path == HOME_PAGE else page.title,
            "item": addresses.page(page.path),
        }
        for position, page in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def open_graph(node: Node, addresses: Addresses, *, name: str, changed: str | None, image: str = "") -> dict[str, str]:
    """Return a page's Open Graph properties and those of Twitter's cards, by name; ``image`` is its card's address."""
    is_home = node.path == HOME_PAGE
    found = {
        "og:type": "website" if is_home else "article",
        "og:site_name": name,
        "og:title": node.title,
        "og:description": said_whole(node),
        "og:url": addresses.page(node.path),
        "og:locale": "en_GB",
        "twitter:card": "summary_large_image" if image else "summary",
    }
    if changed and not is_home:
        found["article:modified_time"] = f"{changed}T00:00:00Z"
    if image:
        found |= {
            "og:image": image,
            "og:image:type": "image/png",
            "og:image:width": "1200",
            "og:image:height": "630",
            "og:image:alt": name,
        }
    return {key: value for key, value in found.items() if value}
