"""Leave out of the theme's style sheet what no page of this site can use: most of it is for parts that are not here.

The parsing is lightningcss's; which classes may be on a page, and which properties are asked for, is ours to know.
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
# "md-nav__link--active" → md-nav: all classes of the theme name their part so, and "tabbed-set" → tabbed: others do so.
_BLOCK = re.compile(r"md-.+?(?=__|--|$)|[^-_]*")
# The theme's scripts make these where no part of them stands. They would make annotations, and a list of versions, too,
# which nothing here asks for.
_MADE = ("md-code", "md-tooltip", "md-tooltip2")
# "{--md-icon:url(…)}" → --md-icon
_PROPERTY = re.compile(r"(?<=[{;])--[\w-]+(?=:)")
# "var(--md-icon)", "setProperty("--md-icon", …)" → --md-icon
_ASKED = re.compile(r"""(?:var\(|["'`])(--[\w-]+)""")


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

        A script knows many names that would come to nothing here. So one counts only where a page has another of the
        same block ("tabbed-control" where there is "tabbed-set").
        """
        classes = {name for attribute in self._attributes for name in attribute.split()}
        blocks = {_block(name) for name in classes}.union(_MADE)
        return classes | {name for script in scripts for name in _named(script) if _block(name) in blocks}


@lru_cache(maxsize=8)  # as for styles below: while the site is served, few of them change
def _named(script: str) -> set[str]:
    """Return the names in a script's strings."""
    return {name for match in _QUOTED.findall(script) for text in match for name in _NAME.findall(text)}


def _block(name: str) -> str:
    return _BLOCK.findall(name)[0]  # type: ignore[no-any-return]


def used_rules(css: str, classes: Collection[str], others: Iterable[str] = ()) -> str:
    """Return a style sheet, minified, with only what can apply on pages with these classes.

    A property stays that the sheet itself asks for, or one of the ``others``: scripts and style sheets.
    """
    css = minified(css, frozenset(name for name in _CLASS.findall(css) if name not in classes))
    asked = {name for other in others for name in _ASKED.findall(other)}
    left = ""
    while css != left:
        left = css
        css = minified(css, frozenset({*_PROPERTY.findall(css)} - {*_ASKED.findall(css)} - asked))
    return css


@lru_cache(maxsize=8)
def minified(css: str, unused: frozenset[str] = frozenset()) -> str:
    """Return a style sheet without comments and spaces, and without rules for the ``unused`` classes.

    Raises ``ValueError`` where it is no CSS.
    """
    return process_stylesheet(css, unused_symbols=set(unused))
