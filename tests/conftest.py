"""What the tests share: the real site built once, a server for it, a real browser, and small projects."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from chromium import ARGUMENTS, find
from hypothesis import settings
from pages_server import serve
from playwright.sync_api import Browser, sync_playwright
from project import ROOT, Project, run_build
from visits import Visits, watched
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

_SITE = "ESSAYSITE_TEST_SITE"
_ADDRESS = "ESSAYSITE_TEST_ADDRESS"
_running = ExitStack()
# Their tests are long and share nothing dear, so each may go to another worker; those of another module stay together.
_SPREAD = ("test_pages.py", "test_styles.py", "test_keyboard.py")

# The same examples in every run, so that a change is judged by what it changed. To look for new ones:
# python -m pytest tests --hypothesis-profile=explore
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=3000)
settings.load_profile("same")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Build and serve the real site once, before any worker starts; a build with a warning fails the whole run.

    The site is built for the address at which it is served, as a deployed one is: previews compare addresses.
    """
    if hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    target = ROOT / ".build" / "test-site"
    url = _running.enter_context(serve(target))
    warnings = run_build(ROOT / "mkdocs.yml", target, site_url=url)
    if warnings:
        pytest.exit("the site builds with warnings:\n" + "\n".join(warnings), returncode=1)
    os.environ[_SITE] = str(target)
    os.environ[_ADDRESS] = url


class _Scheduling(LoadScopeScheduling):  # type: ignore[misc]
    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return nodeid if module.endswith(_SPREAD) else module


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Give whole modules to workers, the largest first, and at the end single long tests, so that both are busy."""
    return _Scheduling(config, log)


def pytest_sessionfinish() -> None:
    """Stop the server."""
    _running.close()


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the real site."""
    return Path(os.environ[_SITE])


@pytest.fixture(scope="session")
def address() -> str:
    """The address of the real site's home page, served below a sub-path."""
    return os.environ[_ADDRESS]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with sync_playwright() as tool:
        chromium = tool.chromium.launch(executable_path=find(), args=list(ARGUMENTS))
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visits]:
    """Opens pages of the real site, each in a window of its own; what goes wrong in any of them fails the test."""
    with watched(browser, address) as visits:
        yield visits


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project that a test fills and builds."""
    return Project(tmp_path)
