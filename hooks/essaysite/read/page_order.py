"""The order of pages: folders in ``nav`` stand for their pages, so that no contributor keeps a second list.

Entries are MkDocs' own, which have no common type that tells their children.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from .model import Node


class MenuLine(NamedTuple):
    """A line of the menu, and the page that it leads to."""

    title: str
    url: str


def expand(
    nav: Iterable[Any], nodes: Iterable[Node], essay_line: Callable[[Node], int | None]
) -> tuple[list[Any], list[str]]:
    """Return ``nav`` with each ``folder/`` replaced by its section, and the folders that hold no page.

    A section starts with its index page; the others follow in the order of the essay, those without a line of it by title.
    """
    folders = by_folder(nodes)
    expanded: list[Any] = []
    empty = []
    for item in nav:
        if not isinstance(item, str) or not item.endswith("/"):
            expanded.append(item)
            continue
        pages = folders.get(item.rstrip("/"))
        if not pages:
            empty.append(item)
            continue
        expanded.append(_section(in_order(pages, essay_line)))
    return expanded, empty


def by_folder(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Return pages by the folder of their sources."""
    folders: dict[str, list[Node]] = {}
    for node in nodes:
        folders.setdefault(node.folder, []).append(node)
    return folders


def named_twice(nav: Iterable[Any]) -> Iterator[str]:
    """Yield each page that stands twice in ``nav``, once its folders are replaced."""
    seen: set[str] = set()
    pending = list(nav)
    while pending:
        item = pending.pop(0)
        if isinstance(item, str):
            if item in seen:
                yield item
            seen.add(item)
        else:
            pending[:0] = item.values() if isinstance(item, dict) else item


def in_order(pages: Iterable[Node], essay_line: Callable[[Node], int | None]) -> list[Node]:
    """Return the pages of one folder in reading order."""

    def key(node: Node) -> tuple[bool, int, str]:
        line = None if is_index(node) else essay_line(node)
        return not is_index(node), line if line is not None else 10**6, node.title.casefold()

    return sorted(pages, key=key)


def menu_lines(nav: Iterable[Any], is_list: Callable[[str], bool]) -> tuple[list[MenuLine], list[MenuLine]]:
    """Part the menu for the landing page into lines to read and, from the first list on, lines to look things up in.

    ``is_list`` tells by its address whether a page is there to find something in. Home's own line is left out.
    """
    to_read: list[MenuLine] = []
    to_look_up: list[MenuLine] = []
    for item in nav:
        target = item
        while target.children:
            target = target.children[0]
        if target.is_section or (target.is_page and target.is_homepage):
            continue
        is_for_reading = not to_look_up and not is_list(target.url)
        (to_read if is_for_reading else to_look_up).append(MenuLine(item.title, target.url))
    return to_read, to_look_up


def is_index(node: Node) -> bool:
    """Tell whether a page is the index of its folder."""
    return node.path.rpartition("/")[2] == "index.md"


def _section(pages: list[Node]) -> dict[str, list[str]]:
    name = pages[0].title if is_index(pages[0]) else pages[0].path.partition("/")[0].capitalize()
    return {name: [page.path for page in pages]}
