"""How large a picture is, by what browsers read of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from essaysite.read.limits import PIXELS
from essaysite.read.picture_file import picture_fault

_LARGE, _SMALL = PIXELS + 1, 16


def jpeg(height: int, width: int, comment: bytes = b"") -> bytes:
    """Return the segments of a JPEG that its size is read from: a comment, and a frame."""
    sides = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    told = b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment
    return b"\xff\xd8" + told + b"\xff\xc0\x00\x0b\x08" + sides + b"\x01\x01\x11\x00" + b"\xff\xda\x00\x02\xff\xd9"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (jpeg(_SMALL, _SMALL), ""),
        (jpeg(_SMALL, _LARGE), f"has {_LARGE} pixels"),
        # A comment that ends as a frame begins, right before the frame.
        (jpeg(_LARGE, _LARGE, b"\xff\xc0\x00\x11\x08\x00\x10\x00"), f"has {_LARGE} pixels"),
        (b"\xff\xd8\xff\xd9", "does not say how large it is"),
    ],
    ids=["small", "wide", "behind-a-comment", "without-a-frame"],
)
def test_a_jpeg_is_as_large_as_its_frame(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(data)
    said = picture_fault(path)
    assert says in said
    assert bool(said) is bool(says)


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.avif", b"\x00\x00\x00\x1cftypavif" + b"\x00" * 99), ("a.png", b"\x89PNG\r\n\x1a\n" + b"IEND\xaeB`\x82")],
)
def test_a_picture_without_a_size_is_none(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert "does not say how large it is" in picture_fault(path)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.png",
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
            + b"\x00\x00\x00\x09" * 2
            + b"\x08\x02\x00\x00\x00"
            + b"\x00" * 4
            + b"\x00\x00\x00\x08acTL"
            + b"\x00" * 12
            + b"IEND\xaeB`\x82",
        ),
        (
            "a.webp",
            b"RIFF\x20\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00"
            + b"\x08\x00\x00" * 2
            + b"ANIM\x06\x00\x00\x00"
            + b"\x00" * 10,
        ),
        ("a.avif", b"\x00\x00\x00\x1cftypavis" + b"ispe" + b"\x00" * 6 + b"\x09\x00\x00\x00\x09"),
    ],
)
def test_a_picture_that_moves_is_refused(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert "moves" in picture_fault(path)
