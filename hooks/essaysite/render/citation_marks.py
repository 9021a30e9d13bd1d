"""Citation marks in raw Markdown: what is wrong with one, and what is hidden from mkdocs-bibtex.

mkdocs-bibtex turns ``[@key]`` into a footnote. It knows no page and no line, and it replaces marks inside code too;
so the marks are checked here first, and what it would take for one is hidden from it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from essaysite.read.faults import NEW_WORK, Fault, suggestion
from essaysite.read.markdown_text import hide_code
from essaysite.read.page_file import Source

# Stand for an @ and a [ while mkdocs-bibtex reads the page: private-use control characters, so no author writes them,
# and below U+0100, above which every character of the page would take two bytes of memory.
_HIDDEN_AT, HIDDEN_BRACKET = "\x91", "\x92"
_NEAR = 12  # characters before a mark

# Behind a key, brackets may hold others: a link, say.
_BRACKETS = re.compile(
    r"\[([^\[\]@]*+@[^\[\]]*+|(?:[^\[\]\n]*+\n)*+(?:[^\[\]\n@]|@(?!\w)|(?<=[\w.])@)*+@\w[^\[\]\n]*+(?:\[[^\[\]\n]*+\][^\[\]\n]*+)++)\]"
)
# What mkdocs-bibtex takes for a mark if there is a key in it: all from the first [ on a line to the next ].
_TAKEN = re.compile(r"\[[^\]\n]*\]")
_LAST_KEY = re.compile(r".*@(?=[\w-])")
_GOOD = re.compile(r"\[ *@[\w-]+ *(?:; *@[\w-]+ *)*\]$")
# An @ behind a letter is that of an e-mail address.
_KEY = re.compile(r"(?<![\w.])@([\w-]+)")
_NEW_KEY = re.compile(r"[a-z0-9_-]+")  # what a work may be called there
_NO_KEY = "; write the work's key in references.bib, as in [@gao2023scaling]"
_EMAIL_AT = re.compile(r"(?<=[\w.])@")
_AT = re.compile("@")
# What a line begins with before its words.
_BEFORE_WORDS = re.compile(r"[ >]*(?:(?:[-*+]|\d+[.)])[ ]+)?")
_HEADING = re.compile(r" {0,3}#{1,6}\s")
# "Words. [@key] More", but neither "Smith et al. [@key] say" nor "\"Words.\" [@key]"
_BEHIND_STOP = re.compile(r"(?<![.\s\"']\w)(?<!\bal)(?<!\betc)(?<=[\w)*_`\]])[.!?][ ]*\n?[ ]*\Z")
# "as [@key] says", "(see [@key])": a mark is read as no name.
_AS_A_NAME = re.compile(r"(?<!\w)(?:as|by|cf\.|\(see)[ \n]\Z", re.IGNORECASE)
_ENDS = re.compile(r"[ ]*(?:[A-Z\"([|.!?\n]|\Z)")
_OWN_NOTE = re.compile(r"\[\^([^\]\n]+)\]:")
_UNDERLINED = re.compile(r"[^\n]*\n(?:=+|-+) *(?:\n|$)")


@dataclass(frozen=True)
class CitationMark:
    """A citation mark in a page: from ``start`` to ``end`` of the body, on ``line`` of the file, with its ``keys``."""

    start: int
    end: int
    line: int
    keys: tuple[str, ...]


def prepare(source: Source, works: Collection[str] | None) -> tuple[str, list[Fault]]:
    """Return the body for mkdocs-bibtex, without marks that it would get wrong, and what is wrong with those.

    ``works`` are the keys of the bibliography; ``None`` where it cannot be read, so that no key is at fault.

    An unknown key is replaced by words. What a mark holds besides keys is left out, and reported. All else stays on the
    page, once ``show_hidden`` has read it.
    """
    body = source.body
    known = _KEY.findall(body) if works is None else works
    own = [*_own_notes(source, works or ())] if "[^" in body else []
    if "@" not in body:
        return body, own
    hidden = hide_code(body)
    shown = _BRACKETS.sub(lambda match: _EMAIL_AT.sub(" ", match.group()), hidden)
    text = _AT.sub(lambda at: _HIDDEN_AT if shown[at.start()] == " " else "@", body)
    faults = own
    pieces, end = [], 0
    for mark in _marks(source, hidden):
        found = _faults(source.path, hidden, mark, known)
        is_wrapped = "\n" in hidden[mark.start : mark.end]  # over two lines, which mkdocs-bibtex does not read
        if not found and not is_wrapped:
            continue
        faults += found
        good = [key for key in mark.keys if key in known]
        pieces += [text[end : mark.start], "".join(f"[@{key}]" for key in good) if _may_stand(hidden, mark) else ""]
        pieces += [f" (unknown reference: {key})" for key in mark.keys if key not in known]
        end = mark.end
    # What mkdocs-bibtex puts behind a page is a block of its own, and no row of a table that ends it.
    return _TAKEN.sub(_hide_brackets, "".join(pieces) + text[end:]) + "\n\n", faults


def _own_notes(source: Source, known: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each footnote that is named as a work: it would stand in the place of the work's reference.

    In any block, and in what looks like code too: that, no page needs.
    """
    for note in _OWN_NOTE.finditer(source.body):
        if note[1] in known:
            message = f"this footnote is named as a work of the bibliography; cite the work as [@{note[1]}], or name the footnote otherwise"
            yield source.body_fault(note.start(1), message)


def show_hidden(text: str) -> str:
    """Return ``text`` with what was hidden from mkdocs-bibtex as its author wrote it."""
    return text.replace(_HIDDEN_AT, "@").replace(HIDDEN_BRACKET, "[")


def show_hidden_in(root: Element) -> None:
    """Show in a page's elements what was hidden from mkdocs-bibtex; code stays as it is."""
    for element in root.iter():
        if element.text and is_hidden_in(element.text):
            text = show_hidden(element.text)
            element.text = AtomicString(text) if element.tag == "code" else text
        if element.tail and is_hidden_in(element.tail):
            element.tail = show_hidden(element.tail)


def is_hidden_in(text: str) -> bool:
    """Tell whether something in ``text`` was hidden from mkdocs-bibtex."""
    return _HIDDEN_AT in text or HIDDEN_BRACKET in text


def _hide_brackets(taken: re.Match[str]) -> str:
    """Return what mkdocs-bibtex may take for one mark, with every [ hidden before a key that is not the mark's own.

    Such a [ was left open, as that of an interval is, or stands in code; the words behind it would be lost.
    """
    text = taken.group()
    good, key = _GOOD.search(text), _LAST_KEY.match(text)
    end = good.start() if good else key.end() if key else 0
    return text[:end].replace("[", HIDDEN_BRACKET) + text[end:]


def _marks(source: Source, hidden: str) -> Iterator[CitationMark]:
    for match in _BRACKETS.finditer(hidden):
        inner = match.group(1)
        keys = tuple(_KEY.findall(inner))
        if keys:
            start = match.start() - (hidden[match.start() - 1 : match.start()] == "\\")
            yield CitationMark(start, match.end(), source.body_line + hidden.count("\n", 0, start), keys)


def _may_stand(hidden: str, mark: CitationMark) -> bool:
    return not _in_heading(hidden, mark) and not _in_link(hidden, mark)


def _in_heading(hidden: str, mark: CitationMark) -> bool:
    line_start = hidden.rfind("\n", 0, mark.start) + 1
    before = hidden[hidden.rfind("\n", 0, max(line_start - 1, 0)) + 1 : line_start]
    is_underlined = not before.strip() and _UNDERLINED.match(hidden, line_start) is not None
    return is_underlined or _HEADING.match(hidden, line_start) is not None


def _in_link(hidden: str, mark: CitationMark) -> bool:
    """Tell whether the mark stands in the text of a link, or is itself the text of one."""
    if hidden[mark.end : mark.end + 1] == "(":
        return True
    before = hidden[hidden.rfind("\n\n", 0, mark.start) + 1 : mark.start]
    after = hidden[mark.end :].split("\n\n", 1)[0]
    is_open = before.rfind("[") > before.rfind("]")
    return is_open and re.match(r"[^\[\]]*\](?:\(|\[(?![@^]))", after) is not None


def _is_alone(hidden: str, mark: CitationMark) -> bool:
    """Tell whether the mark begins a paragraph or an item."""
    line_start = hidden.rfind("\n", 0, mark.start) + 1
    before = hidden[line_start : mark.start]
    above = hidden[hidden.rfind("\n", 0, max(line_start - 1, 0)) + 1 : line_start]
    return bool(_BEFORE_WORDS.fullmatch(before)) and (bool(before.strip()) or not above.strip())


def _faults(path: str, hidden: str, mark: CitationMark, known: Collection[str]) -> list[Fault]:
    written = " ".join(hidden[mark.start : mark.end].split())
    if _in_heading(hidden, mark):
        return [Fault(path, mark.line, f"{written} stands in a heading; move it to the sentence that it supports")]
    if _in_link(hidden, mark):
        return [
            Fault(
                path,
                mark.line,
                f"{written} stands inside a link; move it behind the link, or write a name in the words without its '@'",
            )
        ]
    unknown = [
        f"[@{key}] is not in the bibliography{suggestion(key, known) or (NEW_WORK if _NEW_KEY.fullmatch(key) else _NO_KEY).format(key)}"
        for key in mark.keys
        if key not in known
    ]
    faults = [Fault(path, mark.line, message) for message in unknown]
    if len(set(mark.keys)) < len(mark.keys) or re.match(rf"[ ,;]*\[ *@{mark.keys[0]} *\]", hidden[mark.end :]):
        faults.append(Fault(path, mark.line, f"{written} cites a work twice in one place; keep one mark"))
    plain = "; ".join(f"@{key}" for key in mark.keys)
    if hidden[mark.start + 1 : mark.end - 1].replace(" ", "").replace("\n", "") != plain.replace(" ", ""):
        what = "has a '\\' before a bracket" if "\\" in written else "holds more than keys"
        faults.append(Fault(path, mark.line, f"{written} {what}; write [{plain}], and the rest as text"))
    if not faults and _is_alone(hidden, mark):
        faults.append(Fault(path, mark.line, f"{written} stands before any words; write it behind what it supports"))
    if not faults and _AS_A_NAME.search(hidden, mark.start - _NEAR, mark.start):
        message = f"{written} stands for a name, and is shown as a number; name the work in words, and write the mark behind them"
        faults.append(Fault(path, mark.line, message))
    if not faults and hidden[mark.start - 1 : mark.start] == "(" and hidden[mark.end : mark.end + 1] == ")":
        faults.append(Fault(path, mark.line, f"{written} stands in round brackets; write it without them"))
    if not faults and _BEHIND_STOP.search(hidden, mark.start - _NEAR, mark.start) and _ENDS.match(hidden, mark.end):
        message = (
            f"{written} stands behind the end of its sentence; write it before the full stop, as 'words {written}.'"
        )
        faults.append(Fault(path, mark.line, message))
    return faults
