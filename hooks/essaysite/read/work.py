"""One work of the bibliography."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .reference_style import ReferenceStyle, rich_text


@dataclass
class Work:
    """One entry: its pybtex form, its BibTeX as written, its line and its fields', and the style of its reference.

    ``is_read`` is false for one that could not be read: then it is empty, so that pages can cite it all the same.
    """

    key: str
    entry: Any
    bibtex: str
    line: int
    style: ReferenceStyle
    lines: dict[str, int] = field(default_factory=dict)
    is_read: bool = True

    @property
    def year(self) -> str:
        """The year as written, or an empty string."""
        return str(self.entry.fields.get("year", ""))

    @property
    def checked(self) -> str:
        """How the entry was checked: one of ``CHECKED``."""
        return str(self.entry.fields.get("checked", ""))

    @cached_property
    def title(self) -> str:
        """The title without the braces that keep its capitals, or the key."""
        return str(rich_text(self.entry.fields["title"])) if "title" in self.entry.fields else self.key

    @cached_property
    def short(self) -> str:
        """Authors and year, as a margin names the work: "Ngo et al. 2024"; its title and year where it has no author."""
        people = self.entry.persons.get("author") or self.entry.persons.get("editor") or ()
        names = [str(rich_text(" ".join([*who.prelast_names, *who.last_names]))) for who in people[:2]]
        if len(people) > len(names) or names[1:] == ["others"]:
            names = [f"{names[0]} et al."]
        return f"{' and '.join(names) or self.title} {self.year}".strip()

    @cached_property
    def sort_key(self) -> tuple[str, str, str]:
        """By first author, year and title."""
        authors = self.entry.persons.get("author", [])
        name = " ".join([*authors[0].last_names, *authors[0].first_names]) if authors else ""
        return re.sub(r"[{}\\]", "", name).casefold(), self.year, self.title.casefold()

    @cached_property
    def html(self) -> str:
        """The reference as HTML, as a list of works shows it."""
        return self.style.listed(self.entry)

    @property
    def author_count(self) -> int:
        """How many authors the work has."""
        return len(self.entry.persons.get("author", ()))

    @cached_property
    def all_authors(self) -> str:
        """The names of all authors as HTML, where ``html`` leaves some out; else an empty string."""
        return self.style.all_authors(self.entry)
