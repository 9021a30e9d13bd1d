"""How a reference reads: pybtex's plain style with few authors under a page, and short links."""

from __future__ import annotations

from typing import Any

from pybtex.richtext import Text
from pybtex.style.formatting import FormattedEntry
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.template import FieldIsMissing, field, first_of, href, join, node, optional, sentence, words

FEW_AUTHORS = 3


class ReferenceStyle(PlainStyle):  # type: ignore[misc]  # pybtex has no types
    """pybtex's plain style, with at most ``most_authors`` named (``None``: all), then "and others".

    An entry links to its DOI, else its arXiv number, else its address; where only one source was found for it,
    the reference says so.
    """

    def __init__(self, *, most_authors: int | None = FEW_AUTHORS) -> None:
        super().__init__()
        self.most_authors = most_authors

    def format_entry(self, label: str, entry: Any, bib_data: Any = None) -> Any:
        """Return the reference of an entry; of one that lacks a field, which is reported elsewhere, only its title."""
        try:
            return super().format_entry(label, entry, bib_data)
        except (AttributeError, FieldIsMissing):  # no such type of entry, or a field that its type needs
            title = Text.from_latex(entry.fields.get("title", entry.key))
            return FormattedEntry(entry.key, Text(title, " (the entry is not complete)"), label)

    def format_names(self, role: str, as_sentence: bool = True) -> Any:
        """Return the template of the names in a role; overrides the plain style's."""
        return sentence[_names(role)] if as_sentence else _names(role)

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


def _host(url: str) -> str:
    """Return the site of an address, which says more to a reader than the whole of it."""
    return url.partition("//")[2].partition("/")[0].removeprefix("www.")


@node  # type: ignore[untyped-decorator]
def _names(_children: Any, context: Any, role: str) -> Any:
    """Format the names in a role, cut short; a pybtex template node."""
    style = context["style"]
    persons = context["entry"].persons.get(role, [])
    shown = persons[: style.most_authors]
    names = [style.format_name(person, style.abbreviate_names) for person in shown]
    if len(shown) < len(persons):
        names.append(Text("others"))
    return join(sep=", ", sep2=" and ", last_sep=", and ")[names].format_data(context)
