"""The essay on one page: its words in order, with its own headings, and each line leading to the page that treats it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

from crawl import DOCS, address_of, built_pages, declared
from essaysite.read.essay import Essay
from essaysite.read.plan import Plan
from markup import parse
from mkdocs.utils.yaml import yaml_load
from project import ROOT, Project

ESSAY = Essay((DOCS / "about" / "alignment.txt").read_text(encoding="utf-8"))
PAGE = "about/source/"


def test_each_line_stands_in_its_place_and_leads_to_a_page_that_holds_it(site: Path) -> None:
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        plan = Plan(ESSAY, dict(yaml_load(file))["extra"]["essay_pages"])
    on_page = built_pages(site)[PAGE].root.select(".whole-essay [id]")
    assert [line["id"] for line in on_page] == [f"line-{n}" for n, text in enumerate(ESSAY.texts, start=1) if text]
    wrong = []
    for line in on_page:
        number = int(line["id"].removeprefix("line-"))
        (link,) = line.select("a")
        leads = urljoin(f"/{PAGE}", link["href"]).removeprefix("/")
        holding = [address_of(path) for path, lines in plan.pages.items() if number in lines]
        if line.words("a") != ESSAY.texts[number - 1] or leads not in holding:
            wrong.append(f"{number}: {line.words('a')} ({leads})")
        if not link.words().startswith(f"Line {number} treated in: "):
            wrong.append(link.words())
    assert wrong == []


def test_the_essays_headings_are_headings(site: Path) -> None:
    page = built_pages(site)[PAGE].root
    titles = {heading.words("a") for heading in page.select(".whole-essay :is(h2, h3)")}
    assert {"The Problem", "Outer alignment", "The Honest Summary"} <= titles
    assert titles <= {node.title for node in declared().nodes.values()}
    contents = [link.words() for link in page.select(".contents a")]
    assert contents == [heading.words("a") for heading in page.select(".whole-essay h2")]


def test_an_essay_that_is_a_list_alone(project: Project) -> None:
    project = Project(project.root, settings={"extra": {"essay": "essay.txt", "essay_pages": {"index.md": "1-2"}}})
    project.write("essay.txt", "- One thing of it\n- Another thing of it")
    project.page("index.md", "- One thing of it\n- Another thing of it")
    project.page("about/source.md", "[[essay]]")
    assert project.build() == []
    page = parse(project.html("about/source")).first(".whole-essay")
    assert page is not None
    assert [item.words("a") for item in page.select("ul:only-child > li")] == [
        "One thing of it",
        "Another thing of it",
    ]
