"""Everything of the site that is not for readers: what its pages' heads say, and the files beside the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from essaysite.build import Site
from essaysite.read.model import Node

from .addresses import Addresses
from .exports import FEED, GRAPH, LLMS, ROBOTS, atom_feed, graph_json, llms_txt, robots_txt
from .markdown_pages import PlainPages, body_of
from .social_cards import Cards, card_file
from .structured_data import open_graph, structured_data


@dataclass
class ForMachines:
    """What one built site says to machines.

    ``name`` and ``description`` are the site's. ``changed`` gives the date of each page's last change by source path;
    where it is empty, there is no feed. ``cards`` draws the social cards; ``None`` leaves them out.
    """

    site: Site
    addresses: Addresses
    name: str
    description: str = ""
    changed: dict[str, str] = field(default_factory=dict)
    cards: Cards | None = None

    def __post_init__(self) -> None:
        self._has_feed = any(path in self.changed for path in self.site.graph.by_path)

    def head(self, node: Node) -> dict[str, Any]:
        """Return what the template of a page's head prints."""
        changed = self.changed.get(node.path)
        image = self.addresses.file(card_file(node)) if self.cards else ""
        return {
            "structured_data": structured_data(node, self.site.graph, self.addresses, name=self.name, changed=changed),
            "open_graph": open_graph(node, self.addresses, name=self.name, changed=changed, image=image),
            "markdown_address": self.addresses.markdown(node.path),
            "feed_address": self.addresses.file(FEED) if self._has_feed else "",
        }

    def files(self, read: Callable[[str], bytes]) -> Iterator[tuple[str, bytes]]:
        """Yield every file as (name relative to the site's folder, bytes); ``read`` gives a page's source by its path."""
        yield GRAPH, graph_json(self.site, self.addresses).encode()
        yield LLMS, llms_txt(self.site, self.addresses, self.name, self.description).encode()
        yield ROBOTS, robots_txt(self.addresses).encode()
        if self._has_feed:
            yield FEED, atom_feed(self.site, self.addresses, self.name, self.changed).encode()
        pages = PlainPages(self.site, self.addresses)
        for node in self.site.graph.nodes.values():
            body = body_of(read(node.path), self.site.sources[node.path].body_line)
            yield self.addresses.markdown_file(node.path), pages.page(node, body).encode()
            if self.cards:
                yield card_file(node), self.cards.card(node, self.name)
