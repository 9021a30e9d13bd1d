"""Markdown that means something else than it shows, line by line, and the sections that the pages of a kind share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from .faults import NEAR, Fault
from .guard import one_by_one
from .markdown_text import hide_code
from .model import Kind, Node
from .page_file import Source

_INDENT, _OTHERS, _TWO = 4, 3, 2
_SECTION = re.compile(r"^##[ ]+([^\n{]*[^\s{])", re.MULTILINE)
# Each with what is wrong where it is found; its group is what the message names.
_FORMS = (
    # "Some words\n---"
    (
        re.compile(r"(?:\A\n*|\n[ \t]*\n)([^\s|#>-][^\n]*)\n(?:=+|-+)[ ]*(?=\n|\Z)"),
        "the line below makes a heading of '{}'; write '## …' for a heading, or an empty line between",
    ),
    # "title: A page" between two lines of hyphens
    (
        re.compile(r"^(---)\n(?:[\w-]+:[^\n]*\n)+---$", re.MULTILINE),
        "'{}' starts front matter, which stands at the start of a file alone; remove these lines",
    ),
    # "##", "- "
    (
        re.compile(r"^[ ]*(#{1,6}(?:[ ]+#+)?|[*+]|-(?=[ ]*\n[ ]*(?:\n|-)|[ ]*\Z)|\d+\.)[ ]*$", re.MULTILINE),
        "'{}' stands alone on this line; write its words behind it, or remove it",
    ),
    (
        re.compile(r"^[ ]*\[\^([^\]\n]+)\]:[ ]*\n?(?![ ]*\S)", re.MULTILINE),
        "the note '{}' is empty; write its text behind the colon",
    ),
    (
        re.compile(r"^[ ]*[-*+][ ]+(\*?\[[^@\]\n]+\]:)", re.MULTILINE),
        "'{}' leaves an empty item in its list; such a line starts at the left edge",
    ),
    (re.compile(r"(\[\^[ ]*\])"), "'{}' names no note; write [^name], and its text in a line [^name]: …"),
    (
        re.compile(r"(!(?<!\S!)(?: \[|!+\[))"),
        "'{}' shows a '!'; a picture is ![what it shows](picture.png), with one '!' and no blank",
    ),
    # As in "[words](https://a.org/?utm_source=x)".
    (
        re.compile(r"\]\((https?://[^\s()]*(?:[?&]utm_|google\.[a-z]+/url\?)[^\s()]*)"),
        "'{}' says where its reader came from; write the address alone, without what follows the '?'",
    ),
    # As in "[ words ](page.md)", and in "words[words](page.md)".
    (
        re.compile(r"(\[(?<!!\[)(?! *\])(?: [^\[\]\n]*|[^\[\]\n]* )\]\()"),
        "'{}' has a blank inside of its brackets, which would be underlined; write it outside of them",
    ),
    (
        re.compile(r"(\[(?<=\w\[)[^\[\]\n@^]+\]\()"),
        "'{}' stands right behind a word; write a blank before the link",
    ),
    # A mark as in "Words.[^a]", and none as in "[^a]: Words."
    (
        re.compile(r"(?<=[.!?])(?:[\"')*_]{0,3})(\[\^[^\]\n]+\])(?!:)"),
        "'{}' stands behind the end of its sentence; write it before the full stop",
    ),
    # "> Words of others\nWords of ours"
    (
        re.compile(r"^>[^\n]*\n([^\s>#|!`~*+-][^\n]*)", re.MULTILINE),
        "'{}' goes on the quotation above it; write '> ' before it, or an empty line",
    ),
    (
        re.compile(r"^[ ]*(?!\d+[.)]\t)([^\s*+-][^\n\t]*)\t(?=\S)", re.MULTILINE),
        "a tab stands behind '{}'; write a blank, or a table with '|'",
    ),
    (
        re.compile(r"(?<=\w)(,)[ ]*(?=\n[ \t]*\n|\n?\Z)"),
        "'{}' ends a paragraph; end its sentence, or write how it goes on",
    ),
    # "\\(x\\)", which Markdown shows as (x)
    (
        re.compile(r"(\\(?<!\\\\)(?:\(|\[(?=[ \n]|[^\[\]\n]*[\\=^_{}][^\[\]\n]*\\\])))"),
        "'{}' shows a bracket alone; a formula is $`…`$, and a round bracket needs no '\\'",
    ),
)
# "  ```"
_FENCE = re.compile(r"^[ ]{1,3}(`{3}|~{3})", re.MULTILINE)
# "| a | b |\n|---|---|\n| 1 |" → its first row, and all below the second
_TABLE = re.compile(
    r"^([^\n]*\|[^\n]*)\n[ >]*+(?=[^\n]*\|)\|?(?:[ ]*+:?-++:?[ ]*+\|?)++(?:\n|\Z)((?:[^\n]*\S[^\n]*(?:\n|\Z))*)",
    re.MULTILINE,
)
_CELLS = re.compile(r"(?<!\\)\|")
_ITEM = re.compile(r"([ ]*)([-*+]|\d+\.|\[\^[^\]]+\]:)[ ]")
# "[^a]: Words.", "> *[AI]: Words", "[a]: page.md": what a line defines, and its name
_DEFINED = re.compile(r"^[ >]*(?:[-*+:][ ]+)*((?:\*?)\[\^?)([^\]\n]+)\]:", re.MULTILINE)


def form_faults(source: Source) -> Iterator[Fault]:
    """Yield what is wrong with the form of a page's Markdown, each on its line."""
    hidden = hide_code(source.body)
    for pattern, message in _FORMS:
        for found in pattern.finditer(hidden):
            if source.body[found.start() : found.end()] == found[0]:  # no code stands in it
                yield source.body_fault(found.start(1), message.format(found[1][:40]))
    for fence in _FENCE.finditer(source.body):
        yield source.body_fault(
            fence.start(1), f"'{fence[1]}' starts code at the left edge alone, or four blanks behind an item of a list"
        )
    for table in _TABLE.finditer(hidden):
        yield from _uneven(source, table)
    yield from _undefined(source, hidden)
    yield from _indented(source, hidden)


def _undefined(source: Source, hidden: str) -> Iterator[Fault]:
    """Yield a fault for each line that defines what the page defines already, or what nothing on it uses: it would vanish."""
    defined: set[tuple[str, str]] = set()
    folded = hidden.casefold()
    for line in _DEFINED.finditer(hidden):
        sign, name = line[1], line[2]
        uses = (
            hidden.count(name)
            if sign == "*["
            else hidden.count(f"[^{name}]")
            if sign == "[^"
            else folded.count(f"[{name.casefold()}]")
        )
        if sign == "[^" and " " in name:
            form = name.replace(" ", "-")
            yield source.body_fault(
                line.start(1), f"the name of a note has no blank; write [^{form}] here and in the text"
            )
            continue
        key = sign, name if sign == "*[" else name.casefold()
        what = {"[^": f"the note [^{name}]", "*[": f"the abbreviation '{name}'"}.get(sign, f"the address [{name}]")
        if key in defined:
            yield source.body_fault(line.start(1), f"{what} is defined twice; give each a name of its own")
        elif uses < _TWO:
            yield source.body_fault(
                line.start(1), f"nothing on this page uses {what}, so this line vanishes; use it, or remove the line"
            )
        defined.add(key)


def missing_sections(nodes: Iterable[Node], sources: Mapping[str, Source]) -> Iterator[Fault]:
    """Yield a fault for each heading that a page shares with others of its kind and lacks, or has in another order, where three or more agree."""
    of_kind: dict[Kind, list[tuple[Source, list[str]]]] = {}
    for node in one_by_one(nodes, lambda node: sources[node.path].path):
        if node.kind.sections is not None:
            source = sources[node.path]
            of_kind.setdefault(node.kind, []).append((source, _SECTION.findall(hide_code(source.body))))
    for kind, pages in of_kind.items():
        counts = Counter(heading for _, headings in pages for heading in dict.fromkeys(headings))
        shared = {heading for heading, count in counts.items() if count >= max(len(pages) - 1, _OTHERS)}
        needed = {heading for heading in kind.sections or shared if counts[heading] >= _OTHERS}
        common = shared | needed
        orders = [[heading for heading in headings if heading in common] for _, headings in pages]
        usual = max(orders, key=orders.count, default=[])
        for (source, headings), order in one_by_one(zip(pages, orders, strict=True), lambda one: one[0][0].path):
            for heading in sorted(needed.difference(headings)):
                near = next(iter(get_close_matches(heading, set(headings) - common, 1, NEAR)), "")
                remedy = f"write it in place of '{near}'" if near else f"write it here too, as '## {heading}'"
                at = source.body.find(f"## {near}") if near else 0
                yield source.body_fault(at, f"every other {kind.name} has a section '{heading}'; {remedy}")
            if order != usual and sorted(order) == sorted(usual) and orders.count(usual) >= _OTHERS:
                moved = next(one for one, other in zip(order, usual, strict=True) if one != other)
                message = f"the section '{moved}' stands in another place than on the other pages; their order is {', '.join(usual)}"
                yield source.body_fault(source.body.find(f"## {moved}"), message)


def _uneven(source: Source, table: re.Match[str]) -> Iterator[Fault]:
    columns, at = _columns(table[1]), table.start(2)
    if not table[1].replace("|", "").strip():
        yield source.body_fault(table.start(), "the first row of this table is empty; name its columns there")
    if not table[2]:
        yield source.body_fault(table.start(), "this table has no row below its first; write one, or remove it")
    for row in table[2].splitlines(keepends=True):
        if row.strip() and _columns(row) != columns:
            message = f"this row has {_columns(row)} of {columns} cells, as the first row of its table counts them; part them by '|'"
            yield source.body_fault(at, message)
        at += len(row)


def _columns(row: str) -> int:
    return len(_CELLS.split(row.strip().lstrip("> ").removeprefix("|").removesuffix("|")))


def _misnumbered(numbers: list[int]) -> str:
    """Say what is wrong with the last of a list's numbers, which readers see counted from 1, or nothing."""
    shown = len(numbers)
    if numbers[-1] in (shown, numbers[0]) and numbers[0] == 1:
        return ""
    return f"this item is shown as {shown}, since a list counts from 1 by itself; write {shown}, or four blanks before what parts it from the item above"


def _indented(source: Source, hidden: str) -> Iterator[Fault]:
    """Yield a fault for what stands in no column of a list, which is then no part of it, and where a list changes its kind."""
    item, kind, after_blank, is_below, at = None, "", True, False, 0
    numbers: dict[int, list[int]] = {}
    for line in hidden.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        found = _ITEM.match(line)
        is_text = bool(line.strip())
        if item is not None and is_text and item < indent < item + _INDENT and (found or after_blank):
            what = "an item inside of another" if found else "a further paragraph of an item"
            message = f"{what} starts four blanks further than it; write {item + _INDENT} blanks before this line"
            yield source.body_fault(at, message)
        elif found:
            if item is not None and (item - indent) % _INDENT:
                yield source.body_fault(
                    at, "this item stands in no column of the items above it; write it in the column of one"
                )
            elif item == indent and "^" not in found[2] + kind and found[2][0].isdecimal() != kind.isdecimal():
                yield source.body_fault(
                    at,
                    "one list has either '-' or numbers; write all its items alike, or a paragraph between two lists",
                )
            item, kind = indent, found[2].rstrip(".")
            numbers = {column: above for column, above in numbers.items() if column <= item}
            if kind.isdecimal():
                numbers.setdefault(item, []).append(int(kind))
                if wrong := _misnumbered(numbers[item]):
                    yield source.body_fault(at, wrong)
        elif is_text and not after_blank and indent == 0 and is_below and line[0] != "{":
            message = "this line goes on from the item above it; write an empty line before it, or four blanks if it belongs there"
            yield source.body_fault(at, message)
        elif is_text and after_blank and indent == 0:
            item, numbers = None, {}
        after_blank, is_below = not is_text, found is not None
        at += len(line) + 1
