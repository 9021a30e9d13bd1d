"""What the search is told of a page, and the library that reads it."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from itertools import accumulate
from typing import Any

import pytest
from essaysite.publish.search_index import SearchSection, index_script, sections
from essaysite.read.model import Node, kind_of
from essaysite.read.term_names import GRAMMAR
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
        SearchSection("", "", {"a"}),
        SearchSection("x", "B c", {"b", "c"}),
        SearchSection("y", "D", {"d", "e", "f"}),
    ]


def told(*pages: tuple[str, Node, list[SearchSection]]) -> Any:
    """Return what the script holds of each page, with the words of each section in the place of their steps."""
    data = json.loads(index_script(pages).removeprefix("window.searchIndex = ").removesuffix(";\n"))
    words = [""]
    for shared, rest in re.findall("([A-Z])([^A-Z]*)", data.pop("words")):
        words.append(words[-1][: ord(shared) - ord("A")] + rest)
    del words[0], data["ignored"]
    for parts in data["sections"]:
        for part in parts:
            steps = [85 * (len(step) - 1) + ord(step[-1]) - ord("#") for step in re.findall("~*[^~]", part[2])]
            part[2] = {words[number] for number in accumulate(steps)}
    return [dict(zip(data, fields, strict=True)) for fields in zip(*data.values(), strict=True)]


def test_a_page_is_told_with_its_names_and_kind() -> None:
    path = "glossary/proxy.md"
    term = Node("proxy", kind_of(path), path, "Proxy", "A stand-in.", ("stand-in",))
    plain = Node("index", kind_of("index.md"), "index.md", "Home", "All.", ())
    first, second = told(("glossary/proxy/", term, [SearchSection("x", "More", {"ibis", "ibex"})]), ("", plain, []))
    assert first == {
        "address": "glossary/proxy/",
        "title": "Proxy",
        "kind": "Term",
        "summary": "A stand-in.",
        "but": "",
        "aliases": ["stand-in"],
        "sections": [["x", "More", {"ibis", "ibex"}]],
    }
    assert (second["address"], second["kind"], second["sections"]) == ("", "", [])


_WORDS = st.text(st.characters(categories=("Ll", "Lo", "Nd")), min_size=1).filter(lambda word: word not in GRAMMAR)


@given(st.lists(st.sets(_WORDS), max_size=4))
def test_no_word_is_lost_but_those_of_grammar(parts: list[set[str]]) -> None:
    node = Node("x", kind_of("x.md"), "x.md", "X", "S", ())
    (page,) = told(("x/", node, [SearchSection("", "", {*words, "the"}) for words in parts]))
    assert [words for _, _, words in page["sections"]] == parts


def test_lists_of_other_pages_and_references_do_not_count(project: Project) -> None:
    work = "@misc{key, author = {Ibex, Ann}, title = {{Zebra}}, year = {2020}, checked = {two sources}}"
    project.write("references.bib", work)
    project.page("glossary/index.md", "All terms.\n\n[[glossary]]", title="Glossary")
    project.page("glossary/proxy.md", "A proxy [@key].", summary="About giraffes.", explained_in="problem")
    project.page("problem.md", "A problem.\n\n## Part\n\nOkapi.", summary="About tapirs.")
    project.build()
    script = (project.site / "assets" / "javascripts" / "search" / "index.js").read_text(encoding="utf-8")
    assert "Aokapi" in script
    assert not [word for word in ("zebra", "ibex", "Agiraffes", "Atapirs") if word in script]
    assert "giraffes" in project.html("problem"), "what the index leaves out must stay on the page"


def test_the_library_is_the_published_one() -> None:
    """``npm pack minisearch@7.2.0``, dist/es/index.js, with its licence beside it."""
    published = "0393b3ba253b809d5e55707c7b0875ef9b518a296a006c6739b28876e154edb3"
    assert sha256(LIBRARY.read_bytes()).hexdigest() == published
    assert "Copyright 2022 Luca Ongaro" in LIBRARY.with_name("minisearch.LICENSE.txt").read_text(encoding="utf-8")
