"""Where the pages and files of the published site stand: absolute addresses, and links turned into them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin


@dataclass(frozen=True)
class Addresses:
    """Addresses of one site. ``base`` is the home page's and ends with a slash.

    ``pages`` gives the address of each page relative to ``base``, by its source path, as MkDocs writes it:
    ``pitfalls/science-fiction/`` with folders as addresses, ``pitfalls/science-fiction.html`` without, ``./`` for home.
    """

    base: str
    pages: Mapping[str, str]

    def page(self, path: str) -> str:
        """Return the address of the page whose source is ``path``."""
        return self.base + self.pages[path].removeprefix("./")

    def file(self, name: str) -> str:
        """Return the address of a file, named relative to the site's folder."""
        return self.base + quote(name)

    def beside(self, path: str, name: str) -> str:
        """Return the name of a file beside a page, relative to the site's folder: ``a/index.md``, or ``a.md`` beside ``a.html``."""
        url = unquote(self.pages[path]).removeprefix("./")
        return (
            f"{url}{name}" if not url or url.endswith("/") else f"{url.removesuffix('.html')}.{name.partition('.')[2]}"
        )

    def markdown(self, path: str) -> str:
        """Return the address of the Markdown beside a page."""
        return self.file(self.beside(path, "index.md"))

    def resolve(self, path: str, link: str) -> str:
        """Return the absolute address of a link as it is written in the source of the page at ``path``."""
        target, mark, anchor = link.partition("#")
        source = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target))) if target else path
        if source in self.pages:
            return self.page(source) + mark + anchor
        return urljoin(self.base + path, link)
