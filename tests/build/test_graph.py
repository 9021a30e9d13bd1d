"""Pages as nodes: kinds and ids by file, typed relations shown on both ends, and what each fault in them says."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from essaysite.read.graph import Graph, build_graph
from essaysite.read.ids import id_of
from essaysite.read.model import RELATION, kind_of
from essaysite.read.page_file import read_source
from hypothesis import given
from hypothesis import strategies as st
from project import Project

Pages = dict[str, dict[str, Any]]

_PITFALL: dict[str, Any] = {"answered_by": [{"inner": "A reason."}], "nuanced_by": [{"hopeful": "A reason."}]}
_SOUND: Pages = {
    "layers/inner.md": {},
    "layers/outer.md": {"confused_with": [{"inner": "A reason."}]},
    "views/hopeful.md": {},
    "glossary/reward.md": {},
    "pitfalls/too-easy.md": _PITFALL,
}


def _read(pages: Pages) -> tuple[Graph, list[str]]:
    """Read pages with titles of their own; return the graph and what is wrong."""
    sources = []
    for path, meta in pages.items():
        front = {"title": path, "summary": "S."} | meta
        sources.append(
            read_source(f"docs/{path}", f"---\n{yaml.safe_dump(front, sort_keys=False)}---\nWords.".encode())
        )
    graph, faults = build_graph(sources)
    return graph, [str(fault) for fault in faults]


@pytest.mark.parametrize(
    ("path", "kind", "page_id"),
    [
        ("index.md", "page", "home"),
        ("problem.md", "concept", "problem"),
        ("social-problem.md", "concept", "social-problem"),
        ("summary.md", "page", "summary"),
        ("layers/index.md", "page", "layers"),
        ("layers/inner-alignment.md", "concept", "inner-alignment"),
        ("difficulties/goodharts-law.md", "concept", "goodharts-law"),
        ("approaches/rlhf.md", "approach", "rlhf"),
        ("views/optimistic.md", "view", "optimistic"),
        ("views/weigh.md", "page", "weigh"),
        ("pitfalls/science-fiction.md", "pitfall", "science-fiction"),
        ("researchers/jan-leike.md", "person", "jan-leike"),
        ("glossary/reward.md", "term", "reward"),
        ("about/source.md", "page", "source"),
        ("glossary/more/reward.md", "page", "reward"),
        ("other/problem.md", "page", "problem"),
    ],
)
def test_the_folder_says_the_kind_and_the_stem_is_the_id(path: str, kind: str, page_id: str) -> None:
    assert (kind_of(path).name, id_of(path)) == (kind, page_id)


def test_a_sound_site_has_no_faults() -> None:
    assert _read(_SOUND)[1] == []


_PITFALL_PAGE = "pitfalls/too-easy.md"
_DEEP = {"id": "deep", "title": "Deep", "for": "All.", "pages": [{"inner": "A reason."}]}
_ALONE = "approaches/debate.md:1: no page leads to this approach; name 'debate' in a pitfall's answered_by or a term's explained_in, or write confused_with here"

# The pages that are changed, and what is said then.
_FAULTS: dict[str, tuple[Pages, *tuple[str, ...]]] = {
    "an id that is nearly right": (
        {_PITFALL_PAGE: _PITFALL | {"answered_by": [{"inner": "A reason."}, {"iner": "A reason."}]}},
        f"{_PITFALL_PAGE}:6: answered_by names 'iner', which is no page; did you mean 'inner'?",
    ),
    "a path for an id": (
        {_PITFALL_PAGE: _PITFALL | {"answered_by": [{"inner": "A reason."}, {"../approaches/debate.md": "A reason."}]}},
        f"{_PITFALL_PAGE}:6: answered_by names '../approaches/debate.md', which is no page; use the name of a file without .md",
    ),
    "a page of the wrong kind": (
        {_PITFALL_PAGE: _PITFALL | {"nuanced_by": [{"reward": "A reason."}]}},
        f"{_PITFALL_PAGE}:7: nuanced_by names 'reward', which is a term; it must name a concept or view",
    ),
    "an approach alone": (
        {"approaches/debate.md": {"addresses": [{"outer": "A reason."}]}},
        _ALONE,
    ),
    "an approach to nothing": (
        {"approaches/debate.md": {"confused_with": [{"outer": "A reason."}]}},
        "approaches/debate.md:1: this approach has no addresses; name at least one concept",
    ),
    "itself": (
        {"layers/outer.md": {"confused_with": [{"inner": "A reason."}, {"outer": "A reason."}]}},
        "layers/outer.md:6: confused_with names this page itself; remove it",
    ),
    "the same page twice": (
        {"layers/outer.md": {"confused_with": [{"inner": "A reason."}, {"inner": "A reason."}]}},
        "layers/outer.md:6: confused_with names 'inner' twice; remove one",
    ),
    "a relation of both declared by both": (
        {"layers/inner.md": {"confused_with": [{"outer": "They differ."}]}},
        "layers/outer.md:5: confused_with names 'inner', whose page declares it already (docs/layers/inner.md:5); remove one of the two",
    ),
    "a pitfall without an answer": (
        {_PITFALL_PAGE: {"nuanced_by": [{"hopeful": "A reason."}]}},
        f"{_PITFALL_PAGE}:1: this pitfall has no answered_by; name at least one approach or concept or view",
    ),
    "a pitfall without nuance": (
        {_PITFALL_PAGE: {"answered_by": [{"inner": "A reason."}]}},
        f"{_PITFALL_PAGE}:1: this pitfall has no nuanced_by; name at least one concept or view",
    ),
    "a pitfall without a view": (
        {_PITFALL_PAGE: _PITFALL | {"nuanced_by": [{"outer": "A reason."}]}},
        f"{_PITFALL_PAGE}:6: nuanced_by names no view; add at least one of hopeful",
    ),
    "a concept that nothing leads to": (
        {"difficulties/alone.md": {"aliases": ["lonely"]}},
        "difficulties/alone.md:1: no page leads to this concept; name 'alone' in a pitfall's answered_by or a pitfall's nuanced_by or an approach's addresses or a term's explained_in, or write confused_with here",
    ),
    "items that are no ids": (
        {_PITFALL_PAGE: _PITFALL | {"answered_by": [{"inner": "A reason."}, 7, {"outer": ["a", "b"]}]}},
        f"{_PITFALL_PAGE}:6: 'answered_by' must be a list of page ids, each alone or as 'id: why', not a number",
        f"{_PITFALL_PAGE}:7: 'answered_by' must be a list of page ids, each alone or as 'id: why', not a group of fields",
    ),
    "authors that are no one name": (
        {
            "researchers/one.md": {"bib_author": "A, b, c, d"},
            "researchers/two.md": {"bib_author": "{A Lab}, b, c, d"},
        },
        "researchers/one.md:4: 'bib_author' is 'A, b, c, d'; write one name, as 'Family, Given'",
        "researchers/two.md:4: 'bib_author' is '{A Lab}, b, c, d'; write one name, as 'Family, Given'",
    ),
    "a path over an unknown page": (
        {"start.md": {"paths": [{"id": "fast", "title": "Fast", "for": "All.", "pages": ["inner", "outter"]}]}},
        "start.md:5: the path 'fast' names 'outter', which is no page; did you mean 'outer'?",
    ),
    "paths that are not whole": (
        {"start.md": {"paths": [{"id": "fast", "title": "Fast", "pages": ["inner"]}, "inner", _PITFALL, _DEEP]}},
        *(
            f"start.md:{line}: each item of 'paths' needs id, title, for, pages, and pages must be a list of page ids"
            for line in (5, 9, 10, 17)
        ),
    ),
}


@pytest.mark.parametrize("name", _FAULTS)
def test_a_fault_is_reported_with_its_line_and_remedy(name: str) -> None:
    pages, *faults = _FAULTS[name]
    assert _read(_SOUND | pages)[1] == [f"docs/{fault}" for fault in faults]


def test_one_id_needs_no_list() -> None:
    graph, faults = _read(
        _SOUND | {_PITFALL_PAGE: {"answered_by": {"inner": "Goals differ."}, "nuanced_by": {"hopeful": "It scales."}}}
    )
    assert faults == []
    assert [(e.target, e.because) for e in graph.nodes["too-easy"].outgoing] == [
        ("inner", "Goals differ."),
        ("hopeful", "It scales."),
    ]


def test_an_id_twice_hides_no_other_fault(project: Project) -> None:
    project.page("views/reward.md", "A [way](nowhere.md).", title="A reward")
    for path, meta in _SOUND.items():
        project.page(path, **meta)
    project.page("approaches/debate.md", addresses=[{"outter": "A reason."}])
    project.write("summary.md", "---\ntitle: a: b\n---\nWords.\n")
    assert project.build() == [
        f"docs/{_ALONE}",
        "docs/approaches/debate.md:5: addresses names 'outter', which is no page; did you mean 'outer'?",
        "docs/summary.md:2: a text with a colon and a space in it must stand in quotes",
        "docs/views/reward.md:1: the id 'reward' belongs to docs/glossary/reward.md already; an id is the file's name, so rename this file",
        "docs/views/reward.md:6: 'nowhere.md' leads to 'views/nowhere.md', which is no file of docs/; name a file that is there, or remove the link",
    ]


def test_a_page_with_broken_front_matter_can_still_be_named(project: Project) -> None:
    project.write("layers/inner.md", "---\ntitle: a: b\n---\nWords.\n")
    project.page("views/hopeful.md")
    project.page("pitfalls/too-easy.md", **_PITFALL)
    (warning,) = project.build()
    assert warning.startswith("docs/layers/inner.md:2: a text with a colon and a space in it must stand in quotes")


_FOLDERS = ("layers", "approaches", "views", "pitfalls", "glossary")
_PATHS = {f"{folder}-{letter}": f"{folder}/{folder}-{letter}.md" for folder in _FOLDERS for letter in "ab"}
_DECLARED = st.dictionaries(
    st.tuples(st.sampled_from(sorted(_PATHS)), st.sampled_from(sorted(RELATION))),
    st.lists(st.sampled_from([*_PATHS, "unknown"]), max_size=4),
)


@given(_DECLARED)
def test_every_declared_item_becomes_a_link_of_both_pages_or_a_fault(
    declared: dict[tuple[str, str], list[str]],
) -> None:
    pages: Pages = {path: {} for path in _PATHS.values()}
    items = 0
    for (name, relation), targets in declared.items():
        if kind_of(_PATHS[name]).name in RELATION[relation].sources:
            pages[_PATHS[name]][relation] = [{target: "A reason."} for target in targets]
            items += len(targets)
    graph, faults = _read(pages)
    edges = list(graph.edges())
    assert len(edges) + len([fault for fault in faults if re.search(r" names ('|this)", fault)]) == items
    ends = [frozenset((e.source, e.target)) if e.relation.is_symmetric else (e.source, e.target) for e in edges]
    assert len({(edge.relation.name, end) for edge, end in zip(edges, ends, strict=True)}) == len(edges)
    for edge in edges:
        assert edge.source != edge.target
        assert graph.nodes[edge.target].kind.name in edge.relation.targets
        assert edge in graph.nodes[edge.target].incoming
    assert sum(len(node.incoming) for node in graph.nodes.values()) == len(edges)
