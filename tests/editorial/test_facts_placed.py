"""What the facts say about the essay stands where the essay says it, and the pitfalls lead where the facts say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import prose
import pytest
import yaml
from essaysite.read.essay import Essay, raw_text
from essaysite.read.ids import id_of
from essaysite.read.markdown_text import flatten
from essaysite.read.model import kind_of
from essaysite.read.page_file import Source, read_source
from project import ROOT

FACTS = ROOT / "tests" / "editorial" / "facts"
# Lines of the essay that are wrong, dated or loose: a note stands beside them.
NOTED = (11, 13, 18, 20, 21, 24, 29, 35, 61, 64, 77, 80, 91, 100)

_CODE = re.compile(r"`([^`]+)`")
# "](../findings/alignment-faking-claude-3-opus.md)" → alignment-faking-claude-3-opus
_FINDING = re.compile(r"findings/([\w-]+)\.md\)")
_CITED = re.compile(r"@([\w-]+)")


@dataclass(frozen=True)
class Row:
    """A row of source-notes.md: the lines of the essay that it is about, and the works that it names."""

    lines: tuple[int, ...]
    keys: frozenset[str]

    def __str__(self) -> str:
        return "-".join(map(str, sorted({self.lines[0], self.lines[-1]})))


def table(name: str) -> Iterator[list[str]]:
    """Yield the cells of each row of the first table of a file of the facts."""
    lines = iter((FACTS / name).read_text(encoding="utf-8").split("\n"))
    is_in = False
    for line in lines:
        if line.startswith("|---"):
            is_in = True
        elif is_in and not line.startswith("|"):
            return
        elif is_in:
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def rows() -> list[Row]:
    known = {
        work["key"]
        for name in ("bibliography.yaml", "bibliography-extra.yaml")
        for work in yaml.load((FACTS / name).read_text(encoding="utf-8"), yaml.CSafeLoader)["works"]
    }
    found = []
    for cells in table("source-notes.md"):
        first, _, last = cells[0].partition("-")
        keys = frozenset(_CODE.findall(" ".join(cells[1:])))
        assert keys <= known, f"line {cells[0]} of source-notes.md names works that are in no file of the facts"
        found.append(Row(tuple(range(int(first), int(last or first) + 1)), keys))
    return found


@cache
def sources() -> dict[str, Source]:
    """Return every page, by its id."""
    docs = ROOT / "docs"
    paths = sorted(docs.rglob("*.md"))
    return {
        id_of(path.relative_to(docs).as_posix()): read_source(path.relative_to(docs).as_posix(), path.read_bytes())
        for path in paths
    }


@cache
def places() -> dict[int, list[tuple[Source, int]]]:
    """Return where each line of the essay stands: pages, and the number of the line in their bodies (-1: the title)."""
    essay = Essay(prose.ESSAY.read_text(encoding="utf-8"))
    found: dict[int, list[tuple[Source, int]]] = {}
    for source in sources().values():
        for number, text in enumerate([str(source.meta["title"]), *source.body.split("\n")], start=-1):
            if passage := essay.find(raw_text(text)):
                found.setdefault(passage.line, []).append((source, number))
    return found


def test_rows_were_read() -> None:
    text = (FACTS / "source-notes.md").read_text(encoding="utf-8")
    assert len(rows()) == len(re.findall(r"^\| \d", text, re.MULTILINE))


@pytest.mark.parametrize("row", rows(), ids=str)
def test_what_the_record_says_stands_with_the_line(row: Row) -> None:
    pages = {source.path: source.body for line in row.lines for source, _ in places().get(line, ())}
    assert pages, "the line is on no page"
    if row.keys:
        cited = {key for body in pages.values() for key in told_by(body)}
        assert row.keys & cited, f"{', '.join(pages)} should cite one of {', '.join(sorted(row.keys))}"
    elif row.lines[0] not in NOTED:
        assert all("{ .evidence }" in body for body in pages.values()), f"{', '.join(pages)} should carry a label"


@pytest.mark.parametrize("line", NOTED)
def test_a_note_stands_beside_the_line(line: int) -> None:
    """The note comes after the line, before the next heading, on at least one of the line's pages."""
    found = [
        source.path
        for source, number in places()[line]
        if re.search(
            r'^!!! editor "Editor\'s note, \d{1,2} [A-Z][a-z]+ 20\d\d"$',
            re.split(r"^#", "\n".join(source.body.split("\n")[number + 1 :]), maxsplit=1, flags=re.MULTILINE)[0],
            re.MULTILINE,
        )
    ]
    assert found, f"no '!!! editor' follows it on {', '.join(source.path for source, _ in places()[line])}"


def told_by(body: str) -> Iterator[str]:
    """Yield the works that a page cites, and those of the findings that it links."""
    yield from _CITED.findall(body)
    for finding in _FINDING.findall(body):
        yield from sources()[finding].meta["works"]


def declared(page: str, relation: str) -> set[str]:
    """Return the ids that a page names in a relation."""
    items = sources()[page].meta.get(relation) or []
    return {item if isinstance(item, str) else next(iter(item)) for item in items}


def ids_in(text: str) -> set[str]:
    """Return the ids of ideas that a cell names; what stands in brackets is about one of them."""
    ideas = {page for page, source in sources().items() if kind_of(source.path).name in ("concept", "approach", "view")}
    return set(re.findall(r"[\w-]+", re.sub(r"\([^()]*\)", "", text))) & ideas


# The plan's words were hard to read: "if someone can" what?
RETITLED = {"just-turn-it-off": "A switch helps only if someone can use it, notices in time, and is willing"}


@pytest.mark.parametrize("cells", list(table("pitfalls.md")), ids=lambda cells: _CODE.findall(cells[0])[0])
def test_a_pitfall_leads_where_the_facts_say(cells: list[str]) -> None:
    page = _CODE.findall(cells[0])[0]
    assert sources()[page].meta["title"] == RETITLED.get(page, cells[1])
    for relation, cell in (("answered_by", cells[2]), ("nuanced_by", cells[3])):
        wanted = ids_in(cell)
        assert wanted, f"no id was found in: {cell}"
        assert wanted - declared(page, relation) == set()


def test_approaches_address_what_the_facts_say() -> None:
    text = flatten((FACTS / "pitfalls.md").read_text(encoding="utf-8"))
    paragraph = text.partition("Approaches declare `addresses`")[2].partition("##")[0]
    wanted = {
        approach: set(re.findall(r"[\w-]+", concepts))
        for approach, concepts in re.findall(r"([\w-]+) → ([\w-]+(?:, [\w-]+)*)", paragraph)
    }
    assert wanted
    assert {approach: concepts - declared(approach, "addresses") for approach, concepts in wanted.items()} == {
        approach: set() for approach in wanted
    }


def test_pages_answer_questions_and_do_not_copy_them() -> None:
    """The search finds a page by what it says; a query copied into its text would only pass the test of the search.

    Two words, like "kill switch", are a name that any text on the matter uses; so are the essay's words.
    """
    queries = json.loads((FACTS / "search-queries.json").read_text(encoding="utf-8"))["queries"]
    phrases = [query["query"] for query in queries if len(query["query"].split()) > 2]
    assert phrases
    essay = Essay(prose.ESSAY.read_text(encoding="utf-8"))
    copied = [
        f"{source.path}:{block.line}: {phrase}"
        for source in sources().values()
        for block in prose.blocks(source, essay)
        for phrase in phrases
        if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", flatten(block.text), re.IGNORECASE)
    ]
    assert copied == []
