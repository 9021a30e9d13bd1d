"""All that is MkDocs': its files, configuration, pages and log. Each phase of a build is an object made by the one before.

Setup       on_config: what the configuration says
Rendering   on_files: all sources read; gets pages ready while MkDocs renders them
Publishing  on_env: all pages assembled; what templates show, and the files beside the pages
"""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url, write_file

from . import build
from .generate.assembly import assemble
from .generate.frame import About, foot, head, home
from .generate.site import Site
from .generate.templates import TemplateFaultError, Templates
from .publish.addresses import Addresses
from .publish.assets import lighten
from .publish.escaping import markdown_line, reference_markdown
from .publish.findings import register_files
from .publish.machine_files import ForMachines
from .publish.offline import folder as offline_folder
from .publish.offline.pages import for_files, to_file
from .publish.search_index import Section, index_script, sections
from .publish.security_policy import Policy
from .publish.structured_data import said_whole
from .publish.styles import UsedClasses
from .read.content import EssayFile
from .read.edition import unnamed
from .read.faults import Fault
from .read.files import check_files
from .read.git_dates import last_changes
from .read.model import Node
from .read.page_order import Part, expand, parts
from .render import citation_engine
from .render.extension import MarkingExtension
from .render.untrusted import UntrustedExtension
from .settings import leave_out, modules, named_files, ours, prepare_offline

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File as BuiltFile
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

# Strict builds count warnings of this tree; no prefix, so that a line starts with the file that it names.
log = logging.getLogger("mkdocs.hooks.essaysite")

_NO_DATE = "1970-01-01"
# The script that pages load when somebody searches; it is joined from modules too.
_SEARCH = "assets/javascripts/search/ask.js"
# Among the scripts, because the policy lets pages load no others.
_INDEX = "assets/javascripts/search/index.js"


def report(faults: Iterable[Fault]) -> None:
    """Log every fault as a warning; raises ``PluginError`` with the fatal ones, once all others are told."""
    found = sorted(set(faults))
    for fault in found:
        if not fault.fatal:
            log.warning("%s", fault)
    fatal = [fault for fault in found if fault.fatal]
    if fatal:
        raise PluginError("\n".join(map(str, fatal)))


class Setup:
    """What the configuration of one build says; ``is_served`` where MkDocs serves the site."""

    def __init__(self, config: MkDocsConfig, *, is_served: bool) -> None:
        self.config = config
        self.root = Path(config.config_file_path or ".").absolute().parent
        self.docs = Path(config.docs_dir)
        self.is_served = is_served
        self.is_offline = bool(config.extra.get("offline"))
        self.modules = modules(config)
        if self.is_offline:
            prepare_offline(config)
        self.marking, self.untrusted = MarkingExtension(), UntrustedExtension()
        config.markdown_extensions += [self.marking, self.untrusted]  # type: ignore[list-item]  # MkDocs passes objects on
        self.citations = config.plugins.get("bibtex")
        named = named_files(config, citation_engine.bibliography_file(self.citations, self.root))
        self.refused, found = check_files(self.docs, named)
        report(found)
        self.bibliography, faults = citation_engine.take_over(self.citations, self.root)
        self.essay, found = self._essay()
        self._faults = faults + found

    def _essay(self) -> tuple[EssayFile | None, list[Fault]]:
        extra = self.config.extra
        if not (name := extra.get("essay")):
            return None, self._settings_faults(unnamed(extra))
        shown = f"{self.docs.name}/{name}"
        try:
            data = (self.docs / str(name)).read_bytes()
            return EssayFile(shown, data, str(extra.get("essay_sha256") or ""), extra.get("essay_pages")), []
        except OSError as error:
            message = f"the essay cannot be read ({error.strerror}); extra.essay in mkdocs.yml names it"
            return None, [Fault(shown, 1, message, fatal=True)]

    def _settings_faults(self, found: Iterable[tuple[str, str]]) -> list[Fault]:
        """Return the faults of ``mkdocs.yml``: each item is what to look for there, for its line, and a message."""
        settings = Path(self.config.config_file_path or "").read_text(encoding="utf-8").split("\n")
        faults = []
        for wanted, message in found:
            line = next((number for number, text in enumerate(settings, start=1) if wanted in text), 1)
            faults.append(Fault("mkdocs.yml", line, message))
        return faults

    def pages(self, files: Files) -> list[BuiltFile]:
        """Return the pages that MkDocs builds: under serve, drafts too."""
        is_built = InclusionLevel.is_in_serve if self.is_served else InclusionLevel.is_included
        return list(files.documentation_pages(inclusion=is_built))

    def read(self, files: Files) -> Rendering:
        """Read every page, order the navigation, and report what is wrong with the sources."""
        leave_out(self.refused, files, self.config)
        pages = [(file.src_uri, file.content_bytes) for file in self.pages(files)]
        reading, faults = build.read(self.docs.name, pages, self.bibliography, self.essay)
        edition = reading.content.edition
        settings = self._settings_faults(edition.settings_wrong(reading.content.graph.by_path)) if edition else []
        report([*self._faults, *faults, *settings, *self._order_navigation(reading)])
        citation_engine.hand_over(self.citations, reading.content.bibliography)
        return Rendering(self, reading, last_changes(self.docs))

    def _order_navigation(self, reading: build.Reading) -> list[Fault]:
        if self.config.nav is None:
            return []
        content = reading.content
        self.config.nav, empty = expand(self.config.nav, content.nodes.values(), content.essay_line)
        message = "nav names the folder '{}', which holds no page; remove it there"
        return self._settings_faults((folder, message.format(folder)) for folder in empty)


class Rendering:
    """All sources are read, and MkDocs renders one page after the other."""

    def __init__(self, setup: Setup, reading: build.Reading, changed: Mapping[str, str]) -> None:
        self.setup = setup
        self.reading = reading
        self.rendered = reading.rendered()
        self.changed = changed

    def start_page(self, page: Page) -> str:
        """Get ready to render a page; return its body, which MkDocs would have cut wrongly in some cases."""
        path = page.file.src_uri
        self.setup.marking.page = build.start(self.reading, self.rendered, path)
        node = self.reading.content.graph.by_path[path]
        # The theme takes any field at its word, so it is given none but those that were checked.
        changed = self.changed.get(path, "")
        page.meta = {
            "title": node.title,
            "description": escape(said_whole(node)),
            "hide": list(node.hides),
            "changed": changed,
        }
        # MkDocs' own date is the build's, which would make two builds of one commit differ; it needs some date.
        page.update_date = changed or _NO_DATE
        text = self.reading.texts[path]
        self.setup.untrusted.start(path, self.reading.content.sources[path], text)
        return text

    def _too_deep(self) -> Iterator[Fault]:
        """Yield the faults of pages that are nested deeper than Markdown can read."""
        for path in self.setup.marking.too_deep:
            source = self.reading.content.sources[path]
            yield Fault(source.path, source.body_line, "this page is nested too deep to be read; write it flatter")

    def complete(self, env: Environment, files: Files) -> Publishing:
        """Assemble every page, and report what only the rendered pages could tell."""
        self.setup.marking.page = None
        site, faults = build.finish(self.reading, self.rendered, self.changed)
        by_path = {file.src_uri: file for file in self.setup.pages(files)}
        urls = {path: file.url for path, file in by_path.items()}
        templates = Templates(env, self.setup.root, line=markdown_line, reference=reference_markdown)
        publishing = Publishing(self.setup, site, templates, urls)
        for path, file in by_path.items():
            if path in site.content.graph.by_path and file.page is not None:
                publishing.complete_page(file.page, site.content.graph.by_path[path])
        report([*faults, *self.setup.untrusted.faults, *self._too_deep()])
        return publishing


@dataclass(frozen=True)
class _Frames:
    """What the theme's templates are given of ours, as finished HTML."""

    head: str = ""
    foot: str = ""
    home: str = ""


class Publishing:
    """All pages are rendered and assembled; what is left are their frames, and the files beside them."""

    def __init__(self, setup: Setup, site: Site, templates: Templates, urls: Mapping[str, str]) -> None:
        self.setup = setup
        self.config = setup.config
        self.site = site
        self.templates = templates
        self.urls = urls
        self.classes = UsedClasses()
        self.policy = Policy(setup.config.site_url or "")
        self.by_address = {urls[path].removeprefix("./"): node for path, node in site.content.graph.by_path.items()}
        self.summaries = {address: node.summary for address, node in self.by_address.items()}
        self.for_machines = self._for_machines()
        self.sections: dict[str, list[Section]] = {}

    def _for_machines(self) -> ForMachines | None:
        """Return what the site says to machines; nothing where they cannot read it."""
        if not self.config.site_url or self.setup.is_offline:
            return None
        name, description = self.config.site_name, self.config.site_description or ""
        addresses = Addresses(self.config.site_url, self.urls)
        return ForMachines(self.site, self.templates, addresses, name, description, self.config.extra.get("card", ""))

    def complete_page(self, page: Page, node: Node) -> None:
        """Give a rendered page its generated parts."""
        with _told():
            done = assemble(self.site, self.templates, node, page.content or "", _urls_from(page.url, self.urls))
        page.content = done.content
        self.sections[node.path] = sections(done.content)
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *done.anchors}
        page.toc.items.extend(AnchorLink(title, anchor, 2) for anchor, title in done.headings)

    def template_context(self, page: Page, nav: Navigation) -> dict[str, Any]:
        """Return what the theme's templates show around the content."""
        node = self.site.content.graph.by_path.get(page.file.src_uri)
        if node is None:
            return {}
        section = self.site.content.section_of(node)
        frames = self._frames(page, node, nav)
        return {
            "head": frames.head,
            "foot": frames.foot,
            "home": frames.home,
            "section_url": self.urls[section.path] if section else "",
            **(self.for_machines.head(node) if self.for_machines else {}),
        }

    def _frames(self, page: Page, node: Node, nav: Navigation) -> _Frames:
        config = self.config
        about = About(config.site_name, config.site_description or "", page.canonical_url or "", config.repo_url or "")
        url_of = _urls_from(page.url, self.urls)

        def menu() -> tuple[list[Part], list[Part]]:
            return parts(nav.items, lambda url: url in self.by_address and self.site.is_list(self.by_address[url]))

        with _told():
            if page.is_homepage:
                view = home(self.site, node, url_of, about, content=page.content or "", menu=menu)
                return _Frames(home=self.templates.render("home.html", view=view))
            return _Frames(
                head=self.templates.render("page-head.html", view=head(self.site, node, url_of, about)),
                foot=self.templates.render("page-foot.html", view=foot(self.site, node, url_of, about)),
            )

    def finish_frame(self, output: str) -> str:
        """Return the page for addresses that lead nowhere, finished; all scripts that pages may run are in it."""
        base = urlsplit(self.config.site_url or "/").path
        self.policy.learn(output, base)
        return self.finish(output, "404.html", base)

    def finish(self, output: str, path: str, base: str) -> str:
        """Return a finished page with its Content-Security-Policy; ``path`` is its source, ``base`` the way to the home page.

        Under serve without the policy, because the reload script is inline; in a file without it, because a file has
        no host of its own that the policy could name.
        """
        self.classes.note(output)
        if self.setup.is_offline:
            return for_files(output, self.urls.get(path, "").removeprefix("./"), self.summaries)
        if self.setup.is_served:
            return output
        with _told():
            output, wrong = self.policy.applied(output, base)
        report(Fault(f"{self.setup.docs.name}/{path}", 1, message) for message in wrong)
        return output

    def publish(self) -> None:
        """Write what stands beside the finished pages, and make styles and scripts light."""
        folder = Path(self.config.site_dir)
        scripts = [*self.setup.modules, _SEARCH]
        write_file(self._search_index().encode(), str(folder / _INDEX))
        with _told():
            lighten(folder, self.classes, modules=scripts, styles=ours(self.config.extra_css))
            if self.setup.is_offline:
                name, address = self.config.site_name, self.config.site_url or ""
                offline_folder.complete(folder, [*scripts, _INDEX], name=name, address=address)
            files = self.for_machines.files() if self.for_machines else ()
            for name, data in (*register_files(self.site, self.urls), *files):
                write_file(data, str(folder / name))

    def _search_index(self) -> str:
        """Return what the search knows of all pages."""
        pages = [
            (to_file(url or "./") if self.setup.is_offline else url, node, self.sections[node.path])
            for url, node in self.by_address.items()
            if node.path in self.sections
        ]
        return index_script(pages)


class _told:  # noqa: N801 - read as a word: with _told(): …
    """Turns what a step raises for a fault of templates, theme or files into what MkDocs prints without a traceback."""

    def __enter__(self) -> None:
        """Nothing to begin."""

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if isinstance(error, TemplateFaultError | ValueError):
            raise PluginError(str(error)) from error


def _urls_from(page: str, urls: Mapping[str, str]) -> Callable[[str], str]:
    """Return what gives an address of ``urls`` seen from ``page``; it is the same from all pages of a folder, but from itself."""
    folder = posixpath.dirname(page.rstrip("/"))

    def url_of(path: str) -> str:
        url = urls[path]
        return get_relative_url(url, page) if url.startswith(page) else _from_folder(url, folder)

    return url_of


@cache
def _from_folder(url: str, folder: str) -> str:
    return get_relative_url(url, f"{folder}/-/" if folder else "-/")
