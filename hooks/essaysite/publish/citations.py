"""How to cite a page, as a file that reference managers read (RIS): one beside each page."""

from __future__ import annotations

from collections.abc import Iterator

from essaysite.generate.site import Site
from essaysite.read.model import HOME_PAGE

from .addresses import Addresses

# The file beside each page.
RIS = "cite.ris"


def ris_files(site: Site, addresses: Addresses, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files as (name relative to the site's folder, bytes); ``name`` is the site's. Home has none, as it offers no citation."""
    for node in site.content.nodes.values():
        if node.path == HOME_PAGE:
            continue
        changed = site.changed.get(node.path, "")
        fields = [("TY", "ELEC"), ("AU", f"{name},"), ("TI", node.title), ("T2", name)]
        fields += [("PY", changed[:4]), ("DA", changed.replace("-", "/"))] if changed else []
        fields += [("UR", addresses.page(node.path)), ("ER", "")]
        text = "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in fields)
        yield addresses.beside(node.path, RIS), text.encode()
