"""The bibliography: read references.bib, check every entry, and format it for footnotes and for the references page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pybtex.database import BibliographyDataError, InvalidNameString, Person
from pybtex.database.input.bibtex import Parser
from pybtex.exceptions import PybtexError
from pybtex.scanner import PybtexSyntaxError

from .entry_checks import check_entry
from .faults import Fault
from .reference_style import ReferenceStyle
from .work import Work

_ENTRY = re.compile(r"^[ \t]*@[^\s{(]+[ \t]*[{(][ \t]*([^,\s]*)[ \t]*,", re.MULTILINE)


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
    """Parse a ``.bib`` file and check each entry; a file that does not parse gives an empty bibliography."""
    places = _places(text)
    faults = _duplicates(path, places)
    try:
        entries = Parser().parse_string(_without_duplicates(text, places)).entries if text.strip() else {}
    except InvalidNameString as error:
        name = str(error).partition(" in ")[2].strip("'\"")
        message = (
            f"the name '{name}' has too many commas; write each name as 'Family, Given', with 'and' between two names"
        )
        return Bibliography(is_readable=False), [*faults, Fault(path, _line_of_words(text, name), message, fatal=True)]
    except (PybtexSyntaxError, BibliographyDataError, PybtexError) as error:
        line = _unclosed(text, places)
        if line is not None:
            message = (
                "the entry that starts here has more '{' than '}', so the bibliography does not parse; close each brace"
            )
            return Bibliography(is_readable=False), [*faults, Fault(path, line, message, fatal=True)]
        line = getattr(error, "lineno", None) or 1
        reason = str(error.args[0] if error.args else error).split("\n")[0].rstrip(".")
        message = (
            f"the bibliography does not parse ({reason}); look for a missing comma or brace on this line or before it"
        )
        return Bibliography(is_readable=False), [*faults, Fault(path, line, message, fatal=True)]
    bibliography = Bibliography()
    seen: set[str] = set()
    for index, (key, line, start) in enumerate(places):
        if key not in entries or key.casefold() in seen:
            continue
        seen.add(key.casefold())
        end = places[index + 1][2] if index + 1 < len(places) else len(text)
        work = Work(key, entries[key], _strip_comments(text[start:end]), line, bibliography.style)
        bibliography.works[key] = work
        faults += check_entry(path, work)
    return bibliography, faults + _left_out(path, text, entries, seen)


def uncited(path: str, bibliography: Bibliography, cited: Iterable[str]) -> list[Fault]:
    """Report each entry that no page cites."""
    used = set(cited)
    return [
        Fault(path, work.line, f"no page cites '{key}'; cite it with [@{key}] or remove the entry")
        for key, work in bibliography.works.items()
        if key not in used
    ]


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _places(text: str) -> list[tuple[str, int, int]]:
    """Return key, line and start of each entry."""
    places = []
    line, end = 1, 0
    for match in _ENTRY.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        places.append((match.group(1), line, end))
    return places


def _unclosed(text: str, places: list[tuple[str, int, int]]) -> int | None:
    """Return the line of the first entry with a brace that is never closed, which the parser notices far below it."""
    ends = [start for _, _, start in places[1:]] + [len(text)]
    for (_, line, start), end in zip(places, ends, strict=False):
        if text.count("{", start, end) > text.count("}", start, end):
            return line
    return None


def _line_of_words(text: str, words: str) -> int:
    """Return the line on which ``words`` start, whatever white space parts them; the first line where they are not."""
    found = re.search(r"\s+".join(map(re.escape, words.split())), text)
    return _line(text, found.start()) if found else 1


def _strip_comments(block: str) -> str:
    """Return an entry without what stands behind its closing brace."""
    return block[: block.rfind("}") + 1]


def _duplicates(path: str, places: list[tuple[str, int, int]]) -> list[Fault]:
    first: dict[str, int] = {}
    faults = []
    for key, line, _ in places:
        if key.casefold() in first:
            message = (
                f"the key '{key}' is used twice (first on line {first[key.casefold()]}); rename one entry or remove it"
            )
            faults.append(Fault(path, line, message, fatal=True))
        first.setdefault(key.casefold(), line)
    return faults


def _left_out(path: str, text: str, entries: Mapping[str, Any], found: Collection[str]) -> list[Fault]:
    """Report each entry that the parser knows and ``_ENTRY`` did not find, which would vanish without a word."""
    faults = []
    for key, entry in entries.items():
        if key.casefold() not in found:
            start = rf"@\s*{re.escape(entry.type)}\s*[{{(]\s*{re.escape(key)}(?![^\s,)}}])"
            place = re.search(start, text, re.IGNORECASE)
            message = f"the entry '{key}' is left out; start it on a line of its own, with '@{entry.type}{{{key},'"
            faults.append(Fault(path, _line(text, place.start()) if place else 1, message))
    return faults


def _without_duplicates(text: str, places: list[tuple[str, int, int]]) -> str:
    """Return the file with second entries of a key blanked out, so that one double key hides nothing else."""
    seen: set[str] = set()
    pieces, position = [], 0
    for index, (key, _, start) in enumerate(places):
        end = places[index + 1][2] if index + 1 < len(places) else len(text)
        pieces.append(text[position:start])
        block = text[start:end]
        pieces.append(re.sub(r"[^\n]", " ", block) if key.casefold() in seen else block)
        seen.add(key.casefold())
        position = end
    return "".join(pieces) + text[position:]
