"""What a page's words are read or heard as, however they were put together: a sign of the essay, a label, a panel, a note of an editor's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from html import unescape
from itertools import chain, pairwise, zip_longest
from xml.etree.ElementTree import Element

from essaysite.read.addresses import names_a_place
from essaysite.read.essay_signs import forged_signs, makes_a_sign, names_a_law, names_the_essay, says_whose
from essaysite.read.field_text import OF_THE_BUILD
from essaysite.read.labels import wrong_as_name
from essaysite.read.letters import in_plain_letters, is_named
from essaysite.read.markdown_text import HEADINGS, PART_MARK, flatten, is_heading, plain_text
from essaysite.read.model import ENDING_HEADINGS, EVIDENCE_PAGE, FRAME, PANELS, RELATION
from essaysite.read.notes import EDITOR, begins_as_note, wrong_with_speaker

from .wrong_links import PLACE_OF, as_read, leads_to

_BOLD = "a link stands in the bold letters of '{}', as labels of evidence do; write it in plain ones"
_LABELS = frozenset({"evidence", "flag"})
_MAY_BE_BOLD = _LABELS | {"footnote-ref"}
_STANDS_OUT = frozenset({"a", "code", "dt", "em", "mark", "strong", "summary", "td", "th"}) | HEADINGS
_MAY_HOLD_LABEL = frozenset({"dd", "li", "p", "td"})
_BLOCKS = frozenset({"dd", "li", "p"})
_WITHIN = frozenset({"blockquote", "div", "dl", "ol", "p", "pre", "table", "ul"})
# As "(The essay, rows 3 to 5)" is.
_OF_LINES = re.compile(r"\b(?:lines?|paragraphs?|rows?|sentences?)\b", re.IGNORECASE)
_GOES_ON = re.compile(r",? [a-z]")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
# "Reference 3: Smith 2020", as a screen reader says a citation
_MARK = re.compile(r"\W*reference\W+\d", re.IGNORECASE)
# Of a claim: two letters in a row
_CLAIM = re.compile(r"[^\W\d_]{2}")
_FORGED = f"'{{}}' is {OF_THE_BUILD}"
_NEARLY = f"'{{}}' reads as {OF_THE_BUILD}, or say in a sentence of your own what is meant"
_PANEL = "the build sets '{}' above what it lists; write other words"
_NOT_THERE = "only an editor signs a note, and no picture or title holds one; take it out"
_EVIDENCE = ENDING_HEADINGS["evidence"]  # elsewhere the word may stand out
_HEADS = {**{name: relation.label for name, relation in RELATION.items()}, "evidence": _EVIDENCE}  # of parts
_NEARLY_NAMED = 0.91  # "What is disputed" is none of "What it disputes"
_CAPITALS, _TWO = re.compile(r"[A-Z0-9]"), 2
_AS_LINE = "the heading '{}' reads as a line of the essay where pages are listed; write another"


def signs_read_on(root: Element, body: str) -> Iterator[tuple[str, str]]:
    """Yield each sign of the essay that is not the build's, or reads as one, and what is wrong: as it is shown, heard or written in Markdown (``body``), and in tables, pictures and titles."""
    tables = [[[*map(plain_text, row)] for row in table.iter("tr")] for table in root.iter("table")]
    columns = (" ".join(column) for rows in tables for column in zip_longest(*rows, fillvalue=""))
    titles = [
        as_read(element.get(name, "")) for name in ("alt", "title") for element in root.iter() if element.get(name)
    ]
    texts = ("".join(root.itertext()), plain_text(root), unescape(body), _heard(root))
    told: list[str] = []
    whole = [(_words_of(element), element.tag not in _BLOCKS) for element in root.iter() if _stands_by_itself(element)]
    whole += [(line, True) for element in root.iter() if element.tag in _BLOCKS for line in _lines_alone(element)]
    whole += [(title, True) for title in titles] + [
        (words, False) for words in _IN_BRACKETS.findall(plain_text(root)) if names_the_essay(words)
    ]
    found = [(sign, _FORGED) for sign in chain.from_iterable(map(forged_signs, chain(texts, columns, titles)))]
    found += [
        (words, _NEARLY)
        for words, stands_out in whole
        if says_whose(words, stands_out=stands_out) and not forged_signs(words) and not re.fullmatch(PART_MARK, words)
    ]
    for forged, wrong in found:
        words = " ".join(re.findall(r"\w+", forged)).casefold()
        if not any(words in one for one in told):
            told.append(words)
            yield forged, wrong.format(flatten(forged))


def _words_of(element: Element) -> str:
    """Return what an element shows, without the places of what Markdown puts in later."""
    return PLACE_OF.sub("", plain_text(element)).strip()


def _lines_alone(block: Element) -> list[str]:
    """Return the lines of a block that hard breaks end, and what of an item stands above the blocks in it; nothing of any other block."""
    if not any(child.tag == "br" or child.tag in _WITHIN for child in block):
        return []
    lines = [[block.text or ""]]
    for child in block:
        if child.tag == "br" or child.tag in _WITHIN:
            lines.append([])
        else:
            lines[-1].append(plain_text(child))
        lines[-1].append(child.tail or "")
    return list(filter(None, (PLACE_OF.sub("", flatten("".join(line))).strip() for line in lines)))


def _stands_by_itself(element: Element) -> bool:
    """Tell whether what an element holds is read by itself; "**The essay's words** come next" and "as [the essay](…) says" are not."""
    goes_on = element.tag in ("em", "strong") and _GOES_ON.match(element.tail or "")
    is_within = element.tag == "a" and ((element.text or "")[:1].islower() or _GOES_ON.match(element.tail or ""))
    is_column = element.tag in ("td", "th") and _OF_LINES.search(plain_text(element)) is None
    return element.tag in _STANDS_OUT | _BLOCKS and not goes_on and not is_within and not is_column


def labels_read_on(root: Element, path: str) -> Iterator[tuple[str, str]]:
    """Yield the words of each element that is read as a label of evidence or a flag and is none, and what to do; ``path`` is the page's."""
    placed = {
        heading: mark[1] for heading, part in pairwise(root) if (mark := re.fullmatch(PART_MARK, plain_text(part)))
    }
    for words in _IN_BRACKETS.findall(plain_text(root)):
        if wrong := wrong_as_name(words, path):
            yield words, wrong
    for element in root.iter():
        kind = element.get("class", "")
        stands_out = kind.endswith("-title") or (element.tag in _STANDS_OUT and kind not in _LABELS)
        if (stands_out or element.tag in _BLOCKS) and not (element.tag in _MAY_HOLD_LABEL and _holds_label(element)):
            words = _words_of(element)
            if wrong := wrong_as_name(words, path, stands_out=stands_out) or _wrong_words(
                element, words, placed.get(element, "")
            ):
                yield words, wrong
                continue
        lines = _lines_alone(element) if element.tag in _BLOCKS and not _holds_label(element) else ()
        for line in lines:
            if wrong := wrong_as_name(line, path) or (_PANEL.format(line) if is_named(line, PANELS) else ""):
                yield line, wrong
        if element.tag in _BLOCKS and path != EVIDENCE_PAGE and (alone := _alone(element)):
            yield alone, f"[{alone}] stands alone; write the claim behind it, or take it out"
        yield from _wrong_runs(element, path)
        yield from _wrong_pairs(element, path)
        yield from _wrong_titles(element, path)
        yield from _wrong_bold(element, path)


def _holds_label(element: Element) -> bool:
    return any(link.get("class") in _LABELS for link in element.iter("a"))


def _alone(block: Element) -> str:
    """Return the words of a label in a block that holds no other word, or nothing."""
    labels = [plain_text(link) for link in block.iter("a") if link.get("class") in _LABELS]
    rest = plain_text(block)
    for label in labels:
        rest = rest.replace(label, "", 1)
    return labels[0] if labels and not _CLAIM.search(rest) else ""


def _wrong_runs(parent: Element, path: str) -> Iterator[tuple[str, str]]:
    """Yield the words of neighbouring pieces that stand out and are read as one label together, and what is wrong."""
    run: list[str] = []
    for piece in parent:
        is_piece = piece.tag in _STANDS_OUT and piece.get("class", "") not in _LABELS
        run = [*run, plain_text(piece)] if is_piece else []
        for joint in ("", " ") if len(run) > 1 else ():
            if wrong := wrong_as_name(joint.join(run), path):
                yield run[0], wrong
        if (piece.tail or "").strip():
            run = []


def _wrong_pairs(element: Element, path: str) -> Iterator[tuple[str, str]]:
    """Yield each definition that is heard as a label together with its term, and what is wrong."""
    term = ""
    for item in element if element.tag == "dl" else ():
        words = plain_text(item)
        if item.tag == "dd" and (wrong := wrong_as_name(f"{term}: {words}", path)):
            yield words, wrong
        term = words if item.tag == "dt" else term


def _wrong_titles(element: Element, path: str) -> Iterator[tuple[str, str]]:
    """Yield the text of a picture, the title of an element or the short form that it explains, and what is wrong with it."""
    for text in (as_read(element.get(name, "")) for name in ("alt", "title") if name in element.attrib):
        wrong = wrong_as_name(text, path) or _wrong_as_mark(text)
        if wrong or begins_as_note(text):
            yield text, wrong or _NOT_THERE
    if element.tag == "abbr" and len(_CAPITALS.findall(element.text or "")) < _TWO:
        message = (
            f"'{element.text}' is no short form, which has two capitals or digits; write the words out where it stands"
        )
        yield f"*[{element.text}]:", message


def _wrong_bold(element: Element, path: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a link in bold letters, and what is wrong with it."""
    kind = element.get("class", "")
    if (element.tag, kind) == ("a", "") and path != EVIDENCE_PAGE and element.find(".//strong") is not None:
        yield plain_text(element), _BOLD.format(plain_text(element))
    if is_heading(element) and path != EVIDENCE_PAGE and leads_to(element, EVIDENCE_PAGE):
        yield plain_text(element), _BOLD.format(plain_text(element))
    is_bold = element.tag in ("strong", "th", "summary") or kind.endswith("-title")
    if is_bold and any(link.get("class") not in _MAY_BE_BOLD for link in element.iter("a")):
        yield plain_text(element), _BOLD.format(plain_text(element))


def wrongly_signed(root: Element, body: str) -> Iterator[tuple[str, str]]:
    """Yield what to look for in a page's Markdown (``body``), and what is wrong, for each note in an editor's name that has no date or stands within something else; it is one of nobody's then."""
    for note in filter(is_note, root.iter()):
        has_title = len(note) > 0 and (note[0].tag == "summary" or note[0].get("class") == "admonition-title")
        title = plain_text(note[0]) if has_title else ""
        kinds = note.get("class", "").replace("admonition", "").strip()
        wrong = wrong_with_speaker(f'{"!!!" if note.tag == "div" else "???"} {kinds} "{title}"')
        if not wrong and kinds == "editor" and note not in list(root):
            wrong = "an editor's note is no part of another block; begin its line at the left edge"
        if wrong:
            note.set("class", "admonition note" if note.tag == "div" else "note")
            yield f'"{title}"' if f'"{title}"' in body else f" {kinds}\n", wrong


def is_note(element: Element) -> bool:
    """Tell whether an element is a note, be it folded."""
    return element.tag == "details" or "admonition" in element.get("class", "").split()


def _wrong_words(element: Element, words: str, placed: str) -> str:
    """Say which words of the build, or of an editor's, an element has that are not theirs, or nothing.

    ``placed`` is the name of the build's own part that stands right below: if it is a relation, its heading may.
    """
    if is_heading(element) and makes_a_sign("essay", words) and not names_a_law(words):
        return _AS_LINE.format(words)
    if is_heading(element) and names_a_place(words):
        return f"the heading '{words}' holds an address, and lists would lead from it to this page; write a name"
    if element.tag == "a" and is_named(words, FRAME):
        return f"'{words}' is what the build or the page's frame calls a link of its own; write other words"
    if _heads_as_panel(element, words) and not (placed in _HEADS and is_named(words, {_HEADS[placed]})):
        part = next((name for name, label in _HEADS.items() if is_heading(element) and is_named(words, {label})), "")
        return _PANEL.format(words) + (f", or [[{part}]] right below it, which lists them here" if part else "")
    if element.tag == "a" and (wrong := _wrong_as_mark(words)):
        return wrong
    if (
        element.tag in _BLOCKS | HEADINGS | {"th", "td", "dt"}
        and "-title" not in element.get("class", "")
        and begins_as_note(words)
    ):
        return f"only an editor signs a note, and it is one of its own; write it as {EDITOR}"
    return ""


def _heads_as_panel(element: Element, words: str) -> bool:
    """Tell whether an element has the name of a part that the build alone makes; for a heading, nearly the name is enough."""
    if is_heading(element) and (is_named(words, {_EVIDENCE}) or get_close_matches(words, PANELS, cutoff=_NEARLY_NAMED)):
        return True
    return element.tag in _STANDS_OUT | {"div", "p"} and is_named(words, PANELS)


def _wrong_as_mark(text: str) -> str:
    """Say what is wrong with a text that is read as the mark of a citation, or nothing."""
    if not _MARK.match(in_plain_letters(text)):
        return ""
    return f"'{flatten(text)}' reads as the mark of a citation, which only the build sets; write [@key], or other words"


def places_of_parts(root: Element) -> set[tuple[Element, str]]:
    """Return the paragraphs in whose place the build would put one of its parts, each with its text."""
    texts = ((element, (element.text or "").strip()) for element in root.iter("p") if not len(element))
    return {(element, text) for element, text in texts if re.fullmatch(PART_MARK, text)}


def _heard(root: Element) -> str:
    """Return the text of a page with those of its pictures and the numbers of its lists in their places, as a screen reader says it."""
    added = {picture: f" {picture.get('alt')} " for picture in root.iter("img")}
    added |= {short: f"{short.text} ({short.get('title', '')})" for short in root.iter("abbr")}
    for numbered in root.iter("ol"):
        added |= {item: f" {number} {item.text or ''}" for number, item in enumerate(numbered, start=1)}
    written = {element: element.text for element in added}
    for element, heard in added.items():
        element.text = heard
    text = "".join(root.itertext())
    for element, before in written.items():
        element.text = before
    return text
