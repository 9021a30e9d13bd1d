"""One build in a process of its own: its time, the hooks' own part of it, and its peak memory.

``build`` starts the process and returns what it found; run as a script this file is that process.
The hooks' own time is summed where MkDocs and Python-Markdown call them, each part without the parts inside it;
no profiler slows anything. Times are processor time, children's included, which other work on the machine changes least.
"""

from __future__ import annotations

import argparse
import functools
import inspect
import json
import logging
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Literal

from markdown.util import Registry
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.config_options import Hooks
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs_bibtex.registry import SimpleRegistry

from . import ROOT

# Formatting references is the citation engine's work in every variant, so it is no part of the hooks' own time.
REFERENCES = "references"
_LOADING = "loading"
_SERVED_AT = "http://127.0.0.1:8000/"
_PROCESSOR_METHODS = ("test", "run", "handleMatch")


@dataclass
class Cost:
    """What one build cost, in seconds of processor time; ``parts`` by where MkDocs or Markdown called the hooks."""

    seconds: float
    wall: float
    parts: dict[str, float] = field(default_factory=dict)

    @property
    def references(self) -> float:
        """The time that the citation engine spends on formatting references."""
        return self.parts.get(REFERENCES, 0.0)

    @property
    def own(self) -> float:
        """The hooks' own time."""
        return sum(self.parts.values()) - self.references


@dataclass
class Result:
    """A first build, its peak memory in MiB, and a rebuild after one edit if there was one."""

    first: Cost
    peak: float
    warnings: list[str]
    rebuild: Cost | None = None


class BuildFailedError(Exception):
    """The build stopped; the message is its last line."""


def build(
    settings: Path, site: Path, *, edit: Path | None = None, days: int = 0, environment: dict[str, str] | None = None
) -> Result:
    """Build in a fresh process; with ``edit`` change that page and rebuild as ``serve`` does.

    ``days`` moves the clock that the build sees.
    """
    command = [sys.executable, "-m", "bench.measure", str(settings), str(site), "--days", str(days)]
    if edit:
        command += ["--edit", str(edit)]
    run = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode:
        raise BuildFailedError((run.stderr.strip().splitlines() or ["no message"])[-1])
    found = json.loads(run.stdout.splitlines()[-1])
    rebuild = Cost(**found["rebuild"]) if found["rebuild"] else None
    return Result(Cost(**found["first"]), found["peak"], found["warnings"], rebuild)


def _clock() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


class _Meter:
    """Sums the time of wrapped functions by part; what a wrapped function spends in another is the other's."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self._inner: list[float] = []

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time counted."""

        @functools.wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            start = _clock()
            try:
                return function(*args, **kwargs)
            finally:
                spent = _clock() - start
                self.parts[part] = self.parts.get(part, 0.0) + spent - self._inner.pop()
                if self._inner:
                    self._inner[-1] += spent

        return run

    def attach(self) -> None:
        """Time what is not an event: loading hooks, Markdown processors of theirs, and formatting references."""
        Hooks._load_hook = self.timed(_LOADING, Hooks._load_hook)  # type: ignore[method-assign, assignment]  # noqa: SLF001
        SimpleRegistry.reference_text = self.timed(REFERENCES, SimpleRegistry.reference_text)
        register = Registry.register

        def register_timed(registry: Registry[Any], item: Any, name: str, priority: float) -> None:
            if _is_ours(type(item)):
                for method in _PROCESSOR_METHODS:
                    if hasattr(item, method):
                        setattr(item, method, self.timed(f"Markdown: {name}", getattr(item, method)))
            register(registry, item, name, priority)

        Registry.register = register_timed  # type: ignore[method-assign, assignment]

    def attach_events(self, config: MkDocsConfig) -> None:
        """Time the events of the hooks of one configuration."""
        for event, methods in config.plugins.events.items():
            methods[:] = [self.timed(f"on_{event}", method) if _is_ours(method) else method for method in methods]


def _is_ours(thing: Any) -> bool:
    """Tell whether a class or function is no package's: its file is not among the installed ones."""
    try:
        file = inspect.getfile(inspect.unwrap(thing))
    except TypeError:
        return False
    return "site-packages" not in file and not file.startswith(sys.base_prefix)


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _build_once(settings: Path, site: Path, meter: _Meter, command: Literal["build", "serve"]) -> Cost:
    meter.parts = {}
    start, wall = _clock(), time.perf_counter()
    config = load_config(str(settings), site_dir=str(site))
    meter.attach_events(config)
    config.plugins.on_startup(command=command, dirty=False)
    mkdocs_build(config, serve_url=_SERVED_AT if command == "serve" else None)
    return Cost(_clock() - start, time.perf_counter() - wall, meter.parts)


def _rebuild(page: Path, build_again: Callable[[], Cost]) -> Cost:
    """Change a page, build again, and put the page back."""
    before = page.read_text(encoding="utf-8")
    page.write_text(before + "\nOne more sentence.\n", encoding="utf-8")
    try:
        return build_again()
    finally:
        page.write_text(before, encoding="utf-8")


def _move_clock(days: int) -> None:
    """Let everything loaded so far, and later, see another date."""
    real_time = time.time

    class Later(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + timedelta(days=days)

    time.time = lambda: real_time() + days * 86_400
    for module in list(sys.modules.values()):
        if vars(module).get("datetime") is datetime and module.__name__ != __name__:
            module.datetime = Later  # type: ignore[attr-defined]


def main() -> None:
    """Build once or twice and print what it cost as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--edit", type=Path)
    parser.add_argument("--days", type=int, default=0)
    options = parser.parse_args()
    if options.days:
        _move_clock(options.days)
    warnings = _Warnings()
    logging.getLogger("mkdocs").addHandler(warnings)
    meter = _Meter()
    meter.attach()
    build_once = functools.partial(_build_once, options.settings, options.site, meter)
    try:
        first = build_once("build")
    except Abort:
        sys.exit(warnings.lines[-1])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    rebuild = _rebuild(options.edit, lambda: build_once("serve")) if options.edit else None
    print(json.dumps(asdict(Result(first, peak, warnings.lines, rebuild))))


if __name__ == "__main__":
    main()
