"""What templates are given: small records of plain values. HTML is the templates'; nothing here can be asked for more.

Addresses are seen from the page that is being made, or absolute, as whoever makes the records decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from essaysite.read.labels import FLAGS, LABELS
from essaysite.read.model import EVIDENCE_PAGE, PLAIN, RELATIONS, Node
from essaysite.read.work import Work
from essaysite.render.found import Said

from .site import Mention, Site

# Gives the address of a page by its source.
UrlOf = Callable[[str], str]


@dataclass(frozen=True)
class Chip:
    """A label of evidence or a flag: its anchor, its name, its class, and the way to what it means."""

    id: str
    name: str
    kind: str
    url: str


@dataclass(frozen=True)
class PageLink:
    """A link to a page. ``label`` says its kind to readers, empty for plain pages; ``kind`` is for styles.

    ``but`` is the other half of a finding, which stands wherever its summary does; ``chips`` are its label and flags.
    """

    title: str
    url: str
    kind: str
    label: str
    summary: str
    id: str
    because: str = ""
    minutes: int = 0
    but: str = ""
    chips: tuple[Chip, ...] = ()


@dataclass(frozen=True)
class Place:
    """A page, its sections that mention a term or cite a work, and the sentence of the first mention, if it is known.

    Of each section there is the id, and the heading as HTML.
    """

    url: str
    title: str
    sections: tuple[tuple[str, str], ...]
    said: Said | None = None


@dataclass(frozen=True)
class Panel:
    """The links of one relation, in one direction. ``name`` is its front-matter field, or the name of its inverse."""

    name: str
    anchor: str
    label: str
    links: tuple[PageLink, ...]


@dataclass(frozen=True)
class WorkView:
    """An entry of the references page. ``html`` and ``all_authors`` are HTML; topics and people are for the filters."""

    key: str
    title: str
    year: str
    html: Markup
    checked: str
    author_count: int
    all_authors: Markup
    people: tuple[PageLink, ...]
    topics: tuple[str, ...]
    cited: tuple[Place, ...]


def page_link(site: Site, node: Node, url_of: UrlOf, because: str = "") -> PageLink:
    """Return a link to a page, with the sentence that says why."""
    label = "" if node.kind is PLAIN else node.label
    minutes = site.minutes(node)
    but = node.finding.but if node.finding else ""
    chips = (
        tuple(chip(name, url_of, site) for name in (node.finding.label, *node.finding.flags) if name)
        if node.finding
        else ()
    )
    return PageLink(
        node.title, url_of(node.path), node.kind.name, label, node.summary, node.id, because, minutes, but, chips
    )


def chip(name: str, url_of: UrlOf, site: Site) -> Chip:
    """Return a label or flag, with the way to what it means."""
    url = f"{url_of(EVIDENCE_PAGE)}#{name}" if EVIDENCE_PAGE in site.content.graph.by_path else ""
    return Chip(name, (LABELS | FLAGS)[name], "evidence" if name in LABELS else "flag", url)


def page_links(site: Site, nodes: Iterable[Node], url_of: UrlOf) -> tuple[PageLink, ...]:
    """Return links to some pages."""
    return tuple(page_link(site, node, url_of) for node in nodes)


def relation_panels(site: Site, node: Node, url_of: UrlOf) -> list[Panel]:
    """Return the panels of a page: what it declares, then what other pages declare about it; evidence stands elsewhere."""

    def panel(name: str, label: str, ends: Iterable[tuple[str, str]]) -> Panel:
        links = tuple(page_link(site, site.content.nodes[end], url_of, because) for end, because in ends)
        return Panel(name, name.replace("_", "-"), label, links)

    declared, told = [], []
    for relation in RELATIONS:
        out = [(edge.target, edge.because) for edge in node.outgoing if edge.relation is relation]
        back = [(edge.source, edge.because) for edge in node.incoming if edge.relation is relation]
        declared.append(panel(relation.name, relation.label, out + back if relation.is_symmetric else out))
        if not relation.is_symmetric and not relation.is_evidence:
            told.append(panel(relation.inverse, relation.inverse_label, back))
    return [one for one in (*declared, *told) if one.links]


def place(mention: Mention, url_of: UrlOf) -> Place:
    """Return where something is mentioned."""
    sections = tuple(section.escaped for section in mention.sections if section.id)
    return Place(url_of(mention.node.path), mention.node.title, sections, mention.said)


def topics_of(site: Site, work: Work) -> list[Node]:
    """Return the pages that a work can be found under: those that cite it, and those that a finding told in it bears on."""
    found: dict[str, Node] = {}
    for mention in site.citations.get(work.key, ()):
        for name in (mention.node.id, *(edge.target for edge in mention.node.outgoing if edge.relation.is_evidence)):
            found.setdefault(name, site.content.nodes[name])
    return [node for node in found.values() if node.kind.is_topic]


def work_view(site: Site, work: Work, url_of: UrlOf, leave_out: Node | None = None) -> WorkView:
    """Return a work with the pages that cite it, less the one that it is shown on."""
    cited = [mention for mention in site.citations.get(work.key, ()) if mention.node is not leave_out]
    return WorkView(
        key=work.key,
        title=work.title,
        year=work.year,
        html=Markup(work.html),  # noqa: S704 - pybtex escapes what is not its own
        checked=work.checked,
        author_count=work.author_count,
        all_authors=Markup(work.all_authors),  # noqa: S704
        people=page_links(site, site.authors.get(work.key, ()), url_of),
        topics=tuple(node.id for node in topics_of(site, work)),
        cited=tuple(place(mention, url_of) for mention in cited),
    )
