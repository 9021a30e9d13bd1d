"""What an edition sets beside its text: numbers and names of the works that it cites, and an editor's notes on the essay.

A work's name stands in its mark, for the eye alone: the mark says and does the same. A note stands twice, and styles show
one of the two: beside the essay's words where there is a margin, else at the page's end, where a link at their sign leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement

from essaysite.read.markdown_text import is_footnote_mark, plain_text

# What begins the notes at a page's end, and the ids of notes and of the links to them.
NOTES = '<div class="notes">'
# ' id="editors-note-2"' → editors-note-2
NOTE_ID = re.compile(r' id="(editors-note-[\w-]+)"')
_BESIDE = "beside"
# The words of the link behind a reference, which nobody else may use.
TO_BIBLIOGRAPHY = "In the bibliography"
# What a link has that is for the pointer alone.
UNHEARD = {"tabindex": "-1", "aria-hidden": "true"}


def number_notes(root: Element) -> None:
    """Give footnotes and citations the numbers and places of the text's order; Markdown goes by where they are defined."""
    if not len(root) or "footnote" not in _classes(root[-1]):
        return
    items = root[-1][-1]
    texts = {f"#{item.get('id')}": item for item in items}
    numbers: dict[str, int] = {}
    read = list(root[:-1])
    for part in read:  # which grows by the text of each note, since that may hold others
        for link in part.iter("a"):
            name = link.get("href", "")
            if link.get("class") == "footnote-ref" and name in texts:
                if name not in numbers:
                    read.append(texts[name])
                link.text = str(numbers.setdefault(name, len(numbers) + 1))
    items[:] = [texts[name] for name in [*numbers, *(name for name in texts if name not in numbers)]]
    for number, item in enumerate(items, start=1):
        for back in item.iter("a"):
            if back.get("class") == "footnote-backref":
                back.set("title", re.sub(r"\d+", str(number), back.get("title", "")))
                back.set("aria-label", back.get("title", ""))  # not "leftwards arrow with hook"


def name_work(mark: Element, name: str, *, is_new: bool) -> None:
    """Name the work that a mark cites: to those who hear the page, and, where it ``is_new`` in its section, in the margin."""
    link = mark[0]
    link.set("aria-label", f"Reference {link.text}: {name}")
    if is_new:
        beside = SubElement(mark, "a", {"class": f"footnote-ref {_BESIDE}", "href": link.get("href", ""), **UNHEARD})
        number = SubElement(beside, "sup")
        number.text, number.tail = link.text, f" {name}"


def set_apart(root: Element) -> None:
    """Set each editor's note that follows words of the essay beside them, and once more at the end of the page."""
    notes = Element("div", {"class": "notes"})
    for group, note in pairwise(list(root)):
        if "essay" not in _classes(group) or "editor" not in _classes(note):
            continue
        name = f"editors-note-{len(notes) + 1}"
        behind = list(_taken(note))
        mark = SubElement(group[0], "a", {"class": "note-ref", "href": f"#{name}", "id": f"{name}-mark"})
        mark.text = plain_text(note[0])
        _move_ids(note, mark)
        at_end = deepcopy(note)
        for copied in at_end.iter():
            copied.attrib.pop("id", "")
        at_end.set("id", name)
        back = SubElement(SubElement(at_end, "p", {"class": "note-back"}), "a", {"href": f"#{name}-mark"})
        back.text = "Back to the text"
        notes.append(at_end)
        note.set("class", f"admonition editor {_BESIDE}")
        note.extend(behind)
    if len(notes):
        last = len(root) - ("footnote" in _classes(root[-1]))
        root.insert(last, notes)


def _classes(element: Element) -> list[str]:
    return (element.get("class") or "").split()


def _taken(block: Element) -> Iterator[Element]:
    """Take the names of works out of a block's marks: they would stand in the way of the note beside it."""
    for mark in list(block.iter("sup")):
        for link in mark.findall("a")[1:]:
            mark.remove(link)
            yield link


def _move_ids(note: Element, mark: Element) -> None:
    """Let references lead back to the link to a note, which is in sight at every width, and not into it."""
    for cited in note.iter("sup"):
        if is_footnote_mark(cited):
            SubElement(mark, "span", {"id": cited.attrib.pop("id")})
