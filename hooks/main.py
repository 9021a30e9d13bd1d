"""The adapter between MkDocs and the build logic in ``essaysite``: each event calls one function.

Siblings are imported here at the top only: MkDocs restores ``sys.path`` once this file is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essaysite import mkdocs_bridge as bridge
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import CombinedEvent, event_priority

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

# Made afresh in on_config, so that nothing of one build reaches the next.
_build: bridge.Build
_is_served = False


def on_startup(*, command: str, dirty: bool) -> None:
    """Refuse builds of a part of the site: what leads back to a page needs every page."""
    if dirty:
        message = f"'mkdocs {command} --dirty' would lose links that lead back to a page; leave --dirty out"
        raise ConfigurationError(message)
    global _is_served  # noqa: PLW0603 - hooks are functions; this is their one place for state
    _is_served = command == "serve"


@event_priority(100)  # before mkdocs-bibtex reads the bibliography
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start a build with nothing left of the last one."""
    global _build  # noqa: PLW0603
    _build = bridge.Build(config, is_served=_is_served)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read and check every page before any is rendered."""
    _build.read(files)
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """Keep MkDocs from reading a page again: it would parse front matter without our limits, and cut the text wrongly."""
    return ""


@event_priority(100)  # before mkdocs-bibtex replaces citation marks
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Hand over the page's own body, with citations checked."""
    return _build.start_page(page)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Fill in what only the whole site can tell, and report every fault."""
    _build.complete(env, files)
    return env


@event_priority(100)  # before the search plugin reads the page
def _before_search(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Show the search plugin only what readers may search for."""
    _build.hide_from_search(page)
    return context


def _after_search(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Give the templates the whole page, and what they show around it."""
    _build.show_again(page)
    return {**context, **_build.template_context(page, nav)}


on_page_context = CombinedEvent(_before_search, _after_search)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Close the finished page to scripts that are not ours."""
    return _build.finish(output, page.url)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Do the same for the page of addresses that lead nowhere."""
    return _build.finish(output_content) if template_name.endswith(".html") else output_content


@event_priority(100)  # before the search plugin writes its index
def _before_index(config: MkDocsConfig) -> None:
    """Keep the entries of the index, which we write."""
    _build.keep_search_entries()


def _after_index(config: MkDocsConfig) -> None:
    """Write what is for machines, once all pages stand, and complete the search index."""
    _build.complete_search()
    _build.complete_assets()
    _build.export()


on_post_build = CombinedEvent(_before_index, _after_index)
