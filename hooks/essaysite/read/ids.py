"""The ids of pages, which one a file's page has and what can be one; and those within pages that are the build's."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from . import limits

# What no file on Windows can be called
_TAKEN = re.compile(r"aux|con|nul|prn|(?:com|lpt)\d")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# Those that the theme, the page of the essay, the sheet of considerations, the notes of editors and scripts have in a page
_OF_THE_BUILD = re.compile(r"__.*|(?:line|weigh|editors-note)-\d+|near-matches|on-this-page|search|search-results|top")


def is_of_the_build(name: str) -> bool:
    """Tell whether an id is one that the build sets in pages, or that its scripts look for."""
    return _OF_THE_BUILD.fullmatch(name) is not None


def id_of(path: str) -> str:
    """Return the id of the page at ``path``: its file stem, or its folder's name for an index page."""
    pure = PurePosixPath(path)
    if pure.stem != "index":
        return pure.stem
    return pure.parent.name or "home"


def is_name(text: str) -> bool:
    """Tell whether a text can be an id: it stands in addresses, in HTML ids and in lists parted by spaces."""
    return len(text) <= limits.NAME and _NAME.fullmatch(text) is not None and not _TAKEN.fullmatch(text)


def nearest_name(text: str) -> str:
    """Return the nearest id that a text can be, or an example where there is none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain)[: limits.NAME].strip("-")
    if is_name(found):
        return found
    return f"the-{found}" if found else "reward-shaping"
