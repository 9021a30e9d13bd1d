"""The views side by side, and the sheet on which a reader weighs what they turn on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from essaysite.read.considerations import lines_weighed
from essaysite.read.model import QUESTIONS, RELATION, SUMMARY_PAGE, Consideration, Node

from .evidence import in_strength
from .frame import Example, example_of
from .site import Site
from .views import PageLink, UrlOf, page_links

# A question with the answer of each view, in their order, and where to read on.
Row = tuple[str, tuple[tuple[PageLink, str, str], ...]]


@dataclass(frozen=True)
class Comparison:
    """The views side by side: a row for each question."""

    views: tuple[PageLink, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Weighed:
    """A consideration with the essay's words, where the views part, findings under their headings, and who argues about it."""

    id: str
    one: Consideration
    words: Example | None
    parts: tuple[Row, ...]
    findings: tuple[tuple[str, tuple[PageLink, ...]], ...]
    argued_by: tuple[PageLink, ...]
    questioned_by: tuple[PageLink, ...]


@dataclass(frozen=True)
class Sheet:
    """The considerations in the essay's order, and the last sentence of its summary."""

    ones: tuple[Weighed, ...]
    last: Example | None


def comparison(site: Site, node: Node, url_of: UrlOf) -> Comparison:
    """Return the views of the folder whose index a page is, side by side."""
    views = [view for view in site.content.children(node) if view.answers]
    links = page_links(site, views, url_of)
    rows = tuple(
        (
            heading,
            tuple((link, view.answers[name], f"{link.url}#{section}") for link, view in zip(links, views, strict=True)),
        )
        for name, (heading, section) in QUESTIONS.items()
    )
    return Comparison(links, rows if views else ())


def sheet(site: Site, node: Node, url_of: UrlOf) -> Sheet | None:
    """Return the sheet of a page that has considerations, or ``None`` where there are none, or no lines for them."""
    edition, section, nodes = site.content.edition, site.content.section_of(node), site.content.nodes
    lines = lines_weighed(edition)
    if section is None or not node.considerations or len(node.considerations) != len(lines):
        return None  # reported already
    rows = dict(zip(QUESTIONS, comparison(site, section, url_of).rows, strict=False))

    def named(names: tuple[str, ...]) -> list[Node]:
        return [nodes[name] for name in names if name in nodes]

    def found(side: str, names: tuple[str, ...]) -> tuple[str, tuple[PageLink, ...]]:
        return RELATION[side].inverse_label, page_links(site, in_strength(site, named(names)), url_of)

    def weighed(line: int, one: Consideration) -> Weighed:
        return Weighed(
            f"weigh-{line}",
            one,
            example_of(site, line, url_of),
            tuple(rows[name] for name in one.questions if name in rows),
            (found("supports", one.supports), found("limits", one.limits)),
            page_links(site, named(one.argued_by), url_of),
            page_links(site, named(one.questioned_by), url_of),
        )

    end = example_of(site, edition.plan.body(SUMMARY_PAGE)[-1], url_of)
    ones = tuple(map(weighed, lines, node.considerations))
    return Sheet(ones, replace(end, sentences=end.sentences[-1:]) if end else None)
