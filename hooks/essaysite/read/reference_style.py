"""How a reference reads: pybtex's plain style with few authors, and short links."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Any

from pybtex.backends.html import Backend
from pybtex.database import Person
from pybtex.markup import LaTeXParser
from pybtex.richtext import Text
from pybtex.style.formatting import FormattedEntry
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.labels.number import LabelStyle
from pybtex.style.names.plain import NameStyle
from pybtex.style.sorting.author_year_title import SortingStyle
from pybtex.style.template import FieldIsMissing, field, first_of, href, join, node, optional, sentence, tag, words

# How many are named under a page, and in a list of works. A last one beyond them is named too, not counted.
FEW_AUTHORS = 3
MORE_AUTHORS = 8

# The parts of a name, as pybtex calls them.
NAME_PARTS = ("first_names", "middle_names", "prelast_names", "last_names", "lineage_names")

# Words, single spaces and these marks mean to LaTeX what they are; everything else pybtex decodes, letter by letter.
_PLAIN = re.compile(r"(?! )(?:[^\W_]|[{}.:;()/]|([ ,-])(?!\1))*(?<! )")


class _Html(Backend):  # type: ignore[misc]  # pybtex has no types
    """HTML whose addresses are escaped as its words are, and in which nothing marks the capitals that a style must keep."""

    @staticmethod
    def format_href(url: str, text: str, external: bool = False) -> str:
        return str(Backend.format_href(escape(url), text, external))

    def format_protected(self, text: str) -> str:
        return text


_NAMES, _HTML = NameStyle(), _Html()


class ReferenceStyle(PlainStyle):  # type: ignore[misc]  # pybtex has no types
    """pybtex's plain style, with about ``FEW_AUTHORS`` named, then "and 5 others".

    An entry links to its DOI, else its arXiv number, else its address; where only one source was found for it,
    the reference says so.
    """

    def __init__(self) -> None:
        # Classes and not their names, for which pybtex would search every installed package.
        super().__init__(label_style=LabelStyle, name_style=NameStyle, sorting_style=SortingStyle)
        self._short: dict[str, str] = {}

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> Any:
        """Return the reference of an entry; of one that lacks a field, which is reported elsewhere, only its title."""
        try:
            formatted = super().format_entry(label, entry, bib_data)
        except (AttributeError, FieldIsMissing):  # no such type of entry, or a field that its type needs
            title = rich_text(entry.fields["title"]) if "title" in entry.fields else entry.key
            formatted = FormattedEntry(entry.key, Text(title, " (the entry is not complete)"), label)
        self._short[entry.key] = _html(formatted.text)
        return formatted

    def listed(self, entry: Any) -> str:
        """Return the reference of an entry as HTML, with about ``MORE_AUTHORS`` named.

        It differs in its names alone, and formatting is slow: so the rest is what the page that cites it was given.
        """
        if entry.key not in self._short:
            self.format_entry("", entry)
        short = self._short.pop(entry.key)
        if not _is_cut(entry, FEW_AUTHORS):
            return short
        few, more = (
            _html(sentence[_names("author", most)].format_data({"entry": entry}))
            for most in (FEW_AUTHORS, MORE_AUTHORS)
        )
        return more + short.removeprefix(few) if short.startswith(few) else short

    def all_authors(self, entry: Any) -> str:
        """Return the names of all authors as HTML where a list of works does not name them all, else an empty string."""
        return _html(_names("author", None).format_data({"entry": entry})) if _is_cut(entry, MORE_AUTHORS) else ""

    def format_names(self, role: str, as_sentence: bool = True) -> Any:
        """Return the template of the names in a role; overrides the plain style's."""
        return sentence[_names(role)] if as_sentence else _names(role)

    def format_title(self, _e: Any, which_field: str, as_sentence: bool = True) -> Any:
        """Return the template of a title; overrides the plain style's, to the same effect."""
        title = field(which_field, raw=True, apply_func=lambda text: rich_text(text).capitalize())
        return sentence[title] if as_sentence else title

    def format_btitle(self, _e: Any, which_field: str, as_sentence: bool = True) -> Any:
        """Return the template of a book's title; overrides the plain style's, to the same effect."""
        title = tag("em")[field(which_field, raw=True, apply_func=rich_text)]
        return sentence[title] if as_sentence else title

    def format_web_refs(self, e: Any) -> Any:
        """Return the template of an entry's links; overrides the plain style's."""
        doi, arxiv, address = (field(name, raw=True) for name in ("doi", "eprint", "url"))
        link = first_of[
            optional[href(join["https://doi.org/", doi])[join["doi:", doi]]],
            optional[href(join["https://arxiv.org/abs/", arxiv])[join["arXiv:", arxiv]]],
            optional[href(address)[_host(str(e.fields.get("url", "")))]],
        ]
        if e.fields.get("checked") == "one source":
            return words[sentence[link], sentence["Seen in one source"]]
        return sentence[link]


def _html(text: Any) -> str:
    return str(text.render(_HTML)).replace("\n", " ")


def _host(url: str) -> str:
    """Return the site of an address, which says more to a reader than the whole of it."""
    return re.split(r"[/?#]", url.partition("//")[2])[0].removeprefix("www.")


def _is_cut(entry: Any, most: int, role: str = "author") -> bool:
    """Tell whether some of the people in a role are counted and not named."""
    return len(entry.persons.get(role, ())) > most + 1


@node  # type: ignore[untyped-decorator]
def _names(_children: Any, context: Any, role: str, most: int | None = FEW_AUTHORS) -> Any:
    """Format the first names in a role, or all; a pybtex template node."""
    persons = context["entry"].persons.get(role, [])
    shown = persons[:most] if most and _is_cut(context["entry"], most, role) else persons
    names = [_name(*(tuple(getattr(person, part)) for part in NAME_PARTS)) for person in shown]
    if len(shown) < len(persons):
        is_open = str(persons[-1]) == "others"  # "and others" in the entry: nobody knows how many
        names.append(Text("others" if is_open else f"{len(persons) - len(shown)} others"))
    return join(sep=", ", sep2=" and ", last_sep=", and ")[names].format_data(context)


@lru_cache(
    maxsize=10_000
)  # people write more than one work, and a work is formatted for its page and for the references
def _name(*parts: tuple[str, ...]) -> Text:
    """Return a name in full; its parts are in the order of ``NAME_PARTS``."""
    person = Person()
    for part, names in zip(NAME_PARTS, parts, strict=True):
        setattr(person, part, list(names))
    return _NAMES.format(person).format()


@lru_cache(maxsize=10_000)  # a text is checked, and then printed
def rich_text(latex: str) -> Text:
    """Return a text of the bibliography as pybtex's ``Text.from_latex`` does, which is slow."""
    return LaTeXParser(latex).parse() if _PLAIN.fullmatch(latex) else Text.from_latex(latex)
