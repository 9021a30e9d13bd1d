"""Builds sites in process: the real one, and small ones that a test writes."""

from __future__ import annotations

import importlib.metadata
import logging
import os
import shutil
from base64 import b64decode
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import mkdocs.utils
import pybtex.plugin
import yaml
from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.theme import Theme

ROOT = Path(__file__).resolve().parent.parent.parent
HOOK = ROOT / "hooks" / "main.py"
# Of one pixel
PICTURE = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

# Both look through all installed packages, several times a build, and no test installs one.
_entry_points = cache(importlib.metadata.entry_points)
for _module in (mkdocs.utils, pybtex.plugin):
    setattr(_module, "entry_points", _entry_points)  # noqa: B010 -- so that the type checker lets it be

_NOT_COPIED = shutil.ignore_patterns("__pycache__", ".*_cache", ".hypothesis")
_MADE = {".git", ".venv", ".build", "site"}


def copy_repository(target: Path) -> None:
    """Copy this repository as it stands, without what was made from it."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        return {*_NOT_COPIED(folder, names), *(_MADE if Path(folder) == ROOT else ())}

    shutil.copytree(ROOT, target, ignore=left_out)


class _Lines(logging.Handler):
    """Keeps what the build says at warning level and above, as a strict build counts it."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


class _Compiled(BytecodeCache):
    """Keeps compiled templates as long as the process lives."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@cache
def _names_in(folder: str) -> list[str]:
    """Return the names of an installed theme's files, less Material's fourteen thousand icons, which no site gets."""
    return [name for name in FileSystemLoader(folder).list_templates() if not name.startswith(".icons/")]


class _Loader(FileSystemLoader):
    def list_templates(self) -> list[str]:
        installed = [folder for folder in self.searchpath if "site-packages" in folder]
        ours = FileSystemLoader([folder for folder in self.searchpath if folder not in installed])
        return sorted({*ours.list_templates(), *(name for folder in installed for name in _names_in(folder))})


def spare(theme: Theme) -> None:
    """Spare a build what the last one has done already and no test changes: most of the time of a small one."""
    make = theme.get_env

    def get_env() -> Environment:
        env = make()
        env.bytecode_cache = _COMPILED
        env.loader = _Loader(theme.dirs)
        return env

    theme.get_env = get_env  # type: ignore[method-assign]


def run_build(config_file: Path, site_dir: Path, said: list[str] | None = None, **overrides: Any) -> list[str]:
    """Build a project; return its warnings, in ``said`` where one is given. What stops a build is raised as MkDocs raises it."""
    handler = _Lines([] if said is None else said)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        config = load_config(str(config_file), site_dir=str(site_dir), **overrides)
        spare(config.theme)
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
            "plugins": [{"bibtex": {"bib_file": "docs/references.bib", "enable_inline_citations": False}}],
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

    def build(self, **settings: Any) -> list[str]:
        """Build the site afresh, with settings that matter for this build alone; return its warnings."""
        shutil.rmtree(self.site, ignore_errors=True)
        self.warnings = []
        return run_build(self.root / "mkdocs.yml", self.site, self.warnings, **settings)

    def html(self, url: str = "") -> str:
        """Return a built page by its address below the site's."""
        return (self.site / url / "index.html").read_text(encoding="utf-8")


_WORK = {"author": "Family, Given", "title": "Title", "journal": "Journal", "year": "2020", "checked": "two sources"}


def bib_entry(key: str = "a", kind: str = "article", **fields: str | None) -> str:
    """Return an entry that is sound but for ``fields``; ``None`` leaves one out."""
    kept = {name: value for name, value in (_WORK | fields).items() if value is not None}
    return f"@{kind}{{{key},\n" + "".join(f"  {name} = {{{value}}},\n" for name, value in kept.items()) + "}\n"
