"""The files of the offline copy that are not pages: scripts that need no server, and a note on how to begin."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection
from pathlib import Path
from typing import Any

from .pages import to_file

_SCRIPTS = "assets/javascripts"
# What the search's worker starts with, and what it loads when somebody searches, in that order.
_WORKER = "search-worker.js"
_SEARCH = ("search-words.js", "search-rank.js", "workers/search.*.min.js")

# For servers and search engines, or in the scripts above by now.
_OF_NO_USE = (
    "404.html",
    "sitemap.xml",
    "sitemap.xml.gz",
    f"{_SCRIPTS}/lunr",
    f"{_SCRIPTS}/workers",
    "search/*.json",
    "assets/stylesheets/*.map",
)

_NOTE = """{name}

A copy to read offline: unpack it and open index.html in a browser.

Links, search and pictures work without a network. A link marked as a term shows a summary where the site shows
a card, and files for machines are left out. The site itself: {address}
"""


def complete(folder: Path, loaded: Collection[str], *, name: str, address: str) -> None:
    """Make a built site complete for the file system; ``loaded`` are our scripts that pages load, by their paths."""
    if (folder / "search" / "search_index.json").exists():
        _write_search(folder)
    for pattern in _OF_NO_USE:
        for path in folder.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for script in (folder / _SCRIPTS).iterdir():
        if not script.match("bundle.*.js") and script.relative_to(folder).as_posix() not in loaded:
            script.unlink()
    _write(folder / "README.txt", _NOTE.format(name=name, address=address))


def _write_search(folder: Path) -> None:
    """Write the search as two scripts: one that the theme loads on every page, and one for when somebody searches."""
    scripts, search = folder / _SCRIPTS, folder / "search"
    settings = (search / "search_index.json").read_text(encoding="utf-8")
    _write(search / "search_index.js", f"var __index = {settings};\n")
    parts = [next(scripts.glob(pattern)).read_text(encoding="utf-8") for pattern in _SEARCH]
    entries = json.loads((search / "entries.json").read_text(encoding="utf-8"))
    data = {
        "worker": (scripts / _WORKER).read_text(encoding="utf-8"),
        "scripts": parts,
        "docs": [_for_files(entry) for entry in entries],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    _write(search / "offline.js", f"var __offline = {text};\n")


def _for_files(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry of the search that leads to a file; the home page's address is the empty text."""
    path, mark, anchor = entry["location"].partition("#")
    return {**entry, "location": to_file(path or "./").removeprefix("./") + mark + anchor}


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
