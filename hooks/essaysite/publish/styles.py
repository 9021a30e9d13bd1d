"""Leave out of the theme's style sheet what no page of this site can use: most of it is for parts that are not here.

A rule stays where each class that it asks for is on some page, or may be put there by a script. A library that parses
CSS whole would take a second or more for each build; a minified sheet needs only its strings and braces understood.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

_TOKEN = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|/\*.*?\*/|[{};]""", re.DOTALL)
_COMMENT_OR_INDENT = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/|^[ \t]+|\n(?=\n)""", re.DOTALL | re.MULTILINE
)
_SELECTOR_PART = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[(\[])|([)\]])|(,)""")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
# No class that stands in these must be there for the rule to hold.
_NOT_NEEDED = re.compile(r""":(?:not|is|where)\((?:[^()]|\([^()]*\))*\)|\[(?:"[^"]*"|'[^']*'|[^\]"'])*\]""")
_VARIABLE = re.compile(r"""(?<=[{;])(--[\w-]+):(?:"[^"]*"|'[^']*'|[^;{}"'])*;?""")
_VARIABLE_USE = re.compile(r"(?<![\w-])--[\w-]+(?!\s*:|[\w-])")
_EMPTY = re.compile(r"[^{};]*\{\}")

_ATTRIBUTES = ('class="', "class='")
_QUOTED = re.compile(r""""([^"\n]*)"|'([^'\n]*)'|`([^`]*)`""")
_NAME = re.compile(r"-?[A-Za-z_][\w-]*")
# All parts that the theme's scripts make carry it.
_THEME = "md-"


class UsedClasses:
    """The classes of a site's pages, gathered while they are built."""

    def __init__(self) -> None:
        self._attributes: set[str] = set()

    def note(self, html: str) -> None:
        """Add the classes of a finished page."""
        for attribute in _ATTRIBUTES:
            end = attribute[-1]
            self._attributes.update(piece[: piece.find(end)] for piece in html.split(attribute)[1:])

    def with_scripts(self, scripts: Iterable[str]) -> set[str]:
        """Return the classes on pages, and those that scripts may add.

        A script knows many names that would come to nothing here. So one counts only where it is the theme's own, or
        where a page has another of the same block ("tabbed-control" where there is "tabbed-set").
        """
        classes = {name for attribute in self._attributes for name in attribute.split()}
        blocks = {_block(name) for name in classes}
        quoted = (text for script in scripts for match in _QUOTED.findall(script) for text in match)
        named = {name for text in quoted for name in _NAME.findall(text)}
        return classes | {name for name in named if name.startswith(_THEME) or _block(name) in blocks}


def _block(name: str) -> str:
    return re.split(r"[-_]", name, maxsplit=1)[0]


def used_rules(css: str, classes: Collection[str], others: Iterable[str] = ()) -> str:
    """Return a minified style sheet with only what can apply on left-to-right pages with these classes.

    Variables go that neither the rest of it nor any of the ``others`` (style sheets and scripts) names.
    """
    css = "".join(_rules(css, classes))
    elsewhere = {name for text in others for name in _VARIABLE_USE.findall(text)}
    before = ""
    while before != css:  # a variable may have been used by another one only
        before = css
        used = elsewhere | set(_VARIABLE_USE.findall(css))
        css = _EMPTY.sub("", _VARIABLE.sub(lambda match: match.group() if match[1] in used else "", css))  # noqa: B023
    return css


def _rules(css: str, classes: Collection[str]) -> Iterator[str]:
    for head, block in _statements(css):
        if block is None:
            yield head
        elif head.startswith(("@media", "@supports", "@layer", "@container")):
            if inner := "".join(_rules(block, classes)):
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{block}}}"
        elif selectors := ",".join(one for one in _selectors(head) if _may_apply(one, classes)):
            yield f"{selectors}{{{block}}}"


def _statements(css: str) -> Iterator[tuple[str, str | None]]:
    """Split a style sheet into rules (what stands before the block, and the block) and statements without a block."""
    start = depth = opened = 0
    for match in _TOKEN.finditer(css):
        match match.group():
            case "{":
                if not depth:
                    opened = match.end()
                depth += 1
            case "}":
                depth -= 1
                if not depth:
                    yield css[start : opened - 1], css[opened : match.start()]
                    start = match.end()
            case ";" if not depth:
                yield css[start : match.end()], None
                start = match.end()
    if css[start:]:
        yield css[start:], None


def _selectors(head: str) -> Iterator[str]:
    """Split a list of selectors at the commas that part them."""
    start = depth = 0
    for match in _SELECTOR_PART.finditer(head):
        depth += (match[1] in ("(", "[")) - bool(match[2])
        if match[3] and not depth:
            yield head[start : match.start()]
            start = match.end()
    yield head[start:]


def _may_apply(selector: str, classes: Collection[str]) -> bool:
    needed = _CLASS.findall(_NOT_NEEDED.sub("", selector))
    return "[dir=rtl]" not in selector and all(name in classes for name in needed)


def without_comments(css: str) -> str:
    """Return a style sheet without its comments and indents, which are for those who write it."""
    return _COMMENT_OR_INDENT.sub(lambda match: match[1] or "", css)
