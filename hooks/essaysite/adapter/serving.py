"""What `mkdocs serve` does where a build fails, or cannot begin: it goes on with the last good pages, or says what to do.

MkDocs itself ends where the first build fails; where a later one does, each request waits until it is mended.
"""

from __future__ import annotations

import logging
import shutil
import socket
import tempfile
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import mkdocs.commands.serve

from .log import log

_NOTHING_YET = """<!doctype html><title>Not built yet</title><body>
<p>The site could not be built; the terminal says why. This page turns into it once that is mended.</p></body>"""


def keep_last_good() -> None:
    """Let MkDocs serve the last good pages where a build fails."""
    serve: Any = mkdocs.commands.serve
    if not hasattr(serve.build, "__wrapped__"):
        serve.build = kept(serve.build)


def kept(build: Callable[..., None]) -> Callable[..., None]:
    """Return MkDocs' function with the pages of the last good build put back where one fails; it raises nothing."""
    store = tempfile.TemporaryDirectory(prefix="mkdocs_last_")
    last = Path(store.name, "site")

    @wraps(build)
    def build_or_keep(config: Any, **options: Any) -> None:
        site = Path(config.site_dir)
        if site.exists() and any(site.iterdir()):
            shutil.rmtree(last, ignore_errors=True)
            shutil.copytree(site, last)
        for once in logging.getLogger("mkdocs.commands.build").filters:
            vars(once).get(
                "msgs", set()
            ).clear()  # else a fault that ends two builds in turn is told of the first alone
        try:
            build(config, **options)
        except Exception as error:  # noqa: BLE001 - whatever it is, the server goes on
            log.error("%s", error)  # a traceback says nothing to a writer
            log.error(
                "the pages are those of the last good build; mend what stands above and save: they are built again"
            )
            shutil.rmtree(site, ignore_errors=True)
            if last.exists():
                shutil.copytree(last, site)
            else:
                site.mkdir(parents=True)
                (site / "index.html").write_text(_NOTHING_YET, encoding="utf-8")

    build_or_keep.store = store  # type: ignore[attr-defined]  # it goes when the server does
    return build_or_keep


def address_fault(host: str, port: int) -> str:
    """Say why a server cannot listen at an address, and what to do; nothing where it can."""
    try:
        with socket.create_server((host, port)):
            return ""
    except (OSError, OverflowError) as error:
        return f"{host}:{port} cannot be used ({error}); stop what runs there, or name another: make serve ADDRESS={host}:{min(port, 65534) + 1}"
