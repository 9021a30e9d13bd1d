"""mkdocs-bibtex, the citation engine, and all that this build calls of it.

It does one thing for us: it turns ``[@key]`` into a footnote whose text is the reference of that work. The bibliography
is read, checked and formatted by us (``read/bibliography.py``), because the plugin stops at the first fault with a
traceback, knows no page and no line, and formats a work anew on every page that cites it.

To leave it: let ``render/citation_marks.py`` replace each mark by ``[^key]`` and add ``[^key]: reference`` at the end of
the page, the reference written by pybtex's Markdown backend as here; that is all that reaches the page. Then this file,
``empty.bib`` and the plugin can go, a setting of ours says where the bibliography is (``adapter/setup.py``), and so can
the hiding of brackets and ``@`` in ``citation_marks.py``, which ``extension.py``, ``untrusted.py`` and
``wrong_links.py`` undo.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from pybtex.database import BibliographyData

from essaysite.read.bibliography import Bibliography
from essaysite.read.content import File
from essaysite.read.faults import Fault

# What it reads in place of the bibliography.
_EMPTY = Path(__file__).with_name("empty.bib")


def bibliography_file(plugin: Any, root: Path) -> Path | None:
    """Return the bibliography's file, as the settings name it; ``None`` where a site does without."""
    return root / plugin.config.bib_file if plugin else None


def take_over(plugin: Any, root: Path, is_refused: Callable[[Path], bool]) -> tuple[File | None, list[Fault]]:
    """Return the file that ``plugin`` was to read, and let it read an empty one; ``None`` where a site does without.

    One that ``is_refused`` cannot be read to its end, which has been told. It keeps its own by the file's time stamp, which an older copy put back would not change, so it must start afresh.
    """
    if plugin is None:
        return None, []
    path = root / plugin.config.bib_file
    name = path.relative_to(root).as_posix()
    plugin.config.bib_file = str(_EMPTY)
    plugin.last_configured = None
    # Its commands would put works on a page that cites none; with a character that no page holds, nobody can write them.
    plugin.config.bib_command = plugin.config.full_bib_command = "\0"
    if is_refused(path):
        return File(name, None), []
    try:
        return File(name, path.read_bytes()), []
    except OSError as error:
        message = f"the bibliography cannot be read ({error.strerror}); bib_file in mkdocs.yml names it"
        return File(name, None), [Fault(name, 1, message, fatal=True)]


def hand_over(plugin: Any, bibliography: Bibliography) -> None:
    """Give ``plugin`` the works that were read, and the way to write them."""
    if plugin is None:
        return
    registry = plugin.registry
    registry.bib_data = BibliographyData({key: work.entry for key, work in bibliography.works.items()})
    registry.style = bibliography.style
    registry.reference_text = _once_a_key(registry.reference_text)


def _once_a_key(format_reference: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return the function with what it returned kept."""
    formatted: dict[str, str] = {}

    def reference_text(citation: Any) -> str:
        if citation.key not in formatted:
            formatted[citation.key] = format_reference(citation)
        return formatted[citation.key]

    return reference_text
