"""The pictures below docs: whole files of the kind that their names say, still, and not too large.

There are no drawings in SVG among them: opened by itself one is a page of this site, and a kilobyte of shapes keeps a
browser busy for minutes. Those of the build are its own templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from .faults import Fault
from .limits import PICTURE, PIXELS

PICTURES = (".jpeg", ".jpg", ".png")
_TAIL = 64  # bytes that some tools write behind a picture's end
_PNG, _PNG_MOVES = b"\x89PNG\r\n\x1a\n", frozenset({b"acTL", b"fcTL", b"fdAT"})
# Kinds of segments of a JPEG: those that begin a frame, the one that begins its data, and those of no length.
_JPEG, _JPEG_FRAMES, _JPEG_DATA = b"\xff\xd8", frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}, 0xDA
_JPEG_BARE = frozenset({0x00, 0x01, *range(0xD0, 0xDA), 0xFF})
_SCANS = 20  # of a JPEG; each of thousands would be drawn over all of it


def picture_fault(path: Path) -> str:
    """Say what is wrong with a picture's file, or nothing."""
    size = path.stat().st_size
    if size > PICTURE:
        return f"this picture has {size} bytes, and {PICTURE} are enough; save it smaller"
    data, kind = path.read_bytes(), path.suffix
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
