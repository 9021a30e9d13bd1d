"""The pictures of a site: whole files of the kind that their names say, not too large, and drawings that do nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

from .essay_signs import forged_signs
from .faults import Fault
from .field_text import OF_THE_BUILD
from .letters import odd_sign
from .limits import DRAWING, NESTED, PICTURE, PIXELS, SHAPES
from .markdown_text import flatten

# What each kind begins with.
_STARTS = {
    ".avif": rb"....ftypavi",
    ".jpeg": rb"\xff\xd8\xff",
    ".jpg": rb"\xff\xd8\xff",
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".webp": rb"RIFF....WEBP",
}
PICTURES = (*_STARTS, ".svg")
_TAIL = 64  # bytes, in which a file ends; some tools write a little behind its end
_ENDS = {".jpeg": b"\xff\xd9", ".jpg": b"\xff\xd9", ".png": b"IEND\xaeB`\x82"}
# Where two sides of a picture stand: the first part of a PNG, a property of an AVIF, three kinds of WebP.
_PNG = re.compile(rb".{12}IHDR(.{4})(.{4})", re.DOTALL)
_AVIF = re.compile(rb"ispe\x00{4}(.{4})(.{4})", re.DOTALL)
_WEBP = re.compile(
    rb".{12}(?:VP8X.{8}(?P<x>...)(?P<y>...)|VP8L.{5}(?P<bits>.{4})|VP8 .{7}\x9d\x01\x2a(?P<w>..)(?P<h>..))", re.DOTALL
)

# Kinds of segments of a JPEG: those that begin a frame, and the one that begins its data.
_JPEG_FRAMES, _JPEG_DATA = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}, b"\xda"

# What each kind that may move says of it: the control of a PNG's frames, a WebP's animation, an AVIF's sequence
_MOVES = re.compile(rb"\x00\x00\x00\x08acTL|\ARIFF.{4}WEBP.*?ANIM|\A.{4}ftyp.{0,40}avis", re.DOTALL)

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(
    "circle defs desc ellipse g line linearGradient path polygon polyline rect stop style svg text title tspan".split()  # noqa: SIM905
)
# Attributes that run, lead or load: onload, href, xlink:href, xml:base.
_LIVE = re.compile(r"on|.*(?:href|\}base)$", re.IGNORECASE)
_HEADER = re.compile(
    r"\A\s*<\?xml version=[\"']1\.0[\"'](?: encoding=[\"']utf-8[\"'])?(?: standalone=[\"']\w+[\"'])?\s*\?>",
    re.IGNORECASE,
)
_SHOWN = 80  # letters of what a message quotes
# What does so in a value or style: url(https://…), image-set(…), @import, javascript:, and the escapes that could hide them.
_LOADS = re.compile(r"(?:url|src)\s*+\((?!\s*[\"']?#)|@|\\|/\*|(?:script|data):|image", re.IGNORECASE)
# ".a, text { fill: red }": names of elements, classes and ids alone; with others a small file keeps a browser busy for minutes.
_PLAIN_STYLE = re.compile(r"\s*(?:[.#]?[\w-]+(?:\s*,\s*[.#]?[\w-]+)*\s*\{[^{}]*\}\s*)*+")
_RULES = 100
# "0 0 300 200.5": where a drawing begins, its width and its height, as numbers and in no other form; "300px"
_VIEW_BOX = re.compile(r"\s*-?\d+(?:\.\d+)?[\s,]+-?\d+(?:\.\d+)?[\s,]+(\d+(?:\.\d+)?)[\s,]+(\d+(?:\.\d+)?)\s*")
_SIDE = re.compile(r"(\d+(?:\.\d+)?)(?:px)?")
_TALL = 4  # times its width
# What takes a browser long to draw, whatever the size of the file: a hundred thousand dashes, a blur as wide as the page.
_COSTLY = re.compile(r"dasharray|marker|filter|mask|clip-path|blend|animation|transition|shadow", re.IGNORECASE)


def picture_fault(path: Path) -> str:
    """Say what is wrong with a picture's file, or nothing."""
    size = path.stat().st_size
    if size > PICTURE:
        return f"this picture has {size} bytes, and {PICTURE} are enough; save it smaller"
    data, kind = path.read_bytes(), path.suffix
    if kind == ".svg":
        return _svg_fault(data)
    if not re.match(_STARTS[kind], data, re.DOTALL):
        return f"this is no {kind[1:].upper()} picture, whatever its name says; save it as one"
    length = int.from_bytes(data[4:8], "little") + 8 if kind == ".webp" else 0
    if length > size or _ENDS.get(kind, b"") not in data[-_TAIL:]:
        return f"this {kind[1:].upper()} picture ends before it is whole; save it anew"
    if _MOVES.search(data):
        return "this picture moves, and a flash may harm who sees it; save one still picture of it"
    sides = _SIDES_OF[kind](data)
    if not any(sides):
        return f"this {kind[1:].upper()} picture does not say how large it is; save it anew"
    if (most := max(sides)) > PIXELS:
        return f"a side of this picture has {most} pixels, and {PIXELS} are enough; save it smaller"
    return ""


def _png_sides(data: bytes) -> list[int]:
    """Return width and height of a PNG (https://www.w3.org/TR/png-3/#11IHDR), or nothing."""
    found = _PNG.match(data)
    return [int.from_bytes(side, "big") for side in found.groups()] if found else []


def _jpeg_sides(data: bytes) -> list[int]:
    """Return the sides in each frame of a JPEG, segment by segment (https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B)."""
    sides, at = [], 2
    while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] not in (b"", _JPEG_DATA):
        if data[at + 1] in _JPEG_FRAMES:
            sides += [int.from_bytes(data[place : place + 2], "big") for place in (at + 5, at + 7)]
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return sides


def _avif_sides(data: bytes) -> list[int]:
    """Return the sides of an AVIF and of all pictures in it (ISO/IEC 23008-12, ``ispe``)."""
    return [int.from_bytes(side, "big") for found in _AVIF.findall(data) for side in found]


def _webp_sides(data: bytes) -> list[int]:
    """Return width and height of a WebP (https://developers.google.com/speed/webp/docs/riff_container), or nothing."""
    found = _WEBP.match(data)
    if found is None:
        return []
    numbers = {name: int.from_bytes(value, "little") for name, value in found.groupdict().items() if value}
    if "bits" in numbers:
        return [(numbers["bits"] & 0x3FFF) + 1, (numbers["bits"] >> 14 & 0x3FFF) + 1]
    return [numbers["x"] + 1, numbers["y"] + 1] if "x" in numbers else [numbers["w"] & 0x3FFF, numbers["h"] & 0x3FFF]


_SIDES_OF = {
    ".avif": _avif_sides,
    ".jpeg": _jpeg_sides,
    ".jpg": _jpeg_sides,
    ".png": _png_sides,
    ".webp": _webp_sides,
}


def unshown(docs: str, pictures: Iterable[str], texts: Iterable[str]) -> list[Fault]:
    """Return a fault for each picture, by its path below ``docs``, that none of the texts names."""
    shown = "\n".join(texts)
    message = "no page shows this picture; show it with ![what it shows]({}), or remove it"
    return [
        Fault(f"{docs}/{picture}", 1, message.format(name))
        for picture in pictures
        if not re.search(rf"(?<![\w.-]){re.escape(name := PurePosixPath(picture).name)}", shown)
    ]


def _svg_fault(data: bytes) -> str:
    """Say what of an SVG picture is more than a drawing: opened by itself, it is a page of this site."""
    remedy = "draw it with shapes and text alone"
    if len(data) > DRAWING:
        return f"this drawing has {len(data)} bytes, and {DRAWING} are enough; draw it with fewer points"
    try:
        text = _HEADER.sub("", data.decode("utf-8"), count=1)
        if "<!" in text or "<?" in text:
            return f"this picture holds a declaration or a comment; {remedy}"
        root = ET.fromstring(text)  # noqa: S314 - without declarations there are no entities
    except (ET.ParseError, ValueError, RecursionError) as error:
        return f"this is no SVG picture ({error}); {remedy}"
    said = "".join(root.itertext())
    if forged := forged_signs(flatten(said)):
        return f"this picture says '{forged[0]}', {OF_THE_BUILD}"
    if message := odd_sign(said) or _more_than_drawn(root):
        return f"this picture {message}; {remedy}"
    if "viewBox" not in root.attrib:
        return 'this picture has no viewBox, so a narrow screen cuts it off; write <svg viewBox="0 0 width height" …>'
    return _out_of_shape(root)


def _out_of_shape(root: ET.Element) -> str:
    """Say why a drawing would push what stands below it off the page, or nothing."""
    box = _VIEW_BOX.fullmatch(root.get("viewBox", ""))
    if box is None:
        return 'the viewBox of this picture has no width and height; write <svg viewBox="0 0 width height" …>'
    given = [
        _SIDE.fullmatch(root.get(name, side)) for name, side in zip(("width", "height"), box.groups(), strict=True)
    ]
    if None in given:
        return "the width and the height of this picture are no numbers; write them as 300, or leave both out"
    sides = [[float(side) for side in box.groups()], [float(side[1]) for side in given if side]]
    if any(min(pair) <= 0 or pair[1] > _TALL * pair[0] or max(pair) > PIXELS for pair in sides):
        return f"this picture is more than {_TALL} times as high as wide, or a side of it more than {PIXELS}; draw it smaller"
    return ""


def _more_than_drawn(root: ET.Element) -> str:
    """Say what of a drawing runs, leads, loads or is no shape, or nothing."""
    if len(list(root.iter())) > SHAPES or _depth(root) > NESTED:
        return f"has more than {SHAPES} shapes, or groups more than {NESTED} deep"
    for element in root.iter():
        tag = element.tag.removeprefix(_SVG)[:_SHOWN]
        if tag not in _SHAPES or not element.tag.startswith(_SVG):
            return f"holds <{tag}>"
        for attribute, value in element.attrib.items():
            if _LIVE.match(attribute) or _LOADS.search(value) or _COSTLY.search(f"{attribute}:{value}"):
                return f'holds {attribute[:_SHOWN]}="{value[:_SHOWN]}" in <{tag}>'
        style = (element.text or "") if tag == "style" else ""
        if (tag == "style" and len(element)) or _LOADS.search(style) or _COSTLY.search(style):
            return "has a style that loads or imports something, is slow to draw, or holds an element"
        if tag == "style" and (not _PLAIN_STYLE.fullmatch(style) or style.count("{") > _RULES):
            return f"has a style that is no list of at most {_RULES} plain rules, as .name {{ fill: red }}"
    return ""


def _depth(root: ET.Element) -> int:
    level, depth = [root], 0
    while level and depth <= NESTED:
        level, depth = [child for element in level for child in element], depth + 1
    return depth
