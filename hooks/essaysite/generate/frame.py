"""What stands around the content of a page: its head, its foot, and the ways in on the home page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from essaysite.read.model import ESSAY_PAGE, Brief, Node
from essaysite.read.page_order import MenuLine

from .dates import in_words
from .pictures import map as whole_map
from .pictures import timeline
from .pictures.picture import Picture
from .site import Site
from .views import PageLink, UrlOf, page_link, page_links

# Where the home page's own text parts: what comes before stands above the sayings.
_ABOUT_SITE = '<h2 id="what-this-is">'


@dataclass(frozen=True)
class About:
    """What a frame needs to know beside the site: its name, the page's full address, and that of the repository.

    ``ris`` is the file beside the page that reference managers read, ``mail`` where to write without an account. Each is
    empty where there is none.
    """

    site_name: str
    description: str
    address: str
    repository: str
    ris: str
    mail: str


@dataclass(frozen=True)
class Frame:
    """The head and the foot of a page; ``says_summary`` where the text says its summary itself.

    ``source`` is its path below ``docs/``, ``saying`` what it is about, in the essay's words; ``as_of`` dates the ``brief``.
    """

    page: PageLink
    about: About
    section: PageLink | None
    says_summary: bool
    changed: str
    source: str
    answers: tuple[PageLink, ...]
    brief: Brief | None
    as_of: str
    saying: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True)
class StepView:
    """A page's place on a reading path, from 1 to ``count``: the path, and the pages before and behind."""

    id: str
    title: str
    url: str
    place: int
    count: int
    previous: PageLink | None
    following: PageLink | None


@dataclass(frozen=True)
class Saying:
    """A page, with the saying that it is about."""

    words: str
    page: PageLink


@dataclass(frozen=True)
class Example:
    """A line of the essay where it does not stand by the plan: its sentences, and the way to it in the whole essay."""

    line: int
    sentences: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Home:
    """The home page: its title in lines, its example, the sayings, the views, and the parts of the menu.

    Its text is parted in two: what stands above the sayings, and what this site is.
    """

    title: tuple[str, ...]
    about: About
    example: Example | None
    sayings: tuple[Saying, ...]
    views: tuple[PageLink, ...]
    to_read: tuple[MenuLine, ...]
    to_look_up: tuple[MenuLine, ...]
    opening: Markup
    content: Markup
    map: Picture | None
    timeline: Picture | None


def frame(site: Site, node: Node, url_of: UrlOf, about: About) -> Frame:
    """Return what stands around a page's content."""
    section = site.content.section_of(node)
    answers = [edge.target for edge in node.outgoing if edge.relation.in_head]
    return Frame(
        page=page_link(site, node, url_of),
        about=about,
        section=page_link(site, section, url_of) if section else None,
        says_summary=site.opens_with_summary(node),
        changed=site.changed.get(node.path, ""),
        source=node.path,
        answers=page_links(site, (site.content.nodes[target] for target in answers), url_of),
        brief=node.brief,
        as_of=in_words(node.brief.as_of) if node.brief else "",
        saying=site.content.quotation(node),
        steps=tuple(_steps(site, node, url_of)),
    )


def _steps(site: Site, node: Node, url_of: UrlOf) -> Iterator[StepView]:
    for shown_on, trail, pages in site.trails.get(node.id, ()):
        place = [page.id for page in pages].index(node.id)  # two files may claim one id, which is told
        before, behind = pages[:place][-1:], pages[place + 1 :][:1]
        previous, following = (next(iter(page_links(site, near, url_of)), None) for near in (before, behind))
        url = f"{url_of(shown_on.path)}#{trail['id']}"
        yield StepView(trail["id"], trail["title"], url, place + 1, len(pages), previous, following)


def home(
    site: Site,
    node: Node,
    url_of: UrlOf,
    about: About,
    *,
    content: str,
    example: int,
    menu: tuple[list[MenuLine], list[MenuLine]],
) -> Home:
    """Return the home page; ``menu`` has its lines, those to read and those to look things up in.

    ``example`` is the line of the essay that it begins with; 0 for none.
    """
    about_sayings = site.content.pages(lambda page: page.kind.has_saying)
    to_read, to_look_up = menu
    opening, mark, about_site = content.partition(_ABOUT_SITE)
    return Home(
        title=tuple(node.title.split(": ")),
        about=about,
        example=example_of(site, example, url_of),
        sayings=tuple(Saying(site.content.quotation(p), page_link(site, p, url_of)) for p in about_sayings),
        views=page_links(site, site.content.pages(lambda page: page.answers), url_of),
        to_read=tuple(to_read),
        to_look_up=tuple(to_look_up),
        opening=Markup(opening),  # noqa: S704 - rendered by Markdown from checked sources
        content=Markup(mark + about_site),  # noqa: S704
        map=whole_map.overview(site, url_of),
        timeline=timeline.overview(site),
    )


def example_of(site: Site, line: int, url_of: UrlOf) -> Example | None:
    """Return a line of the essay as the essay's words are shown, or ``None`` where there is no such line."""
    essay = site.content.essay
    if not 0 < line <= len(essay.lines):
        return None
    url = f"{url_of(ESSAY_PAGE)}#line-{line}" if ESSAY_PAGE in site.content.graph.by_path else ""
    return Example(line, tuple(essay.sentences[line - 1]), url)
