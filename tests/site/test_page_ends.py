"""What stands at a page's end: next and previous, reading paths, its own citation, ways to mend it. Read from the built pages."""

from __future__ import annotations

import os
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from crawl import DOCS, PAGES, BuiltPage, address_of, built_pages, declared
from essaysite.generate.dates import in_words
from essaysite.publish.typography import curled_text
from essaysite.read.essay import Essay
from essaysite.read.plan import Plan
from markup import Element, parse
from mkdocs.utils.yaml import yaml_load
from playwright.sync_api import expect
from project import ROOT, Project
from pybtex.database import parse_string
from visits import PHONE, Visits, follow

GRAPH = declared()
NODES = {address_of(node.path): node for node in GRAPH.nodes.values()}
PATHS = GRAPH.nodes["start"].trails


@cache
def settings() -> dict[str, Any]:
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        return dict(yaml_load(file))


@pytest.fixture
def pages(site: Path) -> dict[str, BuiltPage]:
    return built_pages(site)


def leads_to(page: BuiltPage, link: Element | None, base: str) -> str:
    """Return where a link of a page leads, below the site's address."""
    return urljoin(base + page.url, link["href"]).removeprefix(base) if link else "nowhere"


def test_next_goes_through_the_essay_in_its_order_and_previous_back(pages: dict[str, BuiltPage], address: str) -> None:
    essay = Essay((DOCS / "about" / "alignment.txt").read_text(encoding="utf-8"))
    plan = Plan(essay, settings()["extra"]["essay_pages"])
    first_line = {url: plan.first_line(node.path) for url, node in NODES.items()}
    url, lines = "", []
    for _ in PAGES:
        if first_line[url] is not None:
            lines.append(first_line[url])
        onward = pages[url].root.first("a.md-footer__link--next")
        if onward is None:
            break
        following = leads_to(pages[url], onward, address)
        back = pages[following].root.first("a.md-footer__link--prev")
        assert leads_to(pages[following], back, address) == url
        url = following
    assert lines == sorted(line for line in first_line.values() if line is not None)
    assert len(lines) > 25


@pytest.mark.parametrize("path", PATHS, ids=[path["id"] for path in PATHS])
def test_each_page_of_a_path_offers_the_next(pages: dict[str, BuiltPage], address: str, path: dict[str, Any]) -> None:
    urls = [address_of(GRAPH.nodes[page].path) for page in path["pages"]]
    for here, previous, following in zip(urls, [None, *urls], [*urls[1:], None], strict=False):
        (step,) = [
            step for step in pages[here].root.select(".steps p") if step.words().startswith(curled_text(path["title"]))
        ]
        links = [leads_to(pages[here], link, address) for link in step.select("a")]
        kept = f"?path={path['id']}"
        assert links == [f"start/#{path['id']}", *(f"{url}{kept}" for url in (previous, following) if url)]
        onward = step.first(".steps__next")
        assert (leads_to(pages[here], onward, address) if onward else None) == (following and following + kept)
    listed = pages["start/"].root.one(f"[id='{path['id']}']")
    assert [leads_to(pages["start/"], link, address) for link in listed.select("li a")] == [url + kept for url in urls]
    minutes = [int(time.words().removesuffix(" min")) for time in listed.select(".reading-path__minutes")]
    assert minutes[0] == sum(minutes[1:])


def test_a_step_leads_to_the_page_that_shows_its_path(project: Project) -> None:
    """Any plain page may have paths, and here none is called start."""
    project.page("index.md", "Home.")
    path = {"id": "short", "title": "The short path", "for": "All.", "pages": ["one", "two"]}
    project.page("routes/tour.md", "[[paths]]", paths=[path])
    for name in ("one", "two"):
        project.page(f"{name}.md")
    assert project.build() == []
    assert '<p data-path="short"><a href="../routes/tour/#short">The short path</a>, 1 of 2:' in project.html("one")
    assert 'id="short"' in project.html("routes/tour")


def test_a_reader_walks_a_path_to_its_end(visit: Visits) -> None:
    path = PATHS[0]
    page = visit("start/", PHONE)
    follow(page, page.locator(f"[id='{path['id']}'] li a").first)
    bar = page.get_by_role("navigation", name=path["title"])
    count = len(path["pages"])
    for place, name in enumerate(path["pages"], start=1):
        expect(page.locator(".md-content h1")).to_have_text(GRAPH.nodes[name].title)
        expect(bar).to_contain_text(f"{path['title']}: {place} of {count}")
        expect(page.locator(".path-bar").filter(visible=True)).to_have_count(1)
        expect(page.locator(".steps p").filter(visible=True)).to_have_count(1)
        if place < count:
            onward = bar if place % 2 else page.locator(".steps")
            follow(page, onward.get_by_role("link", name=GRAPH.nodes[path["pages"][place]].title))
    expect(bar).to_contain_text("last page")
    bar.get_by_role("button", name="Leave the path").click()
    expect(page.locator(".path-bar").filter(visible=True)).to_have_count(0)
    assert page.url == visit.address + address_of(GRAPH.nodes[path["pages"][-1]].path)


def test_an_address_without_a_path_or_with_an_unknown_one_shows_no_bar(visit: Visits) -> None:
    for address in ("problem/", "problem/?path=nowhere"):
        page = visit(address)
        expect(page.locator(".path-bar").filter(visible=True)).to_have_count(0)
        expect(page.locator(".steps p").filter(visible=True)).not_to_have_count(0)


@cache
def last_changes() -> dict[str, str]:
    """Return the day of the last commit that touched each page's source, by git's own account, of those that have one."""
    command = ["git", "log", "-1", "--format=%cd", "--date=format-local:%Y-%m-%d", "--"]
    env = {**os.environ, "TZ": "UTC"}
    days = {
        path: subprocess.run([*command, path], cwd=DOCS, env=env, capture_output=True, text=True, check=False).stdout
        for path in (node.path for node in NODES.values())
    }
    return {path: day.strip() for path, day in days.items() if day.strip()}


def test_a_page_offers_its_own_citation(pages: dict[str, BuiltPage], address: str) -> None:
    """In words and in BibTeX, with the date of its last change, where there is one, and not the build's."""
    for url in filter(None, PAGES):
        node, date = NODES[url], last_changes().get(NODES[url].path, "")
        place = pages[url].root.one(".cite")
        dated = f" Last changed {in_words(date)}." if date else ""
        said = f"{settings()['site_name']}. “{curled_text(node.title)}.”{dated} {address}{url}"
        assert place.one(".cite__text").words() == said
        (entry,) = parse_string(place.one("pre code").text, "bibtex").entries.values()
        cited = {name: entry.fields.get(name, "") for name in ("title", "url", "date", "year")}
        assert cited == {"title": f"{{{node.title}}}", "url": address + url, "date": date, "year": date[:4]}


def test_a_citation_can_be_taken_as_a_file(pages: dict[str, BuiltPage], site: Path, address: str) -> None:
    """In the format RIS: each line a tag, two blanks, a hyphen and a value; the end last."""
    for url in filter(None, PAGES):
        file = site / leads_to(pages[url], pages[url].root.one(".cite a[download]"), address)
        lines = file.read_bytes().decode().split("\r\n")
        found = dict(line.split("  - ", 1) for line in lines[:-1])
        assert next(iter(found)) == "TY", url
        assert lines[-2:] == ["ER  - ", ""], url
        assert (found["TI"], found["UR"]) == (NODES[url].title, address + url)
        assert found.get("DA", "").replace("/", "-") == last_changes().get(NODES[url].path, ""), url


@pytest.mark.parametrize(
    ("mail", "says"), [("m@example.org", "Write to m@example.org, or copy"), ("", "Copy this text")]
)
def test_a_mistake_can_be_reported_without_an_account(tmp_path: Path, mail: str, says: str) -> None:
    project = Project(tmp_path, settings={"extra": {"report_to": mail}})
    project.page("index.md")
    project.page("one.md", title="One & only")
    assert project.build() == []
    report = parse(project.html("one")).first(".report")
    assert report is not None
    assert says in report.words()
    assert "What is wrong:" in report.words()
    letters = [parse_qs(urlsplit(link["href"]).query) for link in report.select("a")]
    assert [letter["subject"] for letter in letters] == ([["Mistake on: One & only"]] if mail else [])


def test_a_page_can_be_mended(pages: dict[str, BuiltPage], address: str) -> None:
    """Links to edit it, to its history, and to report what is wrong with it, the page's address filled in."""
    repository, forms = settings()["repo_url"], set()
    for url in filter(None, PAGES):
        root, path = pages[url].root, NODES[url].path
        assert root.one("a[rel=edit]")["href"] == f"{repository}/{settings()['edit_uri']}{path}"
        assert (DOCS / path).is_file()
        *reports, history = [link["href"] for link in root.select(".page-foot__links a")]
        assert history == f"{repository}/commits/HEAD/docs/{path}"
        assert len(reports) == 4, url
        for report in reports:
            assert report.startswith(f"{repository}/issues/new?")
            asked = parse_qs(urlsplit(report).query)
            assert asked["page"] == [address + url]
            forms |= {*asked["template"]}
    for form in forms:
        text = (ROOT / ".github" / "ISSUE_TEMPLATE" / form).read_text(encoding="utf-8")
        assert re.search(r"^\s+id: page$", text, re.MULTILINE), "GitHub fills in the field of this id"
