"""How wide text is in a TrueType font: as much of the format as measuring takes, so that lines can be broken.

https://learn.microsoft.com/typography/opentype/spec/ (tables ``cmap``, ``head``, ``hhea`` and ``hmtx``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from struct import iter_unpack, unpack_from

_UNICODE = (3, 1)  # platform Windows, encoding of the first plane
_END = 0xFFFF  # the segment that closes the table, which maps nothing


class FontWidths:
    """The widths of the characters of one font, read from its file's bytes."""

    def __init__(self, data: bytes) -> None:
        tables = dict(_tables(data))
        self._units: int = unpack_from(">H", data, tables[b"head"] + 18)[0]
        count: int = unpack_from(">H", data, tables[b"hhea"] + 34)[0]
        start = tables[b"hmtx"]
        # The last width goes for all glyphs after it.
        self._advances: list[int] = [width for width, _ in iter_unpack(">Hh", data[start : start + 4 * count])]
        self._known: dict[str, int] = {}
        self._glyphs = dict(_mapping(data, tables[b"cmap"]))

    def width(self, text: str, size: float) -> float:
        """Return the width of ``text`` at a size, before kerning (which makes it a little narrower)."""
        units = self._known.get(text)
        if units is None:
            last = len(self._advances) - 1
            units = sum(self._advances[min(self._glyphs.get(ord(char), 0), last)] for char in text)
            self._known[text] = units
        return units * size / self._units


def _tables(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield the tag and the place of each table of the font."""
    count: int = unpack_from(">H", data, 4)[0]
    for tag, _, start, _ in islice(iter_unpack(">4sIII", data[12 : 12 + 16 * count]), count):
        yield tag, start


def _mapping(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Yield (character, glyph) of the font's table for Unicode's first plane (format 4)."""
    count: int = unpack_from(">H", data, cmap + 2)[0]
    records = iter_unpack(">HHI", data[cmap + 4 : cmap + 4 + 8 * count])
    table = next(cmap + start for platform, encoding, start in records if (platform, encoding) == _UNICODE)
    size: int = unpack_from(">H", data, table + 6)[0]
    segments = size // 2
    starts_at, offsets_at = table + 16 + size, table + 16 + 3 * size
    ends = unpack_from(f">{segments}H", data, table + 14)
    starts = unpack_from(f">{segments}H", data, starts_at)
    deltas = unpack_from(f">{segments}H", data, starts_at + size)
    offsets = unpack_from(f">{segments}H", data, offsets_at)
    for index, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        if end == _END:
            return
        for char in range(start, end + 1):
            # Without an offset the glyph follows from the character; with one, it stands that far behind the offset.
            place = offsets_at + 2 * index + offset + 2 * (char - start)
            glyph: int = unpack_from(">H", data, place)[0] if offset else char
            yield char, (glyph + delta) % 0x10000 if glyph else 0
