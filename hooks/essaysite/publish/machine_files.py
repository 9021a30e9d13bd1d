"""Everything of the site that is not for readers: what its pages' heads say, and the files beside the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from essaysite.generate.site import Site
from essaysite.generate.templates import Templates
from essaysite.read.model import Node

from .addresses import Addresses
from .exports import FEED, GRAPH, LLMS, ROBOTS, SCHEMA, atom_feed, graph_json, llms_txt, robots_txt
from .markdown_pages import markdown_page
from .structured_data import open_graph, structured_data

# Files below docs/ that describe those beside the pages.
SCHEMAS = (SCHEMA, "about/findings.schema.json")


@dataclass
class ForMachines:
    """What one built site says to machines.

    ``name`` and ``description`` are the site's. ``card`` is the file of the picture that is
    shown where a page is shared; empty for none.
    Where no page has a date of its last change, there is no feed.
    """

    site: Site
    templates: Templates
    addresses: Addresses
    name: str
    description: str = ""
    card: str = ""

    @property
    def _has_feed(self) -> bool:
        return any(path in self.site.changed for path in self.site.content.graph.by_path)

    def head(self, node: Node) -> dict[str, Any]:
        """Return what the template of a page's head prints."""
        changed = self.site.changed.get(node.path)
        image = self.addresses.file(self.card) if self.card else ""
        return {
            "structured_data": structured_data(
                node, self.site.content.graph, self.addresses, name=self.name, changed=changed
            ),
            "open_graph": open_graph(node, self.addresses, name=self.name, changed=changed, image=image),
            "markdown_address": self.addresses.markdown(node.path),
            "feed_address": self.addresses.file(FEED) if self._has_feed else "",
        }

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every file as (name relative to the site's folder, bytes)."""
        yield GRAPH, graph_json(self.site, self.addresses).encode()
        yield LLMS, llms_txt(self.site, self.addresses, self.name, self.description).encode()
        yield ROBOTS, robots_txt(self.addresses).encode()
        if self._has_feed:
            yield FEED, atom_feed(self.site, self.addresses, self.name).encode()
        for node in self.site.content.nodes.values():
            text = markdown_page(self.site, self.templates, self.addresses, node)
            yield self.addresses.markdown_file(node.path), text.encode()
