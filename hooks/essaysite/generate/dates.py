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


def month_of(date: str) -> str:
    """Return the month of a date as readers write it: "2026-07" and "2026-07-03" → "July 2026"; a year stays alone."""
    year, _, rest = date.partition("-")
    month = rest[:2]
    return f"{month_name[int(month)]} {year}" if month.isdecimal() else date
