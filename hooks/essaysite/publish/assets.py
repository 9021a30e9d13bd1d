"""Make the site's styles and scripts light, once all pages stand: what no page uses goes, and files become one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from essaysite.read.faults import FaultError

from .scripts import bundle
from .styles import UsedClasses, minified, used_rules

_THEME_STYLES = "assets/stylesheets/main.*.min.css"
_THEME_SCRIPTS = "assets/javascripts/bundle.*.min.js"


def minify(site_dir: Path, classes: UsedClasses, *, modules: Iterable[str], styles: Iterable[str]) -> None:
    """Join the theme's style sheet and our ``styles``, and rewrite the ``modules`` that pages load, given by their paths.

    Raises ``FaultError`` where one of them is not there, and where a module imports in a way that cannot be joined.
    """
    scripts = _join(site_dir, modules)
    scripts += [path.read_text(encoding="utf-8") for path in _of_theme(site_dir, _THEME_SCRIPTS)]
    own = "".join(minified(_read(site_dir, style)) for style in styles)
    names = classes.with_scripts(scripts)
    for path in _of_theme(site_dir, _THEME_STYLES):
        theme = used_rules(path.read_text(encoding="utf-8"), names, [*scripts, own])
        _rename(site_dir, path, _rewrite(path, theme + own), styles)
    for style in styles:
        (site_dir / style).unlink()


def _rename(site_dir: Path, path: Path, text: str, joined: Iterable[str]) -> None:
    """Give a style sheet that was changed, and ``joined`` with others, a name by its new content: hosts keep such a file for ever."""
    digest = sha256(text.encode()).hexdigest()[:8]
    new = path.with_name(re.sub(r"(?<=\.)[0-9a-f]{8}(?=\.)", digest, path.name))
    path.rename(new)
    path.with_name(f"{path.name}.map").unlink(missing_ok=True)
    for page in site_dir.rglob("*.html"):
        html = page.read_text(encoding="utf-8").replace(path.name, new.name)
        for style in joined:
            html = re.sub(rf'<link rel="stylesheet" href="[^"]*{re.escape(style)}">', "", html)
        _rewrite(page, html)


def _of_theme(site_dir: Path, pattern: str) -> list[Path]:
    found = list(site_dir.glob(pattern))
    if not found:
        message = f"the theme has no file {pattern}; see hooks/essaysite/publish/assets.py"
        raise FaultError(message)
    return found


def _join(site_dir: Path, modules: Iterable[str]) -> list[str]:
    """Write each module joined with those that it imports, which go; several may import the same. Return the texts."""
    done = {module: bundle(module, lambda path: _read(site_dir, path)) for module in modules}
    for part in {part for _, parts in done.values() for part in parts}:
        (site_dir / part).unlink()
    return [_rewrite(site_dir / module, text) for module, (text, _) in done.items()]


def _read(site_dir: Path, path: str) -> str:
    try:
        return (site_dir / path).read_text(encoding="utf-8")
    except FileNotFoundError:
        message = f"{path}: no such file below docs/ or overrides/; correct what names it: mkdocs.yml, or the module that imports it"
        raise FaultError(message) from None


def _rewrite(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8", newline="\n")
    return text
