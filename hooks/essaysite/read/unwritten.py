"""Report what a page begun from a template still lacks, so that no template text reaches readers."""

from __future__ import annotations

import re

from essaysite.read.faults import Fault
from essaysite.read.markdown_text import flatten, hide_code
from essaysite.read.page_file import Source

# What authors write in place of a text that is still to come.
UNWRITTEN = r"\b(?:TODO|FIXME|X{3,}|TBD|TBA|WIP|[Ll]orem ipsum|[Cc]oming soon|[Aa]s an AI (?:language )?model)\b|\b[Tt]o ?do:|\((?:todo|tbd|(?:add |needs? )?(?:cite|citations?|sources?|refs?|references?)(?:\?| needed)|add (?:a )?(?:citations?|sources?))\)|\u3010|\bcite\W?turn\d|\A\s*(?i:todo|tbd|to be written|\.{2,}|\u2026)[.]?\s*\Z"
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
