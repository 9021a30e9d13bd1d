"""Random front matter, Markdown and BibTeX, thrown at a small site: told where wrong, and never a traceback or a lost fault.

Most faults come from signs that meet in a way nobody thought of, so texts are made of signs and words that mean
something to one of the parsers. ``make test-all`` tries many more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from crawl import BuiltPage
from essaysite.read.bibliography import read_bibliography
from essaysite.read.fields import FIELDS
from essaysite.read.model import RELATIONS
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markup import parse
from mkdocs.exceptions import Abort, PluginError
from project import PICTURE, Project

_SITE = "https://example.org/test/"
_PLACES = ("x.md", "glossary/y.md", "views/z.md", "approaches/index.md")
_SAID = re.compile(r"(?:docs/[^:\n]+|mkdocs\.yml):\d+: .+")
# A fault on a page of its own, which no other page may hide.
_PLANTED = (
    "---\ntitle: Planted\nsummary: A page with faults.\nfeild: x\n---\n\nSee [here](nowhere.md) and ![](a.png).\n"
)
_TOLD = ("docs/planted.md:4: unknown field 'feild'",)
_TOLD_IF_BUILT = ("docs/planted.md:7: 'nowhere.md' leads to",)
_EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "footnotes", "tables", {"toc": {"permalink": "#"}}]
_EXTENSIONS += ["pymdownx.details", "pymdownx.superfences"]

_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["words", "reward", "Y", "the essay", "smith2020", "a b", "é", "日本", "0", "12", "ß", "x" * 90]
)
_SIGNS = st.sampled_from(
    r"""[ ] ( ) { } < > [[ ]] ` `` ``` ~~~ * ** _ __ # ## ### - + 1. 2. | |---| : :: ; , . ! !! !!! ??? " ' \ \\ / = === & &amp; &#60; @ [@ [^ ^ ~ % $ --- ... \[ \* <!-- --> </p> <b> <script> [] () ](
    [x](y.md) [x](glossary/y.md) [x](#a) [x][r] [r]: [^1] [^1]: *[AI]: [@smith2020] [@nobody] @smith2020 ![a](a.png) ![](a.png) https://a.example <https://a.example> a@b.c { #a } { .evidence } {: [[pages]] [[map]] [[x]]
    (glossary/y.md) (../x.md) (x.md#a) (javascript:x) <<<<<<< ======= >>>>>>>""".split()  # noqa: SIM905
)
_BREAKS = st.sampled_from([" ", "\n", "\n\n", "\n    ", "\n\n    ", "\t", "\n> ", "\n- ", "\n1. ", "\n| ", "\n## ", "\r\n", ""])  # fmt: skip
_STARTS = st.sampled_from(['!!! note "T"\n\n    ', '??? editor "T"\n', "## A { #a }\n\n", "| a | b |\n|---|---|\n| ", "```\n", "[^1]: ", ""])  # fmt: skip
_MARKDOWN = st.tuples(_STARTS, st.lists(_WORDS | _SIGNS | _BREAKS, max_size=40)).map(
    lambda parts: parts[0] + "".join(parts[1])
)

_NAMES = st.sampled_from([*FIELDS, *(relation.name for relation in RELATIONS), "titel", "draft", "1", "a b"])
_VALUES = st.lists(
    _WORDS
    | _SIGNS
    | st.sampled_from(["\n  - ", "\n  ", ": ", " #", ", ", "y", "z", "true", "[y, z]", "&a", "*a", "!x", "|", ">-"]),
    max_size=6,
).map("".join)
_FIELDS = st.lists(st.tuples(_NAMES, st.sampled_from([": ", ":", " : ", "= "]), _VALUES).map("".join), max_size=5)
_HEADS = _FIELDS.map(lambda fields: "\n".join(["title: A title", "summary: A summary.", *fields][-4:]))
_PAGES = st.tuples(st.sampled_from(["---\n", "---\n", "---\n", "", "\ufeff---\n", "--\n"]), _HEADS, st.sampled_from(["\n---\n\n", "\n---\n\n", "\n...\n", "\n"]), _MARKDOWN).map("".join)  # fmt: skip

_KEYS = st.sampled_from(["smith2020", "Smith", "a b", "", "zeta2021"])
_BIB_VALUES = st.lists(
    _WORDS
    | _SIGNS
    | st.sampled_from(["Smith, Ann", " and ", "{", "}", "{{", "}}", "\\'e", "\\", "2020", "\\emph{a}", "#", "%"]),
    max_size=6,
).map("".join)
_BIB_FIELDS = st.tuples(st.sampled_from(["author", "title", "year", "url", "doi", "checked", "date", "pages", "note", "autor"]), st.sampled_from([" = {", "={", " = ", ' = "', "{"]), _BIB_VALUES, st.sampled_from(["},\n", "}\n", '",\n', "\n", "}},\n"])).map("".join)  # fmt: skip
_ENTRIES = st.tuples(st.sampled_from(["@misc{", "@article{", "misc{", "@string{", "@misc(", "@", "% "]), _KEYS, st.sampled_from([",\n", "\n", ""]), st.lists(_BIB_FIELDS, max_size=6).map("".join), st.sampled_from(["}\n\n", ")\n", "\n", "}}\n"])).map("".join)  # fmt: skip
_BIBS = st.lists(_ENTRIES, max_size=4).map("".join)


def _check(pages: list[str], bib: str) -> None:
    with TemporaryDirectory() as root:
        _check_in(Path(root), pages, bib)


def _check_in(root: Path, pages: list[str], bib: str) -> None:
    project = Project(root, settings={"markdown_extensions": _EXTENSIONS})
    project.write("a.png", PICTURE)
    project.write("references.bib", bib)
    for path in ("index.md", "start.md", "about/index.md", "glossary/index.md"):  # what the frame of each page leads to
        project.page(path, title=f"At {path}")
    project.write("planted.md", _PLANTED)
    for path, page in zip(_PLACES, pages, strict=False):
        project.write(path, page.encode("utf-8"))
    with suppress(Abort, PluginError):
        project.build()
    is_built = (project.site / "index.html").exists()
    said = "\n".join(project.warnings).split("\n")
    assert [line for line in said if not _SAID.fullmatch(line)] == []
    for wanted in _TOLD + (_TOLD_IF_BUILT if is_built else ()):
        assert [line for line in said if line.startswith(wanted)], (wanted, said)
    for path, link in _wrong_links(project) if is_built else ():
        assert [line for line in said if line.startswith(f"docs/{path}:")], f"{path} leads to {link}, untold"


def _wrong_links(project: Project) -> Iterator[tuple[str, str]]:
    """Yield each link of a built page that leads nowhere on the site, with the page's source."""
    built = {}
    for path in [*_PLACES, "planted.md"]:
        stem = path.removesuffix(".md").removesuffix("index")
        url = stem if stem.endswith("/") else f"{stem}/"
        file = project.site / url / "index.html"
        if file.exists():
            built[path] = BuiltPage(url, parse(file.read_text(encoding="utf-8")))
    names = {page.url: page.names for page in built.values()}
    for path, page in built.items():
        for tag, address in page.addresses(_SITE):
            below, _, anchor = address.removeprefix(_SITE).partition("#")
            target = unquote(urlsplit(below).path)
            if tag.name != "a" or not address.startswith(_SITE):
                continue
            file = project.site / target
            is_there = file.is_file() or (file / "index.html").is_file()
            if not is_there or (anchor and target in names and unquote(anchor) not in names[target]):
                yield path, urljoin(_SITE + page.url, address)


_anything = given(st.lists(_PAGES, min_size=2, max_size=4), _BIBS)
# What fails is long already, and to shorten it would take minutes.
_slow = settings(
    deadline=timedelta(seconds=60), suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)


@settings(_slow, max_examples=20)
@_anything
def test_nothing_that_is_written_ends_a_build_without_a_word(pages: list[str], bib: str) -> None:
    _check(pages, bib)


@pytest.mark.full
@settings(_slow, max_examples=1500)
@_anything
def test_nothing_of_very_much_does(pages: list[str], bib: str) -> None:
    _check(pages, bib)


@settings(_slow, max_examples=150)
@given(_BIBS)
def test_no_bibliography_stops_its_reader(bib: str) -> None:
    _, faults = read_bibliography("references.bib", bib)
    assert all(1 <= fault.line <= bib.count("\n") + 2 and "\n" not in fault.message for fault in faults)
