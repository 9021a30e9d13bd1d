"""One walk through a rendered page in reading order: links terms, and notes mentions, citations and their sections."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from essaysite.read.markdown_text import PART_MARK, is_footnote_mark, is_heading, plain_text
from essaysite.read.model import EVIDENCE_PAGE
from essaysite.read.page_file import Source
from essaysite.read.term_names import Matcher
from essaysite.read.work import Work

from .apparatus import TO_BIBLIOGRAPHY, UNHEARD, name_work
from .essay_marks import ProvenanceMarker
from .found import PageRecord, Said, Section
from .sentences import sentence_with

# Emphasis is here because titles of works are set in it.
_NO_TERMS = frozenset(
    "a button caption cite code em figcaption label math pre q blockquote script style summary sup svg th".split()  # noqa: SIM905
)
# Behind bold words that are part of a sentence: "**Proxy** is …", "the **proxy**."; but "**Proven** It holds" looks like a label.
_GOES_ON = re.compile(r"[.,;:!?)\u2019'-]|,? [a-z]")
_NO_TERM_CLASS = "admonition-title"
_NEW_BLOCK = frozenset({"p", "li", "td", "th", "dt", "dd", "div"})


@dataclass
class PageContext:
    """What marking one page needs to know.

    ``own_id`` is the page's id, ``path`` its source's below ``docs``. ``path_of`` gives a page's source by id, ``id_at`` its id by source.
    ``matcher`` is ``None`` where terms do not link themselves, ``provenance`` where there is no essay.
    ``works`` are those of the bibliography, by key; ``references_path`` is the page that shows it, empty where there is none.
    ``summary`` is what the page's first paragraph may repeat; empty where that does not matter.
    """

    own_id: str
    path: str
    source: Source
    record: PageRecord
    matcher: Matcher | None
    provenance: ProvenanceMarker | None
    path_of: Callable[[str], str]
    id_at: Callable[[str], str | None]
    works: Mapping[str, Work] = field(default_factory=dict)
    references_path: str = ""
    summary: str = ""

    @cached_property
    def folder(self) -> str:
        """The folder of the page's source."""
        return posixpath.dirname(self.path)

    def link_to(self, path: str) -> str:
        """Return the source-relative link to another page's source."""
        return _relative(path, self.folder or ".")


@cache
def _relative(path: str, folder: str) -> str:
    return posixpath.relpath(path, folder)


class Walker:
    """Goes once through a page in reading order: links terms and notes mentions, citations and their sections."""

    def __init__(self, page: PageContext) -> None:
        self.page = page
        self.record = page.record
        self.section = Section()
        self.linked: set[str] = set()
        self.in_quotation = False
        # The block that is being read, whether it is the essay's, and each first mention with the two.
        self.block: Element | None = None
        self.in_essay = False
        self.first: dict[str, tuple[Element, Element | None, bool]] = {}

    def walk(self, element: Element, *, may_link: bool = True) -> None:
        """Mark an element and all within it, in place; terms are linked only where it ``may_link``."""
        tag = element.tag
        if is_heading(element):
            self.section = Section(element.get("id", ""), plain_text(element))
            for link in element.findall("a[@class='headerlink']"):  # else "#" would be part of the heading's name
                link.attrib.update(UNHEARD)
            return
        if is_footnote_mark(element):
            self._note_citation(element)
            return
        if tag == "a":
            self._note_link(element)
        classes = (element.get("class") or "").split()
        if classes:
            if "evidence" in classes:
                self._name_label(element)
            if "essay-sign" in classes:
                return
            if "footnote" in classes:
                self._lead_to_bibliography(element)
                return
            may_link = may_link and _NO_TERM_CLASS not in classes
        outer = self.block, self.in_essay
        self.in_essay = self.in_essay or "essay" in classes
        if tag in _NEW_BLOCK:
            self.in_quotation = False
            self.block = element
        self._walk_content(element, may_link=may_link and tag not in _NO_TERMS and not _stands_as_label(element))
        self.block, self.in_essay = outer

    def _name_label(self, label: Element) -> None:
        label.set("aria-label", f"Evidence: {plain_text(label)}")
        if self.page.path != EVIDENCE_PAGE or self.block is None:
            return
        if list(self.block) == [label] and plain_text(self.block) == plain_text(label):
            self.block.set("class", "label-alone")  # below a heading of its name, on the page of labels

    def _walk_content(self, element: Element, *, may_link: bool) -> None:
        children = list(element)
        # About half of all texts is the white space between blocks.
        if element.text and not element.text.isspace():
            if element.tag != "code":
                self.record.words += len(element.text.split())
            if may_link:
                element.text, links = self._link_terms(element.text)
                element[:0] = links
        for child in children:
            self.walk(child, may_link=may_link)
            if child.tail and not child.tail.isspace():
                self.record.words += len(child.tail.split())
                if may_link:
                    child.tail, links = self._link_terms(child.tail)
                    if links:
                        position = list(element).index(child) + 1
                        element[position:position] = links

    def _link_terms(self, text: str) -> tuple[str, list[Element]]:
        """Return the text up to the first term, and the links that follow it, each with its tail."""
        links: list[Element] = []
        if self.page.matcher is None or isinstance(text, AtomicString) or re.fullmatch(PART_MARK, text.strip()):
            return text, links
        lead, end, followed = text, 0, 0
        for match in self.page.matcher.find(text):
            is_quoted = self._is_quoted(text[followed : match.start])
            followed = match.end
            if is_quoted or match.node_id in self.linked or match.node_id == self.page.own_id:
                continue
            before = text[end : match.start]
            if links:
                links[-1].tail = before
            else:
                lead = before
            links.append(self._term_link(match.node_id, text[match.start : match.end]))
            end = match.end
        self._is_quoted(text[followed:])
        if links:
            links[-1].tail = text[end:]
        return lead, links

    def _is_quoted(self, text: str) -> bool:
        """Follow straight quotation marks through ``text``; tell whether a quotation is open at its end."""
        if text.count('"') % 2:
            self.in_quotation = not self.in_quotation
        return self.in_quotation

    def _term_link(self, node_id: str, text: str) -> Element:
        self.linked.add(node_id)
        self.record.mention(node_id, self.section)
        link = Element(
            "a", {"class": "term", "href": self.page.link_to(self.page.path_of(node_id)), "data-preview": ""}
        )
        link.text = AtomicString(text)
        self._note_first(node_id, link)
        return link

    def _note_link(self, link: Element) -> None:
        """Note a mention that the author linked by hand, and give the link its hover card."""
        href = (link.get("href") or "").partition("#")[0]
        if not href.endswith(".md") or ":" in href:
            return
        link.set("data-preview", "")
        target = self.page.id_at(posixpath.normpath(posixpath.join(self.page.folder, href)))
        if target and target != self.page.own_id:
            self.linked.add(target)
            self.record.mention(target, self.section)
            self._note_first(target, link)

    def _note_first(self, node_id: str, link: Element) -> None:
        self.first.setdefault(node_id, (link, self.block, self.in_essay))

    def note_sentences(self) -> None:
        """Note the sentence of each first mention, now that all links stand in their blocks."""
        for node_id, (link, block, in_essay) in self.first.items():
            if block is not None and (text := sentence_with(link, block)):
                self.record.said[node_id] = Said(text, in_essay)

    def _note_citation(self, mark: Element) -> None:
        for link in mark.findall("a"):
            key = (link.get("href") or "").partition("#fn:")[2]
            if key in self.page.works:
                is_new = self.section not in self.record.citations.get(key, ())
                name_work(mark, self.page.works[key].short, is_new=is_new)
                self.record.cite(key, self.section)

    def _lead_to_bibliography(self, footnotes: Element) -> None:
        """Give each reference under the page the way to its entry in the bibliography."""
        if not self.page.references_path:
            return
        for item in footnotes.iter("li"):
            key = (item.get("id") or "").removeprefix("fn:")
            if key not in self.page.works or not len(item):
                continue
            last = item[-1]
            back = next(
                (index for index, child in enumerate(last) if child.get("class") == "footnote-backref"), len(last)
            )
            href = f"{self.page.link_to(self.page.references_path)}#{key}"
            link = Element("a", {"class": "to-bibliography", "href": href})
            link.text, link.tail = TO_BIBLIOGRAPHY, "\u00a0"
            last.insert(back, link)


def _stands_as_label(element: Element) -> bool:
    """Tell whether bold words stand where a label does, right before a claim."""
    if element.tag != "strong" or plain_text(element).endswith(":"):
        return False
    return _GOES_ON.match(element.tail or "") is None
