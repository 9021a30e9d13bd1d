"""Dates that are still to come: a page tells what was seen, so such a one is a slip of the pen."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator

from .content import Content
from .faults import Fault
from .guard import one_by_one

# "Role, as of May 2027", "Editor's note, 3 May 2027" → day or nothing, month, year
_IN_WORDS = re.compile(rf"(?:as of|note,) (?:(\d\d?) )?({'|'.join(month_name[1:])}) (20\d\d)", re.IGNORECASE)
_AHEAD = "is still to come; write the day, month or year that is meant"


def dates_ahead(content: Content, latest: str) -> Iterator[Fault]:
    """Yield a fault for each date of a page or a work behind the ``latest`` day that may be there (``YYYY-MM-DD``)."""
    for path, source in one_by_one(content.sources.items(), lambda one: one[1].path):
        brief = content.graph.by_path[path].brief
        if brief and brief.as_of > latest[:7]:
            yield source.fault("brief", f"'as_of' in 'brief' is '{brief.as_of}', which {_AHEAD}", "as_of")
        for found in _IN_WORDS.finditer(source.body):
            month = list(month_name).index(found[2].capitalize())
            if f"{found[3]}-{month:02}-{int(found[1] or 1):02}" > latest:
                yield source.body_fault(found.start(), f"'{found[0]}' {_AHEAD}")
    for work in content.bibliography.works.values():
        for name in ("date", "urldate", "year"):
            value = str(work.entry.fields.get(name, ""))
            if latest[: len(value)] < value < "2100":
                line = work.lines.get(name, work.line)
                yield Fault(content.bibliography_path, line, f"{work.key}: '{name}' is '{value}', which {_AHEAD}")
