"""Which files below docs/ a site publishes: pages, pictures, and those that the settings name; every other is refused."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from .essay_signs import forged_signs
from .faults import Fault
from .guard import bounded, ended_by_one
from .ids import is_name, nearest_name
from .letters import is_hidden
from .limits import FOLDERS, PAGE
from .picture_file import PICTURES, picture_fault

# The build fills these itself, so a file there would take the place of one of its own.
TAKEN = frozenset({"assets", "search", "templates"})  # the engine leaves the last one out
# ".zebra.md", but not what Emacs locks a file with.
_HIDDEN_PAGE = re.compile(r"\.(?:[^#].*\.)?md")
# What could end an attribute or an element.
_ODD = re.compile(r"[.<>\"'\\\n\t]")

_DEEPEST = 500  # folders, one within another; Python cannot follow a thousand
# How other pictures end
_OTHER_PICTURES = frozenset(".avif .bmp .gif .heic .svg .tif .tiff .webp".split())  # noqa: SIM905
# How other tools name their pages.
_PAGES = frozenset(".htm .html .ipynb .markdown .mdown .mdx .mkd .org .qmd .rmd .rst .txt".split())  # noqa: SIM905


def check_files(docs: Path, named: Collection[str]) -> tuple[set[str], list[Fault]]:
    """Return the files that no site may publish, by their paths below ``docs``, and a fault for each.

    ``named`` are files of other kinds that belong there. A fault is fatal where the build would read the file all the
    same: it could hang, or read what lies outside.
    """
    refused, faults = set[str](), list[Fault]()
    with ended_by_one(faults):
        for path in sorted(_walk(docs)):
            name = path.relative_to(docs).as_posix()
            message = _irregular(path)
            is_fatal = bool(message) and (name in named or (path.is_symlink() and path.is_dir()))
            if not message and (depth := name.count("/")) > FOLDERS:
                is_fatal = path.is_dir()
                what = "folder" if is_fatal else "file"
                message = f"this {what} stands in {depth} folders, one within another, and {FOLDERS} are enough; move it further up"
            with bounded(f"{docs.name}/{name}"):
                message = message or _misplaced(path, name, named)
            if message:
                refused.add(name)
                faults.append(Fault(f"{docs.name}/{name}", 1, message, fatal=is_fatal))
    return refused, faults


def _walk(docs: Path) -> Iterator[Path]:
    """Yield every file, and each folder that is a link, may not be read, or has the name of a page.

    MkDocs leaves out what begins with a dot, but for such folders; a page of that name was meant to be one.
    """
    for folder, folders, files in os.walk(docs):
        inner = [Path(folder, name) for name in folders]
        if len(Path(folder).relative_to(docs).parts) > _DEEPEST:
            yield from inner
            folders.clear()
            continue
        yield from (path for path in inner if path.is_symlink() or path.suffix == ".md" or not _is_readable(path))
        if "/." not in Path(folder).relative_to(docs.parent).as_posix():
            yield from (
                Path(folder, name) for name in files if not name.startswith(".") or _HIDDEN_PAGE.fullmatch(name)
            )


def _irregular(path: Path) -> str:
    if path.is_symlink():
        return "this is a link to another place; put the file itself here"
    if not path.is_dir() and not stat.S_ISREG(path.lstat().st_mode):
        return "this is no file that can be read to its end, but a pipe or a device; remove it"
    if _is_readable(path):
        return ""
    what, right = ("folder", "u+rx") if path.is_dir() else ("file", "u+r")
    return f"this {what} may not be read; give yourself the right to (chmod {right})"


def _is_readable(path: Path) -> bool:
    return os.access(path, os.R_OK | os.X_OK if path.is_dir() else os.R_OK)


def _misplaced(path: Path, name: str, named: Collection[str]) -> str:
    """Say why a regular file may not stand where it does, or nothing."""
    *folders, file = name.split("/")
    if name in named:
        return _wrong_schema(path) if path.suffix == ".json" else ""
    if path.is_dir():
        return "this is a folder with the name of a page; write the page as a file of that name, or rename the folder"
    if folders and folders[0] in TAKEN:
        return f"the folder {folders[0]}/ is the build's own; move the file beside the page that needs it"
    if wrong := _wrong_kind(path):
        return wrong
    if file.casefold() == "readme.md":
        return "the page of a folder is its index.md; rename this file, or put its text there and remove it"
    odd = next((folder for folder in folders if not is_name(folder)), "")
    odd = odd or (path.stem if _ODD.search(path.stem) or any(map(is_hidden, path.stem)) else "")
    if odd:
        return f"'{odd}' is no name for a page, picture or folder; rename it, as to '{nearest_name(odd)}'"
    if path.suffix == ".md":
        return ""
    if not is_name(path.stem):
        return f"'{file}' is no name for a picture, which has small letters, digits and hyphens; rename it, as to {nearest_name(path.stem)}{path.suffix}"
    return picture_fault(path)


def _wrong_schema(path: Path) -> str:
    """Say why a file beside the pages, which describes one that the build writes, may not be published, or nothing."""
    if path.stat().st_size > PAGE:
        return f"this file has more than {PAGE} bytes; shorten it"
    try:
        schema = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        return f"this is no JSON ({error}); put back the file as it was"
    is_schema = isinstance(schema, dict) and "$schema" in schema
    return "" if is_schema and not forged_signs(str(schema)) else "this is no schema; put back the file as it was"


def _wrong_kind(path: Path) -> str:
    """Say why a file of its suffix has no place, or nothing."""
    suffix = path.suffix.lower()
    if suffix != path.suffix and suffix in (".md", *PICTURES):
        return f"the name of a {'page' if suffix == '.md' else 'picture'} ends in {suffix}; rename this file to {path.stem}{suffix}"
    if suffix in _PAGES:
        return f"'{path.name}' is no page: a page is Markdown, in a file that ends in .md; rewrite it as {path.name.partition('.')[0]}.md, or remove it"
    if suffix not in (".md", *PICTURES):
        kinds = ", ".join(sorted(PICTURES))
        also = ", or save it as .png" if suffix in _OTHER_PICTURES else ""
        return f"'{path.name}' is neither a page (.md) nor a picture ({kinds}), so it has no place on the site; remove it{also}"
    return ""
