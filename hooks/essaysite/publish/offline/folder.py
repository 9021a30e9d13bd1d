"""The files of the offline copy that are not pages: those of no use in it go, and a note says how to begin."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

_SCRIPTS = "assets/javascripts"

# For servers and search engines, or for the theme's own search.
_OF_NO_USE = (
    "404.html",
    "sitemap.xml",
    "sitemap.xml.gz",
    f"{_SCRIPTS}/lunr",
    f"{_SCRIPTS}/workers",
    "assets/stylesheets/*.map",
)

_NOTE = """{name}

A copy to read offline: unpack it and open index.html in a browser.

Links, search and pictures work without a network. A link marked as a term shows a summary where the site shows
a card, and files for machines are left out. The site itself: {address}
"""


def complete(folder: Path, loaded: Collection[str], *, name: str, address: str) -> None:
    """Make a built site complete for the file system; ``loaded`` are our scripts that pages load, by their paths."""
    for pattern in _OF_NO_USE:
        for path in folder.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for script in list((folder / _SCRIPTS).rglob("*.js")):
        if not script.match("bundle.*.js") and script.relative_to(folder).as_posix() not in loaded:
            script.unlink()
    note = _NOTE.format(name=name, address=address)
    (folder / "README.txt").write_text(note, encoding="utf-8", newline="\n")
