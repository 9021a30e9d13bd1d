"""What the search is told of a page, and the library that reads it."""

from __future__ import annotations

import json
from hashlib import sha256
from itertools import accumulate
from typing import Any

import pytest
from essaysite.publish.search_index import Section, index_script, sections
from essaysite.read.model import Node, kind_of
from hypothesis import given
from hypothesis import strategies as st
from project import ROOT, Project

LIBRARY = ROOT / "overrides" / "assets" / "javascripts" / "vendor" / "minisearch.js"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One, two's <em>th</em>ree.</p><ul><li>One</ul>", "one ree s th two"),
        ("<p>Naïve R2-D2_x &amp; &lt;b&gt;</p>", "b d2 naïve r2 x"),
        ("<p>a</p><p data-search-exclude>b</p><p>c</p>", "a c"),
        ('<section data-search-exclude=""><h2 id="x">a</h2><section>b</section></section>c', "c"),
        ('a<sup id="fnref2:x"><a class="footnote-ref" href="#fn:x">1</a></sup> b<sup>2</sup>', "2 a b"),
        ('<a class="evidence" href="x">Argued</a> <a class="flag" href="y">Disputed</a> A claim.', "a claim"),
        ("<code>&lt;p data-search-exclude&gt; data-search-exclude</code>", "data exclude p search"),
        ("", ""),
    ],
)
def test_the_words_of_a_text_are_its_own(html: str, words: str) -> None:
    (section,) = sections(html)
    assert " ".join(sorted(section.words)) == words


def test_a_section_begins_at_each_heading_that_has_an_address() -> None:
    html = '<p>a</p><h2 id="x">B <em>c</em><a class="headerlink" href="#x">#</a></h2><div><h3 id="y">D</h3>e</div><h2>F</h2>'
    assert sections(html) == [
        Section("", "", {"a"}),
        Section("x", "B c", {"b", "c"}),
        Section("y", "D", {"d", "e", "f"}),
    ]


def told(*pages: tuple[str, Node, list[Section]]) -> Any:
    """Return what the script holds, with the words of each section in the place of their numbers."""
    script = index_script(pages)
    data = json.loads(script.removeprefix("window.searchIndex = ").removesuffix(";\n"))
    for page in data["pages"]:
        for part in page["sections"]:
            part[2] = {data["words"][number] for number in accumulate(part[2])}
    return data["pages"]


def test_a_page_is_told_with_its_names_and_kind() -> None:
    path = "glossary/proxy.md"
    term = Node("proxy", kind_of(path), path, "Proxy", "A stand-in.", ("stand-in",))
    plain = Node("index", kind_of("index.md"), "index.md", "Home", "All.", ())
    first, second = told(("glossary/proxy/", term, [Section("x", "More", {"a", "b"})]), ("", plain, []))
    assert first == {
        "address": "glossary/proxy/",
        "title": "Proxy",
        "kind": "Term",
        "summary": "A stand-in.",
        "aliases": ["stand-in"],
        "sections": [["x", "More", {"a", "b"}]],
    }
    assert (second["address"], second["kind"], second["sections"]) == ("", "", [])


@given(st.lists(st.sets(st.text(min_size=1)), max_size=4))
def test_no_word_is_lost(parts: list[set[str]]) -> None:
    node = Node("x", kind_of("x.md"), "x.md", "X", "S", ())
    (page,) = told(("x/", node, [Section("", "", words) for words in parts]))
    assert [words for _, _, words in page["sections"]] == parts


def test_lists_of_other_pages_and_references_do_not_count(project: Project) -> None:
    work = "@misc{key, author = {Ibex, Ann}, title = {{Zebra}}, year = {2020}, checked = {two sources}}"
    project.write("references.bib", work)
    project.page("glossary/index.md", "All terms.\n\n[[glossary]]", title="Glossary")
    project.page("glossary/proxy.md", "A proxy [@key].", summary="About giraffes.", explained_in="problem")
    project.page("problem.md", "A problem.\n\n## Part\n\nOkapi.", summary="About tapirs.")
    project.build()
    script = (project.site / "assets" / "javascripts" / "search" / "index.js").read_text(encoding="utf-8").lower()
    assert '"okapi"' in script
    assert not [word for word in ("zebra", "ibex", '"giraffes"', '"tapirs"') if word in script]
    assert "giraffes" in project.html("problem"), "what the index leaves out must stay on the page"


def test_the_library_is_the_published_one() -> None:
    """``npm pack minisearch@7.2.0``, dist/es/index.js, with its licence beside it."""
    published = "0393b3ba253b809d5e55707c7b0875ef9b518a296a006c6739b28876e154edb3"
    assert sha256(LIBRARY.read_bytes()).hexdigest() == published
    assert "Copyright 2022 Luca Ongaro" in LIBRARY.with_name("minisearch.LICENSE.txt").read_text(encoding="utf-8")
