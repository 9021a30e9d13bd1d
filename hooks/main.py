"""The adapter between MkDocs and the build logic in ``essaysite``: each event calls one function.

Siblings are imported here at the top only: MkDocs restores ``sys.path`` once this file is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essaysite import adapter
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import event_priority
from mkdocs.utils import get_relative_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

# One for each phase of a build, made afresh by the event that begins it, so that nothing of one build reaches the next.
_setup: adapter.Setup
_rendering: adapter.Rendering
_publishing: adapter.Publishing
_is_served = False


def on_startup(*, command: str, dirty: bool) -> None:
    """Refuse builds of a part of the site: what leads back to a page needs every page."""
    if dirty:
        message = f"'mkdocs {command} --dirty' would lose links that lead back to a page; leave --dirty out"
        raise ConfigurationError(message)
    global _is_served  # noqa: PLW0603 - hooks are functions; this is their one place for state
    _is_served = command == "serve"
    if _is_served:
        adapter.keep_last_good()


@event_priority(100)  # before mkdocs-bibtex reads the bibliography
@adapter.told()
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Start a build with nothing left of the last one."""
    global _setup  # noqa: PLW0603
    _setup = adapter.Setup(config, is_served=_is_served)
    return config


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Say it where the server's address is taken."""
    if message := adapter.address_fault(*config.dev_addr):
        raise Abort(message)
    return server


@adapter.told()
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read and check every page before any is rendered."""
    global _rendering  # noqa: PLW0603
    _rendering = adapter.read(_setup, files)
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """Keep MkDocs from reading a page again: it would parse front matter without our limits, and cut the text wrongly."""
    return ""


@event_priority(100)  # before mkdocs-bibtex replaces citation marks
@adapter.told()
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Hand over the page's own body, with citations checked."""
    return _rendering.start_page(page)


@adapter.told()
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Fill in what only the whole site can tell, and report every fault."""
    global _publishing  # noqa: PLW0603
    _publishing = _rendering.complete(env, files)
    return env


@adapter.told()
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Give the templates what they show around the page."""
    return {**context, **_publishing.template_context(page, nav)}


@adapter.told()
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Close the finished page to scripts that are not ours."""
    return _publishing.finish(output, page.file.src_uri, get_relative_url(".", page.url))


@adapter.told()
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Do the same for the page of addresses that lead nowhere, and refuse every other that is no Markdown's."""
    is_page = template_name.endswith(".html")
    return _publishing.finish_template(output_content, template_name) if is_page else output_content


@adapter.told()
def on_post_build(config: MkDocsConfig) -> None:
    """Write what stands beside the pages, once they all do."""
    _publishing.publish()
