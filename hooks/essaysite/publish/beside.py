"""What stands beside the pages of a site: all files that the build writes there, and what the pages' heads say of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from essaysite.generate.site import Site
from essaysite.generate.templates import Templates
from essaysite.read.guard import bounded
from essaysite.read.model import Node

from .addresses import Addresses
from .citations import ris_files
from .exports import GRAPH, LLMS, ROBOTS, SCHEMA, graph_json, llms_txt, robots_txt
from .feed import FEED, atom_feed
from .findings import register_files
from .markdown_pages import markdown_page
from .picture_files import picture_files
from .structured_data import open_graph, structured_data

# Files below docs/ that describe those beside the pages.
SCHEMAS = (SCHEMA, "about/findings.schema.json")


@dataclass(frozen=True)
class Beside:
    """What stands beside the pages of one site; ``name`` and ``description`` are the site's.

    Where it has no address of its own, or ``is_offline``, nothing is for machines. ``card`` is the file of the picture that
    is shown where a page is shared; empty for none.
    """

    site: Site
    templates: Templates
    addresses: Addresses
    name: str
    description: str
    card: str
    is_offline: bool

    @property
    def _is_for_machines(self) -> bool:
        return bool(self.addresses.base) and not self.is_offline

    def head(self, node: Node) -> dict[str, Any]:
        """Return what the template of a page's head prints."""
        if not self._is_for_machines:
            return {}
        changed = self.site.changed.get(node.path)
        image = self.addresses.file(self.card) if self.card else ""
        graph = self.site.content.graph
        return {
            "structured_data": structured_data(node, graph, self.addresses, name=self.name, changed=changed),
            "open_graph": open_graph(node, self.addresses, name=self.name, changed=changed, image=image),
            "markdown_address": self.addresses.markdown(node.path),
            "feed_address": self.addresses.file(FEED) if self.site.is_dated else "",
        }

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield every file as (name relative to the site's folder, bytes)."""
        yield from register_files(self.site, self.addresses.pages)
        yield from picture_files(self.site, self.addresses.pages)
        if self.addresses.base:
            yield from ris_files(self.site, self.addresses, self.name)
        if not self._is_for_machines:
            return
        yield GRAPH, graph_json(self.site, self.addresses).encode()
        yield LLMS, llms_txt(self.site, self.addresses, self.name, self.description).encode()
        yield ROBOTS, robots_txt(self.addresses).encode()
        if self.site.is_dated:
            yield FEED, atom_feed(self.site, self.addresses, self.name).encode()
        for node in self.site.content.nodes.values():
            with bounded(self.site.content.sources[node.path].path):
                text = markdown_page(self.site, self.templates, self.addresses, node)
            yield self.addresses.beside(node.path, "index.md"), text.encode()
