"""Quotation marks as a book has them, in words of ours that are no HTML."""

from __future__ import annotations

from essaysite.publish.typography import curled_text
from hypothesis import example, given
from hypothesis import strategies as st

_WRITTEN = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2026": "..."}
_TEXTS = st.text(alphabet="ab <>&;/\"'=#39qut.\n", max_size=30)


@given(_TEXTS)
@example('What "x->" means')
@example("a > 'b'")
@example("&quot;a&#39;")
@example('<a href="b">"')
def test_only_marks_change(text: str) -> None:
    """All that is no mark stays as it is written, be it a sign of HTML; and each mark is one that was there."""
    curled = curled_text(text)
    assert "".join(_WRITTEN.get(letter, letter) for letter in curled) == text
    assert '"' not in curled
