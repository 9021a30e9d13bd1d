"""What rendering a page found out about it, for the pages that are shown later."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import escape


@dataclass(frozen=True, order=True)
class Section:
    """A part of a page: the id and the text of its heading; both empty above the first heading."""

    id: str = ""
    title: str = ""

    @cached_property
    def escaped(self) -> tuple[str, str]:
        """Id and text as HTML: a popular term's page prints thousands of sections."""
        return escape(self.id), escape(self.title)


@dataclass(frozen=True)
class Said:
    """The sentence in which a page is linked, as plain text; ``by_essay`` where it is the essay's."""

    text: str
    by_essay: bool = False


@dataclass
class PageRecord:
    """One page, as rendered: the pages it mentions, the works it cites, and how many words a reader finds there.

    ``said`` has the first sentence that mentions a page, by the page's id; ``markdown`` the page's blocks as Markdown.
    """

    said: dict[str, Said] = field(default_factory=dict)
    mentions: dict[str, list[Section]] = field(default_factory=dict)
    citations: dict[str, list[Section]] = field(default_factory=dict)
    words: int = 0
    opens_with_summary: bool = False
    markdown: list[str] = field(default_factory=list)

    def mention(self, node_id: str, section: Section) -> None:
        """Note that ``section`` mentions a page."""
        _add(self.mentions, node_id, section)

    def cite(self, key: str, section: Section) -> None:
        """Note that ``section`` cites a work."""
        _add(self.citations, key, section)


def _add(where: dict[str, list[Section]], key: str, section: Section) -> None:
    sections = where.setdefault(key, [])
    if section not in sections:
        sections.append(section)
