"""What was shown when: findings as points, a row for each label and a column for each year.

Half of the sources are dated by the year alone, so a point's column is all that its place says; within it, points stand
in the order of their dates as far as these are known. The columns are those of the register on every page, so that pages
can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from essaysite.generate.dates import date_of, in_words, year_of
from essaysite.generate.site import Site
from essaysite.generate.views import UrlOf
from essaysite.read.labels import LABELS
from essaysite.read.model import Node

from .picture import Picture, Table, fixed

_WIDTH, _COLUMNS = 360, 7
_COLUMN = _WIDTH / _COLUMNS
# Points side by side in a column, and from one to the next, across and upwards.
_ACROSS, _STEP = 5, 9
# Room for the name of a row above its points, most of it above the name, and for the years below all.
_NAME, _YEARS = 36, 26
# A page with fewer shows its list only.
_ENOUGH = 6


@dataclass(frozen=True)
class Dot:
    """A finding and where it stands; ``url`` is empty where it is no link."""

    x: str
    y: str
    url: str
    name: str


@dataclass(frozen=True)
class Row:
    """The findings with one label, above their line."""

    name: str
    name_y: str
    line_y: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Timeline:
    """The rows, from the strongest label on, and the place and name of each column."""

    rows: tuple[Row, ...]
    columns: tuple[tuple[str, str], ...]
    years_y: str


Cells = dict[str, list[list[Node]]]


def picture(site: Site, _: Node, url_of: UrlOf) -> Picture | None:
    """Return the picture of the whole register, with its numbers."""
    return _picture(site, site.content.findings, url_of, is_whole=True)


def overview(site: Site) -> Picture | None:
    """Return the picture of the whole register in which no point is a link."""
    return _picture(site, site.content.findings, None, is_whole=True)


def of_page(site: Site, findings: Iterable[Node], url_of: UrlOf) -> Picture | None:
    """Return the picture of the findings that bear on a page; nothing where they are few."""
    found = list(findings)
    return _picture(site, found, url_of) if len(found) >= _ENOUGH else None


def columns(site: Site) -> tuple[str, ...]:
    """Return the names of the columns: each of the last years, and one for all before."""
    newest = max((int(year) for node in site.content.findings if (year := year_of(site, node)).isdecimal()), default=0)
    return (f"≤ {newest - _COLUMNS + 1}", *(str(newest - back) for back in reversed(range(_COLUMNS - 1))))


def cells(site: Site, findings: Iterable[Node]) -> Cells:
    """Return the dated findings of each label that has any, by column and in the order of their dates."""
    names = columns(site)
    found: Cells = {label: [[] for _ in names] for label in LABELS}
    for node in sorted(findings, key=lambda node: (date_of(site, node), node.title.casefold())):
        year = year_of(site, node)
        if node.finding and node.finding.label in found and year:
            found[node.finding.label][names.index(year) if year in names else 0].append(node)
    return {label: row for label, row in found.items() if any(row)}


def _picture(site: Site, findings: Sequence[Node], url_of: UrlOf | None, *, is_whole: bool = False) -> Picture | None:
    found = cells(site, findings)
    if not found:
        return None
    names = columns(site)
    number = sum(len(cell) for row in found.values() for cell in row)
    undated = len(findings) - number
    notes = _LATE.format(in_words(max(date_of(site, node) for node in site.content.findings)))
    notes += _ON_RECORD if "on-record" in found else ""
    uncounted = f" Not counted, because it has no date: {undated}." if undated else ""
    rows, bottom = [], 0.0
    for label, row in found.items():
        top = bottom
        bottom += _NAME + _STEP * max(-(-len(cell) // _ACROSS) for cell in row)
        rows.append(
            Row(
                name=f"{LABELS[label]}: {sum(map(len, row))}",
                name_y=fixed(top + _NAME - 9),
                line_y=fixed(bottom),
                dots=tuple(_dots(site, row, bottom, url_of)),
            )
        )
    return Picture(
        name="timeline",
        title=f"{number} findings by year and kind of support",
        caption=_CAPTION.format("leads to" if url_of else "is") + (notes if is_whole else "") + uncounted,
        text="; ".join(f"{LABELS[label]}: {_counted(names, row)}" for label, row in found.items())
        + "."
        + ("" if is_whole else notes),
        width=_WIDTH,
        height=round(bottom + _YEARS),
        drawing=Timeline(
            tuple(rows),
            tuple((fixed(_COLUMN * (index + 0.5)), name) for index, name in enumerate(names)),
            fixed(bottom + 18),
        ),
        table=Table(
            ("Label", *names), tuple((LABELS[label], *(str(len(cell)) for cell in row)) for label, row in found.items())
        )
        if is_whole and url_of
        else None,
        has_links=url_of is not None,
    )


_CAPTION = "Each point {} one finding, in the year of its source."

# What there is to mind: below the picture of the whole register, and in the words of those on every other page.
_LATE = " Late years have more points partly because this site looked there more, and the last one is not whole: the newest source is of {}."

_ON_RECORD = " On record means a law, a role or a statement that can be looked up; what was stated need not be true."


def _dots(site: Site, row: list[list[Node]], bottom: float, url_of: UrlOf | None) -> Iterable[Dot]:
    for column, cell in enumerate(row):
        for index, node in enumerate(cell):
            across = min(len(cell), _ACROSS) - 1
            x = _COLUMN * (column + 0.5) + _STEP * (index % _ACROSS - across / 2)
            y = bottom - _STEP * (index // _ACROSS + 0.5)
            name = f"{node.title} ({in_words(date_of(site, node))})"
            yield Dot(fixed(x), fixed(y), url_of(node.path) if url_of else "", name)


def _counted(names: Sequence[str], row: list[list[Node]]) -> str:
    """Return how many findings each year has: "3 up to 2020, 1 in 2021" without years that have none."""
    return ", ".join(
        f"{len(cell)} in {name}".replace("in ≤", "up to") for name, cell in zip(names, row, strict=True) if cell
    )
