"""The data of pictures as files beside their pages (RFC 4180)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from essaysite.generate.pictures.registry import PICTURES, PREFIX
from essaysite.generate.site import Site

from .findings import table_file


def picture_files(site: Site, addresses: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the files as (name relative to the site's folder, bytes); ``addresses`` gives each page's, by its source."""
    for path, parts in site.placed.items():
        for name in sorted(part.removeprefix(PREFIX) for part in parts if part.startswith(PREFIX)):
            picture = PICTURES[name](site, site.content.graph.by_path[path], addresses.__getitem__)
            if picture and picture.table:
                folder = addresses[path].removeprefix("./")
                yield f"{folder}{name}.csv", table_file(picture.table.head, picture.table.rows)
