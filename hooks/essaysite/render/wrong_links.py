"""What is wrong with the links and pictures of a page, as readers see them and as browsers follow them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element

from markdown.util import AMP_SUBSTITUTE, ETX, STX

from essaysite.read.addresses import is_address, names_another_address, on_this_machine, turns_elsewhere
from essaysite.read.markdown_text import flatten, is_footnote_mark, plain_text
from essaysite.read.model import ESSAY_PAGE, REFERENCES_PAGE
from essaysite.read.picture_file import PICTURES

from .citation_marks import show_hidden

NAME_IT = "name the page's file, as '../views/index.md'"
# A scheme, as https:, or a stroke at the start
_LEADS_AWAY = re.compile(r"[^/?#]*:|[/\\]")
PLACE_OF = re.compile(f"{STX}[^{ETX}]*{ETX}")  # what Markdown puts in later, as the way back from a note
# They say nothing of where a link leads.
_NO_WORDS = frozenset({"click here", "here", "link", "more", "read more", "this link", "this page"})
_HIDDEN = re.compile(r"(?!\w+:)(?:[^?#]*/)?\.(?!\.?(?:/|$))")  # "../.x/a.png"
# Where no link of a page leads: "../about/source.md#line-18", "../references.md#smith2020", "#fnref:a"
_NO_PLACES = (
    (
        re.compile(r"(?!\w+:)[^#]*#editors-note"),
        "an editor's note, which belongs to its page; name a heading, as '#name'",
    ),
    (
        re.compile(r"(?!\w+:)[^#]*#line-\d"),
        "a line of the essay, to which only the build leads; link the page that it stands on",
    ),
    (
        re.compile(rf"(?:[^:#?]*/)?{re.escape(REFERENCES_PAGE)}(?:\?[^#]*)?#."),
        "a work, to which the mark of a citation leads; write [@key]",
    ),
    (_HIDDEN, "in a hidden folder, of which nothing is published; move the file to one without a dot"),
    (
        re.compile(r"(?!\w+:)[^#]*(?:\?|%(?:2[def]|3\d|[46][1-9a-f]|[57][\da]|5[cf]|7e))", re.IGNORECASE),
        "no plain address of a page; write its file alone, in plain letters, without what follows a '?'",
    ),
    (re.compile("[^:]*#fn:"), "a reference or note, to which only its mark leads; write [@key] or [^name]"),
    (re.compile("[^:]*#fnref:"), "the place of a note's mark, which only the build knows; name a heading, as '#name'"),
)
_ENTITY = re.compile(r"&#?\w+;")
_NEAR = 2_000  # letters beside a link that may belong to its word


def as_read(value: str) -> str:
    """Return a title as a browser reads it: without Markdown's marks, and with the characters of its entities.

    The theme shows a title as HTML, so its entities are read twice.
    """
    return unescape(unescape(_written(value)))


def address_read(value: str) -> str:
    """Return an address as a browser reads it: entities once, and none without its ";", as in "?a=1&copy=2"."""
    return _ENTITY.sub(lambda entity: unescape(entity[0]), _written(value))


def _written(value: str) -> str:
    """Return an attribute as it will be written, without Markdown's own marks."""
    value = re.sub(f"{STX}(\\d+){ETX}", lambda code: chr(int(code[1])), value.replace(AMP_SUBSTITUTE, "&"))
    return show_hidden(PLACE_OF.sub(" ", value))


def wrong_target(link: Element, word: str, target: str) -> str:
    """Say why a link, which is a part of a ``word``, may not lead where it does, or nothing."""
    if not target.strip("#"):
        return f"the link '{plain_text(link)}' leads nowhere; write its address: [words](page.md)"
    if on_this_machine(target):
        return f"'{target}' leads to the reader's own machine; {NAME_IT}"
    if wrong := _no_address(target):
        return wrong
    for place, whose in _NO_PLACES if "class" not in link.attrib else ():
        if place.match(target):
            return f"'{target}' is {whose}"
    if link.find(".//math") is not None:
        return f"a formula stands in the link '{plain_text(link)}'; write words"
    said = [(as_read(words), True) for words in _said(link)]
    beside = [] if "class" in link.attrib else [(as_read(word), False)]
    for words, in_full in [*said, *beside]:
        if names_another_address(words, target, in_full=in_full):
            return f"'{flatten(words)}' names another place than '{target}', where the link leads; write the one that is meant, or other words"
    return ""


def _no_address(target: str) -> str:
    """Say why a link may lead nowhere under such an address, or nothing."""
    if turns_elsewhere(target):
        return f"'{flatten(target)}' holds '..' or a '\\', of which a browser makes another address; write that one"
    if target.startswith("mailto:") and "?" in target:
        return f"'{flatten(target)}' holds more than a mailbox; leave out what follows its '?'"
    if not is_address(target):
        return f"'{flatten(target)}' is no address for a link; it starts with https://, http:// or mailto:, or names a file, seen from this page, as ../views/index.md"
    return ""


def _said(link: Element) -> Iterator[str]:
    """Yield what a link says of where it leads: its words, its title, and that of what stands in it."""
    yield plain_text(link)
    for element in link.iter():
        yield from (element.get(name, "") for name in ("title", "alt"))


def leads_to(element: Element, page: str) -> bool:
    """Tell whether a link in an element leads to a page that is known by where it stands, as seen from any folder."""
    targets = (re.split(r"[?#]", link.get("href", ""))[0] for link in element.iter("a"))
    return any(posixpath.basename(target) == posixpath.basename(page) for target in targets)


def leads_to_essay(element: Element) -> bool:
    """Tell whether a link in an element leads to the page of the whole essay, or to its file, the one text that is no page."""
    targets = (re.split(r"[?#]", link.get("href", ""))[0] for link in element.iter("a"))
    return leads_to(element, ESSAY_PAGE) or any(
        target.endswith(".txt") and not _LEADS_AWAY.match(target) for target in targets
    )


def words_with_links(root: Element) -> dict[Element, str]:
    """Return each link of a page with the word that it is, or is a part of: good.[example](https://a.bc), "good.example"."""
    places: dict[Element, list[int]] = {}
    pieces, at = list(_pieces(root, None)), 0
    for link, piece in pieces:
        if link is not None:
            places.setdefault(link, [at, at])[1] = at + len(piece)
        at += len(piece)
    text = "".join(piece for _, piece in pieces)

    def word(start: int, end: int) -> str:
        return _last(text[max(start - _NEAR, 0) : start]) + text[start:end] + _first(text[end : end + _NEAR])

    return {link: word(*place) for link, place in places.items()}


def _last(text: str) -> str:
    return "" if not text or text[-1].isspace() else text.rsplit(maxsplit=1)[-1]


def _first(text: str) -> str:
    return "" if not text or text[0].isspace() else text.split(maxsplit=1)[0]


def _pieces(element: Element, link: Element | None) -> Iterator[tuple[Element | None, str]]:
    yield link, element.text or ""
    for child in element:
        if is_footnote_mark(child):
            yield link, " "
        else:
            yield from _pieces(child, child if child.tag == "a" else link)
        yield link, child.tail or ""


def is_picture(source: str) -> bool:
    """Tell whether an address is one of a picture of this site."""
    is_file = re.split(r"[?#]", source)[0].lower().endswith(PICTURES)
    return is_file and not _LEADS_AWAY.match(source) and not _HIDDEN.match(source) and is_address(source)


def wrong_words(link: Element, words: str) -> str:
    """Say what is wrong with the words of a link, or with its address beside them, or nothing."""
    target = link.get("href", "")
    if not words and not len(link):
        return f"the link to '{target}' has no words; write [words]({target})"
    if any(map(is_footnote_mark, link)):
        return f"a note stands inside of the link '{words}'; move it behind the link"
    if words.casefold() in _NO_WORDS:
        return f"'{words}' does not say where the link leads; link words that do"
    if re.split(r"[?#]", target)[0].lower().endswith(PICTURES) and ":" not in target:
        return f"'{target}' is a picture, which a link does not show; write ![what it shows]({target})"
    return ""
