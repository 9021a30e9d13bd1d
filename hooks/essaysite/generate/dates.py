"""When a finding was told, as far as the bibliography knows, and how dates are written."""

from __future__ import annotations

from calendar import month_name

from essaysite.read.model import Node
from essaysite.read.work import Work

from .site import Site


def year_of(site: Site, node: Node) -> str:
    """Return the year of the first work that a finding is told in, or an empty string."""
    return next((work.year for work in _told_in(site, node) if work.year), "")


def date_of(site: Site, node: Node) -> str:
    """Return the date of the first work that a finding is told in, as exact as the bibliography has it."""
    dates = (str(work.entry.fields.get("date", "")) for work in _told_in(site, node))
    return next(filter(None, dates), "") or year_of(site, node)


def _told_in(site: Site, node: Node) -> list[Work]:
    works = site.content.bibliography.works
    return [works[key] for key in node.finding.works if key in works] if node.finding else []


def in_words(date: str) -> str:
    """Return a date as readers write it: "2026-07-06" → "6 July 2026", "2026-07" → "July 2026"; a year stays alone."""
    year, *rest = date.split("-")
    is_date = all(part.isdecimal() for part in rest) and all(0 < int(month) < len(month_name) for month in rest[:1])
    if not is_date:  # which is told where it was read
        return date
    return " ".join((*(str(int(day)) for day in rest[1:2]), *(month_name[int(month)] for month in rest[:1]), year))
