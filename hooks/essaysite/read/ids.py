"""The ids of pages: which one a file's page has, and what can be one."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from . import limits

# What no file on Windows can be called
_TAKEN = re.compile(r"aux|con|nul|prn|(?:com|lpt)\d")
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


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
