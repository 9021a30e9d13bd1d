"""The files for machines: graph.json, llms.txt and robots.txt."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import yaml
from essaysite.generate.site import Site
from essaysite.publish.addresses import Addresses
from essaysite.publish.exports import graph_json, llms_txt, robots_txt
from essaysite.read.ids import id_of
from essaysite.read.model import KINDS, RELATION, RELATIONS
from jsonschema import Draft202012Validator
from machines import (
    BASE,
    HOSTILE_SUMMARY,
    HOSTILE_TITLE,
    SHOWN_TITLE,
    WORK,
    base_of,
    linked_data,
    metadata,
    page,
    read_site,
)
from markup import parse
from project import ROOT, Project

DOCS = ROOT / "docs"
SCHEMA = DOCS / "about" / "graph.schema.json"


def small_site() -> tuple[Site, Addresses]:
    return read_site(
        {
            "index.md": page("Home"),
            "problem.md": page("Problem", "Words [@smith2020law]."),
            "layers/inner.md": page("Inner", confused_with=[{"problem": "Both concern goals."}]),
            "approaches/training.md": page("Training", addresses=["inner"]),
            "references.md": page("References"),
        },
        bib=WORK,
    )


def front_matter(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
    return found


def declared() -> Iterator[tuple[str, str, str, str]]:
    """Yield (source, type, target, why) of each relation in the front matter of the real pages."""
    for path in DOCS.rglob("*.md"):
        source = id_of(path.relative_to(DOCS).as_posix())
        for name, value in front_matter(path).items():
            if name in RELATION:
                for item in value if isinstance(value, list) else [value]:
                    target, because = next(iter(item.items())) if isinstance(item, dict) else (item, "")
                    yield source, name, target, because


# graph.json


def test_the_schema_is_a_schema_and_the_small_graph_fits_it() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(graph_json(*small_site())))


def test_the_graph_holds_nodes_edges_and_what_the_build_found() -> None:
    data = json.loads(graph_json(*small_site()))
    inner = {
        "id": "inner",
        "kind": "concept",
        "title": "Inner",
        "summary": "A summary.",
        "aliases": [],
        "address": "layers/inner/",
    }
    assert inner in data["nodes"]
    assert {
        "source": "inner",
        "target": "problem",
        "type": "confused_with",
        "inverse": "confused_with",
        "because": "Both concern goals.",
    } in data["edges"]
    assert {
        "source": "training",
        "target": "inner",
        "type": "addresses",
        "inverse": "addressed_by",
        "because": "",
    } in data["edges"]
    assert data["citations"] == {"problem": ["smith2020law"]}
    assert data["works"] == [
        {
            "key": "smith2020law",
            "title": "A <b>Law</b> of Measures",
            "year": "2020",
            "address": "references/#smith2020law",
        }
    ]


def test_the_graph_explains_its_own_kinds_and_types() -> None:
    data = json.loads(graph_json(*small_site()))
    assert data["kinds"] == {kind.name: kind.label for kind in KINDS}
    assert [relation["type"] for relation in data["relations"]] == [relation.name for relation in RELATIONS]


def test_the_real_graph_fits_the_published_schema(site: Path) -> None:
    schema = json.loads((site / "about/graph.schema.json").read_text(encoding="utf-8"))
    data = json.loads((site / "graph.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(data)
    assert schema == json.loads(SCHEMA.read_text(encoding="utf-8"))


def test_every_declared_relation_is_in_the_real_graph(site: Path) -> None:
    data = json.loads((site / "graph.json").read_text(encoding="utf-8"))
    edges = [(edge["source"], edge["type"], edge["target"], edge["because"]) for edge in data["edges"]]
    assert sorted(edges) == sorted(declared())
    assert edges


def test_everything_that_the_real_graph_names_exists(site: Path) -> None:
    data = json.loads((site / "graph.json").read_text(encoding="utf-8"))
    ids = {node["id"] for node in data["nodes"]}
    assert len(ids) == len(data["nodes"]) == len(list(DOCS.rglob("*.md")))
    assert {node["kind"] for node in data["nodes"]} <= set(data["kinds"])
    for edge in data["edges"]:
        assert {edge["source"], edge["target"]} <= ids
    for source, targets in data["mentions"].items():
        assert {source, *targets} <= ids
    keys = {work["key"] for work in data["works"]}
    for source, cited in data["citations"].items():
        assert source in ids
        assert set(cited) <= keys
    anchors = {tag.get("id") for tag in parse((site / "references/index.html").read_bytes()).select("[id]")}
    for thing in data["nodes"] + data["works"]:
        address, _, anchor = thing["address"].partition("#")
        assert (site / address / "index.html").is_file()
        assert not anchor or anchor in anchors


# llms.txt


def test_the_list_has_the_form_of_llms_txt() -> None:
    text = llms_txt(*small_site(), "Site", "What it is.")
    lines = text.split("\n")
    assert lines[0] == "# Site"
    assert lines[2] == "> What it is."
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Pages", "Concepts", "Approaches"]
    assert f"- [Inner]({BASE}layers/inner/index.md): A summary." in lines
    assert f"- [Home]({BASE}index.md): A summary." in lines


def test_the_list_says_whose_words_are_whose_where_there_is_an_essay() -> None:
    assert "The essay, line N" not in llms_txt(*small_site(), "Site", "")
    assert "The essay, line N" in llms_txt(*read_site({"index.md": page("Home")}, essay="A line."), "Site", "")


def test_the_real_list_names_every_page_and_each_file_is_there(site: Path) -> None:
    text = (site / "llms.txt").read_text(encoding="utf-8")
    base = base_of(site)
    found = re.findall(r"^- \[.+\]\((\S+)\)", text, re.MULTILINE)
    assert len(found) == len(set(found)) == len(list(DOCS.rglob("*.md")))
    for address in found:
        assert (site / address.removeprefix(base)).is_file()


# robots.txt, and all of them


def test_robots_may_read_everything_and_find_the_sitemap(site: Path) -> None:
    text = robots_txt(Addresses(BASE, {}))
    assert "User-agent: *\nAllow: /\n" in text
    assert f"\nSitemap: {BASE}sitemap.xml\n" in text
    assert "root of a domain" in text.split("\n")[0]
    real = (site / "robots.txt").read_text(encoding="utf-8")
    assert real == text.replace(BASE, base_of(site))
    assert (site / "sitemap.xml").is_file()


def test_hostile_words_stay_text_in_every_file_and_in_the_head_of_a_page(project: Project) -> None:
    project.page("index.md", "[[pages]]")
    project.page("hostile.md", title=HOSTILE_TITLE, summary=HOSTILE_SUMMARY)
    project.build()
    nodes = json.loads((project.site / "graph.json").read_text(encoding="utf-8"))["nodes"]
    assert (SHOWN_TITLE, HOSTILE_SUMMARY) in [(node["title"], node["summary"]) for node in nodes]
    front = front_matter(project.site / "hostile/index.md")
    assert (front["title"], front["summary"]) == (SHOWN_TITLE, HOSTILE_SUMMARY)
    home = (project.site / "index.md").read_text(encoding="utf-8").partition("\n# ")[2]
    llms = (project.site / "llms.txt").read_text(encoding="utf-8")
    for text, address in ((llms, "hostile/index.md"), (home, "hostile/")):
        assert text.count(f"](https://example.org/test/{address}): ") == 1
        assert "<" not in text
    html = project.html("hostile")
    found = metadata(html)
    assert (found["og:title"], found["og:description"]) == (SHOWN_TITLE, HOSTILE_SUMMARY)
    assert linked_data(html)["@graph"][0]["headline"] == SHOWN_TITLE
    head = html.partition("</head>")[0]
    assert [raw for raw in ("<img", "<svg onload", "<script>alert") if raw in head] == []


def test_addresses_follow_the_form_of_the_pages() -> None:
    folders = Addresses(BASE, {"index.md": "./", "a/b.md": "a/b/", "a/wö.md": "a/w%C3%B6/"})
    assert [folders.markdown(path) for path in folders.pages] == [
        f"{BASE}index.md",
        f"{BASE}a/b/index.md",
        f"{BASE}a/w%C3%B6/index.md",
    ]
    assert folders.beside("a/wö.md", "index.md") == "a/wö/index.md"
    files = Addresses(BASE, {"index.md": "index.html", "a/b.md": "a/b.html"})
    assert [files.markdown(path) for path in files.pages] == [f"{BASE}index.md", f"{BASE}a/b.md"]
    assert urljoin(BASE, files.pages["a/b.md"]) == files.page("a/b.md")


# What is proposed by anybody


def test_of_a_finding_no_file_says_one_half_alone_and_none_holds_a_formula(project: Project) -> None:
    project.write("references.bib", WORK)
    project.page("index.md", "[Some words](findings/one.md).")
    project.page("problem.md", "Some words.")
    project.page("findings/index.md", "[[findings]]")
    finding = {"summary": "It failed.", "but": "Two were set up to.", "works": ["smith2020law"], "label": "argued"}
    project.page(
        "findings/one.md", "Words [@smith2020law].", title="A;=1+1", supports=[{"problem": "A reason."}], **finding
    )
    project.build()
    whole = "It failed. But: Two were set up to."
    nodes = json.loads((project.site / "graph.json").read_text(encoding="utf-8"))["nodes"]
    assert whole in [node["summary"] for node in nodes]
    assert front_matter(project.site / "findings/one/index.md")["summary"] == whole
    assert "one,A;'=1+1,It failed.," in (project.site / "findings/findings.csv").read_text(encoding="utf-8")
    project.build(extra={"offline": True})
    assert f'title="{whole}"' in project.html()


def test_the_essays_words_have_their_sign_where_their_line_is_broken(project: Project) -> None:
    project.write("essay.txt", "First, a line of some words.\n")
    project.page("index.md", "First, a line\nof some words.\n")
    project.build(extra={"essay": "essay.txt", "essay_pages": {"index.md": 1}})
    assert "of some words. *(The essay, line 1)*\n" in (project.site / "index.md").read_text(encoding="utf-8")
