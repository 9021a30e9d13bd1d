"""A rendered page as Markdown again, for readers that want no HTML: its words, links and signs are the page's own.

Each letter of the page is one here to all who read CommonMark or GitHub's dialect of it (https://github.github.com/gfm/).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE, ETX, STX

from essaysite.read.markdown_text import HEADINGS, PART_MARK, is_footnote_mark

from .citation_marks import show_hidden
from .wrong_links import address_read, as_read

_BLOCKS = frozenset("p ul ol table pre blockquote dl dt dd hr div details summary".split()) | HEADINGS  # noqa: SIM905
_OF_THE_BUILD = frozenset({"headerlink", "footnote-backref", "to-bibliography", "essay-sign"})
_LETTERS = re.compile(r"[\\`*_\[\]]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_AS_ENTITY = {ord("<"): "&lt;", ord("~"): "&#126;", ord("|"): "&#124;"}  # not every Markdown takes a backslash here
_STASHED = re.compile(f"{STX}wzxhzdk:(\\d+){ETX}")  # what Markdown puts in the place of code
_BLANKS = re.compile(f"(?:[ \t\r\n\f\v]|{STX}(?!wzxhzdk:)[^{ETX}]*{ETX})+")
_BREAK = "\v"  # a line's end within a paragraph
# "- a", "# a", "1. a", "[^a]: b": where a backslash keeps a line from being more than words
_STARTS = re.compile(r"^(\d{0,9}(?=[.)](?:\s|$))|(?=[-+=:#>])|\[[^\]\n]*\](?=:))", re.MULTILINE)
_BETWEEN = {"](": "\\", "``": " ", "![": " "}  # of what would mean something else side by side


def markdown_text(text: str) -> str:
    """Return ``text`` so that Markdown, within a paragraph, shows it letter for letter."""
    return _LETTERS.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text)).translate(_AS_ENTITY)


def markdown_line(text: str) -> str:
    """Return ``text`` as one line that Markdown shows letter for letter."""
    return markdown_text(" ".join(text.split()))


@dataclass
class Writer:
    """Writes a page. ``stash`` is what Markdown keeps apart from its tree; ``address_of`` gives the address of a link.

    ``works`` are those that a mark may cite, ``signs`` what stands behind the essay's blocks, in their order.
    """

    stash: Sequence[Any]
    address_of: Callable[[str], str]
    works: Collection[str]
    signs: Iterator[str]
    explained: set[str] = field(default_factory=set)

    def blocks(self, parent: Element) -> list[str]:
        """Return the blocks within an element; a generated part's is its mark, ``[[name]]``, as no other one is."""
        blocks, text, words = list[str](), parent.text, list[Element]()
        for child in parent:
            if child.tag not in _BLOCKS:
                words.append(child)
            elif child.get("class") not in _OF_THE_BUILD:
                blocks += [self._paragraph(text, words), self._block(child)]
                text, words = child.tail, []
        return list(filter(None, [*blocks, self._paragraph(text, words)]))

    def _block(self, block: Element) -> str:
        tag, kind = block.tag, block.get("class") or ""
        sign = next(self.signs, "") if kind == "from-essay" and tag != "ul" else ""
        if tag in HEADINGS:
            return "#" * int(tag[1]) + " " + re.sub(r"(?<!#)#+\Z", r"\\\g<0>", self.line(block))
        if tag in ("dt", "summary") or kind == "admonition-title":
            return f"**{self.line(block)}**"
        if tag == "p":
            text = "" if len(block) else (block.text or "").strip()
            return text if re.fullmatch(PART_MARK, text) else self._paragraph(block.text, block) + sign
        if tag in ("ul", "ol"):
            return self._list(block)
        if tag == "table":
            rows = [[self.line(cell).replace("|", r"\|") for cell in row] for row in block.iter("tr")]
            rows.insert(1, ["---"] * len(rows[0]))
            return "\n".join(f"| {' | '.join(row)} |" for row in rows)
        if tag == "pre":
            return _code(unescape("".join(block.itertext())), is_block=True)
        if tag == "hr":
            return "***"
        if kind == "footnote":
            notes = ((note.get("id", "").removeprefix("fn:"), self.blocks(note)) for note in block[-1])
            ours = ([f"[^{markdown_text(name)}]", *texts] for name, texts in notes if name not in self.works)
            return "\n\n".join(map("\n\n".join, ours))
        inner = "\n\n".join(self.blocks(block))
        if tag in ("blockquote", "details") or "admonition" in kind:
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n")) + sign
        return inner

    def _list(self, block: Element) -> str:
        items = []
        gap = "\n" if {part.tag for item in block for part in item}.isdisjoint(_BLOCKS - {"ul", "ol"}) else "\n\n"
        for number, item in enumerate(block, start=1):
            mark = f"{number}. " if block.tag == "ol" else "- "
            text = re.sub(r"\n(?=[^\n])", "\n" + " " * len(mark), gap.join(self.blocks(item)))
            items.append(mark + text + (next(self.signs, "") if block.get("class") == "from-essay" else ""))
        return gap.join(items)

    def _paragraph(self, text: str | None, words: Iterable[Element]) -> str:
        """Return a paragraph, and as blocks of their own the code for which it holds marks."""
        written = re.sub(f" ?{_BREAK} ?", r"\\\n", self._inline(text, words).strip(f" {_BREAK}"))
        texts = _STASHED.split(written)
        texts[::2] = [_STARTS.sub(r"\1\\", text.strip()) for text in texts[::2]]
        texts[1::2] = [_code(self._stashed(number), is_block=True) for number in texts[1::2]]
        return "\n\n".join(filter(None, texts))

    def line(self, element: Element) -> str:
        """Return the words of an element in one line."""
        text = _STASHED.sub(lambda mark: _code(self._stashed(mark[1])), self._inline(element.text, element))
        return _BLANKS.sub(" ", text).strip()

    def _stashed(self, number: str) -> str:
        return show_hidden(unescape(re.sub("<[^>]*>", "", str(self.stash[int(number)]))))

    def _inline(self, text: str | None, words: Iterable[Element]) -> str:
        written, is_behind = _shown(text), False
        for child in words:
            piece = self._piece(child)
            if is_cited := piece.startswith("[@") and piece.endswith("]"):
                written, piece = (written[:-1], f"; {piece[1:]}") if is_behind else (f"{written.rstrip()} ", piece)
            for part in (piece, _shown(child.tail)):
                written += _BETWEEN.get(written[-1:] + part[:1], "") + part
            is_behind = is_cited and not child.tail
        return written

    def _piece(self, element: Element) -> str:
        tag = element.tag
        if is_footnote_mark(element):
            name = (element[0].get("href") or "").removeprefix("#fn:")
            return f"[@{name}]" if name in self.works else f"[^{markdown_text(name)}]"
        if tag == "code":
            return _code(unescape("".join(element.itertext())))
        if tag == "math":
            return f"${_code(element.attrib.pop('alttext'))}$"
        if tag == "br":
            return _BREAK
        title, alt = (markdown_line(as_read(element.get(name) or "")) for name in ("title", "alt"))
        words = alt if tag == "img" else self._inline(element.text, element)
        if element.get("class") in _OF_THE_BUILD or not words.strip():
            return "" if tag == "a" else words
        if link := element.get("href") or element.get("src"):
            address = _ENTITY.sub("&amp;", quote(self.address_of(address_read(link)), safe="%!#$&'*+,/:;=?@[]~"))
            behind = ' "{}"'.format(title.replace('"', r"\"")) if title else ""
            return f"{'!' if tag == 'img' else ''}[{words}]({address}{behind})"
        if title and words not in self.explained:  # what an abbreviation means
            self.explained.add(words)
            return f"{words} ({title})"
        mark = {"em": "*", "strong": "**"}.get(tag, "") if words == words.strip(f" {_BREAK}") else ""
        return mark + words + mark


def _shown(text: str | None) -> str:  # in the tree, entities stand for letters
    text = _BLANKS.sub(" ", (text or "").replace(AMP_SUBSTITUTE, "&"))
    return markdown_text(re.sub(r"&#?\w+;", lambda entity: unescape(entity[0]), text))


def _code(text: str, *, is_block: bool = False) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    if is_block:
        mark = "`" * max(3, longest + 1)
        return f"{mark}\n{text.rstrip()}\n{mark}"
    text, mark = _BLANKS.sub(" ", text), "`" * (longest + 1)
    edge = " " if "`" in text[:1] + text[-1:] else ""
    return f"{mark}{edge}{text}{edge}{mark}" if text.strip() else ""
