"""What a picture's file is, by what browsers read of it: whole, still, and no larger than is enough."""

from __future__ import annotations

from pathlib import Path

import pytest
from essaysite.read.limits import PIXELS
from essaysite.read.picture_file import picture_fault

_LARGE, _SMALL = PIXELS + 1, 16
_SCAN = b"\xff\xda\x00\x02"
_NOT_WHOLE, _MOVES = "is not whole, or does not say how large it is", "moves, or is drawn many times over"


def jpeg(height: int, width: int, before: bytes = b"", scans: int = 1) -> bytes:
    """Return a JPEG of a frame and its scans; ``before`` stands in front of the frame."""
    sides = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return b"\xff\xd8" + before + b"\xff\xc0\x00\x0b\x08" + sides + b"\x01\x01\x11\x00" + _SCAN * scans + b"\xff\xd9"


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG of some chunks, each a kind with its data."""
    made = (len(data).to_bytes(4, "big") + kind + data + b"\x00" * 4 for kind, data in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def comment(text: bytes) -> bytes:
    """Return a segment of a JPEG that says something to whoever reads the file."""
    return b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text


_HEAD = (b"IHDR", b"\x00\x00\x00\x09" * 2 + b"\x08\x02\x00\x00\x00")
_END = (b"IEND", b"")
_FRAME = b"\xff\xc0\x00\x11\x08\x00\x10\x00"  # as one begins


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.jpg", jpeg(_SMALL, _SMALL), ""),
        ("a.jpg", jpeg(_SMALL, _LARGE), f"has {_LARGE} pixels"),
        ("behind-a-comment.jpg", jpeg(_LARGE, _LARGE, comment(_FRAME)), f"has {_LARGE} pixels"),
        ("behind-what-fills-up.jpg", jpeg(_LARGE, _LARGE, b"\xff" + comment(_FRAME)), _NOT_WHOLE),
        ("of-two-frames.jpg", jpeg(_SMALL, _SMALL, _FRAME + b"\x00\x10" + b"\x00" * 9), _NOT_WHOLE),
        ("of-many-scans.jpg", jpeg(_SMALL, _SMALL, scans=99), _MOVES),
        ("without-a-frame.jpg", b"\xff\xd8\xff\xd9", _NOT_WHOLE),
        ("cut.jpg", jpeg(_SMALL, _SMALL)[:-2], _NOT_WHOLE),
        ("a.png", png(_HEAD, (b"IDAT", b"\x00"), _END), ""),
        ("moving.png", png(_HEAD, (b"acTL", b"\x00" * 8), _END), _MOVES),
        ("without-a-head.png", png(_END), _NOT_WHOLE),
        ("cut.png", png(_HEAD, (b"IDAT", b"\x00")), _NOT_WHOLE),
        ("behind-its-end.png", png(_HEAD, _END) + b"\x00" * 999, _NOT_WHOLE),
    ],
)  # fmt: skip
def test_a_picture_is_whole_still_and_small(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    said = picture_fault(path)
    assert says in said
    assert bool(said) is bool(says)
