"""The picture on the page on Goodhart's law shows what the model gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from essaysite.tools.selection_figure import heavy_density, heavy_share, main, normal_density, normal_share, picked
from project import ROOT

# Means of the largest of n standard normals, from tables of order statistics; the pick's true value is 1/sqrt(2) of it.
_LARGEST = {2: 0.5642, 4: 1.0294, 8: 1.4236, 16: 1.7660}


def test_normal_error_agrees_with_tables_of_order_statistics() -> None:
    means = dict(picked(normal_density, normal_share))
    for size, largest in _LARGEST.items():
        assert means[size] == pytest.approx(largest / 2**0.5, abs=2e-4)


def test_normal_error_keeps_rising_and_heavy_error_falls_back() -> None:
    normal = [mean for _, mean in picked(normal_density, normal_share)]
    heavy = [mean for _, mean in picked(heavy_density, heavy_share)]
    assert normal == sorted(normal)
    peak = heavy.index(max(heavy))
    assert 0 < peak < len(heavy) - 1
    assert heavy[peak:] == sorted(heavy[peak:], reverse=True)
    assert heavy[-1] < max(heavy) / 5


def test_the_picture_in_the_docs_is_the_one_that_is_drawn(tmp_path: Path) -> None:
    drawn = tmp_path / "selection.svg"
    main(str(drawn))
    assert drawn.read_text() == (ROOT / "docs/difficulties/selection.svg").read_text()
