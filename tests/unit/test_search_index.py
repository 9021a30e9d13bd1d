"""The search index: what is taken out of a page, what front matter adds, and how pages are told of our worker."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from essaysite.publish.search_index import (
    SEPARATOR,
    WEIGHTS,
    WORDING,
    as_searched,
    enriched,
    with_own_worker,
    without_excluded,
    write_index,
)
from essaysite.read.model import Node, kind_of
from hypothesis import given
from hypothesis import strategies as st
from material.plugins.search.plugin import Parser  # type: ignore[import-untyped]
from project import Project


def node(path: str = "glossary/proxy.md", title: str = "Proxy", summary: str = "A stand-in.", *aliases: str) -> Node:
    return Node("proxy", kind_of(path), path, title, summary, aliases)


def entry(location: str = "glossary/proxy/", title: str = "Proxy", text: str = "") -> dict[str, Any]:
    return {"location": location, "title": title, "text": text}


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>a</p>", "<p>a</p>"),
        ("<p>a</p><p data-search-exclude>b</p><p>c</p>", "<p>a</p><p>c</p>"),
        ('<div class="x" data-search-exclude=""><div>a</div>b</div>c', "c"),
        ('<section data-search-exclude><h2 id="x">a</h2><section>b</section></section>c', "c"),
        ('<div data-label="a > b" data-search-exclude>b</div>c', "c"),
        ("a<img alt='x' data-search-exclude>b", "ab"),
        ("a<div data-search-exclude><div>b</div>", "a"),
        ('a<sup id="fnref:x"><a class="footnote-ref" href="#fn:x">1</a></sup>b', "ab"),
        ('a<sup class="next-mark" id="fnref2:x"><a href="#fn:x">1</a></sup>b', "ab"),
        ("<code>&lt;p data-search-exclude&gt;</code>", "<code>&lt;p data-search-exclude&gt;</code>"),
        ("<p>data-search-exclude</p>", "<p>data-search-exclude</p>"),
    ],
)
def test_excluded_blocks_are_cut_out_whole(html: str, left: str) -> None:
    assert without_excluded(html) == left


def test_labels_of_evidence_stand_apart_from_the_claim() -> None:
    html = '<li><a class="evidence" href="x">Argued</a> <a class="flag" href="y">Disputed</a> A claim.</li>'
    assert re.sub("<[^>]*>", "", as_searched(html)) == "Argued. Disputed. A claim."


BLOCKS = st.recursive(
    st.sampled_from(["kept", "<p>kept</p>", "<br>", '<h2 id="x">kept</h2>']),
    lambda inner: st.tuples(st.sampled_from(["div", "section", "ul"]), st.lists(inner, max_size=3)).map(
        lambda parts: f"<{parts[0]}>{''.join(parts[1])}</{parts[0]}>"
    ),
)


@given(BLOCKS, BLOCKS, BLOCKS)
def test_whatever_stands_in_an_excluded_block_goes_and_the_rest_stays(before: str, inside: str, after: str) -> None:
    block = f'<div class="a" data-search-exclude>{inside.replace("kept", "gone")}</div>'
    assert without_excluded(before + block + after) == before + after


def test_the_themes_parser_makes_no_entry_of_what_is_excluded() -> None:
    parser = Parser()
    panel = '<div data-search-exclude><h2 id="panel">Panel</h2><div>One</div><div>Two</div></div>'
    parser.feed(without_excluded(f'<p>Text.</p><h2 id="a">A</h2><p>More.</p>{panel}'))
    assert ["".join(section.title) for section in parser.data] == ["", "A"]
    assert "Two" not in "".join(text for section in parser.data for text in section.text)


def test_a_page_gets_its_aliases_summary_and_kind_and_its_sections_do_not() -> None:
    section = entry("glossary/proxy/#more", "More")
    page = node("glossary/proxy.md", "Proxy", "A stand-in.", "proxy measure")
    first, second = enriched([entry(), section], {"glossary/proxy/": page})
    assert first == {**entry(), "tags": ["proxy measure"], "summary": "A stand-in.", "kind": "Term"}
    assert second == section


def test_a_plain_page_has_no_kind_and_an_unknown_one_stays() -> None:
    home, other = enriched([entry(""), entry("other/")], {"": node("index.md")})
    assert home["kind"] == ""
    assert other == entry("other/")


@given(st.text(), st.text(), st.lists(st.text(), max_size=3))
def test_front_matter_reaches_the_index_as_text(title: str, summary: str, aliases: list[str]) -> None:
    page = node("glossary/proxy.md", title, summary, *aliases)
    for location in ("glossary/proxy/", "glossary/proxy/#part"):
        (done,) = enriched([entry(location, title)], {"glossary/proxy/": page})
        texts = [done["title"], done.get("summary", ""), *done.get("tags", [])]
        assert not re.search(r"[<>]", "".join(texts))
        assert unescape(done["title"]) == unescape(title.replace("&", "&amp;"))


def test_the_index_is_split_so_that_a_page_fetches_only_its_settings(tmp_path: Path) -> None:
    path = tmp_path / "search" / "search_index.json"
    path.parent.mkdir()
    path.write_text(json.dumps({"config": {"lang": ["en"], "separator": " "}, "docs": [entry()]}), encoding="utf-8")
    write_index(tmp_path, {"glossary/proxy/": node()})
    index = json.loads(path.read_text(encoding="utf-8"))
    assert index["docs"] == []
    assert index["config"]["lang"] == ["en"]
    assert index["config"]["separator"] == SEPARATOR
    assert {name: field["boost"] for name, field in index["config"]["fields"].items()} == WEIGHTS
    assert [e["kind"] for e in json.loads(path.with_name("entries.json").read_text(encoding="utf-8"))] == ["Term"]


def test_without_a_search_plugin_nothing_is_written(tmp_path: Path) -> None:
    write_index(tmp_path, {})
    assert not list(tmp_path.iterdir())


WORKER = "../assets/javascripts/workers/search.0a1b.min.js"


def page_with(settings: dict[str, Any]) -> str:
    return f'<p>a</p><script id="__config" type="application/json">{json.dumps(settings)}</script><script>b</script>'


def test_a_page_names_our_worker_which_is_told_the_themes() -> None:
    html = with_own_worker(page_with({"search": WORKER, "translations": {}}))
    assert "../assets/javascripts/search-worker.js?theme=search.0a1b.min.js" in html


def test_settings_stay_safe_inside_a_script() -> None:
    html = with_own_worker(
        page_with({"search": WORKER, "base": "<!--", "translations": {}}).replace("<!--", "\\u003c!--")
    )
    assert "<!--" not in html
    assert WORDING["search.result.none"] in html


@pytest.mark.parametrize(
    ("html", "what"),
    [
        (lambda: page_with({"search": "other.js", "translations": {}}), "search worker has another name"),
        (lambda: page_with({"search": WORKER}).replace("<script ", "<script defer "), "settings in another way"),
    ],
)
def test_a_theme_that_starts_its_worker_otherwise_is_refused(html: Callable[[], str], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        with_own_worker(html())


def test_a_page_without_settings_stays_as_it_is() -> None:
    assert with_own_worker("<p>a</p>") == "<p>a</p>"


def test_built_pages_name_a_worker_of_the_theme_that_is_there(site: Path) -> None:
    for page in ("index.html", "404.html", "glossary/proxy/index.html"):
        html = (site / page).read_text(encoding="utf-8")
        (address,) = re.findall(r'"search": "([^"]*)"', html)
        path, _, theme = address.partition("?theme=")
        assert path.endswith("assets/javascripts/search-worker.js"), "the theme's settings have changed their form"
        assert (site / "assets/javascripts/workers" / theme).is_file()


def test_the_real_index_holds_every_page_and_nothing_generated(site: Path) -> None:
    entries = json.loads((site / "search" / "entries.json").read_text(encoding="utf-8"))
    pages = {e["location"] for e in entries if "#" not in e["location"]}
    assert pages == {
        path.parent.relative_to(site).as_posix().removeprefix(".") + ("/" if path.parent != site else "")
        for path in site.rglob("index.html")
    }
    assert all("summary" in e for e in entries if "#" not in e["location"])
    for e in entries:
        anchor = e["location"].partition("#")[2]
        assert anchor not in {"mentioned", "references", "works", "answers", "answered-by", "explains"}, e["location"]
        assert "footnote" not in e["text"]


def test_lists_of_other_pages_and_references_do_not_count(project: Project) -> None:
    work = "@misc{key, author = {Ibex, Ann}, title = {{Zebra}}, year = {2020}, checked = {two sources}}"
    project.write("references.bib", work)
    project.page("glossary/index.md", "All terms.\n\n[[glossary]]", title="Glossary")
    project.page("glossary/proxy.md", "A proxy [@key].", summary="About giraffes.", explained_in="problem")
    project.page("problem.md", "A problem.\n\n## Part\n\nOkapi.", summary="About tapirs.")
    project.build()
    entries = json.loads((project.site / "search" / "entries.json").read_text(encoding="utf-8"))
    texts = {e["location"]: f"{e['title']} {e['text']}" for e in entries}
    assert set(texts) == {"glossary/", "glossary/proxy/", "problem/", "problem/#part"}
    assert "Okapi" in texts["problem/#part"]
    assert not re.search("Zebra|Ibex|giraffes|tapirs", " ".join(texts.values()))
    assert "giraffes" in project.html("problem"), "what the index leaves out must stay on the page"
