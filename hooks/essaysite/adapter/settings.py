"""What the build takes from mkdocs.yml in a form of its own, and what it changes there."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from essaysite.publish.beside import SCHEMAS

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def modules(config: MkDocsConfig) -> list[str]:
    """Return the paths of the scripts that pages load as modules."""
    return [one.path for one in config.extra_javascript if not isinstance(one, str) and one.type == "module"]


def prepare_offline(config: MkDocsConfig) -> None:
    """Prepare a build for the file system, from which a browser loads no module.

    The theme's instant navigation fetches pages, and where it cannot, none of the theme's scripts would run.
    """
    features = config.theme.get("features", [])
    config.theme["features"] = [name for name in features if not name.startswith("navigation.instant")]
    for script in config.extra_javascript:
        if not isinstance(script, str) and script.type == "module":
            script.type = ""


def named_files(config: MkDocsConfig, bibliography: Path | None) -> set[str]:
    """Return the files that are neither pages nor pictures and belong to the site, by their paths below ``docs_dir``."""
    named = {*SCHEMAS, *filter(None, [config.extra.get("essay")])}
    docs = Path(config.docs_dir)
    if bibliography and bibliography.is_relative_to(docs):
        named.add(bibliography.relative_to(docs).as_posix())
    return named


def leave_out(paths: Collection[str], files: Files, config: MkDocsConfig) -> None:
    """Take files out of the site, and templates; a file of the theme's that one of them stood in for comes back."""
    for file in [file for file in files if file.src_uri in paths]:
        files.remove(file)
    if paths:
        files.add_files_from_theme(config.theme.get_env(), config)
    for file in [file for file in files if file.src_uri.startswith("partials/") and file.src_dir != config.docs_dir]:
        files.remove(file)
