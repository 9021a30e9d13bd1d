"""Report what a page begun from a template still lacks, so that no template text reaches readers."""

from __future__ import annotations

import re

from essaysite.read.faults import Fault
from essaysite.read.markdown_text import flatten, hide_code
from essaysite.read.page_file import Source

_NOTE = re.compile(r"<!--\s*write:(.*?)-->", re.DOTALL | re.IGNORECASE)


def unwritten(source: Source) -> list[Fault]:
    """Return a fault for each ``<!-- write: … -->`` that its author has not replaced; those in code are examples."""
    if "<!--" not in source.body:
        return []
    faults = []
    for note in _NOTE.finditer(hide_code(source.body)):
        wanted = flatten(source.body[slice(*note.span(1))])
        faults.append(source.body_fault(note.start(), f"still to be written, in place of this comment: {wanted}"))
    return faults
