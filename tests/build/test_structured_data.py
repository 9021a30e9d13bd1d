"""What pages say of themselves to search engines and to services that show links."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from essaysite.publish.structured_data import open_graph, structured_data
from essaysite.read.model import kind_of
from jinja2 import Environment
from machines import BASE, HOSTILE_SUMMARY, HOSTILE_TITLE, linked_data, metadata, page, read_site
from project import ROOT, Project

DOCS = ROOT / "docs"
PAGES = {
    "index.md": page("Home"),
    "glossary/index.md": page("Glossary"),
    "glossary/debate.md": page("Debate"),
    "difficulties/index.md": page("Difficulties"),
    "difficulties/gaming.md": page("Gaming"),
    "approaches/training.md": page("Training", addresses=["gaming"]),
    "researchers/ann.md": page("Ann Smith", bib_author="Smith, Ann"),
    "researchers/lab.md": page("The Lab", bib_author="{The Lab}"),
    "pitfalls/wiser.md": page("Wiser", summary="One."),
}
TYPES = {
    "index.md": "Article",
    "glossary/index.md": "DefinedTermSet",
    "glossary/debate.md": "DefinedTerm",
    "difficulties/gaming.md": "DefinedTerm",
    "approaches/training.md": "DefinedTerm",
    "researchers/ann.md": "Person",
    "researchers/lab.md": "Organization",
    "pitfalls/wiser.md": "Article",
}


def data_of(path: str, changed: str | None = "2026-11-23") -> list[dict[str, Any]]:
    site, addresses = read_site(PAGES)
    found = structured_data(
        site.content.graph.by_path[path], site.content.graph, addresses, name="Site", changed=changed
    )
    assert found["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = found["@graph"]
    return graph


@pytest.mark.parametrize(("path", "kind"), TYPES.items())
def test_each_kind_of_page_has_its_type(path: str, kind: str) -> None:
    subject, website, *_ = data_of(path)
    assert subject["@type"] == kind
    assert subject["description"]
    assert website == {"@type": "WebSite", "@id": f"{BASE}#website", "name": "Site", "url": BASE}
    around = subject.get("mainEntityOfPage", subject)
    assert around["dateModified"] == "2026-11-23"
    assert around["isPartOf"] == {"@id": website["@id"]}
    assert around["url"].startswith(BASE)


def test_a_term_is_part_of_the_glossary() -> None:
    term, glossary = data_of("difficulties/gaming.md")[0], data_of("glossary/index.md")[0]
    assert term["inDefinedTermSet"]["@id"] == glossary["@id"]
    assert term["inDefinedTermSet"]["url"] == f"{BASE}glossary/"


def test_an_article_has_a_headline_and_no_date_where_none_is_known() -> None:
    article = data_of("pitfalls/wiser.md", changed=None)[0]
    assert article["headline"] == "Wiser"
    assert "dateModified" not in article


def test_breadcrumbs_lead_from_home_through_the_folder() -> None:
    trail = data_of("difficulties/gaming.md")[-1]["itemListElement"]
    assert [(item["position"], item["name"], item["item"]) for item in trail] == [
        (1, "Site", BASE),
        (2, "Difficulties", f"{BASE}difficulties/"),
        (3, "Gaming", f"{BASE}difficulties/gaming/"),
    ]
    assert [item["name"] for item in data_of("difficulties/index.md")[-1]["itemListElement"]] == [
        "Site",
        "Difficulties",
    ]


def test_the_home_page_has_no_breadcrumbs() -> None:
    assert all(item["@type"] != "BreadcrumbList" for item in data_of("index.md"))


def test_nothing_in_a_title_ends_the_script() -> None:
    site, addresses = read_site({"index.md": page("Home", summary=HOSTILE_SUMMARY)})
    site.content.graph.nodes["home"].title = HOSTILE_TITLE
    data = structured_data(
        site.content.graph.nodes["home"], site.content.graph, addresses, name="</script>", changed=None
    )
    printed = Environment(autoescape=False).from_string("{{ data | tojson }}").render(data=data)  # noqa: S701 - as MkDocs
    assert not set("<>&") & set(printed)
    assert json.loads(printed) == data


def test_open_graph_names_a_card_only_where_there_is_one() -> None:
    site, addresses = read_site(PAGES)
    node = site.content.graph.by_path["pitfalls/wiser.md"]
    plain = open_graph(node, addresses, name="Site", changed=None)
    assert plain["twitter:card"] == "summary"
    assert not any("image" in name for name in plain)
    drawn = open_graph(node, addresses, name="Site", changed="2026-11-23", image=f"{BASE}card.png")
    assert drawn["og:image"] == f"{BASE}card.png"
    assert drawn["twitter:card"] == "summary_large_image"
    assert drawn["article:modified_time"] == "2026-11-23T00:00:00Z"


def test_a_site_without_an_address_says_nothing_with_one(tmp_path: Path) -> None:
    project = Project(tmp_path, {"site_url": ""})
    project.page("index.md")
    project.build()
    html = project.html()
    assert "ld+json" not in html
    assert not metadata(html)
    assert not (project.site / "llms.txt").exists()


def test_every_real_page_says_what_it_is(site: Path) -> None:
    types = {"person": {"Person", "Organization"}, "view": {"Article"}, "pitfall": {"Article"}}
    types |= {kind: {"DefinedTerm"} for kind in ("term", "concept", "approach")}
    for source in DOCS.rglob("*.md"):
        path = source.relative_to(DOCS).as_posix()
        folder = source.relative_to(DOCS).with_suffix("") if source.stem != "index" else source.relative_to(DOCS).parent
        html = (site / folder / "index.html").read_text(encoding="utf-8")
        subject, website, *rest = linked_data(html)["@graph"]
        assert subject["@type"] in types.get(kind_of(path).name, {"Article", "DefinedTermSet"}), path
        base = website["url"]
        for item in rest[0]["itemListElement"] if rest else ():
            assert (site / item["item"].removeprefix(base) / "index.html").is_file()
        found = metadata(html)
        assert found["og:url"] == base + ("" if folder == Path() else f"{folder.as_posix()}/")
        assert (site / urlsplit(found["og:image"]).path.removeprefix(urlsplit(base).path)).is_file()
