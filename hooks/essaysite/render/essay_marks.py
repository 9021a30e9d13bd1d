"""Mark, in a page's element tree, the blocks that are the essay's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, SubElement

from essaysite.read.essay import Coverage, Passage
from essaysite.read.markdown_text import HEADINGS, is_heading, plain_text

LABEL = "The essay's own words"
_LISTS = ("ul", "ol")
# An item with one of these is more than a line of the essay, and with one of those has parts that may be one.
_APART = frozenset({"p", "div", "blockquote", *_LISTS})
_INSIDE = _APART | HEADINGS | {"details"}


class ProvenanceMarker:
    """Marks runs of the essay's blocks and counts what was found.

    ``line_url`` gives the address of a line of the whole essay, or an empty string where there is no such page.
    """

    def __init__(self, coverage: Coverage, line_url: Callable[[int], str]) -> None:
        self.coverage = coverage
        self.line_url = line_url

    def mark(self, root: Element) -> None:
        """Wrap each run of neighbouring blocks that are the essay's, and give it a sign that names its lines."""
        run: list[tuple[Element, list[Passage]]] = []
        for child in list(root):
            if child.tag == "li":  # a list may hold nothing but items
                self._mark_item(child)
                continue
            passages = self._passages(child)
            if passages:
                run.append((child, passages))
                continue
            self._wrap(root, run)
            run = []
            if child.tag in ("div", "blockquote", "details", *_LISTS):
                self.mark(child)
        self._wrap(root, run)

    def _passages(self, block: Element) -> list[Passage]:
        """Return what of the essay a block is, or nothing where any part of it is ours."""
        if block.tag in _LISTS or block.tag == "blockquote":
            found: list[Passage] = []
            for child in block:
                passages = self._passages(_content(child))
                if not passages:  # most lists are ours from their first item on
                    return []
                found += passages
            return found
        if block.tag == "p" or is_heading(block) or (block.tag == "li" and _APART.isdisjoint(_tags(block))):
            essay = self.coverage.essay
            passage = essay.find(plain_text(block)) if essay.may_start(_beginning(block)) else None
            return [passage] if passage else []
        return []

    def _mark_item(self, item: Element) -> None:
        """Mark an item of the essay's in a list that is not wholly the essay's, or look inside it."""
        content = _content(item)
        passages = self._passages(content)
        if not passages:
            if not _INSIDE.isdisjoint(_tags(item)):
                self.mark(item)
            return
        self._count(item, passages)
        sign = self._sign(passages, "span")
        sign.tail, content.text = f" {content.text or ''}", None
        content.insert(0, sign)

    def _wrap(self, parent: Element, run: list[tuple[Element, list[Passage]]]) -> None:
        if not run:
            return
        position = list(parent).index(run[0][0])
        group = Element("div", {"class": "essay", "role": "group", "aria-label": LABEL})
        group.tail = "\n"
        group.append(self._sign([passage for _, passages in run for passage in passages], "p"))
        for block, passages in run:
            self._count(block, passages)
            parent.remove(block)
            group.append(block)
        parent.insert(position, group)

    def _count(self, block: Element, passages: list[Passage]) -> None:
        block.set("class", f"{block.get('class', '')} from-essay".strip())
        in_list = block.tag in ("li", *_LISTS)
        for passage in passages:
            self.coverage.add(passage, in_list=in_list)

    def _sign(self, passages: list[Passage], tag: str) -> Element:
        """Return the visible sign, which is also the label that a screen reader says."""
        sign = Element(tag, {"class": "essay-sign", "data-search-exclude": ""})
        lines = list(_ranges(sorted({passage.line for passage in passages})))
        url = self.line_url(passages[0].line)
        link = SubElement(sign, "a", {"href": url}) if url else SubElement(sign, "span")
        many = len(lines) > 1 or " to " in lines[0]
        link.text = f"The essay, line{'s' if many else ''} {', '.join(lines)}"
        return sign


def _tags(element: Element) -> list[str]:
    return [child.tag for child in element]


def _beginning(block: Element) -> str:
    """Return some of the text that a block begins with, if that can be told without reading on."""
    if block.text or not len(block):
        return block.text or ""
    first = block[0]
    return f"{first.text or ''}{first.tail or ''}" if first.tag in ("strong", "em") and not len(first) else ""


def _content(block: Element) -> Element:
    """Return the paragraph that a loose list item holds, or the block itself."""
    return (
        block[0]
        if block.tag == "li" and len(block) == 1 and block[0].tag == "p" and not (block.text or "").strip()
        else block
    )


def _ranges(lines: list[int]) -> Iterator[str]:
    """Yield line numbers as text, neighbours joined: 3, 4, 5, 9 → "3 to 5", "9"."""
    start = previous = lines[0]
    for line in [*lines[1:], -1]:
        if line == previous + 1:
            previous = line
            continue
        yield str(start) if start == previous else f"{start} to {previous}"
        start = previous = line
