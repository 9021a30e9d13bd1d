"""The bibliography says what the facts say, nothing that could not be confirmed, and leads to and from the pages."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import prose
import pytest
import yaml
from essaysite.read.bibliography import read_bibliography
from essaysite.read.essay import Essay
from essaysite.read.page_file import read_source
from essaysite.read.work import Work
from markup import Element, parse
from project import ROOT
from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person

FACTS = ROOT / "tests" / "editorial" / "facts"

# Later files stand for earlier ones.
RECORD = ("bibliography.yaml", "bibliography-extra.yaml", "bibliography-2026.yaml")

# A field of the facts → the field that BibTeX has for it.
BIBTEX = {"arxiv": "eprint", "confidence": "checked", "venue": "howpublished"}
ABOUT = {"key", "type", "author", "editor", "shows", "supports", "caution", "do_not_print", "seen_once", "formulas"}
ABOUT |= {"authors_incomplete", "developer", "label", "replaces", "url_2", "wrong_before"}
# Second records of one document: of anthropic2025findings, and of kutasov2026teaching.
SAME = {"anthropic2025openai", "anthropic2026teaching"}
# A pending case in which nothing is proved, and whose details must not be printed.
LEFT_OUT = {"raine2025complaint"}
# What an entry says otherwise than the facts: no publishing institution, or no publisher, was confirmed.
OTHER_TYPE = {"bengio2025report": "misc", "bengio2026report": "misc", "ord2020precipice": "misc"}

# A field → how `do_not_print` names it.
NAMED = {
    "url": r"\b(?:address|URL)\b|^the url\b",
    "day": r"\bexact da(?:y|te)\b|^day\b",
    "year": r"^year\b|\bday and year\b",
    "howpublished": r"\bblog name\b",
    "title": r"^(?:an? |the )?(?:exact )?title\b|^headline\b",
}
# What else it names, where it can be told by words: they stand on no page beside the work.
WITHHELD = {
    "anthropic2023rsp": r"19 September|September 2023",
    "bengio2024managing": r"1\s*(?:-|%? to )\s*3\s*%",
    "bostrom2003ethical": r"motivation|up to the",
    "carroll2026mislead": r"(?<!not )\bpublished\b",
    "hoes2025existential": r"issue 16|e2419055122",
    "karnofsky2022measure": r"\b2022\b",
    "lazar2023safety": r"\beditorial\b",
    "leike2022optimistic": r"Musings",
    "nist2024christiano": r"\b2024\b",
    "openai2017learning": r"openai\.com",
    "sastry2024computing": r"centrali[sz]|privacy",
    "shah2018newsletter": r"2022|stopped|no longer",
    "strathern1997improving": r"\b308\b",
    "weidinger2021ethical": r"Sasha|Courtney|Abeba|Iason",
}


@cache
def facts() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name in RECORD:
        for work in yaml.load((FACTS / name).read_text(encoding="utf-8"), yaml.CSafeLoader)["works"]:
            known = found.get(work["key"])
            is_partial = work.get("authors_incomplete") or work["author"].startswith("(as in references.bib")
            if is_partial and known:  # the names were not checked again
                work["author"] = known["author"]
            elif is_partial:
                work["author"] = work["author"].removesuffix(" and others") + " and others"
            found[work["key"]] = work
    return {key: work for key, work in found.items() if key not in SAME}


@cache
def works() -> dict[str, Work]:
    text = (ROOT / "docs" / "references.bib").read_text(encoding="utf-8")
    bibliography, faults = read_bibliography("docs/references.bib", text)
    assert faults == []
    return bibliography.works


def plain(value: object) -> str:
    """Return a value without BibTeX's braces and escapes."""
    return re.sub(r"\\(?=[&#%$_])|[{}]", "", str(value))


def expected_fields(key: str) -> dict[str, str]:
    """Return the fields that an entry should have, by the facts."""
    fact = facts()[key]
    fields = {BIBTEX.get(name, name): plain(value) for name, value in fact.items() if name not in ABOUT}
    if "eprint" in fields:
        fields["archiveprefix"] = "arXiv"
    institution = fields.pop("institution", "")
    if works()[key].entry.type == "techreport":
        fields["institution"] = institution or fields.pop("publisher", authors(fact["author"])[0])
        fields.pop("pages", None)  # of a report, the facts count them
    elif institution:
        fields["howpublished"] = institution
    if "date" in fields:
        fields["date"] = fields["date"].split(" ")[0].rstrip(";")[: 7 if is_withheld(key, "day") else 10]
        if not fields["date"].startswith(fields["year"]):  # of the preprint; the year is that of the proceedings
            del fields["date"]
    if is_withheld(key, "title"):
        fields["note"] = "The title is descriptive"
    return {name: value for name, value in fields.items() if name == "title" or not is_withheld(key, name)}


def is_withheld(key: str, name: str) -> bool:
    """Tell whether a field of a work could not be confirmed; a title must stand all the same."""
    return any(re.search(NAMED.get(name, "(?!)"), line) for line in facts()[key].get("do_not_print", ()))


def authors(names: str) -> list[str]:
    return [plain(Person(name)) for name in split_name_list(names)]


@pytest.mark.parametrize("key", sorted(works().keys() & facts().keys()))
def test_an_entry_says_what_the_facts_say(key: str) -> None:
    """Where the record is wrong, both change in one pull request; CONTRIBUTING says so."""
    work, fact = works()[key], facts()[key]
    assert {name: plain(value) for name, value in work.entry.fields.items()} == expected_fields(key)
    assert work.entry.type == OTHER_TYPE.get(key, fact["type"])
    if key != "weidinger2021ethical":
        assert [plain(person) for person in work.entry.persons["author"]] == authors(fact["author"])
    if "editor" in work.entry.persons:
        assert [plain(person) for person in work.entry.persons["editor"]] == authors(fact["editor"])


def test_every_work_of_the_latest_record_is_in_the_bibliography() -> None:
    latest = yaml.load((FACTS / RECORD[-1]).read_text(encoding="utf-8"), yaml.CSafeLoader)["works"]
    assert {work["key"] for work in latest} - works().keys() - SAME - LEFT_OUT == set()


def test_given_names_that_were_not_confirmed_are_initials() -> None:
    printed = works()["weidinger2021ethical"].entry.persons["author"]
    known = [Person(name) for name in split_name_list(facts()["weidinger2021ethical"]["author"])]
    assert [person.last_names for person in printed] == [person.last_names for person in known]
    assert [plain(person) for person in printed[:10]] == [plain(person) for person in known[:10]]
    for person, full in zip(printed[10:], known[10:], strict=True):
        assert person.first_names + person.middle_names == [
            f"{name[0]}." for name in full.first_names + full.middle_names
        ]


@pytest.mark.parametrize("key", sorted(WITHHELD.keys() & works().keys()))
def test_what_could_not_be_confirmed_is_not_printed(key: str) -> None:
    entry = works()[key].entry
    shown = [value for name, value in entry.fields.items() if name not in ("title", "pages", "doi", "key")]
    # A sentence and the citation that ends it; the mark belongs to what stands before it.
    shown += [part for paragraph in paragraphs() for part in cited_with(key, paragraph)]
    found = [text for text in shown if re.search(WITHHELD[key], text, re.IGNORECASE)]
    assert found == []


@cache
def paragraphs() -> list[str]:
    """Return every paragraph of ours, on all pages."""
    essay = Essay(prose.ESSAY.read_text(encoding="utf-8"))
    sources = (read_source(file.as_posix(), file.read_bytes()) for file in sorted((ROOT / "docs").rglob("*.md")))
    return [block.raw for source in sources for block in prose.blocks(source, essay)]


def cited_with(key: str, text: str) -> list[str]:
    """Return the sentences of a paragraph that cite a work."""
    parts = re.split(r"(?<=[.?!\]])\s+(?=[A-Z\[\"*])(?!\[@)", text)
    return [part for part in parts if re.search(rf"@{key}\b", part)]


@pytest.mark.parametrize("file", sorted((ROOT / "docs" / "researchers").glob("[!i]*.md")), ids=lambda file: file.stem)
def test_every_work_of_a_researcher_is_there(file: Path) -> None:
    name = read_source(file.name, file.read_bytes()).meta["bib_author"]
    by_facts = {
        key for key, fact in facts().items() if identity(name) in map(identity, split_name_list(fact["author"]))
    }
    by_entries = {
        key
        for key, work in works().items()
        if identity(name) in (identity(str(person)) for person in work.entry.persons["author"])
    }
    assert by_facts - by_entries == set()


def identity(author: str) -> tuple[str, str]:
    """Return family and first given name of an author written as ``Family, Given``."""
    family, _, given = plain(author).partition(", ")
    return family, given.partition(" ")[0]


# The built site.


@dataclass(frozen=True)
class Built:
    """A page of the built site: its address below the site's, and what it shows."""

    url: str
    article: Element

    def target(self, href: str) -> tuple[str, str]:
        """Return the page and the anchor that a link leads to."""
        path, _, anchor = href.partition("#")
        return posixpath.normpath(posixpath.join(self.url, path)), anchor


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Built]:
    """Every page of the built site, by its address."""
    found = {}
    for file in sorted(site.rglob("index.html")):
        url = file.parent.relative_to(site).as_posix()
        if article := parse(file.read_bytes()).first("article"):  # none where a page stood once
            found[url] = Built(url, article)
    return found


@pytest.fixture(scope="module")
def entries(pages: dict[str, Built]) -> list[Element]:
    """The entries of the references page, in order."""
    return list(pages["references"].article.select("li.work"))


def test_the_references_page_has_each_work_once(entries: list[Element]) -> None:
    assert sorted(entry["id"] for entry in entries) == sorted(works())


def test_the_references_page_is_sorted_by_author_and_year(entries: list[Element]) -> None:
    def key(entry: Element) -> tuple[str, str]:
        work = works()[entry["id"]]
        name = " ".join(identity(str(work.entry.persons["author"][0]))).strip()
        return re.sub(r"^(?:[a-z]+ )+", "", name).casefold(), work.year  # a particle like "van der" does not count

    keys = [key(entry) for entry in entries]
    assert keys == sorted(keys)


def test_an_entry_shows_title_year_and_how_it_was_checked(entries: list[Element]) -> None:
    for entry in entries:
        fact = facts().get(entry["id"])
        if fact is None:
            continue
        text = entry.words()
        shown = re.sub(r"\W", "", entry.one("p.work__text").text).casefold()
        assert re.sub(r"\W", "", fact["title"]).casefold() in shown, fact["key"]
        assert f"Checked: {fact['confidence']}" in text
        year = str(fact["year"])
        if not is_withheld(fact["key"], "year"):
            assert year in shown, fact["key"]
        assert entry.one("a.work__bibtex")["href"] == "../references.bib"


def test_every_footnote_leads_to_its_entry(pages: dict[str, Built]) -> None:
    for page in pages.values():
        for item in page.article.select("div.footnote li"):
            key = item["id"].removeprefix("fn:")
            if key not in works():  # a note of the page's own
                continue
            links = [page.target(link["href"]) for link in item.select("a[href]")]
            assert ("references", key) in links, (page.url, key)


def test_where_a_work_is_cited_waits_behind_its_number(entries: list[Element]) -> None:
    for entry in entries:
        cited = entry.one("details.work__cited:not([open])")
        number = len(cited.select("li"))
        assert cited.one("summary").words().startswith(f"Cited on {number} page{'s' if number > 1 else ''}:")


def test_a_researchers_page_does_not_list_itself_as_citing(pages: dict[str, Built]) -> None:
    for page in (page for url, page in pages.items() if url.startswith("researchers/")):
        leads = {page.target(link["href"])[0] for link in page.article.select(".panel--works li a")}
        assert page.url not in leads


def test_cited_on_is_what_a_crawl_finds(pages: dict[str, Built], entries: list[Element]) -> None:
    crawled: dict[str, dict[str, set[str]]] = {key: {} for key in works()}
    for page in pages.values():
        section = ""
        for tag in page.article.select("h2, h3, h4, h5, h6, a.footnote-ref:not(.notes *)"):
            if tag.name != "a":
                section = tag.get("id")
            else:
                cited = crawled.setdefault(tag["href"].removeprefix("#fn:"), {})
                cited.setdefault(page.url, set()).add(section)
    shown = {
        entry["id"]: {pages["references"].target(link["href"]) for link in entry.select(".work__cited a[href]")}
        for entry in entries
    }
    places = {
        key: {(url, section) for url, sections in cited.items() for section in sections - {""} or {""}}
        for key, cited in crawled.items()
    }
    assert shown == {key: places[key] for key in works()}
    assert all(shown.values())
