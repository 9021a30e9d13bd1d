"""Everything that the built pages name is there, as served below a sub-path; and every page is whole."""

from __future__ import annotations

import json
import re
import warnings
from collections import Counter
from functools import cache
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from crawl import NO_SUCH_PAGE, PAGES, BuiltPage, address_of, built_pages, declared
from essaysite.publish.structured_data import said_whole
from essaysite.publish.typography import curled_text
from essaysite.read.essay import split_sentences
from markup import Element
from pages_server import SUB_PATH
from project import ROOT

OK, REDIRECTS, MISSING = 200, (301, 308), 404


def ask(address: str) -> tuple[int, str]:
    """Return the status with which the server answers, and where it sends on to."""
    parts = urlsplit(address)
    return _ask(parts.netloc, parts.path)


@cache
def _ask(server: str, path: str) -> tuple[int, str]:
    connection = HTTPConnection(server, timeout=30)
    connection.request("HEAD", path)
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.headers.get("Location", "")


@pytest.fixture
def pages(site: Path) -> dict[str, BuiltPage]:
    return built_pages(site)


def test_every_source_is_a_page_and_every_page_has_a_source(pages: dict[str, BuiltPage]) -> None:
    assert sorted(pages) == sorted([*PAGES, NO_SUCH_PAGE])


def test_everything_that_a_page_names_is_served(pages: dict[str, BuiltPage], address: str) -> None:
    """Links, scripts, styles, pictures, canonical, previous and next; a directory redirect is reported, not refused."""
    missing, redirected, checked = set(), set(), 0
    for page in pages.values():
        for tag, target in page.addresses(address):
            is_within_the_page = tag.get("href").startswith("#")
            if is_within_the_page or not target.startswith(address.removesuffix(SUB_PATH)):
                continue
            checked += 1
            status, onward = ask(target)
            if status in REDIRECTS:
                redirected.add(f"{page.url}: {target} -> {onward}")
                status, _ = ask(urljoin(target, onward))
            if status != OK:
                missing.add(f"{page.url}: <{tag.name}> names {target}: {status}")
    for line in sorted(redirected):
        warnings.warn(f"a link relies on a redirect: {line}", stacklevel=1)
    assert checked > 20 * len(pages)
    assert sorted(missing) == []


def test_an_address_that_leads_nowhere_gets_the_sites_own_page(address: str) -> None:
    assert ask(address + NO_SUCH_PAGE)[0] == MISSING
    assert ask(address + "pitfalls")[0] in REDIRECTS


def test_every_fragment_names_something_on_its_page(pages: dict[str, BuiltPage], address: str) -> None:
    broken, checked = set(), 0
    for page in pages.values():
        for _, target in page.addresses(address):
            place, _, fragment = target.partition("#")
            url = unquote(place.removeprefix(address))
            if fragment and place.startswith(address) and url in pages:
                checked += 1
                if unquote(fragment) not in pages[url].names:
                    broken.add(f"{page.url}: {url}#{fragment}")
    assert checked > 1000
    assert sorted(broken) == []


def test_every_search_result_leads_somewhere(pages: dict[str, BuiltPage], site: Path) -> None:
    script = (site / "assets" / "javascripts" / "search" / "index.js").read_text(encoding="utf-8")
    found = json.loads(script.removeprefix("window.searchIndex = ").removesuffix(";\n"))
    assert sorted(found["address"]) == sorted(PAGES)
    pairs = zip(found["address"], found["sections"], strict=True)
    places = [(url, anchor) for url, parts in pairs for anchor, *_ in parts]
    assert [(url, anchor) for url, anchor in places if anchor not in {"", *pages[url].names}] == []


def test_ids_are_unique(pages: dict[str, BuiltPage]) -> None:
    repeated = {url: [name for name, times in Counter(page.ids).items() if times > 1] for url, page in pages.items()}
    assert {url: names for url, names in repeated.items() if names} == {}


def test_nothing_names_the_address_that_another_build_would_have(site: Path) -> None:
    """The site built for one address holds no trace of the one that mkdocs.yml falls back to."""
    found = re.search(r'SITE_URL, "(.+?)"', (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert found
    texts = [file for file in site.rglob("*") if file.suffix in {".html", ".xml", ".json", ".txt", ".md", ".css"}]
    assert [str(file) for file in texts if found[1] in file.read_text(encoding="utf-8")] == []


def test_every_relation_stands_on_both_pages_with_its_reason(pages: dict[str, BuiltPage], address: str) -> None:
    graph = declared()
    lost, shown = [], 0
    for edge in graph.edges():
        source, target = (address_of(graph.nodes[node].path) for node in (edge.source, edge.target))
        for here, there, panel in ((source, target, edge.relation.name), (target, source, edge.relation.inverse)):
            is_evidence = edge.relation.is_evidence and panel == edge.relation.inverse
            cards = _cards(pages[here], "evidence" if is_evidence else panel, address).get(there, "")
            shown += 1
            if not cards or curled_text(edge.because) not in cards:
                lost.append(f"{here} shows no '{panel}' card of {there} that says: {edge.because or '(nothing)'}")
    assert shown > 200
    assert lost == []


def _cards(page: BuiltPage, panel: str, address: str) -> dict[str, str]:
    """Return the text of each card in one panel of a page, by where it leads."""
    cards: dict[str, str] = {}
    for card in page.root.select(f".panel--{panel} :is(.card, .finding, .named)"):
        link = card.first("a[href]")
        assert link is not None
        place = urljoin(address + page.url, link["href"]).removeprefix(address)
        cards[place] = f"{cards.get(place, '')} {card.words()}"  # a finding may bear on a page in two ways
    return cards


def test_every_page_can_be_reached_from_the_home_page(pages: dict[str, BuiltPage], address: str) -> None:
    reached, at_hand = {""}, [""]
    while at_hand:
        new = set(pages[at_hand.pop()].links(address)) & pages.keys() - reached
        reached |= new
        at_hand += new
    assert sorted(set(PAGES) - reached) == []


def test_every_line_of_the_essay_stands_marked_on_a_page(pages: dict[str, BuiltPage]) -> None:
    """Word for word, as a title or in a marked block; a line may be split over blocks at the end of a sentence."""
    lines = (ROOT / "docs" / "about" / "alignment.txt").read_text(encoding="utf-8").splitlines()
    texts = {
        block.words("sup, .essay-sign")
        for page in pages.values()
        for block in page.root.select("h1, .from-essay:is(p, li, h2, h3), .from-essay li, .from-essay p")
    }
    sentences = {sentence for text in texts for sentence in split_sentences(text)}
    assert len(lines) == 100
    lost = [
        f"{number}: {sentence}"
        for number, line in enumerate(lines, start=1)
        for sentence in split_sentences(line.removeprefix("- "))
        if sentence not in sentences
    ]
    assert lost == []


def test_marked_blocks_say_that_they_are_the_essays(pages: dict[str, BuiltPage]) -> None:
    blocks = [(page.url, block) for page in pages.values() for block in page.root.select(".from-essay")]
    assert len(blocks) > 50
    assert [(url, block.words()) for url, block in blocks if not _says_whose(block)] == []


def _says_whose(block: Element) -> bool:
    """Tell whether a block has a visible sign, and a name for those who cannot see how it is set."""
    inside = next((around for around in block.around() if "essay" in around.classes), None)
    named = bool(inside and inside.get("role") == "group" and inside.get("aria-label"))
    place = inside or next((around for around in block.around() if "from-essay" in around.classes), block)
    sign = place.first(".essay-sign")
    return sign is not None and sign.words().startswith("The essay, line") and (named or inside is None)


def test_headings_begin_with_the_title_and_never_skip_a_level(pages: dict[str, BuiltPage]) -> None:
    wrong = {}
    for url, page in pages.items():
        content = page.root.one("main .md-content")
        levels = [int(heading.name[1]) for heading in content.select("h1, h2, h3, h4, h5, h6")]
        skips = [(before, after) for before, after in pairwise(levels) if after > before + 1]
        if levels[0] != 1 or levels.count(1) != 1 or skips:
            wrong[url] = levels
    assert wrong == {}


def test_the_skip_link_leads_to_the_title(pages: dict[str, BuiltPage]) -> None:
    for url, page in pages.items():
        first = page.root.select("body a[href]:not([data-md-component=skip] *)")[0]
        assert (first["href"], first.words()) == ("#top", "Skip to content"), url
        assert page.root.one("main h1#top").words() != "", url


def test_every_page_says_what_it_is(pages: dict[str, BuiltPage]) -> None:
    wrong = []
    for path, node in declared().by_path.items():
        root = pages[address_of(path)].root
        title = root.one("head > title").words()
        says = [meta["content"] for meta in root.select("head meta[name=description]")]
        is_named = title.startswith(node.title) or node.kind.name == "pitfall"  # which is known by its saying
        if not is_named or says != [said_whole(node)] or root.get("lang") != "en":
            wrong.append(f"{path}: {title} | {says}")
    assert wrong == []


def test_every_picture_has_words_in_its_place(pages: dict[str, BuiltPage]) -> None:
    wordless = [
        f"{page.url}: {str(picture)[:120]}"
        for page in pages.values()
        for picture in page.root.select("img, [role=img], input[type=image], area[href]")
        if not str(picture.get("alt") or picture.get("aria-label") or picture.get("aria-labelledby") or "").strip()
    ]
    assert wordless == []
