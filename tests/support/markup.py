"""Reads HTML as a browser reads it, by the parser that the build uses too: elements, by CSS selectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode


@dataclass(frozen=True)
class Element:
    """An element of a page. Attributes are read as ``element["href"]``; one without a value is empty."""

    node: LexborNode

    @property
    def name(self) -> str:
        """The element's tag."""
        return self.node.tag or ""

    @property
    def attrs(self) -> dict[str, str]:
        """All attributes."""
        return {name: value or "" for name, value in self.node.attributes.items()}

    def get(self, attribute: str, default: str = "") -> str:
        """Return an attribute, or a default where the element has none of that name."""
        return self.attrs.get(attribute, default)

    @property
    def classes(self) -> list[str]:
        """The classes that the element has."""
        return self.get("class").split()

    def __getitem__(self, attribute: str) -> str:
        return self.attrs[attribute]

    def select(self, selector: str) -> list[Element]:
        """Return what a selector names within this element, in the order of the page."""
        found = self.node.css(f":is({selector})" if "," in selector else selector)
        return [Element(node) for node in found if node.mem_id != self.node.mem_id]

    def first(self, selector: str) -> Element | None:
        """Return the first that a selector names, if there is one."""
        return next(iter(self.select(selector)), None)

    def one(self, selector: str) -> Element:
        """Return the only element that a selector names."""
        (found,) = self.select(selector)
        return found

    def around(self) -> Iterator[Element]:
        """Yield the elements that this one stands in, the nearest first."""
        node = self.node.parent
        while node is not None and node.is_element_node:
            yield Element(node)
            node = node.parent

    def within(self, selector: str, whole: Element) -> Element | None:
        """Return the nearest element around this one that a selector names in the whole page."""
        named = {element.node.mem_id for element in whole.select(selector)}
        return next((element for element in self.around() if element.node.mem_id in named), None)

    @property
    def text(self) -> str:
        """All of the element's text as it stands, of scripts and hidden parts too."""
        return self.node.text()

    def words(self, left_out: str = "") -> str:
        """Return what a reader sees of the element, with single spaces, without what a selector names."""
        without = {element.node.mem_id for element in self.select(left_out)} if left_out else set()
        return " ".join("".join(_texts(self.node, without)).split())

    def __str__(self) -> str:
        return self.node.html or ""


def _texts(node: LexborNode, without: set[int]) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.is_text_node:
            yield child.text(deep=False)
        elif child.tag == "br":
            yield " "
        elif child.mem_id not in without:
            yield from _texts(child, without)


def parse(html: str | bytes) -> Element:
    """Return the root of a page, or of what a browser makes of a part of one."""
    root = LexborHTMLParser(html).root
    assert root is not None
    return Element(root)
