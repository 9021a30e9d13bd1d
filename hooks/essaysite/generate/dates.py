"""When a finding was told, as far as the bibliography knows, and how dates are written."""

from __future__ import annotations

from calendar import month_name

from essaysite.read.model import Node

from .site import Site


def year_of(site: Site, node: Node) -> str:
    """Return the year of the first work that a finding is told in, or an empty string."""
    works = site.content.bibliography.works
    known = [works[key].year for key in node.finding.works if key in works] if node.finding else []
    return next(filter(None, known), "")


def date_of(site: Site, node: Node) -> str:
    """Return the date of the first work that a finding is told in, as exact as the bibliography has it."""
    works = site.content.bibliography.works
    dates = (
        [str(works[key].entry.fields.get("date", "")) for key in node.finding.works if key in works]
        if node.finding
        else []
    )
    return next(filter(None, dates), "") or year_of(site, node)


def month_of(date: str) -> str:
    """Return the month of a date as readers write it: "2026-07" and "2026-07-03" → "July 2026"; a year stays alone."""
    year, _, rest = date.partition("-")
    month = rest[:2]
    return f"{month_name[int(month)]} {year}" if month.isdecimal() else date
