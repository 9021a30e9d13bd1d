"""The feed of the pages that were changed last."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from essaysite.generate.site import Site
from essaysite.read.model import Node

from .addresses import Addresses
from .escaping import xml_text
from .structured_data import said_whole

FEED, FEED_LENGTH = "feed.xml", 20
_ATOM = "http://www.w3.org/2005/Atom"


def atom_feed(site: Site, addresses: Addresses, name: str) -> str:
    """Return an Atom feed (RFC 4287, https://www.rfc-editor.org/rfc/rfc4287) of the pages changed last.

    The date of a page's last commit counts as midnight UTC; pages of one date stand by title. Of some page it is known.
    """
    changed = site.changed
    dated = [(changed[node.path], node) for node in site.content.nodes.values() if node.path in changed]
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
