"""The last phase of a build by MkDocs: all pages are rendered; what is left are their frames, and the files beside them."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markdown.extensions.toc import slugify
from mkdocs.exceptions import PluginError
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url, write_file

from essaysite.generate.assembly import assemble
from essaysite.generate.frame import About, frame, home
from essaysite.generate.site import Site
from essaysite.generate.templates import Templates
from essaysite.generate.views import page_link
from essaysite.publish.addresses import Addresses
from essaysite.publish.assets import minify
from essaysite.publish.beside import Beside
from essaysite.publish.citations import RIS
from essaysite.publish.offline import folder as offline_folder
from essaysite.publish.offline.pages import to_file, without_cards
from essaysite.publish.search_index import SearchSection, index_script, sections
from essaysite.publish.security_policy import SecurityPolicy, foreign
from essaysite.publish.structured_data import said_whole
from essaysite.publish.styles import UsedClasses
from essaysite.publish.typography import curled
from essaysite.read.faults import Fault
from essaysite.read.guard import bounded
from essaysite.read.model import Node
from essaysite.read.page_order import menu_lines

from .log import report, told
from .setup import Setup

if TYPE_CHECKING:
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_SCRIPTS = "assets/javascripts"
# The scripts that pages load once somebody needs them; they are joined from modules too.
_NEEDED = ("search/ask", "card", "filter", "bibtex", "near", "why", "pictures/vary", "weigh")
# Among the scripts, because the policy lets pages load no others.
_INDEX = f"{_SCRIPTS}/search/index.js"
# The one page that is made of a template alone.
_LOST = "404.html"
_ID = re.compile(r"<\w[^<>]*? id=\"([^\"]*)\"")
_TWICE = (
    "two places of this page have the id '{}'; give its heading another, {{ #name }}, or its path or work another name"
)
_EMPTY = "[[{}]] has nothing to show on this page, and what is written below it would stand in its place; remove it"
_NOT_PUT = "[[{}]] was not found again once this page was rendered, so what belongs there is lost; write it as a paragraph of its own"
_HEADING = re.compile(r"^#{1,6}[ ]+([^\n{]*)", re.MULTILINE)


class Publishing:
    """All pages are rendered and assembled; what is left are their frames, and the files beside them."""

    def __init__(self, setup: Setup, site: Site, templates: Templates, urls: Mapping[str, str]) -> None:
        self.setup = setup
        self.config = setup.config
        self.site = site
        self.templates = templates
        self.urls = urls
        self.classes = UsedClasses()
        self.policy = SecurityPolicy(setup.config.site_url or "")
        self.by_address = {urls[path].removeprefix("./"): node for path, node in site.content.graph.by_path.items()}
        self.summaries = {address: said_whole(node) for address, node in self.by_address.items()}
        extra, name, said = setup.config.extra, setup.config.site_name, setup.config.site_description or ""
        addresses = Addresses(setup.config.site_url or "", urls)
        self.beside = Beside(site, templates, addresses, name, said, extra.get("card", ""), setup.is_offline)
        self.sections: dict[str, list[SearchSection]] = {}

    def _source(self, path: str) -> str:
        return f"{self.setup.docs.name}/{path}"

    def complete_page(self, page: Page, node: Node) -> None:
        """Give a rendered page its generated parts."""
        with told(), bounded(self._source(node.path)):
            done = assemble(self.site, self.templates, node, page.content or "", _urls_from(page.url, self.urls))
            self.sections[node.path] = sections(done.content)
        source = self.site.content.sources[node.path]
        wrong = [(name, _EMPTY) for name in done.empty] + [(name, _NOT_PUT) for name in done.lost]
        report(source.body_fault(source.body.find(f"[[{name}]]"), message.format(name)) for name, message in wrong)
        page.content = done.content
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *done.anchors}
        page.toc.items.extend(AnchorLink(title, anchor, 2) for anchor, title in done.headings)

    def template_context(self, page: Page, nav: Navigation) -> dict[str, Any]:
        """Return what the theme's templates show around the content."""
        node = self.site.content.graph.by_path.get(page.file.src_uri)
        if node is None:
            return {}
        with bounded(self._source(node.path)):
            return self._context(page, node, nav)

    def _context(self, page: Page, node: Node, nav: Navigation) -> dict[str, Any]:
        section = self.site.content.section_of(node)
        return {
            **self._frame(page, node, nav),
            "saying": self.site.content.quotation(node),
            "section_url": self.urls[section.path] if section else "",
            **self.beside.head(node),
        }

    def _frame(self, page: Page, node: Node, nav: Navigation) -> dict[str, str]:
        """Return what stands around the content, as finished HTML: the home page's own frame, or head and foot."""
        config = self.config
        about = About(
            config.site_name,
            config.site_description or "",
            page.canonical_url or "",
            config.repo_url or "",
            ris=posixpath.basename(self.beside.addresses.beside(node.path, RIS)) if config.site_url else "",
            mail=str(config.extra.get("report_to") or ""),
        )
        url_of = _urls_from(page.url, self.urls)

        with told():
            if page.is_homepage:
                menu = menu_lines(
                    nav.items, lambda to: to in self.by_address and self.site.is_list(self.by_address[to])
                )
                line = config.extra.get("essay_example")
                example = line if isinstance(line, int) else 0
                view = home(self.site, node, url_of, about, content=page.content or "", example=example, menu=menu)
                return {"home": self.templates.render("home.html", view=view)}
            around = frame(self.site, node, url_of, about)
            return {name: self.templates.render(f"page-{name}.html", view=around) for name in ("head", "foot")}

    def finish_template(self, output: str, name: str) -> str:
        """Return a page that is no Markdown's, finished: the one for addresses that lead nowhere.

        MkDocs makes it before all others. All scripts that pages may run are in it, so no other page of the kind is let
        in: what stands in such a page would run everywhere.
        """
        if name != _LOST:
            message = f"{name}: a page must be Markdown; take it out of extra_templates or static_templates"
            raise PluginError(message)
        base = urlsplit(self.config.site_url or "/").path
        self.policy.learn(output, base)
        return self.finish(output, _LOST, base)

    def finish(self, output: str, path: str, base: str) -> str:
        """Return a finished page with its Content-Security-Policy; ``path`` is its source, ``base`` the way to the home page.

        Under serve without the policy, because the reload script is inline; in a file without it, because a file has
        no host of its own that the policy could name.
        """
        with told(), bounded(self._source(path)):
            output = curled(output)
            self.classes.note(output)
            report(self._ids_of_two(output, path))
            wrong = list(foreign(output))
            if self.setup.is_offline or not self.config.site_url:
                url = self.urls.get(path, "").removeprefix("./")
                output = without_cards(output, url, self.summaries, for_files=self.setup.is_offline)
            if not self.setup.is_served and not self.setup.is_offline:
                output, unknown = self.policy.applied(output, base)
                wrong += unknown
        report(Fault(self._source(path), 1, message) for message in wrong)
        return output

    def _ids_of_two(self, output: str, path: str) -> Iterator[Fault]:
        """Yield a fault for each id that two places of a finished page have: a link or a script would find one of them."""
        source = self.site.content.sources.get(path)
        for name, count in Counter(_ID.findall(output)).items():
            if source and count > 1:
                yield source.body_fault(_heading_of(name, source.body), _TWICE.format(name))

    def publish(self) -> None:
        """Write what stands beside the finished pages, and make styles and scripts light."""
        folder = Path(self.config.site_dir)
        scripts = [*self.setup.modules, *(f"{_SCRIPTS}/{name}.js" for name in _NEEDED)]
        with told():
            for name, data in [(_INDEX, self._search_index().encode()), *self.beside.files(), *self._moved()]:
                write_file(data, str(folder / name))
            minify(folder, self.classes, modules=scripts, styles=self.config.extra_css)
            if self.setup.is_offline:
                name, address = self.config.site_name, self.config.site_url or ""
                offline_folder.complete(folder, [*scripts, _INDEX], name=name, address=address)

    def _moved(self) -> Iterator[tuple[str, bytes]]:
        """Yield a page for each address at which another stood once; it leads to where that stands now."""
        end = "/" if self.config.use_directory_urls else ".html"
        for node in self.site.content.nodes.values():
            for old in node.moved_from:
                view = page_link(self.site, node, _urls_from(old + end, self.urls))
                file = f"{old}/index.html" if end == "/" else old + end
                yield file, self.templates.render("moved.html", view=view).encode()

    def _search_index(self) -> str:
        """Return what the search knows of all pages."""
        pages = [
            (to_file(url or "./") if self.setup.is_offline else url, node, self.sections[node.path])
            for url, node in self.by_address.items()
            if node.path in self.sections
        ]
        return index_script(pages)


def _heading_of(anchor: str, body: str) -> int:
    """Return where in Markdown the heading stands that has an id, by itself or by its words."""
    given = body.find(f"#{anchor} }}")
    named = next((found.start() for found in _HEADING.finditer(body) if slugify(found[1], "-") == anchor), 0)
    return given if given >= 0 else named


def _urls_from(page: str, urls: Mapping[str, str]) -> Callable[[str], str]:
    """Return what gives an address of ``urls`` seen from ``page``."""
    return lambda path: get_relative_url(urls[path], page)
