"""Mark, in a page's element tree, the blocks that are the essay's own words, and tell what stands where it may not."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from itertools import chain
from xml.etree.ElementTree import Element, SubElement

from essaysite.read.essay import Essay, Passage, lines_named, split_sentences
from essaysite.read.likeness import AS_OURS, NOT_IN_IT
from essaysite.read.markdown_text import HEADINGS, is_footnote_mark, is_heading, plain_text
from essaysite.read.plan import NOT_BELOW, EssayFound, Spoiled

from .said_by_essay import is_quotation, said_by_essay
from .wrong_links import leads_to_essay

LABEL = "The essay's own words"
_TEXTS = frozenset({"p", "li", "td", "th", "dt", "dd", "summary", "caption", "figcaption", "pre"}) | HEADINGS
# A no-break space, of which a hundred push words off the page, or one that shows as a stroke.
_OTHER_BLANK = re.compile(r"[^\S \n]")
_PLAIN = "; take it out: in the essay's words only citation marks and links to pages of this site may stand"
_APART = "; give it a paragraph or list item of its own, or quote it in a sentence of ours"
_MARK_UP = {"em": "emphasis", "strong": "emphasis", "code": "code", "img": "an image", "br": "a line break"}
_MARK_UP |= {"abbr": "an abbreviation", "sup": "a footnote of ours", "del": "a strike"}
_BY_LINK = "a quotation leads to the page of the whole essay, as only the sign of its words does; quote it in a sentence of ours, or link the page that it stands on"
_PLACES = {"ol": "in a numbered list", "ul": "in a list with other words", "blockquote": "as a quotation"}
_PLACES |= {
    "details": "in a fold",
    "p": "in a paragraph with other words",
    "table": "in a table",
    "dl": "in a list of definitions",
    "pre": "as code",
}
# "a" and \u201ca\u201d
_QUOTED = re.compile(r"\"[^\"]*\"|\u201c[^\u201c\u201d]*\u201d")
# "n't" and "-gaming", behind a mark or a link
_GOES_ON = re.compile(r"['\u2019-]?\w")
# "The essay's answer", as a heading
_ITS_OWN = re.compile(r"\W*(?:the\s+)?essay\W?s\s+(?:own|answer|lines?|reply|text|words?)\b", re.IGNORECASE)


@dataclass
class ProvenanceMarker:
    """Marks runs of the essay's blocks on one page, and keeps in ``found`` what was found.

    ``lines`` are those that should stand in the page's text, ``works`` the keys that a citation may have. ``line_url``
    gives the address of a line of the whole essay, or an empty string where there is no such page.
    """

    essay: Essay
    lines: Collection[int]
    works: Collection[str]
    line_url: Callable[[int], str]
    found: EssayFound = field(default_factory=EssayFound)

    def mark(self, root: Element) -> None:
        """Wrap each run of neighbouring blocks that are the essay's, and give it a sign that names its lines."""
        self._note_quotations(root)
        run: list[tuple[Element, list[Passage]]] = []
        is_apart = False
        heading = ""  # right above, if it says that the essay's words follow
        for child in list(root):
            passages = self._passages(child)
            if heading and not passages:
                self.found.spoiled.append(Spoiled((), NOT_BELOW, heading))
            heading = plain_text(child) if is_heading(child) and _ITS_OWN.match(plain_text(child)) else ""
            if passages:
                if is_apart:
                    self.found.apart.add(len(self.found.blocks))
                is_apart = False
                run.append((child, passages))
                self.found.blocks.append((child.tag, tuple(passages)))
                continue
            is_apart |= not is_heading(child)
            self._wrap(root, run)
            run = []
        self._wrap(root, run)

    def _note_quotations(self, root: Element) -> None:
        """Note what stands as the essay's words, and is not: a quotation below "As the essay has it:", a list or bold words behind "The essay says:"."""
        for text in chain.from_iterable(map(said_by_essay, root.iter())) if self.essay.texts else ():
            if not self.essay.holds(text):
                self.found.spoiled.append(Spoiled((), NOT_IN_IT.format(text), text))
        for quotation in filter(is_quotation, root.iter()):
            texts = (one for one in quotation.iter() if one.tag in _TEXTS and "class" not in one.attrib)
            parts = (part for one in texts for part in _parts(one, by_breaks=False))
            self.found.quotations += filter(None, map(plain_text, parts))
            if leads_to_essay(quotation):
                self.found.spoiled.append(Spoiled((), _BY_LINK, plain_text(quotation)))

    def _passages(self, block: Element) -> list[Passage]:
        """Return what of the essay a block is, or nothing where any part of it is ours or may not stand as it does."""
        if block.tag == "p" and (passage := self._passage(block)):
            return self._clean([block], [passage])
        if block.tag == "ul":
            items = [_content(item) for item in block]
            found = [self._passage(item) if item.tag in ("p", "li") else None for item in items]
            passages = [passage for passage in found if passage]
            if passages and len(passages) == len(items):
                return self._clean([block, *items, *block], passages)
            if passages:
                self._note_others(items, found, passages)
                return []
        if block.tag == "blockquote" and len(block) == 1 and block[0].tag == "p":
            quoted = self._passage(block[0])
            if quoted and quoted.first == quoted.last == 0 and self.essay.saying(quoted.line):
                return self._clean([block, block[0]], [quoted])
        self._look_inside(block, _place(block))
        return []

    def _passage(self, block: Element) -> Passage | None:
        """Return the passage that a block is, if it is to stand on this page or is the essay's wherever it stands."""
        if not self.essay.may_start(_beginning(block)):
            return None
        passage = self.essay.find(plain_text(block))
        return passage if passage and (passage.line in self.lines or self.essay.is_known_by(passage)) else None

    def _look_inside(self, block: Element, place: str) -> None:
        """Note what of the essay stands in a block that is not the essay's."""
        notes = (note for note in block.iter("li") if note.get("id", "").startswith("fn:"))
        of_works = {
            one for note in notes if note.get("id", "").removeprefix("fn:") in self.works for one in note.iter()
        }
        for inner in (one for one in block.iter() if one.tag in _TEXTS and one not in of_works):
            whole = self._passage(inner)
            self.found.texts += [] if whole else filter(None, map(plain_text, _parts(inner, by_breaks=False)))
            found = [whole] if whole else list(filter(None, map(self._passage, _parts(inner))))
            for passage in found:
                self._spoil([passage], f"must not stand {place}{_APART}")
            if not found:
                self._note_sentences(inner)

    def _note_sentences(self, block: Element) -> None:
        """Note each sentence of a block of ours that is the essay's, but for signs, and stands in no marks of quotation."""
        for text in split_sentences(_QUOTED.sub("", plain_text(block))):
            passage = self.essay.find_letters(text)
            if passage and self.essay.is_known_by(passage):
                self.found.spoiled.append(Spoiled((), AS_OURS.format(passage.line), text))

    def _note_others(self, items: list[Element], found: list[Passage | None], passages: list[Passage]) -> None:
        """Note the items of a list that are not the essay's, as the others are."""
        lines = lines_named(passage.line for passage in passages)
        for item, passage in zip(items, found, strict=True):
            if passage is None:
                message = f"this item stands in a list with {lines} of the essay; end the list before it, or put the essay's words back"
                text = plain_text(item)
                self.found.spoiled.append(Spoiled(tuple(passage.line for passage in passages), message, text))

    def _spoil(self, passages: list[Passage], how: str) -> None:
        lines = tuple(passage.line for passage in passages)
        message = f"{lines_named(lines)} of the essay {how}"
        self.found.spoiled.append(Spoiled(lines, message, self.essay.text_of(passages[0])))

    def _clean(self, elements: list[Element], passages: list[Passage]) -> list[Passage]:
        """Return the passages where their elements hold nothing but text, citation marks and links."""
        wrong = next((wrong for element in elements for wrong in self._spoiling(element)), None)
        if any(_OTHER_BLANK.search("".join(element.itertext())) for element in elements):
            wrong = "a blank that is no plain one"
        if wrong is None:
            return passages
        self._spoil(passages, f"must not have {wrong}{_PLAIN}")
        return []

    def _spoiling(self, block: Element) -> Iterator[str]:
        if block.attrib:
            yield "a list of attributes"
        before = block.text or ""
        for inner in block:
            if is_footnote_mark(inner):
                keys = [(link.get("href") or "").partition("#fn:")[2] for link in inner.iter("a")]
                if not all(key in self.works for key in keys):
                    yield _MARK_UP["sup"]
                if _GOES_ON.match(inner.tail or ""):
                    yield "a citation within a word"
            elif inner.tag == "a":
                yield from _spoiling_link(inner)
                if _GOES_ON.match(inner.tail or "") or before[-1:].isalnum():
                    yield "a link within a word"
            elif (block.tag, inner.tag) != ("ul", "li") and (inner.tag != "p" or len(block) > 1):
                yield _MARK_UP.get(inner.tag, "more than one paragraph" if inner.tag == "p" else f"<{inner.tag}>")
            before = inner.tail or ""

    def _wrap(self, parent: Element, run: list[tuple[Element, list[Passage]]]) -> None:
        if not run:
            return
        position = list(parent).index(run[0][0])
        group = Element("div", {"class": "essay", "role": "group", "aria-label": LABEL})
        group.tail = "\n"
        group.append(self._sign([passage for _, passages in run for passage in passages]))
        for block, _ in run:
            block.set("class", "from-essay")
            parent.remove(block)
            group.append(block)
        parent.insert(position, group)

    def _sign(self, passages: list[Passage]) -> Element:
        """Return the visible sign, which is also the label that a screen reader says."""
        sign = Element("p", {"class": "essay-sign", "data-search-exclude": ""})
        url = self.line_url(passages[0].line)
        link = SubElement(sign, "a", {"href": url}) if url else SubElement(sign, "span")
        link.text = f"The essay, {lines_named(passage.line for passage in passages)}"
        return sign


def _spoiling_link(link: Element) -> Iterator[str]:
    """Yield what of a link may not stand in the essay's words: it leads to a page of this site, from some of them."""
    words = plain_text(link)
    if not words:
        yield "a link without words"
    elif words[-1] in ".?!":
        yield "a link of a whole sentence"
    if ":" in link.get("href", ""):
        yield "a link to another site"
    if set(link.attrib) != {"href"}:
        yield "a link with more than its address"
    yield from (f"{_MARK_UP.get(other.tag, other.tag)} in a link" for other in link)


def _place(block: Element) -> str:
    if block.tag == "div" and "admonition" in (block.get("class") or "").split():
        return "in a note"
    if block.tag == "div" and "footnote" in (block.get("class") or "").split():
        return "in a footnote"
    return "as a heading" if is_heading(block) else _PLACES.get(block.tag, f"in <{block.tag}>")


def _parts(block: Element, *, by_breaks: bool = True) -> Iterator[Element]:
    """Yield what of a block stands by itself: what is parted by the blocks in it, and by its breaks."""
    if not len(block):
        yield block
        return
    part = Element(block.tag)
    part.text = block.text
    for inner in block:
        if (by_breaks and inner.tag == "br") or inner.tag in _TEXTS or inner.tag in _PLACES:
            yield part
            part = Element(block.tag)
            part.text = inner.tail
        else:
            part.append(inner)
    yield part


def _beginning(block: Element) -> str:
    """Return some of the text that a block begins with, if that can be told without reading on."""
    if block.text or not len(block):
        return block.text or ""
    first = block[0]
    return f"{first.text or ''}{first.tail or ''}" if first.tag in ("strong", "em") and not len(first) else ""


def _content(block: Element) -> Element:
    """Return the paragraph that a loose list item holds, or the block itself."""
    return block[0] if len(block) == 1 and block[0].tag == "p" and not (block.text or "").strip() else block
