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
from .limits import DRAWING, NESTED, PICTURE, PIXELS, SHAPES, UNITS
from .markdown_text import flatten

_RASTERS = (".jpeg", ".jpg", ".png")
PICTURES = (*_RASTERS, ".svg")
_TAIL = 64  # bytes that some tools write behind a picture's end
_PNG, _PNG_MOVES = b"\x89PNG\r\n\x1a\n", frozenset({b"acTL", b"fcTL", b"fdAT"})
# Kinds of segments of a JPEG: those that begin a frame, the one that begins its data, and those of no length.
_JPEG, _JPEG_FRAMES, _JPEG_DATA = b"\xff\xd8", frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}, 0xDA
_JPEG_BARE = frozenset({0x00, 0x01, *range(0xD0, 0xDA), 0xFF})
_SCANS = 20  # of a JPEG; each of thousands would be drawn over all of it

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
_RULES, _STOPS = 100, 20
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
    if not data.startswith(_PNG if kind == ".png" else _JPEG):
        return f"this is no {kind[1:].upper()} picture, whatever its name says; save it as one"
    sides, moves = (_read_png if kind == ".png" else _read_jpeg)(data)
    if moves:
        return "this picture moves, or is drawn many times over, and a flash may harm who sees it; save one still picture of it"
    if not all(sides) or len(sides) != len(("width", "height")):
        return f"this {kind[1:].upper()} picture is not whole, or does not say how large it is; save it anew"
    if (most := max(sides)) > PIXELS:
        return f"a side of this picture has {most} pixels, and {PIXELS} are enough; save it smaller"
    return ""


def _read_png(data: bytes) -> tuple[list[int], bool]:
    """Return the sides of a PNG, chunk by chunk (https://www.w3.org/TR/png-3/#5Chunk-layout), or nothing where it is not whole; and whether it moves."""
    sides, kinds, at = list[int](), list[bytes](), len(_PNG)
    while at < len(data) and kinds[-1:] != [b"IEND"]:
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind == b"IHDR":
            sides += [int.from_bytes(data[place : place + 4], "big") for place in (at + 8, at + 12)]
        kinds.append(kind)
        at += 4 + len(kind) + size + 4
    is_whole = kinds[:1] == [b"IHDR"] and kinds[-1] == b"IEND" and at <= len(data) <= at + _TAIL
    return sides if is_whole else [], not _PNG_MOVES.isdisjoint(kinds)


def _read_jpeg(data: bytes) -> tuple[list[int], bool]:
    """Return the sides in each frame of a JPEG, segment by segment, or nothing where it is not whole; and whether it is drawn many times over.

    https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B. What a reader may skip there, as what fills up, is refused: two could
    read it in two ways. Within the data a sign of 0xFF has a 0 behind it.
    """
    sides, at, kind = list[int](), len(_JPEG), 0
    while kind != _JPEG_DATA:
        kind = data[at + 1] if data[at : at + 1] == b"\xff" and at + 1 < len(data) else 0
        if kind in _JPEG_BARE:
            return [], False
        if kind in _JPEG_FRAMES:
            sides += [int.from_bytes(data[place : place + 2], "big") for place in (at + 7, at + 5)]
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    is_whole = b"\xff\xd9" in data[-_TAIL:]
    return sides if is_whole else [], data.count(b"\xff\xda") > _SCANS


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
    if any(min(pair) <= 0 or pair[1] > _TALL * pair[0] or max(pair) > UNITS for pair in sides):
        return f"this picture is more than {_TALL} times as high as wide, or a side of it more than {UNITS}; draw it smaller"
    return ""


def _more_than_drawn(root: ET.Element) -> str:
    """Say what of a drawing runs, leads, loads or is no shape, or nothing."""
    if len(list(root.iter())) > SHAPES or _depth(root) > NESTED:
        return f"has more than {SHAPES} shapes, or groups more than {NESTED} deep"
    if len(list(root.iter(f"{_SVG}stop"))) > _STOPS:
        return f"has more than {_STOPS} stops of gradients, which are slow to draw"
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
