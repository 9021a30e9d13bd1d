"""Start a page from its template, or a work to cite: ``python -m essaysite.tools.starters kind name [title]``.

Each ``make new-…`` calls this, in the top folder. It needs nothing that is not in Python itself.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from essaysite.read.faults import with_article
from essaysite.read.ids import id_of, is_name, nearest_name
from essaysite.read.model import KINDS, Kind

DOCS = Path("docs")
TEMPLATES = Path(__file__).parent
# The kinds of page that can be started.
STARTERS = {kind.name: kind for kind in KINDS if kind.example}
# Files that MkDocs takes for a folder's own page.
_RESERVED = ("index", "readme")


class RefusedError(Exception):
    """Says why no page was made, and what to do instead."""


_KEY_IS = "the first author's family name, the year, a word of the title, in small letters"
_WORK_USAGE = f"usage: make new-work name=gao2023scaling   ({_KEY_IS})"
_WORK_NEXT = """Put {0} into {1}.

Fill in what is empty, and cite the work with [@{0}]. A work without an address needs no line 'url'; delete it.
"""
# gao2023scaling → 2023
_KEY = re.compile(r"[a-z-]+(\d{4})[a-z0-9-]*")
# @article{ahmed2023growing, → ahmed2023growing
_ENTRY = re.compile(r"^@\w+\{([^,\s]+),", re.MULTILINE)


def usage(kind: Kind) -> str:
    """Say in one line how to call for a page of a kind."""
    name, title = kind.example or ("", "")
    return f'usage: make new-{kind.name} name={name} title="{title}"   (the title may be left out)'


def start(kind: Kind, name: str, title: str, docs: Path = DOCS) -> Path:
    """Write a new page from its template and return its path; raises ``RefusedError`` before anything is written."""
    if not name:
        raise RefusedError(usage(kind))
    if not is_name(name) or name in _RESERVED:
        near = nearest_name("" if name in _RESERVED else name)
        message = f"'{name}' is no name for a page: use small letters, digits and hyphens, as in '{near}'"
        raise RefusedError(message)
    if not docs.is_dir():
        raise RefusedError(f"there is no folder {docs}/ here; run this in the top folder of the repository")
    page = docs / kind.patterns[0].replace("*", name)
    if page.exists():
        raise RefusedError(f"{page.as_posix()} is there already; edit it, or choose another name")
    if owner := _owner(name, docs):
        message = f"the id '{name}' belongs to {owner} already, and no two pages share one; edit that page, or choose another name"
        raise RefusedError(message)
    text = (TEMPLATES / f"{kind.name}.md").read_text(encoding="utf-8")
    page.parent.mkdir(exist_ok=True)
    page.write_text(text.replace("title: TITLE\n", _title_line(kind, name, title)), encoding="utf-8", newline="\n")
    return page


def start_work(key: str, title: str, docs: Path = DOCS) -> Path:
    """Put the template of an entry into the bibliography, in the order of its keys; return the bibliography's path.

    Raises ``RefusedError`` before anything is written.
    """
    if not (year := _KEY.fullmatch(key)):
        raise RefusedError(f"'{key}' is no key: it is {_KEY_IS}, as gao2023scaling" if key else _WORK_USAGE)
    bibliography = docs / "references.bib"
    if not bibliography.is_file():
        raise RefusedError(f"there is no {bibliography.as_posix()} here; run this in the top folder of the repository")
    text = bibliography.read_text(encoding="utf-8")
    entries = list(_ENTRY.finditer(text))
    if any(entry[1] == key for entry in entries):
        raise RefusedError(f"{bibliography.as_posix()} has '{key}' already; cite it, or add a letter to the key")
    before = next((entry.start() for entry in entries if entry[1] > key), None)
    made = (TEMPLATES / "work.bib").read_text(encoding="utf-8").replace("KEY", key).replace("YEAR", year[1])
    made = made.replace("TITLE", " ".join(title.split()))
    text = f"{text.rstrip()}\n\n{made}" if before is None else f"{text[:before]}{made}\n{text[before:]}"
    bibliography.write_text(text, encoding="utf-8", newline="\n")
    return bibliography


def next_steps(kind: Kind, page: Path) -> str:
    """Return what a contributor does with a new page."""
    return f"""Made {page.as_posix()} from the template of {with_article(kind.name)}.

Next:
  1. Open it and follow the notes in it; your words take their place.
  2. Run 'make serve' and look at the page. Until it is finished the terminal says what it lacks, with file and line.
  3. Run 'make check' before you send it.

CONTRIBUTING.md says how to add a work to cite, and what the evidence labels mean.
"""


def _owner(name: str, docs: Path) -> str:
    """Return the page whose id is ``name``, or an empty string."""
    pages = sorted(docs.rglob("*.md"))
    return next((page.as_posix() for page in pages if id_of(page.relative_to(docs).as_posix()) == name), "")


def _title_line(kind: Kind, name: str, title: str) -> str:
    """Return the title's line; in quotes, since a title may hold a colon.

    The name gives a title that nobody has named, if it does so in the example of the kind. A pitfall's title states the
    fact, and its name the mistake, so it is left for its author.
    """
    is_named = kind.example is not None and _in_words(kind.example[0]) == kind.example[1]
    words = " ".join(title.split()) or (_in_words(name) if is_named else "")
    # A JSON text is a YAML text in double quotes.
    return f"title: {json.dumps(words, ensure_ascii=False)}\n" if words else "title:\n"


def _in_words(name: str) -> str:
    return name.replace("-", " ").capitalize()


def main(arguments: list[str]) -> str | None:
    """Start the page that the arguments name; return why there is none, for the way out."""
    what, name, title = [*arguments, "", "", ""][:3]
    try:
        if kind := STARTERS.get(what):
            done = next_steps(kind, start(kind, name, title))
        elif what == "work":
            done = _WORK_NEXT.format(name, start_work(name, title).as_posix())
        else:
            return "\n".join([*map(usage, STARTERS.values()), _WORK_USAGE])
    except RefusedError as refused:
        return str(refused)
    sys.stdout.write(done)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
