"""Reads the built site as a crawler does: every page parsed as a browser parses it, with its ids and its addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from essaysite.read.graph import Graph, build_graph
from essaysite.read.page_file import read_source
from markup import Element, parse
from project import ROOT

DOCS = ROOT / "docs"
NOT_FOUND = "404.html"
# GitHub Pages shows this page at any address, however deep.
NO_SUCH_PAGE = "no/such/page/"

_ADDRESSES = ("href", "src", "action", "data", "poster", "xlink:href")
# Relations of <link> that name a page for machines; a reader cannot follow them.
_FOLLOWED = ("a", "area")


def address_of(path: str) -> str:
    """Return the address, below the site's, of the page whose source is ``path`` (relative to ``docs/``)."""
    stem = path.removesuffix(".md")
    return "" if stem == "index" else stem.removesuffix("/index") + "/"


# Every page's address, known before anything is built, so that tests can be named after them.
PAGES = tuple(sorted(address_of(path.relative_to(DOCS).as_posix()) for path in DOCS.rglob("*.md")))

# One page of each kind, and each page that is made in a way of its own: what opens above a page is the same on all.
KINDS = (
    "",
    "start/",
    "problem/",
    "approaches/rlhf/",
    "views/skeptical/",
    "pitfalls/smarter-means-wiser/",
    "researchers/paul-christiano/",
    "glossary/",
    "glossary/reward/",
    "references/",
    "map/",
    "about/source/",
    NO_SUCH_PAGE,
)


@dataclass(frozen=True)
class BuiltPage:
    """One page of the built site. ``url`` is where it is seen, below the site's address."""

    url: str
    root: Element

    @cached_property
    def ids(self) -> list[str]:
        """Every id on the page, in order, repeated ones too."""
        return [tag["id"] for tag in self.root.select("[id]")]

    @cached_property
    def names(self) -> frozenset[str]:
        """What a fragment can name."""
        return frozenset(self.ids) | {tag["name"] for tag in self.root.select("a[name]")}

    def addresses(self, base: str) -> Iterator[tuple[Element, str]]:
        """Yield each element that names an address, with the address as a browser resolves it."""
        for tag in self.root.select("*"):
            for attribute in _ADDRESSES:
                if attribute in tag.attrs and tag.name != "base":
                    yield tag, urljoin(base + self.url, str(tag[attribute]).strip())
            for candidate in tag.get("srcset").split(","):
                if candidate.strip():
                    yield tag, urljoin(base + self.url, candidate.split()[0])

    def links(self, base: str) -> Iterator[str]:
        """Yield where a reader can go from here, below the site's address and without fragment."""
        for tag, address in self.addresses(base):
            if tag.name in _FOLLOWED and address.startswith(base):
                yield unquote(urlsplit(address.removeprefix(base)).path)


@cache
def built_pages(site: Path) -> dict[str, BuiltPage]:
    """Return every page of the built site by its address; the one for unknown addresses too, as seen from deep down."""
    pages = {}
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        url = NO_SUCH_PAGE if name == NOT_FOUND else name.removesuffix("index.html")
        page = BuiltPage(url, parse(file.read_text(encoding="utf-8")))
        if not page.root.first("meta[http-equiv=refresh]"):  # which leads on from where a page stood once
            pages[url] = page
    return pages


@cache
def declared() -> Graph:
    """Return the graph that the front matter declares, read with the build's own code."""
    graph, faults = build_graph(
        read_source(f"docs/{path.relative_to(DOCS).as_posix()}", path.read_bytes())
        for path in sorted(DOCS.rglob("*.md"))
    )
    assert faults == []
    return graph
