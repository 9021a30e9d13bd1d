"""Every picture of the site: named, described, light, and without what the policy forbids."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from markup import Element, parse

MOST = 15_000  # bytes after gzip that the pictures of a page may add


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Element]:
    """The pages that hold pictures, by their file."""
    texts = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    return {name: parse(text) for name, text in texts.items() if 'class="picture' in text}


def size(text: str) -> int:
    return len(gzip.compress(text.encode()))


def unnamed(root: Element, picture: Element) -> Iterator[str]:
    """Yield what in a picture says nothing to those who do not see it."""
    for drawing in picture.select("svg"):
        for name in ("aria-labelledby", "aria-describedby"):
            named = root.first(f"[id='{drawing.get(name)}']")
            if named is None or not named.words():
                yield f"{picture['id']}: {name} leads to no words"
        if drawing["role"] == "img" and drawing.select("a"):
            yield f"{picture['id']}: its links are hidden by role=img"
        yield from (f"{picture['id']}: a link has no name: {link}" for link in drawing.select("a") if not link.words())


def test_pictures_and_their_links_have_names(pages: dict[str, Element]) -> None:
    assert pages
    found = [
        f"{url}: {f}"
        for url, root in pages.items()
        for picture in root.select(".picture")
        for f in unnamed(root, picture)
    ]
    assert found == []


def test_pictures_are_light(pages: dict[str, Element]) -> None:
    heavy = {}
    for url, root in pages.items():
        whole = without = str(root)
        for picture in root.select(".picture"):
            without = without.replace(str(picture), "")
        heavy[url] = size(whole) - size(without)
    assert {url: added for url, added in heavy.items() if added > MOST} == {}


def test_pictures_have_no_style_of_their_own(pages: dict[str, Element]) -> None:
    styled = [
        f"{url}: {part}" for url, root in pages.items() for part in root.select(".picture [style], .picture style")
    ]
    assert styled == []


def test_data_can_be_downloaded(site: Path, pages: dict[str, Element]) -> None:
    for url, root in pages.items():
        for picture in root.select(".picture:has(a[download])"):
            file = (site / url).parent / picture.one("a[download]")["href"]
            assert len(file.read_text(encoding="utf-8").splitlines()) == len(picture.select("table tr")), url
