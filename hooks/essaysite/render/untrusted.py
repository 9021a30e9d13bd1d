"""What of a page's Markdown and fields is taken at its word: nothing that could run, send, redirect, or pose as the build's.

Anyone may propose a page. So HTML in it is text, attributes and addresses come from short lists, and characters that
nobody sees are left out; each of these is a fault, and even where faults are passed over it does nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from essaysite.read.faults import Fault, suggestion
from essaysite.read.forbidden import NEEDED, UNNEEDED
from essaysite.read.graph import Graph
from essaysite.read.ids import is_of_the_build
from essaysite.read.markdown_text import flatten, hide_code, plain_text, spell_out
from essaysite.read.misnamed_links import PageNames
from essaysite.read.page_file import Source

from .citation_marks import show_hidden, show_hidden_in
from .finding_labels import labels_of_others, wrong_labels
from .formulas import PRIORITY, Formulas
from .leftovers import leftovers
from .link_check import LinkCheck
from .places import Places
from .read_as import is_note, labels_read_on, places_of_parts, signs_read_on, wrongly_signed
from .shown import CodeRead, Shown
from .wrong_links import address_read, as_read, is_picture, words_with_links

NOTE_KINDS = frozenset(
    "abstract bug danger editor example failure info note question quote success tip warning".split()  # noqa: SIM905
)

# Element, name and value of each attribute that a page may give: { .evidence } behind a link → "a .=evidence".
_ATTRIBUTE = re.compile(
    r"h[1-6] id=[a-z0-9]+(?:-[a-z0-9]+)*|a \.=(?:evidence|flag)|img (?:\.=figure|(?:width|height)=(?:[1-9]\d{1,2}|1\d{3})|loading=lazy)"
)
_MAY_STAND = "{ #name } behind a heading, { .evidence } or { .flag } behind a link, and { .figure width=… height=… } behind an image"
# ".evidense" → found: nearly the class of a label or flag
_MEANS_LABEL = re.compile(r"evid|flag", re.IGNORECASE)
# Scripts look for these ids; all of the theme's own begin with two underscores.

# Labels, flags and titles of notes, where an abbreviation would put other words.
_NO_ABBREVIATIONS_IN = frozenset({"evidence", "flag", "admonition-title"})

# What Markdown puts in place of mark-up until the page is whole; not of a letter behind a backslash.
_STASHED = re.compile(f"{STX}(?!\\d+{ETX})[^{ETX}]*{ETX}?")
_LEADS = frozenset({"href", "src"})
_ESCAPED = re.compile(f"{STX}(\\d+){ETX}")
_ENTITY = re.compile(r"&(?:#\w+|\w+);")
_ON_NO_PAGE = ETX + STX
_TAG = re.compile(r"<[^>]*>")
# What code may become: elements that show it, with the class of its language.
_CODE_CLASS = r"(?:highlight|language-[\w+#-]+)"
_CODE_TAG = re.compile(rf'</?(?:div|pre|code|span)(?: class="(?:{_CODE_CLASS}(?: {_CODE_CLASS})*)?")?>')


class UntrustedExtension(Extension):
    """Takes HTML out of Markdown's syntax, and checks attributes and addresses; ``faults`` are those of all pages.

    ``refused`` are files below ``docs`` of which it is told that they may not stand there.
    """

    def __init__(self, site_url: str = "") -> None:
        super().__init__()
        self.site_url = site_url
        self.refused: Collection[str] = ()
        self.faults: list[Fault] = []
        self.leftovers: list[tuple[Fault, int]] = []
        self.start("", Source(""), "", (), PageNames(Graph()))

    def start(self, path: str, source: Source, body: str, works: Collection[str], names: PageNames) -> None:
        """Get ready for the page at ``path``, relative to ``docs``; ``works`` are the keys of the bibliography, ``names`` those of pages."""
        self.path, self.source, self.body, self.works, self.names = path, source, show_hidden(body), works, names
        self._places = Places(source, self.body)

    def path_of(self, link: str) -> str:
        """Return the file, below ``docs``, to which a link of the page leads."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.path), link))

    def found(self, told: Collection[tuple[str, int]]) -> list[Fault]:
        """Return the faults of all pages; what is left over on a line that has a fault already is no news."""
        told = {*told, *((fault.path, fault.line) for fault in self.faults)}

        def is_news(fault: Fault, reach: int) -> bool:
            return not any((fault.path, fault.line - back) in told for back in range(reach + 1))

        return self.faults + [fault for fault, reach in self.leftovers if is_news(fault, reach)]

    def fault(self, written: str, message: str) -> None:
        """Report what is ``written`` somewhere on the page."""
        self.faults.append(self._places.located(written, message))

    def fault_unless_told(self, written: str, message: str) -> None:
        """Report what is ``written`` somewhere on the page, unless its line has a fault already."""
        self.leftovers.append((self._places.located(written, message), 0))

    def note_leftovers(self, root: Element) -> None:
        """Note what of the page's Markdown did not work."""
        for left in leftovers(root, self.works, hide_code(self.body)):
            self.leftovers.append((self._places.located(left.written, left.message, left.after), left.reach))

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register with a Markdown instance; other extensions must have done so."""
        for registry, name in ((md.preprocessors, "html_block"), (md.inlinePatterns, "html")):
            registry.deregister(name, strict=False)
        # Some of Pygments' readers of code need the square of a text's length, or more.
        if "fenced_code_block" in md.preprocessors:
            fences: Any = md.preprocessors["fenced_code_block"]
            if hasattr(fences, "get_hl_settings"):
                fences.get_hl_settings()  # else it reads them later, and once
                fences.use_pygments = False
        # Words that would put the references, with all that follows them, or a list of headings in their place.
        if "footnote" in md.treeprocessors:
            md.treeprocessors["footnote"].footnotes.setConfig("PLACE_MARKER", _ON_NO_PAGE)  # type: ignore[attr-defined]
        if "toc" in md.treeprocessors:
            md.treeprocessors["toc"].marker = _ON_NO_PAGE  # type: ignore[attr-defined]
        if "attr_list" in md.treeprocessors:
            md.treeprocessors.register(_Attributes(md, self), "attr_list", 8)  # its own priority
        md.treeprocessors.register(CodeRead(md, self), "essaysite-code", PRIORITY + 0.5)  # a formula is code, too
        md.treeprocessors.register(Formulas(md, self.fault), "essaysite-formulas", PRIORITY)
        # Behind the ids of headings (5), before the build's own marks (4).
        md.treeprocessors.register(_Checker(md, self), "essaysite-untrusted", 4.5)
        # Behind all that puts letters in place of marks.
        md.postprocessors.register(Shown(md, self), "essaysite-shown", -1)


# ".figure width=120", "#name", "x='y z'"; and no ".a = { b", of which Markdown drops what it cannot read
_LIST = re.compile(r"[ ]*(?:[^\s={}\"']+(?:=(?:[^\s={}\"']+|\"[^\"{}]*\"|'[^'{}]*'))?[ ]*)+")
_NO_LIST = "'{{ {} }}' holds more than Markdown reads of it; what may stand there is #name, .class and name=value, parted by blanks"


class _Attributes(AttrListTreeprocessor):
    """Reads { … } as Markdown's own extension does, but sets only what is on the list."""

    def __init__(self, md: Markdown, extension: UntrustedExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def assign_attrs(self, elem: Element, attrs_string: str, *, strict: bool = False) -> str:
        attrs, remainder = get_attrs_and_remainder(attrs_string)
        if strict and remainder:
            return remainder
        if not _LIST.fullmatch(attrs_string.removesuffix(remainder)):
            self.extension.fault(f"{attrs_string}}}", _NO_LIST.format(attrs_string.strip()))
            return remainder
        refused = []
        for name, value in attrs:
            if value is not None and _ATTRIBUTE.fullmatch(f"{elem.tag} {name}={value}"):
                elem.set("class" if name == "." else name, value)
            else:
                refused.append({".": f".{value}", "id": f"#{value}"}.get(name, name))
        is_told = len(attrs_string.split()) == 1 and _MEANS_LABEL.search(attrs_string)  # where labels are checked
        if refused and not is_told:
            message = f"{', '.join(refused)} may not stand in {{ … }} behind {_noun(elem)}; what may: {_MAY_STAND}"
            self.extension.fault(f"{attrs_string}}}", message)
        return remainder


def _is_code(block: str) -> bool:
    return all(map(_CODE_TAG.fullmatch, _TAG.findall(block)))


def _noun(element: Element) -> str:
    return {"a": "a link", "img": "an image", "p": "a paragraph", "li": "an item"}.get(element.tag, f"<{element.tag}>")


def _spell_out_addresses(root: Element) -> None:
    """Put letters behind a backslash into addresses: where a link leads is asked in many places, and Markdown puts them in last of all."""
    for element in root.iter():
        for name, value in element.items():
            if name in _LEADS and STX in value:
                element.set(name, _ESCAPED.sub(lambda code: chr(int(code[1])), value))


class _Checker(Treeprocessor):
    """Checks addresses, kinds of notes, ids, and what code has become.

    Here is what readers see, so labels, editor's notes and entities are asked for once more: in raw Markdown, what looks
    like code or like words within a block may be something else.
    """

    def __init__(self, md: Markdown, extension: UntrustedExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        _spell_out_addresses(root)
        self.words = words_with_links(root)
        self.links = LinkCheck(self.extension)
        for element in root.iter():
            if element.attrib:
                self._check(element)
        self.extension.note_leftovers(root)
        stash = self.md.htmlStash.rawHtmlBlocks
        for index, block in enumerate(stash):
            if isinstance(block, str) and _ENTITY.fullmatch(block):
                stash[index] = self._without_entities(block)
        parts = places_of_parts(root)
        spell_out(root, stash)
        show_hidden_in(root)  # a bracket behind a backslash
        for paragraph, words in places_of_parts(root) - parts:
            paragraph.text = words.replace("[[", "[ [")
            message = f"'{words}' is where the build puts a part; write it without a backslash, or put it in code"
            self.extension.fault(words, message)
        self._check_words(root)
        for index, block in enumerate(stash):
            if isinstance(block, str) and not _ENTITY.fullmatch(block) and not _is_code(block):
                stash[index] = f"<pre><code>{escape(unescape(_TAG.sub('', block)), quote=False)}</code></pre>"

    def _check_words(self, root: Element) -> None:
        """Report what is read as the build's or an editor's, once all letters are spelt out."""
        extension = self.extension
        found = [*labels_read_on(root, extension.path), *wrongly_signed(root, extension.body)]
        found += wrong_labels(root, extension.path, extension.names.by_path)
        node = extension.names.by_path.get(extension.path)
        found += labels_of_others(root, node) if node and node.finding else []
        for words, wrong in found:
            extension.fault_unless_told(words, wrong)
        for forged, wrong in signs_read_on(root, self.extension.body):
            self.extension.fault(forged, wrong)

    def _without_entities(self, text: str) -> str:
        """Return a text with each entity that no page needs as it is written; these are reported."""
        for entity in sorted({*_ENTITY.findall(text)} - NEEDED):
            self.extension.fault_unless_told(entity, UNNEEDED.format(entity))
            text = text.replace(entity, f"&amp;{entity[1:]}")
        return text

    def _check(self, element: Element) -> None:
        self._check_texts(element)
        if element.tag == "a":
            self.links.check(element, self.words.get(element, ""))
        elif element.tag == "img":
            self._check_image(element)
        title = element.get("title", "")
        if "<" in as_read(title):  # the theme shows titles as HTML
            element.set("title", as_read(title).replace("<", ""))
            self.extension.fault(title, f"the title '{flatten(title)}' holds a '<'; leave it out")
        name = element.get("id", "")
        if is_of_the_build(name) or name in self.extension.works:
            del element.attrib["id"]
            message = f"the id '{name}' is one that the build sets; give this heading another: {{ #name }}"
            self.extension.fault(plain_text(element), message)
        classes = element.get("class", "").split()
        if _NO_ABBREVIATIONS_IN.intersection(classes) or name.removeprefix("fn:") in self.extension.works:
            self._check_abbreviations(element)
        if is_note(element):
            for unknown in [name for name in classes if name not in NOTE_KINDS and name != "admonition"]:
                element.set("class", "admonition note" if element.tag == "div" else "note")
                near = suggestion(unknown, NOTE_KINDS) or f"; use one of {', '.join(sorted(NOTE_KINDS))}"
                self.extension.fault(unknown, f"'{unknown}' is no kind of note{near}")

    def _check_texts(self, element: Element) -> None:
        """Report what a title, or the text of a picture, holds besides plain words."""
        for name in sorted({"alt", "title"} & element.attrib.keys()):
            element.set(name, self._without_entities(element.get(name, "")))
            if "`" in (text := as_read(element.get(name, ""))):
                self.extension.fault("`", f"the title or text '{flatten(text)}' holds a '`'; leave it out")
            if _STASHED.search(text := element.get(name, "")):
                element.set(name, _STASHED.sub("", text))
                message = "the text of a picture or title is plain words; take the mark-up out of it"
                self.extension.fault(f"]({element.get('src') or element.get('href') or ''}", message)

    def _check_abbreviations(self, element: Element) -> None:
        """Report abbreviations in what says by itself what it means: ``*[Argued]: proven`` would have a label say otherwise."""
        for short in [inner for inner in element.iter("abbr") if inner.attrib.pop("title", "")]:
            message = f"the abbreviation '{short.text}' stands in a label, a reference or the title of a note too; write it out where it stands, and take this line out"
            self.extension.fault(f"*[{short.text}]:", message)

    def _check_image(self, image: Element) -> None:
        source = address_read(image.get("src", ""))
        if not is_picture(source):
            image.tag, image.text = "span", image.get("alt", "")
            image.attrib.clear()
            message = f"'{flatten(source)}' is no picture of this site; put it below docs/ and name it from there"
            if self.extension.path_of(source) not in self.extension.refused:  # else that is told of the file
                self.extension.fault(source or "]()", message)
