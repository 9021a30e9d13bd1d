"""The register of findings as files: JSON, as docs/about/findings.schema.json describes it, and a table (RFC 4180)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from essaysite.generate.dates import date_of
from essaysite.generate.evidence import in_strength
from essaysite.generate.site import Site
from essaysite.read.model import FINDINGS_PAGE, RELATIONS, Node

JSON_FILE, CSV_FILE = "findings/findings.json", "findings/findings.csv"
SCHEMA = "../about/findings.schema.json"
# Some spreadsheets part cells at ";", and some read full-width signs.
_FORMULA = re.compile(r"(?:^|(?<=;)|(?<=; ))(?=[=+@\uff1d\uff0b\uff0d\uff20-])")


def register_files(site: Site, addresses: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files as (name relative to the site's folder, bytes); none where the site has no register.

    ``addresses`` gives each page's, seen from the home page, by its source.
    """
    if FINDINGS_PAGE not in site.content.graph.by_path:
        return
    rows = [_row(site, addresses, node) for node in in_strength(site, site.content.findings)]
    data = {"$schema": SCHEMA, "findings": rows}
    yield JSON_FILE, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    yield CSV_FILE, table_file(list(rows[0]) if rows else [], (row.values() for row in rows))


def table_file(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """Return a table as CSV."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows(map(_cell, row) for row in rows)
    return text.getvalue().encode()


def _row(site: Site, addresses: Mapping[str, str], node: Node) -> dict[str, Any]:
    finding = node.finding
    assert finding is not None  # noqa: S101 - asked by the caller
    return {
        "id": node.id,
        "title": node.title,
        "summary": node.summary,
        "but": finding.but,
        "label": finding.label,
        "flags": list(finding.flags),
        "date": date_of(site, node),
        "systems": list(finding.systems),
        "works": list(finding.works),
        **{
            relation.name: [edge.target for edge in node.outgoing if edge.relation is relation]
            for relation in RELATIONS
            if node.kind.name in relation.sources
        },
        "address": addresses[node.path],
    }


def _cell(value: Any) -> str:
    """Return a value as a cell; what a spreadsheet would take for a formula has an apostrophe before it."""
    text = "; ".join(value) if isinstance(value, list) else str(value)
    return _FORMULA.sub("'", text)
