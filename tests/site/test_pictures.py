"""Every picture of the site: named, described, light, and without what the policy forbids."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from copy import copy
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

MOST = 15_000  # bytes after gzip that the pictures of a page may add


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """The pages that hold pictures, by their file."""
    texts = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    return {name: BeautifulSoup(text, "html.parser") for name, text in texts.items() if 'class="picture' in text}


def size(text: str) -> int:
    return len(gzip.compress(text.encode()))


def unnamed(soup: BeautifulSoup, picture: Tag) -> Iterator[str]:
    """Yield what in a picture says nothing to those who do not see it."""
    for drawing in picture.select("svg"):
        for name in ("aria-labelledby", "aria-describedby"):
            words = soup.find(id=str(drawing.get(name)))
            if words is None or not words.get_text(strip=True):
                yield f"{picture['id']}: {name} leads to no words"
        if drawing["role"] == "img" and drawing.select("a"):
            yield f"{picture['id']}: its links are hidden by role=img"
        yield from (
            f"{picture['id']}: a link has no name: {link}"
            for link in drawing.select("a")
            if not link.get_text(strip=True)
        )


def test_pictures_and_their_links_have_names(pages: dict[str, BeautifulSoup]) -> None:
    assert pages
    found = [
        f"{url}: {f}"
        for url, soup in pages.items()
        for picture in soup.select(".picture")
        for f in unnamed(soup, picture)
    ]
    assert found == []


def test_pictures_are_light(pages: dict[str, BeautifulSoup]) -> None:
    heavy = {}
    for url, soup in pages.items():
        without = copy(soup)
        for picture in without.select(".picture"):
            picture.extract()
        heavy[url] = size(str(soup)) - size(str(without))
    assert {url: added for url, added in heavy.items() if added > MOST} == {}


def test_pictures_have_no_style_of_their_own(pages: dict[str, BeautifulSoup]) -> None:
    styled = [
        f"{url}: {part}" for url, soup in pages.items() for part in soup.select(".picture [style], .picture style")
    ]
    assert styled == []


def test_data_can_be_downloaded(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    for url, soup in pages.items():
        for link in soup.select(".picture a[download]"):
            rows = (site / url).parent.joinpath(str(link["href"])).read_text(encoding="utf-8").splitlines()
            table = link.find_previous("table")
            assert isinstance(table, Tag)
            assert len(rows) == len(table.select("tr")), url
