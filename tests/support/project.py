"""Builds sites in process: the real one, and small ones that a test writes."""

from __future__ import annotations

import logging
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).resolve().parent.parent.parent
HOOK = ROOT / "hooks" / "main.py"

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

_NOT_COPIED = shutil.ignore_patterns("__pycache__", ".*_cache", ".hypothesis")
_MADE = {".git", ".venv", ".build", "site"}


def copy_repository(target: Path) -> None:
    """Copy this repository as it stands, without what was made from it."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        return {*_NOT_COPIED(folder, names), *(_MADE if Path(folder) == ROOT else ())}

    shutil.copytree(ROOT, target, ignore=left_out)


class _Lines(logging.Handler):
    """Keeps what the build says at warning level and above, as a strict build counts it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def run_build(config_file: Path, site_dir: Path, **overrides: Any) -> list[str]:
    """Build a project; return its warnings. What stops a build is raised as MkDocs raises it."""
    handler = _Lines()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        config = load_config(str(config_file), site_dir=str(site_dir), **overrides)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    finally:
        logger.removeHandler(handler)
    return handler.lines


@dataclass
class Project:
    """A small project in a folder of its own. ``write`` pages into it, ``build`` it, read what came out."""

    root: Path
    settings: dict[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.docs.mkdir(parents=True, exist_ok=True)
        self.write("references.bib", "")
        base: dict[str, Any] = {
            "site_name": "Test",
            "site_url": "https://example.org/test/",
            "hooks": [str(HOOK)],
            "theme": {"name": "material", "custom_dir": str(ROOT / "overrides"), "font": False},
            "plugins": ["search", {"bibtex": {"bib_file": "docs/references.bib", "enable_inline_citations": False}}],
            "markdown_extensions": [
                "admonition",
                "attr_list",
                "footnotes",
                "tables",
                {"toc": {"permalink": "#"}},
                "pymdownx.superfences",
            ],
            "validation": yaml.safe_load(
                (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\nvalidation:", 1)[1]
            ),
        }
        (self.root / "mkdocs.yml").write_text(yaml.safe_dump(base | self.settings), encoding="utf-8")

    def set_features(self, *features: str) -> None:
        """Switch on some of the theme's features."""
        path = self.root / "mkdocs.yml"
        settings = yaml.safe_load(path.read_text(encoding="utf-8"))
        settings["theme"]["features"] = list(features)
        path.write_text(yaml.safe_dump(settings), encoding="utf-8")

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def site(self) -> Path:
        return self.root / "site"

    def write(self, path: str, content: str | bytes) -> None:
        """Write a file below ``docs/``."""
        target = self.docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())

    def page(self, path: str, body: str = "Some words.", **meta: Any) -> None:
        """Write a page with front matter; title and summary are made up where they are not given."""
        stem = Path(path).stem
        front = {"title": stem.replace("-", " ").capitalize(), "summary": f"About {stem}."} | meta
        self.write(path, f"---\n{yaml.safe_dump(front, sort_keys=False)}---\n\n{body}\n")

    def remove(self, path: str) -> None:
        (self.docs / path).unlink()

    def build(self) -> list[str]:
        """Build the site afresh; return its warnings."""
        shutil.rmtree(self.site, ignore_errors=True)
        self.warnings = run_build(self.root / "mkdocs.yml", self.site)
        return self.warnings

    def html(self, url: str = "") -> str:
        """Return a built page by its address below the site's."""
        return (self.site / url / "index.html").read_text(encoding="utf-8")
