"""Settings of the builds that are compared, all made from the site's own ``mkdocs.yml``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import yaml_load

OURS = "ours"
STOCK = "stock"
PLAIN = "stock without mkdocs-bibtex"
ABBREVIATIONS = "Material's glossary of abbreviations"

GLOSSARY = "includes/abbreviations.md"
PLAN = "essay-pages.yml"  # which line of the made-up essay stands on which page

_OURS_ONLY = ("hooks", "watch", "extra_css", "extra_javascript")
_OURS_ONLY_IN_THEME = ("custom_dir", "logo", "favicon")


def write_settings(project: Path, tree: Path, variant: str, nav: list[Any] | None = None, address: str = "") -> Path:
    """Write the settings of one variant into ``project``, whose pages are in ``docs/``; return their path.

    ``tree`` is the repository that is measured. ``nav`` replaces the site's own, ``address`` its address.
    Stock is the same theme with the same features and plugins and its own search, without our hooks, overrides, styles
    and scripts.
    """
    with (tree / "mkdocs.yml").open("rb") as file:
        settings = yaml_load(file)
    settings |= {"docs_dir": "docs", "nav": nav or settings["nav"], "site_url": address or settings["site_url"]}
    if (project / PLAN).exists():
        settings["extra"].pop("essay_sha256", None)
        settings["extra"]["essay_pages"] = yaml_load((project / PLAN).read_text(encoding="utf-8"))
    if variant == OURS:
        settings["hooks"] = [str(tree / hook) for hook in settings["hooks"]]
        settings["theme"]["custom_dir"] = str(tree / settings["theme"]["custom_dir"])
        settings["watch"] = []
    else:
        _make_stock(settings, project / "docs")
    if variant == PLAIN:
        settings["plugins"] = [plugin for plugin in settings["plugins"] if "bibtex" not in plugin]
    if variant == ABBREVIATIONS:
        snippets = {"pymdownx.snippets": {"base_path": [str(project)], "auto_append": [GLOSSARY]}}
        settings["markdown_extensions"] = ["abbr", snippets, *_without(settings["markdown_extensions"], "abbr")]
    path = project / f"{'-'.join(re.findall('[a-z]+', variant.lower()))}.yml"
    path.write_text(yaml.dump(settings, sort_keys=False), encoding="utf-8")
    return path


def _make_stock(settings: dict[str, Any], docs: Path) -> None:
    for name in _OURS_ONLY:
        settings.pop(name, None)
    for name in _OURS_ONLY_IN_THEME:
        settings["theme"].pop(name, None)
    settings["plugins"] = ["search", *settings["plugins"]]
    # Folders in nav are the hooks' doing; MkDocs wants the pages themselves.
    settings["nav"] = [_section(docs, item) if str(item).endswith("/") else item for item in settings["nav"]]


def _section(docs: Path, folder: str) -> dict[str, list[str]]:
    pages = sorted(path.relative_to(docs).as_posix() for path in (docs / folder).glob("*.md"))
    pages.sort(key=lambda page: not page.endswith("/index.md"))
    return {folder.rstrip("/").capitalize(): pages}


def _without(extensions: list[Any], name: str) -> list[Any]:
    return [extension for extension in extensions if extension != name]
