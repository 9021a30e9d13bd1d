"""Links whose words are the name of another page than the one that they lead to, and links to their own page."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from .faults import Fault
from .graph import Graph
from .guard import one_by_one
from .markdown_text import flatten, hide_code
from .model import Node
from .page_file import Source

# [Reward hacking](../glossary/proxy.md#mentioned) → words, file; [Proxy](https://a.bc/d) → words, address
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(\s*<?([^()\s<>#]+\.md|https?://[^()\s<>]+)[#>\s)]")


def misnamed_links(graph: Graph, sources: Mapping[str, Source]) -> Iterator[Fault]:
    """Yield a fault for each link to its own page, and each whose words are the title, alias or place of one page and that leads to another.

    A finding may be called by what it is about.
    """
    named: dict[str, Node] = {}
    for node in graph.nodes.values():
        named |= dict.fromkeys(_names(node), node)
    for path, source in one_by_one(sources.items(), lambda one: one[1].path):
        folder = posixpath.dirname(path)
        for link in _LINK.finditer(hide_code(source.body)):
            words, target = flatten(link[1]), posixpath.normpath(posixpath.join(folder, link[2]))
            if target == path and link[0][-1] != "#":
                yield source.body_fault(
                    link.start(),
                    f"the link '{words}' leads to the page that it stands on; take it out, or name a heading, as #name",
                )
            meant, there = named.get(words.casefold()), graph.by_path.get(target)
            if meant and "://" in link[2]:
                message = f"the link '{words}' has the name of {sources[meant.path].path} and leads to another site; write other words"
                yield source.body_fault(link.start(), message)
            if meant and there and meant is not there and not there.finding and words.casefold() not in _names(there):
                right = posixpath.relpath(meant.path, folder or ".")
                message = f"the link '{words}' has the name of {sources[meant.path].path} and leads to {sources[target].path}; write {right}, or other words"
                yield source.body_fault(link.start(), message)


def _names(node: Node) -> set[str]:
    return {flatten(name).casefold() for name in (node.title, *node.aliases, node.path.removesuffix(".md"))}
