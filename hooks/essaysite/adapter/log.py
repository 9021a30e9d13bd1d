"""Faults as lines of MkDocs' log."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from mkdocs.exceptions import PluginError

from essaysite.read.faults import Fault

# Strict builds count warnings of this tree; no prefix, so that a line starts with the file that it names.
log = logging.getLogger("mkdocs.hooks.essaysite")


def report(faults: Iterable[Fault]) -> None:
    """Log every fault as a warning; raises ``PluginError`` with the fatal ones, once all others are told."""
    found = sorted(set(faults))
    for fault in found:
        if not fault.fatal:
            log.warning("%s", fault)
    fatal = [fault for fault in found if fault.fatal]
    if fatal:
        raise PluginError("\n".join(map(str, fatal)))
