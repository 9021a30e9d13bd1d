"""The offline copy, as a reader has it: unpacked somewhere, and opened from the file system in a real browser."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

import pytest
from crawl import KINDS, PAGES, BuiltPage, declared
from essaysite.publish.offline.__main__ import TOP, pack
from markup import parse
from playwright.sync_api import Browser, Locator, Page, expect
from project import ROOT, run_build
from visits import PHONE, READY, SEARCH_BUTTON, SEARCH_INPUT, SEARCH_RESULT, Visits, open_search, watched

# Its fixtures are dear: one worker for all.
pytestmark = pytest.mark.xdist_group("offline")
CARDS = "views/skeptical/"
WITH_PICTURE = "difficulties/goodharts-law/"


def make(folder: Path, name: str) -> Path:
    """Build the copy as ``make offline`` does; return the archive."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OFFLINE_BUILD", "true")
        assert run_build(ROOT / "mkdocs.yml", folder / name) == []
    pack(folder / name, folder / f"{name}.zip")
    return folder / f"{name}.zip"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("archive"), "first")


@pytest.fixture(scope="module")
def copy(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked copy, in a place whose name needs care in addresses."""
    folder = tmp_path_factory.mktemp("a reader") / "Téléchargé, 100% #1"
    with ZipFile(archive) as file:
        file.extractall(folder)
    return folder / TOP


@pytest.fixture(scope="module")
def home(copy: Path) -> str:
    """The address of the folder that holds the copy."""
    return copy.as_uri() + "/"


@pytest.fixture
def open_file(browser: Browser, home: str) -> Iterator[Visits]:
    """Opens pages of the copy; whatever is said in the console or asked of a host fails the test."""
    with watched(browser, home) as visits:
        yield visits


@pytest.fixture(scope="module")
def pages(copy: Path) -> dict[str, BuiltPage]:
    """Every page of the copy by the path of its file."""
    files = {path.relative_to(copy).as_posix(): path for path in copy.rglob("*.html")}
    return {name: BuiltPage(name, parse(path.read_text(encoding="utf-8"))) for name, path in sorted(files.items())}


def click(page: Page, link: Locator) -> str:
    """Click a link to another page, wait for that page and its scripts, and return its address."""
    with page.expect_navigation():
        link.click()
    page.wait_for_selector(READY)
    return page.url


def test_the_archive_is_one_folder_that_says_how_to_begin(archive: Path, copy: Path) -> None:
    with ZipFile(archive) as file:
        names = file.namelist()
        assert file.testzip() is None
    assert names == sorted(names)
    assert all(name.startswith(f"{TOP}/") and ".." not in name for name in names)
    assert sorted(path.name for path in copy.iterdir() if path.suffix in (".html", ".txt")) == [
        "README.txt",
        "index.html",
    ]
    assert "open index.html" in (copy / "README.txt").read_text(encoding="utf-8")


def test_the_same_files_give_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    files = archive.with_suffix("")
    for path in files.rglob("*"):
        os.utime(path, (0, 10**9))
    pack(files, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()


@pytest.mark.full
def test_two_builds_give_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    assert make(tmp_path, "second").read_bytes() == archive.read_bytes()


def test_every_page_is_there(pages: dict[str, BuiltPage]) -> None:
    assert sorted(pages) == sorted(f"{url}index.html" for url in PAGES)


def test_every_link_and_fragment_leads_to_a_file(pages: dict[str, BuiltPage], copy: Path, home: str) -> None:
    broken = []
    for page in pages.values():
        for tag, address in page.addresses(home):
            if not address.startswith(home):
                continue
            name = unquote(urlsplit(address.removeprefix(home)).path)
            fragment = unquote(urlsplit(address).fragment)
            is_there = (copy / name).is_file() and (not fragment or fragment in pages[name].names)
            if not is_there:
                broken.append(f"{page.url}: {tag}")
    assert broken == []


def test_only_links_that_a_reader_follows_lead_to_a_host(pages: dict[str, BuiltPage], home: str) -> None:
    for page in pages.values():
        for tag, address in page.addresses(home):
            if not address.startswith((home, "data:")):
                assert address.startswith(("https://", "http://", "mailto:")), f"{page.url}: {tag}"
                assert tag.name == "a" or tag.get("rel") == "canonical", f"{page.url}: {tag}"


def test_a_page_of_each_kind_opens_in_silence(open_file: Visits) -> None:
    def loaded(page: Page, _: str) -> Iterator[str]:
        page.wait_for_selector(READY)
        if not page.locator("h1#top").is_visible():
            yield "shows no title"

    open_file.each([f"{url}index.html" for url in KINDS[:-1]], loaded)


def test_a_reader_goes_from_page_to_page(open_file: Visits, home: str) -> None:
    page = open_file("index.html")
    assert click(page, page.locator(".hero__ways a").first) == f"{home}start/index.html"
    assert click(page, page.locator(".md-content ol a").first).startswith(home)
    assert click(page, page.locator(".md-footer__link--next")).startswith(home)
    assert click(page, page.locator(".md-header a.md-logo")) == f"{home}index.html"


def test_a_term_leads_to_its_page_and_says_its_summary(open_file: Visits, home: str) -> None:
    page = open_file("pitfalls/smarter-means-wiser/index.html")
    term = page.locator("a.term[href*='optimiser']")
    term.hover()
    summary = page.locator(".md-tooltip2--active")
    expect(summary).to_contain_text(declared().nodes["optimiser"].summary[:20])
    assert click(page, term) == f"{home}glossary/optimiser/index.html"


def test_the_search_is_loaded_for_those_who_search_and_leads_on(open_file: Visits, home: str) -> None:
    asked: list[str] = []
    context = open_file.window(PHONE)
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(f"{home}{CARDS}index.html")
    page.wait_for_selector(READY)
    index = f"{home}assets/javascripts/search/index.js"
    assert index not in asked
    open_search(page, "goodhart")
    assert index in asked
    assert click(page, page.locator(SEARCH_RESULT).first) == f"{home}{WITH_PICTURE}index.html"
    open_search(page, "optimize clicks news site worked example")
    section = page.get_by_role("option", name="Section: ").first
    assert re.fullmatch(f"{re.escape(home)}.*/index.html#.+", click(page, section))
    page.locator(SEARCH_BUTTON).click()
    page.locator(SEARCH_INPUT).fill("pizza")
    assert (
        click(page, page.locator("#search a", has_text="glossary").filter(visible=True)) == f"{home}glossary/index.html"
    )


def test_an_index_that_cannot_be_read_is_told_and_read_again(open_file: Visits, copy: Path) -> None:
    index = copy / "assets" / "javascripts" / "search" / "index.js"
    aside = index.rename(copy / "aside.js")
    page = open_file(f"{CARDS}index.html")
    try:
        page.locator(SEARCH_BUTTON).click()
        page.locator(SEARCH_INPUT).fill("goodhart")
        expect(page.get_by_text("The search could not be loaded.")).to_be_visible()
    finally:
        aside.rename(index)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(SEARCH_RESULT).first).to_contain_text("Goodhart")
    open_file.problems[:] = [
        problem for problem in open_file.problems if "search/index.js" not in problem and "Event" not in problem
    ]


def test_pictures_are_drawn(open_file: Visits) -> None:
    drawings = open_file(f"{WITH_PICTURE}index.html").locator("figure.picture svg").filter(visible=True)
    expect(drawings.first).to_be_visible()
    for drawing in drawings.all():
        assert drawing.evaluate("svg => svg.getBBox().width > 100")


def test_colours_stay_from_page_to_page(open_file: Visits) -> None:
    page = open_file("index.html", color_scheme="light")
    body = page.locator("body")
    for _ in range(2):  # as the system, light, dark
        page.locator("[data-colours]").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    click(page, page.locator(".hero__ways a").first)
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_the_filter_of_the_glossary_works(open_file: Visits) -> None:
    page = open_file("glossary/index.html")
    page.get_by_role("searchbox").last.fill("goodhart")
    expect(page.locator(".filter output")).to_contain_text(" of ")


def test_the_menu_opens_on_a_phone(open_file: Visits, home: str) -> None:
    page = open_file("problem/index.html", PHONE)
    page.get_by_role("button", name="Menu").click()
    link = page.locator(".menu__link[href$='summary/index.html']")
    expect(link).to_be_visible()
    assert click(page, link) == f"{home}summary/index.html"


def test_it_reads_without_scripts(open_file: Visits, home: str) -> None:
    page: Any = open_file("index.html", java_script_enabled=False)
    page.locator(".hero__ways a").nth(1).click()
    page.wait_for_url(f"{home}problem/index.html")
    expect(page.locator("h1#top")).to_be_visible()
    term = page.locator("a.term").first
    assert term.get_attribute("title")
    term.click()
    page.wait_for_url(f"{home}*/**/index.html")
    expect(page.locator("h1#top")).to_be_visible()
