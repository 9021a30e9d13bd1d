"""What the build needs of mkdocs-bibtex, the citation engine: footnotes from works that we have read and checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pybtex.database import BibliographyData

from .bibliography import Bibliography
from .faults import Fault
from .site import Site

# What it reads in place of the bibliography.
_EMPTY = Path(__file__).with_name("empty.bib")


class CitationEngine:
    """The plugin of mkdocs-bibtex in one build; ``None`` where a site does without."""

    def __init__(self, plugin: Any) -> None:
        self.plugin = plugin

    def file(self, root: Path) -> Path | None:
        """Return the bibliography's file, as the settings name it."""
        return root / self.plugin.config.bib_file if self.plugin else None

    def take_over(self, root: Path, site: Site) -> None:
        """Read and check the bibliography in its place: it would stop at the first fault with a traceback.

        It gets our entries by ``hand_over``, so that the file is parsed once; and since it keeps its own by the file's
        time stamp, which an older copy put back would not change, it must start afresh.
        """
        path = self.file(root)
        if path is None:
            return
        name = path.relative_to(root).as_posix()
        try:
            data = path.read_bytes()
        except OSError as error:
            message = f"the bibliography cannot be read ({error.strerror}); bib_file in mkdocs.yml names it"
            site.faults.append(Fault(name, 1, message, fatal=True))
            site.bibliography.is_readable = False
        else:
            site.read_bibliography(name, data)
        self.plugin.config.bib_file = str(_EMPTY)
        self.plugin.last_configured = None

    def hand_over(self, bibliography: Bibliography) -> None:
        """Give it the works that were read, and the way to write them."""
        if self.plugin is None:
            return
        registry = self.plugin.registry
        registry.bib_data = BibliographyData({key: work.entry for key, work in bibliography.works.items()})
        registry.style = bibliography.style
        registry.reference_text = _once_a_key(registry.reference_text)


def _once_a_key(format_reference: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return the function with what it returned kept: mkdocs-bibtex formats a work anew on every page that cites it."""
    formatted: dict[str, str] = {}

    def reference_text(citation: Any) -> str:
        if citation.key not in formatted:
            formatted[citation.key] = format_reference(citation)
        return formatted[citation.key]

    return reference_text
