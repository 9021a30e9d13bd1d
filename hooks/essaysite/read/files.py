"""Which files below docs/ a site publishes: pages, pictures, and those that the settings name; every other is refused."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from .faults import Fault
from .field_text import OF_THE_BUILD
from .limits import FOLDERS
from .markdown_text import flatten
from .model import is_name, nearest_name
from .safe_text import forged_signs, is_hidden

_PICTURES = {
    ".avif": rb"....ftypavi",
    ".jpeg": rb"\xff\xd8\xff",
    ".jpg": rb"\xff\xd8\xff",
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".webp": rb"RIFF....WEBP",
}
# The build fills these itself, so a file there would take the place of one of its own.
_TAKEN = frozenset({"assets", "search"})
# ".zebra.md", but not what Emacs locks a file with.
_HIDDEN_PAGE = re.compile(r"\.(?:[^#].*\.)?md")
# What could end an attribute or an element.
_ODD = re.compile(r"[.<>\"'\\\n\t]")

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(
    "circle defs desc ellipse g line linearGradient marker path polygon polyline rect stop style svg text title tspan".split()  # noqa: SIM905
)
# Nothing that runs, leads or loads: onload, href, url(https://…), @import, and the escapes that could hide them.
_LIVE = re.compile(r"on|.*(?:href|\}base)$", re.IGNORECASE)
_HEADER = re.compile(
    r"\s*<\?xml version=[\"']1\.0[\"'](?: encoding=[\"']utf-8[\"'])?(?: standalone=[\"']\w+[\"'])?\s*\?>", re.IGNORECASE
)
_LOADS = re.compile(r"url\s*\((?!\s*#)|@|\\|/\*|(?:script|data):|image", re.IGNORECASE)


def check_files(docs: Path, named: Collection[str]) -> tuple[set[str], list[Fault]]:
    """Return the files that no site may publish, by their paths below ``docs``, and a fault for each.

    ``named`` are files of other kinds that belong there. A fault is fatal where reading the file could hang, or would
    read what lies outside.
    """
    refused, faults = set(), []
    for path in sorted(_walk(docs)):
        name = path.relative_to(docs).as_posix()
        message = _irregular(path)
        is_fatal = bool(message)
        if not message and (depth := name.count("/")) > FOLDERS:
            message = (
                f"this file stands in {depth} folders, one within another, and {FOLDERS} are enough; move it further up"
            )
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
        return ""
    if path.is_dir():
        return "this is a folder with the name of a page; write the page as a file of that name, or rename the folder"
    if folders and folders[0] in _TAKEN:
        return f"the folder {folders[0]}/ is the build's own; move the file beside the page that needs it"
    if path.suffix.lower() == ".md" != path.suffix:
        return f"the name of a page ends in .md; rename this file to {path.stem}.md"
    if path.suffix not in (".md", ".svg", *_PICTURES):
        kinds = ", ".join(sorted([*_PICTURES, ".svg"]))
        return f"'{file}' is neither a page (.md) nor a picture ({kinds}), so it has no place on the site; remove it"
    odd = next((folder for folder in folders if not is_name(folder)), "")
    if path.suffix != ".md" and " " in path.stem and not odd:
        return f"'{file}' has a space in its name; rename it, as in {nearest_name(path.stem)}{path.suffix}"
    odd = odd or (path.stem if _ODD.search(path.stem) or any(map(is_hidden, path.stem)) else "")
    if odd:
        return f"'{odd}' is no name for a page, picture or folder; rename it, as to '{nearest_name(odd)}'"
    if path.suffix == ".svg":
        return _svg_fault(path.read_bytes())
    if path.suffix in _PICTURES:
        with path.open("rb") as picture:
            is_picture = re.match(_PICTURES[path.suffix], picture.read(12), re.DOTALL)
        return (
            ""
            if is_picture
            else f"this is no {path.suffix[1:].upper()} picture, whatever its name says; save it as one"
        )
    return ""


def _svg_fault(data: bytes) -> str:
    """Say what of an SVG picture is more than a drawing: opened by itself, it is a page of this site."""
    remedy = "draw it with shapes and text alone"
    try:
        text = _HEADER.sub("", data.decode("utf-8"), count=1)
        if "<!" in text or "<?" in text:
            return f"this picture holds a declaration or a comment; {remedy}"
        root = ET.fromstring(text)  # noqa: S314 - without declarations there are no entities
    except (ET.ParseError, ValueError, RecursionError) as error:
        return f"this is no SVG picture ({error}); {remedy}"
    if forged := forged_signs(flatten("".join(root.itertext()))):
        return f"this picture says '{forged[0]}', {OF_THE_BUILD}"
    for element in root.iter():
        tag = element.tag.removeprefix(_SVG)
        if tag not in _SHAPES or not element.tag.startswith(_SVG):
            return f"this picture holds <{tag}>; {remedy}"
        for attribute, value in element.attrib.items():
            if _LIVE.match(attribute) or _LOADS.search(value):
                return f'this picture holds {attribute}="{value}" in <{tag}>; {remedy}'
        if tag == "style" and _LOADS.search("".join(element.itertext())):
            return f"the style of this picture loads or imports something; {remedy}"
    return ""
