"""Leave out of the theme's style sheet what no page of this site can use: most of it is for parts that are not here.

The parsing is lightningcss's; which classes may be on a page is ours to know.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from lightningcss import process_stylesheet

_ATTRIBUTES = ('class="', "class='")
# `h("md-new", …)` → md-new: what a script may put on a page stands in its strings.
_QUOTED = re.compile(r""""([^"\n]*)"|'([^'\n]*)'|`([^`]*)`""")
_NAME = re.compile(r"-?[A-Za-z_][\w-]*")
# ".md-nav__link:hover" → md-nav__link
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
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
        named = {name for script in scripts for name in _named(script)}
        return classes | {name for name in named if name.startswith(_THEME) or _block(name) in blocks}


@lru_cache(maxsize=8)  # as for styles below: while the site is served, few of them change
def _named(script: str) -> set[str]:
    """Return the names in a script's strings."""
    return {name for match in _QUOTED.findall(script) for text in match for name in _NAME.findall(text)}


def _block(name: str) -> str:
    return re.split(r"[-_]", name, maxsplit=1)[0]


def used_rules(css: str, classes: Collection[str]) -> str:
    """Return a style sheet, minified, with only what can apply on pages with these classes."""
    return minified(css, frozenset(name for name in _CLASS.findall(css) if name not in classes))


@lru_cache(maxsize=8)
def minified(css: str, unused: frozenset[str] = frozenset()) -> str:
    """Return a style sheet without comments and spaces, and without rules for the ``unused`` classes.

    Raises ``ValueError`` where it is no CSS.
    """
    return process_stylesheet(css, unused_symbols=set(unused))
