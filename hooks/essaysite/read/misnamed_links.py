"""Links whose words are the name of another page than the one that they lead to, and links to their own page."""

from __future__ import annotations

import posixpath
import re

from .addresses import leads_to_repository
from .essay import words_of
from .graph import Graph
from .model import PLAIN, Node
from .page_order import is_index

_FILE_END = re.compile(r"\.(?:md|html)$")


class PageNames:
    """What each page is called: by its title, its aliases and its place; ``by_path`` are the pages."""

    def __init__(self, graph: Graph) -> None:
        self.by_path = graph.by_path
        self._named: dict[str, Node] = {}
        for node in graph.nodes.values():
            self._named |= dict.fromkeys(_names(node), node)

    def is_none(self, words: str) -> bool:
        """Tell whether words are the name of no page."""
        return _plain(words) not in self._named

    def wrong(self, words: str, path: str, target: str) -> str:
        """Say what is wrong with a link with such words, on the page at ``path``, to ``target``; or nothing.

        A finding may be called by what it is about.
        """
        name, folder = _plain(words), posixpath.dirname(path)
        meant = self._named.get(name)
        if meant is None and "/" in words:  # "/alignment/problem/", "problem/#what-it-is", "glossary/proxy.md"
            place = _plain(_FILE_END.sub("", words.partition("#")[0]))
            meant = self._named.get(place) or self._named.get(place.partition(" ")[2])
        if "://" in target:
            # A person's, a term's and a work's names are not of this site alone.
            is_own = leads_to_repository(target, words)  # "openai/evals", where it lies
            if meant is None or is_own or not (_is_the_sites(meant) or "/" in words):
                return ""
            return f"the link '{words}' has the name of {meant.path} and leads to another site; write other words"
        named = re.split(r"[?#]", target)[0]
        file = posixpath.normpath(posixpath.join(folder, named)) if named else path
        if target == posixpath.relpath(path, folder or "."):
            return f"the link '{words}' leads to the page that it stands on; take it out, or name a heading, as #name"
        there = self.by_path.get(file)
        # A finding may be called by what it is about, and not as another one, or a page of lists.
        is_about = there is not None and there.finding is not None and meant is not None and not _is_called(meant, name)
        if (
            not meant
            or meant is there
            or target.startswith("mailto:")
            or (there and (is_about or name in _names(there)))
        ):
            return ""
        right = posixpath.relpath(meant.path, folder or ".")
        return f"the link '{words}' has the name of {meant.path} and leads to {file}; write {right}, or other words"


def _is_the_sites(node: Node) -> bool:
    """Tell whether a page's name is of this site alone: no term's, person's or work's."""
    return node.kind is PLAIN or is_index(node) or node.finding is not None


def _is_called(node: Node, name: str) -> bool:
    """Tell whether a name is the title of a finding or of a page of lists."""
    return _is_the_sites(node) and name == _plain(node.title)


def _names(node: Node) -> set[str]:
    place = node.path.removesuffix(".md")
    places = (place, place.removesuffix("/index"), f"{place.removesuffix('/index')}/index.html")
    return {_plain(name) for name in (node.title, *node.aliases, *places)}


def _plain(name: str) -> str:
    return " ".join(words_of(name))
