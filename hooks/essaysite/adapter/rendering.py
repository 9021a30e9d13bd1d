"""The second phase of a build by MkDocs: all sources are read, and MkDocs renders one page after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING

from essaysite import build
from essaysite.generate.dates import in_words
from essaysite.generate.templates import Templates
from essaysite.publish.addresses import Addresses
from essaysite.publish.escaping import reference_markdown
from essaysite.publish.structured_data import said_whole
from essaysite.read.dates_ahead import dates_ahead
from essaysite.read.faults import Fault
from essaysite.read.git_dates import last_changes, latest_day
from essaysite.read.guard import ended_by_one
from essaysite.read.page_order import expand, named_twice
from essaysite.read.picture_file import PICTURES, unshown
from essaysite.render import citation_engine
from essaysite.render.as_markdown import markdown_line

from .engine_messages import EngineMessages
from .log import report
from .publishing import Publishing
from .settings import leave_out
from .setup import Setup

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

_NO_DATE = "1970-01-01"


def read(setup: Setup, files: Files) -> Rendering:
    """Read every page, order the navigation, and report what is wrong with the sources."""
    leave_out(setup.refused, files, setup.config)
    pages = [(file.src_uri, file.content_bytes) for file in setup.pages(files)]
    reading, faults = build.read(setup.docs.name, pages, setup.bibliography, setup.essay)
    faults += setup.faults
    if any(fault.fatal for fault in faults):
        report(faults)
    edition = reading.content.edition
    settings = setup.settings_faults(edition.settings_wrong(reading.content.graph.by_path))
    changed = last_changes(setup.docs)
    with ended_by_one(faults):
        faults += dates_ahead(reading.content, latest_day(changed))
    report([*faults, *settings, *_order_navigation(setup, reading), *_unshown(setup, reading, files)])
    moved = {old: node.path for node in reading.content.nodes.values() for old in node.moved_from}
    EngineMessages(reading.content.sources, files, moved, setup.settings_faults, setup.refused)
    citation_engine.hand_over(setup.citations, reading.content.bibliography)
    urls = {file.src_uri: file.url for file in setup.pages(files)}
    setup.marking.resolve = Addresses(setup.config.site_url or "", urls).resolve
    return Rendering(setup, reading, changed)


def _order_navigation(setup: Setup, reading: build.Reading) -> list[Fault]:
    if setup.config.nav is None:
        return []
    content = reading.content
    setup.config.nav, empty = expand(setup.config.nav, content.nodes.values(), content.essay_line)
    message = "nav names the folder '{}', which holds no page; remove it there"
    twice = "the menu leads to '{}' twice; remove one of the two lines of nav"
    found = [(folder, message.format(folder)) for folder in empty]
    return setup.settings_faults([*found, *((path, twice.format(path)) for path in named_twice(setup.config.nav))])


def _unshown(setup: Setup, reading: build.Reading, files: Files) -> list[Fault]:
    pictures = [
        file.src_uri for file in files if file.src_dir == setup.config.docs_dir and file.src_uri.endswith(PICTURES)
    ]
    return unshown(setup.docs.name, pictures, [source.body for source in reading.content.sources.values()])


class Rendering:
    """All sources are read, and MkDocs renders one page after the other."""

    def __init__(self, setup: Setup, reading: build.Reading, changed: Mapping[str, str]) -> None:
        self.setup = setup
        self.reading = reading
        self.changed = changed

    def start_page(self, page: Page) -> str:
        """Get ready to render a page; return its body, which MkDocs would have cut wrongly in some cases."""
        if any(fault.fatal for fault in self.setup.marking.faults):
            self._report()
        path = page.file.src_uri
        self.setup.marking.page = build.start(self.reading, path)
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
        content = self.reading.content
        works = content.bibliography.works
        self.setup.untrusted.start(path, content.sources[path], text, works, content.page_names)
        return text

    def _report(self, faults: Iterable[Fault] = ()) -> None:
        """Report what was found while pages were rendered, and what else is given."""
        told = {*self.reading.told, *((fault.path, fault.line) for fault in faults)}
        report([*faults, *self.setup.untrusted.found(told), *self.setup.marking.faults])

    def complete(self, env: Environment, files: Files) -> Publishing:
        """Assemble every page, and report what only the rendered pages could tell."""
        self.setup.marking.page = None
        site, faults = build.finish(self.reading, self.changed)
        self._report(faults)
        by_path = {file.src_uri: file for file in self.setup.pages(files)}
        urls = {path: file.url for path, file in by_path.items()}
        templates = Templates(env, self.setup.root, line=markdown_line, reference=reference_markdown, date=in_words)
        publishing = Publishing(self.setup, site, templates, urls)
        for path, file in by_path.items():
            if path in site.content.graph.by_path and file.page is not None:
                publishing.complete_page(file.page, site.content.graph.by_path[path])
        return publishing
