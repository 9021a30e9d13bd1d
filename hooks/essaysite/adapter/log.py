"""Faults as lines of MkDocs' log."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter

from mkdocs.exceptions import MkDocsException, PluginError

from essaysite.generate.templates import TemplateFaultError
from essaysite.read.faults import Fault, FaultError
from essaysite.read.guard import StoppedError, broken
from essaysite.read.limits import FAULTS

# Strict builds count warnings of this tree; no prefix, so that a line starts with the file that it names.
log = logging.getLogger("mkdocs.hooks.essaysite")


@contextmanager
def told() -> Iterator[None]:
    """Turn whatever a step raises into what MkDocs prints without a traceback."""
    try:
        yield
    except (FaultError, TemplateFaultError) as error:
        raise PluginError(str(error)) from error
    except StoppedError as error:
        raise PluginError(str(error.fault)) from error
    except MkDocsException:
        raise
    except Exception as error:
        raise PluginError(str(broken(error))) from error


def report(faults: Iterable[Fault]) -> None:
    """Log every fault as a warning, of one file at most ``FAULTS``; raises ``PluginError`` with the fatal ones, once all others are told."""
    found = sorted(set(faults), key=attrgetter("path", "line", "message"))
    for path, group in groupby((fault for fault in found if not fault.fatal), lambda fault: fault.path):
        of_file = list(group)
        for fault in of_file[:FAULTS]:
            log.warning("%s", fault)
        if left := of_file[FAULTS:]:
            log.warning(
                "%s",
                Fault(path, left[0].line, f"{len(left)} more faults from here on are not told; mend those above first"),
            )
    fatal = [fault for fault in found if fault.fatal]
    if fatal:
        raise PluginError("\n".join(map(str, fatal)))
