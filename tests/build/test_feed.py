"""The Atom feed of changes: its form, its order, its dates, and that it needs a repository."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

import pytest
from essaysite.generate.site import Site
from essaysite.publish.addresses import Addresses
from essaysite.publish.feed import FEED_LENGTH, atom_feed
from essaysite.read.git_dates import last_changes
from hypothesis import given
from hypothesis import strategies as st
from machines import BASE, HOSTILE_SUMMARY, HOSTILE_TITLE, SHOWN_TITLE, base_of, page, read_site
from project import ROOT, Project

DOCS = ROOT / "docs"
_ATOM = "{http://www.w3.org/2005/Atom}"
_GIT = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def dated_site(dates: dict[str, str]) -> tuple[Site, Addresses]:
    changed = {f"about/{name}.md": date for name, date in dates.items() if date}
    return read_site({f"about/{name}.md": page(name.upper()) for name in dates}, changed=changed)


def feed_of(dates: dict[str, str]) -> Element:
    return fromstring(atom_feed(*dated_site(dates), "Site"))  # noqa: S314 - our own


def check_feed(feed: Element) -> list[Element]:
    """Check what RFC 4287 asks of a feed; return its entries."""
    assert feed.tag == f"{_ATOM}feed"
    entries = feed.findall(f"{_ATOM}entry")
    ids = []
    for thing in [feed, *entries]:
        for name in ("id", "title", "updated"):
            (found,) = thing.findall(f"{_ATOM}{name}")
            assert found.text
        ids.append(thing.findtext(f"{_ATOM}id") or "")
        assert urlsplit(ids[-1]).scheme in ("http", "https")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", thing.findtext(f"{_ATOM}updated") or "")
        assert len(thing.findall(f"{_ATOM}link[@rel='alternate']")) == 1
    assert len(set(ids)) == len(ids)
    assert feed.findtext(f"{_ATOM}author/{_ATOM}name")
    assert feed.find(f"{_ATOM}link[@rel='self']") is not None
    return entries


def test_the_feed_is_newest_first_and_one_date_by_title() -> None:
    feed = feed_of({"c": "2026-01-02", "b": "2026-01-01", "a": "2026-01-02", "d": "2026-02-01"})
    entries = check_feed(feed)
    assert [entry.findtext(f"{_ATOM}title") for entry in entries] == ["D", "A", "C", "B"]
    assert feed.findtext(f"{_ATOM}updated") == "2026-02-01T00:00:00Z"
    assert entries[0].findtext(f"{_ATOM}id") == f"{BASE}about/d/"


def test_the_feed_holds_the_newest_alone() -> None:
    entries = check_feed(feed_of({f"p{number:02}": f"2026-01-{number:02}" for number in range(1, 28)}))
    assert len(entries) == FEED_LENGTH == 20
    assert entries[-1].findtext(f"{_ATOM}title") == "P08"


def test_without_dates_there_is_no_feed_and_no_link_to_one(project: Project) -> None:
    project.page("index.md")
    project.build()
    assert not (project.site / "feed.xml").exists()
    assert "atom+xml" not in project.html()


def test_a_repository_gives_a_feed_with_its_dates(project: Project) -> None:
    project.page("index.md", title=HOSTILE_TITLE, summary=HOSTILE_SUMMARY)
    date = "2026-03-04T23:30:00-05:00"
    env = {**os.environ, **_GIT, "GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    for command in (["init", "-q"], ["add", "docs"], ["commit", "-q", "-m", "First"]):
        subprocess.run(["git", *command], cwd=project.root, env=env, check=True)
    project.build()
    (entry,) = check_feed(fromstring((project.site / "feed.xml").read_bytes()))  # noqa: S314 - our own
    assert entry.findtext(f"{_ATOM}updated") == "2026-03-05T00:00:00Z"
    assert entry.findtext(f"{_ATOM}title") == SHOWN_TITLE
    assert entry.findtext(f"{_ATOM}summary") == HOSTILE_SUMMARY
    assert '<link rel="alternate " type="application/atom+xml"' in project.html()


@pytest.mark.parametrize("known", [[], ["docs/references.bib"], ["docs/index.md"]])
def test_a_page_whose_last_change_is_not_known_has_no_date(project: Project, known: list[str]) -> None:
    """Least of all that of the build: two builds of the same files would differ."""
    project.page("index.md")
    project.page("other.md")
    for command in (["init", "-q"], ["add", *known], ["commit", "-q", "-m", "First"]) if known else ():
        subprocess.run(["git", *command], cwd=project.root, env={**os.environ, **_GIT}, check=True)
    project.build()
    sitemap = fromstring((project.site / "sitemap.xml").read_bytes())  # noqa: S314 - our own
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    places = {place.findtext(f"{space}loc", "").rpartition("/test/")[2]: place for place in sitemap}
    dated = [url for url, place in places.items() if place.findtext(f"{space}lastmod")]
    assert set(places) == {"", "other/"}
    assert dated == ([""] if "docs/index.md" in known else [])


@given(st.text(min_size=1))
def test_any_title_leaves_the_feed_well_formed(title: str) -> None:
    site, addresses = dated_site({"a": "2026-01-01"})
    site.content.nodes["a"].title = title
    fromstring(atom_feed(site, addresses, title))  # noqa: S314 - our own


def test_the_real_feed_leads_to_pages_with_their_dates(site: Path) -> None:
    dates = last_changes(DOCS)
    if not any(path.endswith(".md") for path in dates):
        assert not (site / "feed.xml").exists()
        return
    base = base_of(site)
    entries = check_feed(fromstring((site / "feed.xml").read_bytes()))  # noqa: S314 - our own
    assert entries
    for entry in entries:
        folder = (entry.findtext(f"{_ATOM}id") or "").removeprefix(base)
        assert (site / folder / "index.html").is_file()


def test_no_editors_note_is_of_a_day_to_come(project: Project) -> None:
    project.page("x.md", '!!! editor "Editor\'s note, 24 November 2099"\n    Words.')
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "x"]):
        subprocess.run(["git", *command], cwd=project.root, env={**os.environ, **_GIT}, check=True)
    assert project.build() == [
        "docs/x.md:6: 'note, 24 November 2099' is still to come; write the day, month or year that is meant"
    ]
