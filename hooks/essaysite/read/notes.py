"""Notes in raw Markdown (``!!! kind "Title"``): whether they will be notes, dated where an editor writes them, and hold their text."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from .faults import Fault
from .letters import as_latin
from .markdown_text import hide_code
from .page_file import Source

EDITOR = '!!! editor "Editor\'s note, 23 November 2026"'
_INDENT = 4
# How a line begins that an editor seems to say: in bold letters, a quotation, a numbered item or a note.
_SPEAKS = r"(?:\[\^[^\]\n]*+\]:|\d+\.|[^\w\n])*+editor.?s.? note"
_MAY_HOLD = re.compile(rf"^(?:[ \t]*+(?:!|\?\?)|{_SPEAKS})", re.MULTILINE | re.IGNORECASE)
# What begins as a note does, or nearly: "!! note", "! Editor", "!!!" alone, "Editor's note, 3 May" and "**Editor's note:**".
_STARTS = re.compile(
    rf"([ ]*+)(?:(?:!+|\?{{2,}}\+?)(?=[ ]*(?:[A-Za-z\"\u201c]|$))|(?={_SPEAKS}(?:,? \d|\W?[:*_])))(.*)",
    re.IGNORECASE,
)
_NOTE = re.compile(r"(?:!!!|\?\?\?\+?) [\w-]+(?: \"[^\"]*\")?")
_EDITOR = re.compile(r"!!! editor \"Editor's note, ([0-9]{1,2}) ([A-Z][a-z]+) (20[0-9]{2})\"")
# "Maintainer's note", "Translators' notes", in letters made plain
_SIGNED = re.compile(r"\w(?:[^\w\s]s|s[^\w\s]) +notes?\b", re.IGNORECASE)
# "Reviewed by three experts", "Note of the reviewer", "Checked by the build", "Maintainers, 3 May"
_VOUCHES = re.compile(
    r"\b(?:approv|check|confirm|endors|review|sign|verif|vet)\w*\s+by\b|\b(?:by|from|of)\s+(?:the|our)\s+(?:board|maintainer|referee|reviewer|translator)s?\b"
    r"|^\W*(?:the\s+)?(?:board|maintainer|referee|reviewer|translator)s?(?:\W+s)?\W*(?:$|[,:]|\d|(?:note|remark|view|word)s?\b)|\b(?:fact|peer)\W?(?:check|review)ed\b|^\W*expert\W?review\b|^\W*(?:approved|checked|endorsed|reviewed|verified|vetted)(?:\W+(?:in|on)\b.*|\W+\d.*)?\W*$",
    re.IGNORECASE,
)
# "Reviewed by three experts", "Fact-checked, May 2026", as a title
_VOUCHED = re.compile(
    r"\W*(?:(?:expert|fact|peer|well)\W)?(?:approved|checked|confirmed|endorsed|reviewed|verified|vetted)\b",
    re.IGNORECASE,
)
# In plain letters a digit may be one: "3 May 2026" is "e May 2o26".
# "Editor's note, 3 May", "(Ed.'s note)", "A note by the essay's author: …" in plain letters
_NOTES = "(?:addendum|addition|afterword|answer|comment|correction|errat(?:um|a)|message|note|postscript|remark|reply|response|statement|word)s?"
_BY = r"the\W+(?:essay\W{0,3}s?\W+)?(?:author|editor)(?:s|ial\W\w+)?"
_SAYS_WHOSE = re.compile(
    rf"\W*(?:(?:ed(?:itor)?|author)\W{{0,3}}s?\W+{_NOTES}|editorial\W+{_NOTES}|(?:an?\W+)?(?:(?:{_NOTES}|add|correct|revis|writt?)(?:en|ed)?\W+)?(?:by|from|of)\W+{_BY}"
    rf"|{_BY}\W+(?:add|answer|correct|repli|repl|revis|write)(?:e?s|y)?)\W*(?:in\W+\d|[,:.(\d]|\Z)"
    rf"|\W*(?:editors?|errat(?:um|a)|corrigend(?:um|a))\W+\w{{1,2}}\W+\w+\W+2\w{{3}}\b",
    re.IGNORECASE,
)
_BEGINNING = 80  # letters of a text that say whose it is
_MARKS = re.compile("[\u02bb\u02bc\u2018\u2019]")
_WORD = re.compile(r"[^\W\d_]+")
# "Author\u02bcs view", "Essayist"; but "Co-authorship", "Society of Authors" and "The author of *Human Compatible*" are others.
_THE_ESSAYS = re.compile(
    r"essay|(?<!of )(?<!-)\b(?:author|writer)(?:\W?s\W?|\W?s)?\b(?! of (?!the essay|this|it))", re.IGNORECASE
)


def note_faults(source: Source) -> Iterator[Fault]:
    """Yield what is wrong with the notes of a page, each on its line."""
    if not _MAY_HOLD.search(source.body):
        return
    lines = [line.expandtabs(_INDENT) for line in hide_code(source.body).split("\n")]
    for number, line in enumerate(lines):
        start = _STARTS.match(line)
        if start is None:
            continue
        message = _wrong(line.strip())
        if message:
            yield Fault(source.path, source.body_line + number, message)
        else:
            yield from _text_faults(source, lines, number, len(start[1]))


def wrong_with_speaker(line: str) -> str:
    """Say what is wrong with the first line of a note that speaks for the essay's author or an editor, or nothing."""
    words = [word.casefold() for word in _WORD.findall(as_latin(line))]
    if named := _THE_ESSAYS.search(" ".join(_MARKS.sub("'", as_latin(line)).split())):
        return f"a note with '{named[0].strip().casefold()}' in its kind or title reads as if it were the essay's or its author's; write another"
    if any(map(_VOUCHES.search, as_latin(line).split('"'))):
        return "a note says no more of who wrote, read or checked a page than the page can; say in its title what it is about"
    if not any(word in ("ed", "eds") or get_close_matches(word, ("editor", "editors"), cutoff=0.8) for word in words):
        wrong = f"only an editor signs a note; say in its title what it is about, or write it as {EDITOR}"
        return wrong if _SIGNED.search(as_latin(line)) else ""
    match = _EDITOR.fullmatch(line)
    if match is None:
        return f"an editor's note has a title with its date, in straight quotation marks; write it as {EDITOR}"
    if not _is_date(int(match[1]), match[2], int(match[3])):
        return f"there is no {' '.join(match.groups())}; write the day of the note, as in {EDITOR}"
    return ""


def begins_as_note(text: str) -> bool:
    """Tell whether a text begins as a note of an editor's, or of the essay's author, does."""
    return _SAYS_WHOSE.match(as_latin(text[:_BEGINNING])) is not None


def vouches(title: str) -> bool:
    """Tell whether the title of a page, or of a part of it, says that somebody looked it through."""
    return _VOUCHED.match(as_latin(title)) is not None


def wrong_in_field(text: str) -> str:
    """Say what is wrong with a text that begins as an editor's note does, or nothing."""
    return "a field is no place for an editor's note; write the note on the page" if begins_as_note(text) else ""


def _wrong(line: str) -> str:
    """Return what is wrong with the first line of a note, or an empty text."""
    if (wrong := wrong_with_speaker(line)) or _NOTE.fullmatch(line):
        return wrong
    return 'a note begins with three signs, its kind and its title in straight quotation marks; write it as !!! note "Title"'


def _is_date(day: int, month: str, year: int) -> bool:
    try:
        return bool(date(year, list(month_name).index(month), day))
    except ValueError:
        return False


def _text_faults(source: Source, lines: list[str], start: int, indent: int) -> Iterator[Fault]:
    """Yield a fault for each line that looks like a note's text and is not, and one for a note without any."""
    is_empty, was_blank = True, False
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if not line.strip():
            was_blank = True
            continue
        depth = len(line) - len(line.lstrip())
        if is_empty and depth >= indent + 2 * _INDENT:
            message = "this line stands as code in the note above it; put four spaces before it"
            yield Fault(source.path, source.body_line + number, message)
            return
        if depth >= indent + _INDENT:
            is_empty, was_blank = False, False
            continue
        if is_empty and depth <= indent:
            break
        if depth > indent or not was_blank:
            message = "this line stands outside the note above it; put four spaces before it, or an empty line if it is not the note's"
            yield Fault(source.path, source.body_line + number, message)
        return
    if is_empty:
        message = "this note is empty; put its text below it, with four spaces before each line"
        yield Fault(source.path, source.body_line + start, message)
