"""What the build logic needs of MkDocs, and MkDocs of it: files, configuration, rendering, the log."""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url, write_file

from .addresses import Addresses
from .assembly import Assembler
from .assets import lighten
from .cards import Cards
from .changes import last_changes
from .citation_engine import CitationEngine
from .edition import unnamed
from .faults import Fault
from .for_machines import ForMachines
from .marking import MarkingExtension
from .model import Node
from .navigation import Parts, expand, parts
from .offline import folder as offline_folder
from .offline.pages import for_files
from .policy import with_policy
from .search_index import as_searched, with_own_worker, write_index
from .site import Site
from .styles import UsedClasses

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

# Strict builds count warnings of this tree; no prefix, so that a line starts with the file that it names.
log = logging.getLogger("mkdocs.hooks.essaysite")


_NO_DATE = "1970-01-01"


class Build:
    """One build of the site by MkDocs."""

    def __init__(self, config: MkDocsConfig, *, is_served: bool) -> None:
        self.config = config
        self.root = Path(config.config_file_path or ".").parent
        self.site = Site(docs=Path(config.docs_dir).name)
        self.is_served = is_served
        self.bodies: dict[str, str] = {}
        self.urls: dict[str, str] = {}
        self.summaries: dict[str, str] = {}
        self.whole_page = ""
        self.search_entries: list[dict[str, Any]] | None = None
        self.changed: dict[str, str] = {}
        self.read_again: Callable[[str], bytes] = lambda _: b""
        self.for_machines: ForMachines | None = None
        self.is_offline = bool(config.extra.get("offline"))
        self.modules = _modules(config)
        if self.is_offline:
            _prepare_offline(config)
        self.classes = UsedClasses()
        self.marking = MarkingExtension()
        config.markdown_extensions.append(self.marking)  # type: ignore[arg-type]  # MkDocs passes objects on
        self.engine = CitationEngine(config.plugins.get("bibtex"))
        self.engine.take_over(self.root, self.site)
        self._read_essay()

    def _read_essay(self) -> None:
        extra = self.config.extra
        if not (name := extra.get("essay")):
            self._blame_settings(unnamed(extra))
            return
        shown = f"{self.site.docs}/{name}"
        try:
            data = (Path(self.config.docs_dir) / str(name)).read_bytes()
            self.site.read_essay(shown, data, str(extra.get("essay_sha256") or ""), extra.get("essay_pages"))
        except OSError as error:
            message = f"the essay cannot be read ({error.strerror}); extra.essay in mkdocs.yml names it"
            self.site.faults.append(Fault(shown, 1, message, fatal=True))

    def _blame_settings(self, found: Iterable[tuple[str, str]]) -> None:
        """Report what is wrong in ``mkdocs.yml``: each item is what to look for there, for its line, and a message."""
        settings = Path(self.config.config_file_path or "").read_text(encoding="utf-8").split("\n")
        for wanted, message in found:
            line = next((number for number, text in enumerate(settings, start=1) if wanted in text), 1)
            self.site.faults.append(Fault("mkdocs.yml", line, message))

    def read(self, files: Files) -> None:
        """Read every page, order the navigation, and report what is wrong with the sources.

        Raises ``PluginError`` where a fault leaves nothing sensible to build, once all faults are reported.
        """
        pages = self._pages(files)
        self.site.read_pages((file.src_uri, file.content_bytes) for file in pages)
        if self.site.edition:
            self._blame_settings(self.site.edition.settings_faults(self.site.graph.by_path))
        self._order_navigation()
        for path in self.site.sources:
            self.bodies[path] = self.site.body(path)
        self.engine.hand_over(self.site.bibliography)
        self._report()
        self.changed = last_changes(Path(self.config.docs_dir))

    def _pages(self, files: Files) -> list[File]:
        """Return the pages that MkDocs builds: under serve, drafts too."""
        is_built = InclusionLevel.is_in_serve if self.is_served else InclusionLevel.is_included
        return list(files.documentation_pages(inclusion=is_built))

    def _order_navigation(self) -> None:
        if self.config.nav is None:
            return
        self.config.nav, empty = expand(self.config.nav, self.site.graph.nodes.values(), self.site.essay_line)
        message = "nav names the folder '{}', which holds no page; remove it there"
        self._blame_settings((folder, message.format(folder)) for folder in empty)

    def _report(self) -> None:
        """Log every fault found since the last report, and stop the build where one of them is fatal."""
        faults, self.site.faults = sorted(set(self.site.faults)), []
        self.site.told |= {(fault.path, fault.line) for fault in faults}
        for fault in faults:
            if not fault.fatal:
                log.warning("%s", fault)
        fatal = [fault for fault in faults if fault.fatal]
        if fatal:
            raise PluginError("\n".join(map(str, fatal)))

    def start_page(self, page: Page) -> str:
        """Get ready to render a page; return its body, which MkDocs would have cut wrongly in some cases."""
        path = page.file.src_uri
        self.marking.page = self.site.page(path)
        node = self.site.graph.by_path[path]
        # The theme takes any field at its word, so it is given none but those that were checked.
        changed = self.changed.get(path, "")
        page.meta = {
            "title": node.title,
            "description": escape(node.summary),
            "hide": list(node.hides),
            "changed": changed,
        }
        # MkDocs' own date is the build's, which would make two builds of one commit differ; it needs some date.
        page.update_date = changed or _NO_DATE
        return self.bodies.pop(path)

    def complete(self, env: Environment, files: Files) -> None:
        """Assemble every page and report what only the rendered pages could tell."""
        self.marking.page = None
        self.site.forget_terms()
        by_path = {file.src_uri: file for file in self._pages(files)}
        self.urls = {path: file.url for path, file in by_path.items()}
        self.read_again = lambda path: by_path[path].content_bytes
        self.for_machines = self._for_machines(env)
        assembler = Assembler(self.site, env)
        for path, file in by_path.items():
            if path in self.site.graph.by_path and file.page is not None:
                self._complete_page(assembler, file)
        self.site.finish(self.read_again)
        if self.is_offline:
            self.summaries = {address: node.summary for address, node in self._by_address().items()}
        self._report()

    def _for_machines(self, env: Environment) -> ForMachines | None:
        """Return what the site says to machines; nothing where they cannot read it. Only real builds draw cards."""
        if not self.config.site_url or self.is_offline:
            return None
        cards = None
        if self.config.extra.get("cards") and not self.is_served:
            cards = Cards(self.root / ".build" / "cards", env.get_template("partials/generated/card.html").render)
        name, description = self.config.site_name, self.config.site_description or ""
        addresses = Addresses(self.config.site_url, self.urls)
        return ForMachines(self.site, addresses, name, description, self.changed, cards)

    def _complete_page(self, assembler: Assembler, file: File) -> None:
        page = file.page
        assert page is not None  # noqa: S101 - checked by the caller; MkDocs types it as optional
        node = self.site.graph.by_path[file.src_uri]
        done = assembler.assemble(node, page.content or "", _urls_from(file.url, self.urls))
        page.content = done.content
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *done.anchors}
        page.toc.items.extend(AnchorLink(title, anchor, 2) for anchor, title in done.headings)

    def hide_from_search(self, page: Page) -> None:
        """Take out of a page what the search plugin should not read."""
        self.whole_page = page.content or ""
        page.content = as_searched(self.whole_page)

    def show_again(self, page: Page) -> None:
        """Put it back for the page's readers."""
        page.content = self.whole_page

    def keep_search_entries(self) -> None:
        """Take the entries from the theme's search plugin before it writes them all, only to have them read again."""
        plugin: Any = self.config.plugins.get("material/search")
        if plugin is not None and plugin.config.enabled:
            self.search_entries, plugin.search_index.entries = plugin.search_index.entries, []

    def complete_search(self) -> None:
        """Give the search index what it lacks."""
        write_index(Path(self.config.site_dir), self._by_address(), self.search_entries)
        self.search_entries = None

    def _by_address(self) -> dict[str, Node]:
        """Return every page by its address below the site's, home's being the empty text."""
        return {self.urls[path].removeprefix("./"): node for path, node in self.site.graph.by_path.items()}

    def template_context(self, page: Page, nav: Navigation) -> dict[str, Any]:
        """Return what the page templates show around the content."""
        node = self.site.graph.by_path.get(page.file.src_uri)
        if node is None:
            return {}
        return {
            "node": node,
            "site": self.site,
            "urls": self.urls,
            "minutes": self.site.minutes(node),
            "changed": self.changed.get(node.path),
            **({"parts": self._parts(nav)} if page.is_homepage else {}),
            **(self.for_machines.head(node) if self.for_machines else {}),
        }

    def _parts(self, nav: Navigation) -> Parts:
        """Return the parts of the site that the landing page lists."""
        by_address = self._by_address()
        return parts(nav.items, lambda url: url in by_address and self.site.is_list(by_address[url]))

    def export(self) -> None:
        """Write the files for machines beside the finished pages."""
        for name, data in self.for_machines.files(self.read_again) if self.for_machines else ():
            write_file(data, str(Path(self.config.site_dir) / name))

    def complete_assets(self) -> None:
        """Make style sheets and scripts light, and give a copy for the file system what only it needs."""
        folder = Path(self.config.site_dir)
        try:
            lighten(folder, self.classes, modules=self.modules, styles=_ours(self.config.extra_css))
        except ValueError as error:  # a file that is not there, or a script that cannot be joined
            raise PluginError(str(error)) from error
        if self.is_offline:
            name, address = self.config.site_name, self.config.site_url or ""
            offline_folder.complete(folder, self.modules, name=name, address=address)

    def finish(self, output: str, url: str = "") -> str:
        """Return a finished page with our search and its Content-Security-Policy.

        Under serve without the policy, because the reload script is inline; in a file without it, because a file has
        no host of its own that the policy could name.
        """
        self.classes.note(output)
        try:
            output = with_own_worker(output)
            if self.is_offline:
                return for_files(output, url.removeprefix("./"), self.summaries)
            return output if self.is_served else with_policy(output)
        except ValueError as error:  # the theme has changed
            raise PluginError(str(error)) from error


def _modules(config: MkDocsConfig) -> list[str]:
    """Return the paths of the scripts that pages load as modules."""
    return _ours(one.path for one in config.extra_javascript if not isinstance(one, str) and one.type == "module")


def _ours(paths: Iterable[str]) -> list[str]:
    """Return the paths that are not addresses of other hosts."""
    return [path for path in paths if not urlsplit(path).netloc]


def _prepare_offline(config: MkDocsConfig) -> None:
    """Prepare a build for the file system, from which a browser loads no module.

    The theme's instant navigation fetches pages, and where it cannot, none of the theme's scripts would run.
    """
    features = config.theme.get("features", [])
    config.theme["features"] = [name for name in features if not name.startswith("navigation.instant")]
    for script in config.extra_javascript:
        if not isinstance(script, str) and script.type == "module":
            script.type = ""


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
