"""Findings as pages show them: always with both halves, the strongest label first, and the newest first within one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from essaysite.read.labels import FLAGS, LABELS
from essaysite.read.model import RELATIONS, Node

from .dates import date_of, year_of
from .pictures import timeline
from .pictures.picture import Picture
from .site import Site
from .views import Chip, PageLink, UrlOf, chip, page_link, page_links

# Of one group; the others wait behind a line that gives their number, which a single one needs no more than itself.
SHOWN = 3


@dataclass(frozen=True)
class FindingView:
    """A finding in a list. ``rank`` counts from the strongest label; ``because`` says why it bears on the page; ``bears_on`` are the pages it bears on, all of them."""

    page: PageLink
    year: str
    systems: str
    because: str
    rank: int
    bears_on: tuple[PageLink, ...]


@dataclass(frozen=True)
class Group:
    """The findings of one relation: those that are shown at once, and those behind a line."""

    heading: str
    shown: tuple[FindingView, ...]
    folded: tuple[FindingView, ...]


@dataclass(frozen=True)
class Evidence:
    """The findings that bear on a page, and a picture of when they were shown where there are enough."""

    groups: tuple[Group, ...]
    picture: Picture | None


@dataclass(frozen=True)
class Register:
    """Every finding, and by what the list can be filtered."""

    findings: tuple[FindingView, ...]
    pages: tuple[PageLink, ...]
    labels: tuple[Chip, ...]
    flags: tuple[Chip, ...]
    years: tuple[str, ...]


def in_strength(site: Site, findings: Iterable[Node]) -> list[Node]:
    """Return findings by the strength of their label, the newest first within one, and by title."""
    return sorted(_newest_first(site, findings), key=_rank)


def _newest_first(site: Site, findings: Iterable[Node]) -> list[Node]:
    by_title = sorted(findings, key=lambda node: node.title.casefold())
    return sorted(by_title, key=lambda node: date_of(site, node), reverse=True)


def _rank(node: Node) -> int:
    """Return the place of a finding's label, from the strongest on."""
    labels = list(LABELS)
    return labels.index(node.finding.label) if node.finding and node.finding.label in LABELS else len(labels)


def finding_view(site: Site, node: Node, url_of: UrlOf, because: str = "") -> FindingView:
    """Return a finding as lists show it."""
    targets = dict.fromkeys(edge.target for edge in node.outgoing if edge.relation.is_evidence)
    bears_on = page_links(site, (site.content.nodes[target] for target in targets), url_of)
    systems = ", ".join(node.finding.systems) if node.finding else ""
    return FindingView(page_link(site, node, url_of), year_of(site, node), systems, because, _rank(node), bears_on)


def evidence(site: Site, node: Node, url_of: UrlOf) -> Evidence:
    """Return the findings that bear on a page, by the relation that they do it by."""
    groups = []
    nodes: dict[str, Node] = {}
    for relation in RELATIONS:
        because = {edge.source: edge.because for edge in node.incoming if edge.relation is relation}
        if not relation.is_evidence or not because:
            continue
        found = in_strength(site, (site.content.nodes[source] for source in because))
        nodes.update((finding.id, finding) for finding in found)
        views = tuple(finding_view(site, finding, url_of, because[finding.id]) for finding in found)
        shown = SHOWN if len(views) > SHOWN + 1 else len(views)
        groups.append(Group(relation.inverse_label, views[:shown], views[shown:]))
    return Evidence(tuple(groups), timeline.of_page(site, nodes.values(), url_of))


def register(site: Site, _: Node, url_of: UrlOf) -> Register:
    """Return every finding, the newest first."""
    views = tuple(finding_view(site, node, url_of) for node in _newest_first(site, site.content.findings))
    pages = {page.id: page for view in views for page in view.bears_on}
    used = {chip.id for view in views for chip in view.page.chips}
    return Register(
        findings=views,
        pages=tuple(sorted(pages.values(), key=lambda page: page.title.casefold())),
        labels=tuple(chip(name, url_of, site) for name in LABELS if name in used),
        flags=tuple(chip(name, url_of, site) for name in FLAGS if name in used),
        years=tuple(sorted({view.year for view in views if view.year}, reverse=True)),
    )
