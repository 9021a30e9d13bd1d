"""The order of pages: folders in the navigation stand for their pages, in the order of the essay, then by title."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from essaysite.read.graph import build_graph
from essaysite.read.model import Node
from essaysite.read.page_file import read_source
from essaysite.read.page_order import expand
from hypothesis import given
from hypothesis import strategies as st
from markup import parse
from mkdocs.utils.yaml import yaml_load
from project import ROOT, Project


def _nodes(*pages: tuple[str, str]) -> list[Node]:
    """Return nodes of pages, each given as path and title."""
    sources = [
        read_source(f"docs/{path}", f'---\ntitle: "{title}"\nsummary: S.\n---\nText.'.encode()) for path, title in pages
    ]
    return list(build_graph(sources)[0].nodes.values())


_NODES = _nodes(
    ("layers/first.md", "Zeta"),
    ("layers/second.md", "alpha"),
    ("layers/third.md", "Omega"),
    ("layers/index.md", "Two layers"),
    ("layers/fourth.md", "Beta"),
    ("layers/deep/down.md", "Down"),
    ("views/weigh.md", "Weigh"),
    ("start.md", "Start"),
)


def test_a_folder_stands_for_its_index_then_the_essays_order_then_the_titles() -> None:
    lines = {"third": 4, "first": 9, "layers": 99}
    assert expand(["start.md", "layers/"], _NODES, lambda node: lines.get(node.id)) == (
        [
            "start.md",
            {
                "Two layers": [
                    "layers/index.md", "layers/third.md", "layers/first.md", "layers/second.md", "layers/fourth.md",
                ]
            },
        ],
        [],
    )  # fmt: skip


def test_a_folder_without_an_index_is_named_after_itself() -> None:
    assert expand(["views/"], _NODES, lambda _: None) == ([{"Views": ["views/weigh.md"]}], [])


def test_a_folder_without_pages_is_left_out_and_told() -> None:
    assert expand(["layers", "none/", "start.md"], _NODES, lambda _: None) == (["layers", "start.md"], ["none/"])


@pytest.mark.parametrize("item", ["start.md", {"Home": "index.md"}, {"Part": ["a.md", "b.md"]}, "https://example.org"])
def test_what_is_no_folder_stays_as_it_is(item: object) -> None:
    assert expand([item], _NODES, lambda _: None) == ([item], [])


_NAMES = st.sampled_from(["index", *"abcdefgh"])
_PLACES = st.dictionaries(st.tuples(st.sampled_from(["one", "two"]), _NAMES), st.none() | st.integers(1, 9))


@given(_PLACES, st.randoms(use_true_random=False))
def test_every_page_of_a_folder_is_there_once_whatever_the_order_of_files(
    places: dict[tuple[str, str], int | None], shuffler: Any
) -> None:
    paths = [f"{folder}/{name if name == 'index' else folder + name}.md" for folder, name in places]
    line_of = dict(zip(paths, places.values(), strict=True))
    nodes = _nodes(*((path, path) for path in paths))
    shuffled = shuffler.sample(nodes, len(nodes))
    nav, empty = expand(["one/", "two/"], shuffled, lambda node: line_of[node.path])
    assert nav == expand(["one/", "two/"], nodes, lambda node: line_of[node.path])[0]
    listed = [path for section in nav for pages in section.values() for path in pages]
    assert sorted(listed) == sorted(paths)
    assert len(nav) + len(empty) == 2


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose pages hold the essay's lines in another order than their names."""
    real = yaml_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    project = Project(
        tmp_path_factory.mktemp("nav"),
        settings={
            "extra": {
                "essay": "about/alignment.txt",
                "essay_pages": {"start.md": 1, "layers/b-first.md": 2, "layers/a-late.md": 3},
            },
            "nav": ["start.md", "layers/", "glossary/index.md"],
            "not_in_nav": real["not_in_nav"],
        },
    )
    project.write("about/alignment.txt", "Some words.\nFirst of all.\n- An item of it.")
    project.page("start.md")
    project.page("layers/index.md", "[[pages]]", title="Two layers")
    project.page("layers/a-late.md", "Ours.\n\n- An [item](../start.md) of it.")
    project.page("layers/b-first.md", "First of all.\n\nOurs.", confused_with=[{"a-late": "A reason."}])
    project.page(
        "layers/c-none.md", "Ours.", title="Zeta", confused_with=[{"a-late": "A reason."}, {"d-none": "A reason."}]
    )
    project.page("layers/d-none.md", "Ours.", title="Beta")
    project.page("glossary/index.md", "[[glossary]]", title="Glossary")
    project.page("glossary/reward.md", "Ours.")
    assert project.build() == []
    return project


_ORDER = ["layers/", "layers/b-first/", "layers/a-late/", "layers/d-none/", "layers/c-none/"]


def _menu(project: Project, url: str) -> list[str]:
    """Return where the menu of a page leads, below the site's address."""
    links = parse(project.html(url)).select("nav.menu a:not([href^='#'])")
    return [urljoin(f"/{url}/", link["href"]).removeprefix("/") for link in links]


def test_the_menu_has_that_order_and_no_terms(project: Project) -> None:
    """It holds the pages of the part that is open."""
    assert _menu(project, "layers") == ["start/", *_ORDER, "glossary/"]
    assert _menu(project, "start") == ["start/", "layers/", "glossary/"]


def test_the_index_of_a_folder_lists_its_pages_in_that_order(project: Project) -> None:
    addresses = [link["href"] for link in parse(project.html("layers")).select("article li a")]
    assert [f"layers/{address}" for address in addresses] == _ORDER[1:]


@pytest.mark.parametrize(
    ("nav", "expected"),
    [
        (["index.md", "layers/", {"Deep": [{"Deeper": ["start.md"]}]}], [["layers/", "start/"]]),
        (["index.md", "start.md", "glossary/index.md", "layers/"], [["start/"], ["glossary/", "layers/"]]),
        (["index.md", {"Else <b>": "https://example.org/"}, "start.md"], [["https://example.org/", "start/"]]),
        (["index.md"], [[]]),
    ],
)
def test_home_lists_the_parts_of_the_menu_and_from_the_first_list_on_those_to_look_things_up(
    tmp_path: Path, nav: list[Any], expected: list[list[str]]
) -> None:
    project = Project(tmp_path, settings={"nav": nav, "validation": {"nav": {"omitted_files": "ignore"}}})
    project.page("index.md", title="Home & away")
    project.page("start.md")
    project.page("layers/index.md", title="Layers")
    project.page("glossary/index.md", "[[glossary]]", title="Glossary")
    assert project.build() == []
    lists = parse(project.html()).select(".parts")
    assert [[link["href"] for link in one.select("a")] for one in lists] == expected
    assert "<b>" not in project.html()
