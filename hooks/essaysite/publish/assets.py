"""Make the site's style sheets and scripts light, once all pages stand: what no page uses goes, and modules become one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .scripts import joined
from .styles import UsedClasses, used_rules, without_comments

_THEME_STYLES = "assets/stylesheets/main.*.min.css"
_THEME_SCRIPTS = "assets/javascripts/bundle.*.min.js"


def lighten(site_dir: Path, classes: UsedClasses, *, modules: Iterable[str], styles: Iterable[str]) -> None:
    """Rewrite the theme's style sheet, our ``styles``, and the ``modules`` that pages load, given by their paths.

    Raises ``ValueError`` where one of them is not there, and where a module imports in a way that cannot be joined.
    """
    scripts = [_join(site_dir, module) for module in modules]
    scripts += [path.read_text(encoding="utf-8") for path in _of_theme(site_dir, _THEME_SCRIPTS)]
    own = [_rewrite(site_dir / path, without_comments(_read(site_dir, path))) for path in styles]
    names = classes.with_scripts(scripts)
    for path in _of_theme(site_dir, _THEME_STYLES):
        _rewrite(path, used_rules(path.read_text(encoding="utf-8"), names, [*own, *scripts]))


def _of_theme(site_dir: Path, pattern: str) -> list[Path]:
    found = list(site_dir.glob(pattern))
    if not found:
        message = f"the theme has no file {pattern}; see hooks/essaysite/publish/assets.py"
        raise ValueError(message)
    return found


def _join(site_dir: Path, module: str) -> str:
    """Write a module joined with those that it imports, which go; return the text."""
    text, parts = joined(module, lambda path: _read(site_dir, path))
    for part in parts:
        (site_dir / part).unlink()
    return _rewrite(site_dir / module, text)


def _read(site_dir: Path, path: str) -> str:
    try:
        return (site_dir / path).read_text(encoding="utf-8")
    except FileNotFoundError:
        message = f"{path}: no such file below docs/ or overrides/; correct what names it: mkdocs.yml, or the module that imports it"
        raise ValueError(message) from None


def _rewrite(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8", newline="\n")
    return text
