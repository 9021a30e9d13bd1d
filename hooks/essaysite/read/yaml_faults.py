"""What is wrong with a field of front matter, said to somebody who writes Markdown and not YAML."""

from __future__ import annotations

import re
from typing import Any

import yaml

from .limits import NUMBER, YAML_DEPTH

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NAME = r"[A-Za-z_][\w-]*"
_QUOTED = r"""(?:"(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+')"""

_ITEM = re.compile(r"( *)- ")
_TEXT = re.compile(rf"{_NAME}: +[^\s|>#\[{{&*!]")
_NUMBER = re.compile(r"[-+]?\d[\w:.]*")
_READABLE = 1_000  # characters of a line that are worth a look

# A field's first line that is none.
_FIRST = (
    # "title:Reward", and with a space that is no plain one
    (
        re.compile(rf"(?P<name>{_NAME}):(?!//)(?! |$)"),
        "'{name}:' needs a plain space behind its colon; write '{name}: …'",
    ),
    # as in "title = Reward"; the last colon is a full-width one
    (re.compile(rf"(?P<name>{_NAME}) ?[=;：](?!=)"), "a field's name ends with a colon; write '{name}: …'"),  # noqa: RUF001
    (
        re.compile(rf"(?P<one>{_NAME})[ -](?P<two>by|on|with|in|from|terms|author)[ ]*:(?: |$)"),
        "a field's name has '_' and no blank; write '{one}_{two}: …'",
    ),
    (
        re.compile(rf"(?!(?:{_NAME}|{_QUOTED}) *:(?: |$)|[?\[{{-])"),
        "this line is no field; write 'name: value', or indent it by two spaces if it goes on from the line above",
    ),
)
# Any line of a field, read as YAML does or not.
_ANY = (
    (re.compile(r" *\t"), "a tab indents this line; YAML allows only spaces there"),
    # as in "  -reward", "  * reward", "  1. reward"
    (
        re.compile(r"(?: +|(?=-))(?:-(?=[^\s-])|[*+•‣–—](?=\s)|\d+[.)](?=\s))"),  # noqa: RUF001
        "an item of a list starts with a hyphen and a space; write '- …'",
    ),
)
# What a line holds where its field is not valid YAML.
_INVALID = (
    # as in "aliases: [one, two #2]"
    (re.compile(r"[^\"']* #[^\"']*$"), "' #' starts a comment here; put the text that holds it in quotes"),
    # as in title: "Reward
    (
        re.compile(rf"[^\"']*?(?:{_QUOTED}[^\"']*?)*(?:[:\-\[,{{]|^) *(?P<quote>[\"'])(?:(?!(?P=quote)).)*$"),
        "a quotation mark opens here and is never closed; write {quote} at the end of the text, too",
    ),
    # as in "title: 'Reward' hacking"
    (
        re.compile(rf"(?:.*?[:\-\[,] +|){_QUOTED} *[^\s,\]}}:#]"),
        "words stand behind the closing quotation mark; put the whole text in one pair of quotes, of the kind that it does not hold",
    ),
    # as in "works: [@key]", "aliases: [a,, b]"
    (re.compile(r"[^\"']*\[(?:[^\"']*, *)?@"), "an '@' starts a citation in a text alone; write the key without it"),
    (re.compile(r"[^\"']*\[[^\"'\]]*,(?: *,)"), "two commas stand in this list with nothing between them; remove one"),
    # as in "aliases: [one, two"
    (re.compile(r"[^\[\]]*(?:[:-] )\[[^\]]*$"), "a list opens here and is never closed; write ']' at its end"),
    (re.compile(r"[^{}]*(?:[:-] )\{[^}]*$"), "'{{' opens a group here and is never closed; write '}}' at its end"),
    # as in "title: One: two"
    (
        re.compile(r"(?:.*?: +| *- +(?=.*: .*: ))[^\s\"'].*:(?: |$)"),
        "a text with a colon and a space in it must stand in quotes",
    ),
    (
        re.compile(r'[^"]*"[^"]*\\[^"\\/abefnrtv0 N_LPxuU]'),
        "a '\\' in double quotes starts a code; put the text in single quotes, or write '\\\\'",
    ),
    # as in "title: @reward"
    (
        re.compile(r"(?:.*?:|^ *-) +(?P<sign>[@`%,\]}|>?!&*-])"),
        "a value that starts with '{sign}' must stand in quotes",
    ),
)
_SIGN = "a '{}' before a value {} in YAML; leave it out, or put the value in quotes"


def misread(lines: list[str]) -> tuple[int, str]:
    """Return how far below its first line a field says something else than was meant, and what; no text where it does not."""
    for pattern, message in _FIRST:
        if found := pattern.match(lines[0]):
            return 0, message.format(**found.groupdict())
    for number, line in enumerate(lines):
        for pattern, message in _ANY:
            if pattern.match(line):
                return number, message
        if number and _TEXT.match(lines[0]) and _ITEM.match(line):
            return number, "a list stands below a text here; remove the text behind the name of the field, or the list"
    try:
        return _misread_events(lines)
    except yaml.YAMLError as error:
        return unreadable(lines, error)


def _misread_events(lines: list[str]) -> tuple[int, str]:
    depth = 0
    for event in yaml.parse("\n".join(lines), Loader=LOADER):
        message = ""
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > YAML_DEPTH:
            message = f"brackets or lists are nested more than {YAML_DEPTH} deep here; write them flatter"
        elif isinstance(event, yaml.AliasEvent):
            message = _SIGN.format("*", "repeats another one")
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            message = _SIGN.format("&", "names it")
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            message = _SIGN.format("!", "sets its type")
        elif isinstance(event, yaml.ScalarEvent) and not event.style:
            if len(event.value) > NUMBER and _NUMBER.fullmatch(event.value):
                message = f"a number of {len(event.value)} characters stands here; shorten it, or put it in quotes"
            end: Any = event.end_mark
            if end.line < len(lines) and lines[end.line][end.column :].lstrip().startswith("#"):
                message = "' #' starts a comment and cuts the text short; put the text in quotes, or the comment on a line of its own"
        if message:
            start: Any = event.start_mark
            return start.line, message
    return 0, ""


def unreadable(lines: list[str], error: yaml.YAMLError) -> tuple[int, str]:
    """Return how far below its first line a field cannot be read, and why."""
    name = lines[0].partition(":")[0].strip()
    mark = getattr(error, "problem_mark", None)
    at = min(mark.line, len(lines) - 1) if mark else 0
    if at and re.match(r" +[^\s-][^:]*: ", lines[at]) and not _ITEM.match(lines[1]):
        message = f"this line is indented, so that it belongs to '{name}'; start a field at the left edge, or put the text of '{name}' in quotes"
        return at, message
    for pattern, message in _INVALID:
        for number, line in enumerate(lines):
            if len(line) < _READABLE and not line.lstrip().startswith("#") and (found := pattern.match(line)):
                return number, message.format(**{"name": name} | found.groupdict())
    uneven, message = _uneven(lines)
    if message:
        return uneven, message
    problem = getattr(error, "problem", None) or " ".join(str(error).split())
    return (
        at,
        f"front matter is not valid YAML ({problem}); look at its brackets and blanks, or put the value in quotes",
    )


def _uneven(lines: list[str]) -> tuple[int, str]:
    """Return the line of a list that is indented otherwise than most of its items, and what is wrong with it."""
    indents = [len(item[1]) for item in map(_ITEM.match, lines) if item]
    usual = max(indents, key=indents.count, default=0)
    for number, line in enumerate(lines[1:] if indents else (), start=1):
        item = _ITEM.match(line)
        if item and len(item[1]) != usual:
            return number, "this item is indented otherwise than the others of its list; start all in one column"
        if line.strip() and not item and len(line) - len(line.lstrip()) <= usual:
            return number, "'- ' is missing in front of this item"
        if line.strip() and not item and len(line) - len(line.lstrip()) <= usual + 2:
            return number, f"this line goes on from the item above it; write {usual + 4} spaces before it"
    return 0, ""
