"""The site keeps nothing about its readers, asks no one else, and lets nobody's text run as a program."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from crawl import BuiltPage, built_pages
from markup import Element, parse
from pages_server import serve
from playwright.sync_api import Browser, Page, expect
from project import Project
from visits import SEARCH_RESULT, Visits, follow, open_search

# What a page could keep about its reader, apart from cookies.
_KEPT = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...await caches.keys(),
  ...(await indexedDB.databases()).map(({ name }) => name),
  ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
]"""


def kept(page: Page) -> list[str]:
    """Return the names of everything that is kept in the reader's browser."""
    names: list[str] = page.evaluate(_KEPT)
    return [*names, *(str(cookie.get("name")) for cookie in page.context.cookies())]


def test_a_walk_through_the_site_leaves_nothing_behind(visit: Visits) -> None:
    """A few pages, with search and previews; requests to other hosts fail every test that opens a page."""
    page = visit("")
    for url in ("pitfalls/smarter-means-wiser/", "references/", "map/", "glossary/reward/"):
        page.goto(visit.address + url)
        link = page.locator("a.term, .md-content a.footnote-ref").first
        if link.count():
            link.hover()
            expect(page.locator(".md-tooltip2--active").first).to_be_visible()
            page.mouse.move(0, 0)
        assert kept(page) == []
    follow(page, page.get_by_role("navigation", name="Navigation").get_by_role("link", name="Glossary"))
    open_search(page, "reward")
    follow(page, page.locator(SEARCH_RESULT).first)
    assert kept(page) == []


def test_only_what_a_reader_chooses_is_kept_and_only_while_it_holds(visit: Visits) -> None:
    page = visit("pitfalls/smarter-means-wiser/")
    page.get_by_role("button", name="Hide word hints").click()
    page.get_by_role("button", name="Colours: as the system").click()
    scope = urlsplit(visit.address).path
    assert sorted(kept(page)) == [f"{scope}.colours", f"{scope}.term-marks"], (
        "other sites of this host share the storage"
    )
    page.get_by_role("button", name="Show word hints").click()
    page.get_by_role("button", name="Colours: light").click()
    page.get_by_role("button", name="Colours: dark").click()
    assert kept(page) == []


def test_other_sites_are_not_told_where_a_reader_comes_from(visit: Visits) -> None:
    page = visit("references/")
    told: list[dict[str, str]] = []

    def answer(route: Any) -> None:
        told.append(route.request.headers)
        route.fulfill(body="Another site.")

    page.context.route(re.compile(r"^https?://(?!127\.)"), answer)
    page.locator(".work__text a[href^='https://']").first.click()
    expect(page.get_by_text("Another site.")).to_be_visible()
    assert len(told) >= 1
    assert [headers["referer"] for headers in told if "referer" in headers] == []
    visit.problems[:] = [problem for problem in visit.problems if "request to https://" not in problem]


def dangers(root: Element) -> list[str]:
    """Return what of a page would run a program that stands in an attribute."""
    found = []
    for tag in root.select("*"):
        for name, value in tag.attrs.items():
            text = "".join(str(value).split()).lower()
            if name.lower().startswith("on") or text.startswith(("javascript:", "data:text/html", "vbscript:")):
                found.append(f"<{tag.name} {name}={value!r}>")
            if name == "style":
                found.append(f"<{tag.name} style={value!r}> is forbidden by the policy")
    return found


# How the only inline scripts begin: two of the theme's, and ours, which sets the colours before the page is painted.
INLINE = ("__md_scope=", "var target=document.getElementById(", '{let s;try{s=__md_get("colours")}')


def unguarded(page: BuiltPage, address: str) -> Iterator[str]:
    """Yield what a page allows to foreign programs."""
    yield from dangers(page.root)
    meta = page.root.one("meta[http-equiv=Content-Security-Policy]")
    for tag in page.root.select("*"):
        if tag == meta:
            break
        if tag.name in ("script", "link", "style", "img"):
            yield f"what comes before the policy is not held to it: {str(tag)[:80]}"
    rules = {rule.split()[0]: rule.split()[1:] for rule in meta["content"].split(";")}
    hashes = [source for source in rules["script-src"] if source.startswith("'sha256-")]
    assets = f"{address.partition('://')[2]}assets/"  # the host alone may serve other sites too
    wanted = {
        "default-src": [assets.removesuffix("assets/")],
        **{f"{kind}-src": ["'none'"] for kind in ("font", "frame", "manifest", "media", "object")},
        "script-src": [f"{assets}javascripts/", *hashes],
        "worker-src": [f"{assets}javascripts/"],
        "style-src": [assets],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    if rules != wanted:
        yield f"its policy is {rules}"
    inline = [tag for tag in page.root.select("script:not([src])") if "json" not in tag.get("type")]
    if len({tag.text for tag in inline}) != len(hashes):
        yield "has a script of its own, which no browser may run"
    yield from (f"has an inline script more: {tag.text[:80]}" for tag in inline if not tag.text.startswith(INLINE))
    yield from (str(script) for script in page.root.select("script[src*='://']"))
    if [meta["content"] for meta in page.root.select("meta[name=referrer]")] != ["no-referrer"]:
        yield "tells other sites where a reader comes from"


def test_every_page_forbids_foreign_programs(site: Path, address: str) -> None:
    found = [f"{url}: {fault}" for url, page in built_pages(site).items() for fault in unguarded(page, address)]
    assert found == []


TEXT = "</script><script>hacked()</script>\"><img src=x onerror=hacked()>' autofocus onfocus=hacked() x='"
WORK = f"""@misc{{bad2020hack,
  author = {{Bad, <script>hacked()</script>}},
  title = {{{TEXT}}},
  howpublished = {{"><img src=x onerror=hacked()>}},
  year = {{2020}},
  url = {{javascript:hacked()}},
  checked = {{two sources}}
}}
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project of every kind of page, with hostile words in each field, in Markdown and in the bibliography."""
    project = Project(
        tmp_path_factory.mktemp("hostile"),
        {"extra_javascript": [{"path": "assets/javascripts/site.js", "type": "module"}]},
    )
    project.set_features("content.footnote.tooltips", "content.tooltips", "navigation.instant")
    field: dict[str, Any] = {"title": f"Hostile {TEXT}", "summary": TEXT, "aliases": [TEXT, "hostile alias"]}
    tip = TEXT.replace('"', "'")
    body = f'A hostile alias. [@bad2020hack]\n\n```\n{TEXT}\n```\n\n{TEXT}\n\n## {TEXT}\n\n[Tip](https://example.org/ "{tip}")'
    body += f'\n\n[Other tip](https://example.org/ "{escape(tip)}")'
    project.write("references.bib", WORK)
    project.page("references.md", "[[bibliography]]")
    project.page("glossary/index.md", "[[glossary]]")
    project.page("map.md", "[[map]]")
    path = {"id": "p", "title": TEXT, "for": TEXT, "pages": ["concept", "pitfall"]}
    project.page("start.md", "[[paths]]", paths=[path])
    project.page("layers/concept.md", body, **field)
    project.page("views/view.md", "[@bad2020hack]", **{**field, "aliases": []})
    project.page("glossary/term.md", body, **{**field, "aliases": ["a term"], "explained_in": [{"concept": TEXT}]})
    project.page("researchers/person.md", "Words.", **{**field, "aliases": []}, bib_author="Bad, Person")
    project.page(
        "pitfalls/pitfall.md",
        body,
        **{**field, "aliases": ["a pit"]},
        answered_by=[{"concept": TEXT}],
        nuanced_by=[{"view": TEXT}],
    )
    project.page("pitfalls/index.md", "[[pages]]")
    project.page("index.md", "Home.")
    return project


def test_hostile_words_stay_words(hostile: Project) -> None:
    hostile.build()
    shown = 0
    files = sorted(hostile.site.rglob("*.html"))
    for file in files:
        root = parse(file.read_text(encoding="utf-8"))
        assert dangers(root) == [], file
        assert root.select("img[src=x]") == [], file
        for script in root.select("script"):
            _check_script(script)
        shown += "hacked()" in root.text
    assert len(files) >= 12
    assert shown >= 10


def _check_script(script: Element) -> None:
    """A script holds no hostile words, unless it is data; those words must not end it."""
    text = script.text
    if "json" in script.get("type"):
        json.loads(text)
    else:
        assert "hacked" not in text


@pytest.mark.parametrize("bypass_csp", [False, True], ids=["with-policy", "without"])
def test_hostile_words_do_nothing_in_a_browser(hostile: Project, browser: Browser, *, bypass_csp: bool) -> None:
    """Nor in search results, hover cards, or what scripts add; nor under serve and in a file, where there is no policy."""
    with serve(hostile.site) as address:
        hostile.build(site_url=address)
        visits = Visits(browser, address)
        context = visits.window(bypass_csp=bypass_csp)
        context.add_init_script("window.hacked = () => { window.wasHacked = true; };")
        page = context.new_page()
        for file in sorted(hostile.site.rglob("index.html")):
            page.goto(address + file.parent.relative_to(hostile.site).as_posix() + "/")
            assert page.evaluate("window.wasHacked") is None
        page.goto(address + "layers/concept/")
        page.locator("a.footnote-ref").first.hover()
        expect(page.locator(".md-tooltip2--active").first).to_be_visible()
        page.goto(address + "layers/concept/")
        for name in ("Tip", "Other tip"):
            page.get_by_role("link", name=name, exact=True).hover()
            expect(page.locator(".md-tooltip2--active").first).to_be_visible()
            expect(page.locator("img[src=x]")).to_have_count(0)
        page.goto(address + "map/")
        page.locator(".map__mark").first.hover()
        expect(page.locator(".md-tooltip2--active").first).to_be_visible()
        expect(page.locator("img[src=x]")).to_have_count(0)
        for query in ("hostile", TEXT):
            page.goto(address)
            open_search(page, query)
        assert page.evaluate("window.wasHacked") is None
        visits.close()
        assert [problem for problem in visits.problems if "404" not in problem] == []
