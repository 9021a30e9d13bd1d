"""One build of the site, in the order of its steps. It knows no engine: an adapter calls each step when it is time.

    files     what lies below docs/: no file of a kind that a site does not publish       read/files.py
    read      all sources → Reading: what was read, where generated parts go, Markdown for the citation engine
    start     one page is about to be rendered → what marking it needs
              … the engine renders Markdown with two extensions: render/untrusted.py makes harmless what
              anybody wrote, render/extension.py links terms, marks the essay, notes citations, writes Markdown …
    finish    all pages are rendered → Site; what only rendered pages can tell
    assemble  one page with its generated parts and its ending                   generate/assembly.py
    frame     its head and foot, where the engine fills its templates            generate/frame.py
    apply     its policy, once it is finished                                    publish/security_policy.py
    beside    all that stands beside the pages                                   publish/beside.py
    minify    styles and scripts, once every page stands                         publish/assets.py

`read`, `start` and `finish` are below; the adapter calls the others where they stand (adapter/setup.py, rendering.py
and publishing.py). A step returns its result, and the faults that it found if it can find any. The adapter reports them,
and stops at a fatal one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .generate.part_marks import place_parts
from .generate.parts import LISTS
from .generate.site import Site
from .read.content import Content, EssayFile, File, read_content
from .read.faults import Fault
from .read.guard import bounded, ended_by_one
from .render.steps import Rendered, check_rendered, prepared, start_page
from .render.walk import PageContext


@dataclass(frozen=True)
class Reading:
    """What was read; by source, the generated parts that each page places, and its Markdown for the citation engine.

    ``told`` are the places that have a fault already. ``rendered`` is filled while pages are rendered.
    """

    content: Content
    placed: Mapping[str, frozenset[str]]
    texts: Mapping[str, str]
    told: frozenset[tuple[str, int]]
    rendered: Rendered = field(default_factory=Rendered)


def read(
    docs: str, pages: Iterable[tuple[str, bytes]], bibliography: File | None, essay: EssayFile | None
) -> tuple[Reading, list[Fault]]:
    """Read and check all sources; see ``read_content``."""
    content, faults = read_content(docs, pages, bibliography, essay)
    placed: dict[str, frozenset[str]] = {}
    texts = {}
    with ended_by_one(faults):
        placed, found = place_parts(content)
        faults += found
        for path, source in content.sources.items():
            with bounded(source.path):
                texts[path], found = prepared(content, path)
            faults += found
    return Reading(content, placed, texts, frozenset((fault.path, fault.line) for fault in faults)), faults


def start(reading: Reading, path: str) -> PageContext:
    """Return what the extension needs to mark one page; what it finds goes into ``reading.rendered``."""
    return start_page(reading.content, reading.rendered, path)


def finish(reading: Reading, changed: Mapping[str, str]) -> tuple[Site, list[Fault]]:
    """Return the site once every page is rendered; ``changed`` gives the date of each page's last change."""
    site = Site(reading.content, reading.rendered.records, reading.placed, LISTS, changed)
    return site, check_rendered(reading.content, reading.rendered, reading.told)
