"""The bibliography: read references.bib, check every entry, and format it for footnotes and for the references page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pybtex.database import Entry, InvalidNameString, Person
from pybtex.database.input.bibtex import Parser, UndefinedMacro
from pybtex.exceptions import PybtexError

from .bib_file import RawEntry, split
from .entry_checks import check_entry
from .entry_words import NO_TEXT
from .faults import Fault
from .reference_style import ReferenceStyle, rich_text
from .work import Work


@dataclass
class Bibliography:
    """All works, by key, in the order of the file, and the style of their references."""

    works: dict[str, Work] = field(default_factory=dict)
    style: ReferenceStyle = field(default_factory=ReferenceStyle)
    is_readable: bool = True

    def by_author(self, name: str) -> list[Work]:
        """Return the works of an author written as ``Family, Given``, newest first.

        Middle names do not count: ``Russell, Stuart J.`` is ``Russell, Stuart``. An organisation is written in braces.
        """
        found = self._by_author.get(_identity(Person(name)), [])
        return sorted(found, key=lambda work: (-int(work.year) if work.year.isdecimal() else 0, work.sort_key))

    def authors(self) -> set[str]:
        """Return the names of all authors, each as ``Family, Given``."""
        return {str(person) for work in self.works.values() for person in work.entry.persons.get("author", [])}

    def texts(self) -> Iterator[tuple[int, str]]:
        """Yield each text of a work as it is printed, and its line."""
        for work in filter(lambda work: work.is_read, self.works.values()):
            for name, value in work.entry.fields.items():
                if name.lower() not in NO_TEXT:
                    yield work.lines.get(name.lower(), work.line), str(rich_text(str(value)))

    @cached_property
    def _by_author(self) -> dict[tuple[str, str], list[Work]]:
        """Return the works of each author; asked for once all works are in."""
        found: dict[tuple[str, str], list[Work]] = {}
        for work in self.works.values():
            for author in dict.fromkeys(map(_identity, work.entry.persons.get("author", []))):
                found.setdefault(author, []).append(work)
        return found


def _identity(person: Any) -> tuple[str, str]:
    """Return family name and first given name, which tell two people of one bibliography apart."""
    family = " ".join([*person.prelast_names, *person.last_names]).strip("{}").casefold()
    given = person.first_names[0].strip("{}").casefold() if person.first_names else ""
    return family, given


def read_bibliography(path: str, text: str) -> tuple[Bibliography, list[Fault]]:
    """Read each entry of a ``.bib`` file by itself and check it."""
    bibliography = Bibliography()
    blocks, faults = split(path, text)
    for block in blocks:
        entry, found = _parse(path, block)
        work = Work(block.key, entry, block.text, block.line, bibliography.style, block.fields, is_read=not found)
        work.is_read = work.is_read and block.is_whole
        bibliography.works[block.key] = work
        faults += found or (check_entry(path, work) if block.is_whole else [])
    faults += _same_works(path, bibliography.works.values())
    if text.strip() and not blocks:
        faults.append(Fault(path, 1, "this file holds no entry; put the bibliography back", fatal=True))
        bibliography.is_readable = False
    return bibliography, faults


def _same_works(path: str, works: Iterable[Work]) -> list[Fault]:
    """Report each work that another entry has already: its references would tell one source as two."""
    faults, owners = [], dict[str, Work]()
    for work in works:
        for name in ("doi", "eprint", "url"):
            value = str(work.entry.fields.get(name, "")).casefold().rstrip("/")
            owner = owners.setdefault(value, work) if value else work
            if owner is not work:
                message = (
                    f"{work.key}: '{name}' is that of '{owner.key}' (line {owner.line}); keep one entry, and cite it"
                )
                faults.append(Fault(path, work.lines.get(name, work.line), message))
                break
    return faults


def _parse(path: str, block: RawEntry) -> tuple[Any, list[Fault]]:
    """Return an entry as pybtex reads it; an empty one where it cannot, and why."""
    empty = Entry("misc")
    empty.key = block.key
    if not block.is_whole:
        return empty, []
    try:
        return Parser().parse_string(block.text).entries[block.key], []
    except InvalidNameString as error:
        name = str(error).partition(" in ")[2].strip("'\"")
        found = re.search(r"\s+".join(map(re.escape, name.split())), block.text)
        line, message = (
            found.start() if found else 0,
            f"the name '{name}' has too many commas; write each name as 'Family, Given', with 'and' between two names",
        )
        return empty, [Fault(path, block.line + block.text.count("\n", 0, line), message)]
    except UndefinedMacro as error:
        name, line = error.args[0], block.line + (error.lineno or 1) - 1
        return empty, [Fault(path, line, f"'{name}' stands without braces; write '{{{name}}}'")]
    except PybtexError as error:
        line = block.line + (getattr(error, "lineno", None) or 1) - 1
        reason = str(error.args[0] if error.args else error).split("\n")[0].rstrip(".")
        message = f"the entry '{block.key}' does not parse ({reason}); look for a missing comma or brace on this line or before it"
        return empty, [Fault(path, line, message)]


def uncited(path: str, bibliography: Bibliography, cited: Iterable[str]) -> list[Fault]:
    """Report each entry that no page cites."""
    used = set(cited)
    return [
        Fault(path, work.line, f"no page cites '{key}'; cite it with [@{key}] or remove the entry")
        for key, work in bibliography.works.items()
        if key not in used and work.is_read
    ]
