"""What of a page's Markdown did not work: signs of mark-up that are left as text, and parts that hold nothing.

No list of mistakes could be whole. So this looks at what Markdown has made of a page: a sign that still stands in its
text did nothing, and readers would see it. Where they are to see it, a backslash before it says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markdown.util import ETX, STX

from essaysite.read.faults import suggestion
from essaysite.read.markdown_text import PART_MARK, is_footnote_mark, is_heading, plain_text
from essaysite.read.unwritten import PLACEHOLDER

from .signs import PATTERNS
from .wrong_links import wrong_words


class Leftover(NamedTuple):
    """What is wrong, what to look for on the page to find its line, and from which place on.

    It is no news where one of so many lines above it (``reach``) has a fault, of which it may be the outcome.
    """

    written: str
    message: str
    after: int = 0
    reach: int = 0


_APART = "\ufffc"  # in place of code, marks, and signs with a backslash
_INLINE = frozenset({"a", "abbr", "br", "del", "em", "img", "small", "span", "strong", "sub", "sup"})
_PIECES = re.compile(f"[\n{_APART}]")
_STASHED = re.compile(f"{STX}[^{ETX}]*{ETX}")
# "[[pages]]", "[…]", "[0, 1)", and what somebody inserts into words of others: "he said [it] works".
_RIGHT = re.compile(rf"(?<![\\\[!]){PART_MARK}(?![(\[:])|\[(?:\u2026|\.\.\.)\]|[\[(]-?\d[\d.]*, ?-?\d[\d.]*[\])]")
_INSERTED = re.compile(r"(?<!\])\[[A-Za-z][A-Za-z ,'-]*\](?! ?[(\[])")
_QUOTED = re.compile(r"\"[^\"]*\"")

_BEFORE, _BEHIND = 12, 24
_SAME = 60  # letters that a text has at least, if it is not to stand twice
# "[smith2020" → smith2020
_KEY = re.compile(r"[^\w\n]{0,4}([\w-]*\d{4}\w*)")
_BARE_KEY = re.compile(r"\b[a-z][\w-]*\d{4}\w*")
_ESCAPED = re.compile(r"[][*_`|@{}#]{1,2}")
_ROUND = re.compile(r"\(|(?:(?<=\s)|\A)\w{1,2}\)|\)")  # in "a) one, b) two" none is open
# What says nothing of a picture: "image", "IMG_1234.png", "A chart|400".
_NO_TEXT = re.compile(
    r"[\s.\u2026]*|alt(?: text)?|(?:image|picture|figure|fig\.|photo|screenshot)[ \d.:]*|\S+\.\w{3,4}|.*\|\d+",
    re.IGNORECASE,
)
_OF_A_WORK = re.compile(r"https://(?:arxiv|doi)\.org/")  # whose number a link may be
_LEVEL = 2  # of a page's own headings; its title is the first


def leftovers(root: Element, works: Collection[str], body: str) -> Iterator[Leftover]:
    """Yield what is wrong on a rendered page whose signs with a backslash are not spelt out.

    ``works`` are the keys that can be cited; ``body`` is the page's Markdown without its code.
    """
    yield from _wrong_headings(root, body)
    for element in root.iter():
        if is_footnote_mark(element) or element.get("class") == "headerlink":
            continue
        yield from _wrong_element(element)
    end, seen = 0, set[str]()
    for block in _blocks(root, works):
        # Blocks stand in the order of the page; what tells one best from the others is its longest piece of plain text.
        piece = max(_PIECES.split(block), key=len).strip()
        after = max(body.find(piece, end), 0)
        end = after + len(piece) if after else end
        text = _RIGHT.sub(_blanked, _QUOTED.sub(lambda quoted: _INSERTED.sub(_blanked, quoted[0]), block))
        for pattern, remedy in PATTERNS:
            if found := pattern.search(text):
                yield _left(block, found, remedy, works)._replace(after=after)
                break
        else:
            if half := _without_half(text):
                yield Leftover(piece, f"{half} in '{piece[:_BEHIND]}' has no other half; write both, or none", after)
            elif key := next((key for key in _BARE_KEY.findall(text) if key in works), ""):
                yield Leftover(key, f"'{key}' is printed as it stands; a citation is [@{key}]", after)
            elif block in seen:
                yield Leftover(piece, f"the words '{piece[:_BEHIND]}…' stand twice on this page; say them once", after)
        if len(piece) >= _SAME:
            seen.add(block)


def _without_half(text: str) -> str:
    """Return which sign in a text stands without the one that belongs to it, or an empty text."""
    is_open = 0
    for bracket in _ROUND.finditer(text):
        is_open += 1 if bracket[0] == "(" else -1
        if is_open < 0 and bracket[0] != ")":
            is_open = 0
        elif is_open < 0:
            break
    if is_open:
        return "a round bracket"
    are_curly = "\u201e" not in text and text.count("\u201c") != text.count("\u201d")
    return "a quotation mark" if text.count('"') % 2 or are_curly else ""


def _blanked(found: re.Match[str]) -> str:
    return _APART * len(found[0])


def _left(block: str, found: re.Match[str], remedy: str, works: Collection[str]) -> Leftover:
    start = max(block.rfind(_APART, 0, found.start()), block.rfind("\n", 0, found.start()), found.start() - _BEFORE - 1)
    around = _PIECES.split(block[start + 1 :].lstrip("\n"))[0][: _BEFORE + _BEHIND]
    sign, shown = found[0].strip(), " ".join(around.split())
    key = _KEY.match(block, found.start())
    near = suggestion(key[1], works) if key else ""
    escaped = "".join(f"\\{letter}" for letter in sign)
    also = f"; where readers are to see it, write {escaped}" if _ESCAPED.fullmatch(sign) else ""
    if near:
        remedy, also = near.removeprefix("; ").replace("'", "[@", 1).replace("'", "]", 1), ""
    return Leftover(around.strip(), f"'{sign}' is printed as it stands in '{shown}'; {remedy}{also}")


def _blocks(element: Element, works: Collection[str]) -> Iterator[str]:
    """Yield the text of each paragraph, item, cell and heading; code, marks and signs with a backslash are one letter."""
    if element.tag in ("code", "pre") or element.get("id", "").removeprefix("fn:") in works:
        return
    pieces: list[str] = []
    yield from _gather(element, pieces, works)
    text = _STASHED.sub(_APART, "".join(pieces))
    if text.strip():
        yield text


def _bare(address: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address).rstrip("/.")


def _gather(element: Element, pieces: list[str], works: Collection[str]) -> Iterator[str]:
    pieces.append(element.text or "")
    for child in element:
        if (
            child.tag in ("code", "img", "math")
            or (child.tag == "a" and not child.text and not len(child))
            or is_footnote_mark(child)
            or _bare(child.get("href", "")) == _bare(child.text or "_")
            or _OF_A_WORK.match(child.get("href", ""))
            or child.get("class") in ("headerlink", "footnote-backref")
        ):
            pieces.append(_APART)
        elif child.tag in _INLINE:
            yield from _gather(child, pieces, works)
        else:
            yield from _blocks(child, works)
        pieces.append(child.tail or "")


def _wrong_headings(root: Element, body: str) -> Iterator[Leftover]:
    above, empty, texts, places = 1, None, set[str](), _heading_places(root, body)
    for element in root.iter():
        if is_heading(element) and element not in places:
            text = plain_text(element)
            message = f"the heading '{text}' stands inside of a list, quotation or note; write it at the left edge, or as plain words"
            yield Leftover(f"# {text}", message)
    for element in root:
        if not is_heading(element):
            empty = empty if element.get("class") == "footnote" else None
            continue
        level = int(element.tag[1])
        message = _wrong_heading(element, level, above, texts)
        if message:
            yield Leftover(_written(element), message, places[element])
        if empty is not None and level <= above:
            yield _nothing_below(empty, places)
        above, empty = level, element
        texts.add(plain_text(element).casefold())
    if empty is not None:
        yield _nothing_below(empty, places)


def _written(heading: Element) -> str:
    return f"{'#' * int(heading.tag[1])} {plain_text(heading)}"


def _heading_places(root: Element, body: str) -> dict[Element, int]:
    """Return where on the page to look for each heading: behind the one before it."""
    places, end = {}, 0
    for heading in filter(is_heading, root):
        place = body.find(_written(heading), end)
        places[heading] = max(place, end)
        end = place + len(_written(heading)) if place >= 0 else end
    return places


def _wrong_heading(element: Element, level: int, above: int, texts: Collection[str]) -> str:
    """Say what is wrong with a heading below one of a level, on a page with other headings; or nothing."""
    text = plain_text(element)
    if level < _LEVEL:
        return f"'{text}' is a second title of the page; write it as '## {text}'"
    if level > above + 1:
        return f"the heading '{text}' skips a level; write it with {above + 1} '#'"
    if any(inner.tag == "img" or is_footnote_mark(inner) for inner in element.iter()):
        return f"a picture or note stands in the heading '{text}'; move it below"
    if text.casefold() in texts:
        return f"the heading '{text}' stands twice on this page; give each words of its own"
    if text.endswith((".", ":", ",", ";")):
        return f"the heading '{text}' ends in '{text[-1]}'; leave it out"
    if text and re.fullmatch(r"_\d+", element.get("id", "")):
        return f"the heading '{text}' has no letter to make its address of; write '{'#' * level} {text} {{ #name }}'"
    return ""


def _nothing_below(heading: Element, places: Mapping[Element, int]) -> Leftover:
    message = f"nothing stands below the heading '{plain_text(heading)}'; write its text, or remove it"
    return Leftover(_written(heading), message, places[heading])


def _wrong_element(element: Element) -> Iterator[Leftover]:
    text = plain_text(element)
    classes = (element.get("class") or "").split()
    if element.tag == "img" and (
        _NO_TEXT.fullmatch(element.get("alt", "")) or PLACEHOLDER.search(element.get("alt", ""))
    ):
        source = element.get("src", "")
        yield Leftover(
            f"]({source}",
            f"the picture '{source}' has no text for those who do not see it; write ![what it shows]({source})",
        )
    if element.tag == "img" and (sign := re.search(r"\*+(?=\w)|[`\[]", element.get("alt", ""))):
        message = f"the text of a picture is plain, so the '{sign[0]}' in '{element.get('alt', '')}' is shown; write words alone"
        yield Leftover(f"]({element.get('src', '')}", message)
    if element.tag == "code" and re.match("`[^`]*\n", element.text or ""):
        yield Leftover("```", "code has a line of three '`' before it and one behind it, each with as many")
    if element.tag == "a" and "footnote-backref" not in classes and (wrong := wrong_words(element, text)):
        yield Leftover(f"{f'[{text}' if text else ''}]({element.get('href', '')}", wrong)
    if element.tag == "p" and len(element) == 1 and element[0].tag == "strong" and plain_text(element[0]) == text:
        yield Leftover(f"**{text}", f"'{text}' stands alone in bold letters; write '## {text}' if it is a heading")
    if element.tag == "pre":
        first = unescape("".join(element.itertext())).lstrip("\n").partition("\n")[0]
        yield Leftover(
            f"    {first}",
            "four blanks make code of this line; take them out, or write ``` above and below the code",
            reach=2,
        )
    if (element.tag == "summary" or "admonition-title" in classes) and any(map(is_footnote_mark, element)):
        yield Leftover(text, "a citation stands in the title of this note; move it to the note's text")
    if element.tag == "abbr" and re.search(r"[\[\]*`]", element.get("title", "")):
        yield Leftover(
            f"*[{text}]:",
            f"the words for '{text}' are shown as they stand; write plain ones, without citations or mark-up",
        )
