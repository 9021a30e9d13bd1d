"""A page as it stands in the offline copy: its links name files, and those with hover cards say a summary instead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from html import escape

_REST = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
# An address with a colon names a scheme; what is ours is always relative.
_LINK = re.compile(rf'<(?:a|link)\b{_REST}?\s(?:xlink:)?href="(?P<address>[^":]*)"{_REST}>')
_PREVIEW = ' data-preview=""'
_FOLDERS = ("", ".", "..")


def without_cards(html: str, url: str, summaries: Mapping[str, str], *, for_files: bool) -> str:
    """Return the finished page at ``url`` with titles for hover cards, which are fetched and need the site's address.

    Addresses are those of the site, with the empty text for home; ``summaries`` are those of all pages, by address. In a
    page ``for_files`` links name the files of folders, too.
    """

    def mended(match: re.Match[str]) -> str:
        address = match["address"]
        to = to_file(address) if for_files else address
        tag = match.group().replace(f'href="{address}"', f'href="{to}"', 1)
        if _PREVIEW not in tag:
            return tag
        # A card shows the section that a fragment names; the page's summary would say something else.
        # The theme shows a title as HTML, so none holds a "<".
        summary = "" if "#" in address else summaries.get(_target(url, address), "").replace("<", "")
        return tag.replace(_PREVIEW, f' title="{escape(summary)}"' if summary else "", 1)

    return _LINK.sub(mended, html)


def to_file(address: str) -> str:
    """Return a relative address with the file in the place of a folder: ``../glossary/#d`` → ``../glossary/index.html#d``."""
    path, rest = re.fullmatch(r"([^?#]*)(.*)", address, re.DOTALL).groups()  # type: ignore[union-attr] # fits any text
    if not path or path.startswith("/") or posixpath.basename(path) not in _FOLDERS:
        return address
    return f"{path.rstrip('/')}/index.html{rest}"


def _target(url: str, address: str) -> str:
    """Return the address of the page that a link on the page at ``url`` leads to."""
    target = posixpath.normpath(posixpath.join(url, address))
    return "" if target == "." else f"{target}/"
