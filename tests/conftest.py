"""What the tests share: the real site built once, a server for it, a real browser, and small projects."""

from __future__ import annotations

import fcntl
import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from chromium import ARGUMENTS, INTERPRETED, find
from hypothesis import settings
from pages_server import serve
from playwright.sync_api import Browser, sync_playwright
from project import ROOT, Project, run_build
from visits import Visits, watched
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

_ADDRESS = "ESSAYSITE_TEST_ADDRESS"
_TARGET = ROOT / ".build" / "test-site"
_SAID = ROOT / ".build" / "test-site.said"
_EDITOR = "for editors"
_running = ExitStack()
# A build makes much at once and leaves few circles to look for.
gc.set_threshold(100_000)
# Their tests are long and share nothing dear, so each may go to another worker; those of another module stay together.
_SPREAD = ("test_pages.py", "test_styles.py", "test_keyboard.py")

# The same examples in every run, so that a change is judged by what it changed. To look for new ones:
# python -m pytest tests --hypothesis-profile=explore
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=3000)
settings.load_profile("same")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Serve the folder of the real site, before any worker starts; the first test that needs the site builds it.

    It is built for the address at which it is served, as a deployed one is: previews compare addresses.
    """
    if hasattr(session.config, "workerinput") or session.config.option.collectonly:
        return
    _SAID.unlink(missing_ok=True)
    os.environ[_ADDRESS] = _running.enter_context(serve(_TARGET))


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


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what tests had to say to editors; it fails nothing."""
    said = [
        text
        for report in terminalreporter.getreports("passed")
        for name, text in report.user_properties
        if name == _EDITOR
    ]
    if said:
        terminalreporter.section(_EDITOR)
        terminalreporter.write_line("\n".join(said))


@pytest.fixture
def tell_editors(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say something to editors at the end of the run: ``file:line: what is uneven; what could be done``."""
    return lambda text: record_property(_EDITOR, text)


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the real site, built strictly by the first worker that asks for it."""
    _SAID.parent.mkdir(exist_ok=True)
    with (_SAID.parent / "test-site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not _SAID.exists():
            said = run_build(ROOT / "mkdocs.yml", _TARGET, site_url=os.environ[_ADDRESS])
            _SAID.write_text("\n".join(said), encoding="utf-8")
    if said_of_it := _SAID.read_text(encoding="utf-8"):
        pytest.fail(f"the site builds with warnings:\n{said_of_it}", pytrace=False)
    return _TARGET


@pytest.fixture(scope="session")
def address(site: Path) -> str:
    """The address of the real site's home page, served below a sub-path."""
    assert site.is_dir()
    return os.environ[_ADDRESS]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with sync_playwright() as tool:
        chromium = tool.chromium.launch(executable_path=find(), args=[*ARGUMENTS, INTERPRETED])
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
