"""What MkDocs says of links and of the menu, in the words of this project: the file, the line, and what to do.

MkDocs knows which file a link leads to, but not on which line it stands, and nothing of a misspelt name.
"""

from __future__ import annotations

import logging
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING
from urllib.parse import unquote

from essaysite.read.faults import NEAR, Fault, nearest, suggestion
from essaysite.read.limits import FAULTS
from essaysite.read.markdown_text import hide_code
from essaysite.read.page_file import Source

from .log import log

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

_ENGINES = ("mkdocs", "properdocs")
# "Doc file 'a.md' contains a link 'b.md', but the target 'b.md' is not found among documentation files."
_LINK = re.compile(r"Doc file '(?P<page>.+?)' contains an?(?: \w+)*? link '(?P<link>.*?)', (?P<problem>.*)", re.DOTALL)
_ANCHOR = re.compile(r"but (?:the doc '(?P<doc>.+)' does not contain an|there is no such) anchor")
_NAV = re.compile(r"A(?:n absolute path| reference) to '(?P<path>.+?)' ")
_LEFT_OUT = re.compile(r"^  - (.+)$", re.MULTILINE)


def _is_news(record: logging.LogRecord) -> bool:
    return not record.getMessage().startswith("Excluding ")


def hush_excluded() -> None:
    """Keep from being told that MkDocs excludes a README.md: we tell that it has no place."""
    for engine in _ENGINES:
        logging.getLogger(f"{engine}.structure.files").filters[:] = [_is_news]


class EngineMessages(logging.Filter):
    """Takes the place of MkDocs' own messages. ``sources`` are the pages by path, ``files`` all that the site publishes.

    ``moved`` gives a page's path by each address at which it stood once. ``settings_faults`` makes faults of ``mkdocs.yml``
    of what to look for there, and a message. ``refused`` are files that may not stand where they do, which is told of each.
    """

    def __init__(
        self,
        sources: Mapping[str, Source],
        files: Files,
        moved: Mapping[str, str],
        settings_faults: Callable[[Iterable[tuple[str, str]]], Iterable[Fault]],
        refused: Collection[str],
    ) -> None:
        super().__init__()
        self.refused = refused
        self.sources = sources
        self.files = files
        self.moved = moved
        self.ends: dict[tuple[str, str], int] = {}
        self.told: Counter[str | None] = Counter()
        self.settings_faults = settings_faults
        for engine in _ENGINES:
            for module in ("nav", "pages"):
                logger = logging.getLogger(f"{engine}.structure.{module}")
                logger.filters[:] = [self]

    def filter(self, record: logging.LogRecord) -> bool:
        """Say in our words what a record says, and keep it from being told; tell every other record."""
        if record.levelno < logging.WARNING:
            return True
        if "link '#fnref:" in record.getMessage():  # a note that nothing uses, which is told with its line
            return False
        link = _LINK.fullmatch(record.getMessage())
        self.told[link and link["page"]] += 1
        if link and self.told[link["page"]] > FAULTS:  # no page that is meant has so many, and each takes long to tell
            return False
        faults = [*self._faults(record.getMessage())]
        for fault in faults:
            log.warning("%s", fault)
        return not faults

    def _faults(self, text: str) -> Iterable[Fault]:
        if (found := _LINK.fullmatch(text)) and found["page"] in self.sources:
            source, link = self.sources[found["page"]], found["link"]
            anchor = _ANCHOR.match(found["problem"])
            message = (
                self._no_anchor(anchor["doc"] or found["page"], link) if anchor else self._no_file(found["page"], link)
            )
            return [source.body_fault(self._place(found["page"], link), message)]
        if "not included in the" in text:
            message = "no line of the menu leads to this page; put it into a folder that nav in mkdocs.yml names, or name it there"
            return [
                Fault(self.sources[path].path, 1, message) for path in _LEFT_OUT.findall(text) if path in self.sources
            ]
        if found := _NAV.match(text):
            near = suggestion(found["path"], self.sources) or "; remove it there"
            return self.settings_faults([(found["path"], f"nav names '{found['path']}', which is no page{near}")])
        return ()

    def _place(self, page: str, link: str) -> int:
        """Return where on a page a link stands: where it stands several times, each in turn."""
        body = self.sources[page].body
        pattern = re.compile(rf"(?<=[(<\s]){re.escape(link)}(?=[)\s>]|$)", re.MULTILINE)
        hidden, start = hide_code(body), self.ends.get((page, link), 0)
        place = pattern.search(hidden, start) or pattern.search(hidden)
        self.ends[page, link] = place.end() if place else 0
        return place.start() if place else max(body.find(link), 0)

    def _no_anchor(self, path: str, link: str) -> str:
        file = self.files.get_file_from_path(path)
        ids = (file.page.present_anchor_ids if file and file.page else None) or ()
        known = [one for one in ids if ":" not in one]  # which an id of a note or its mark has
        anchor = link.partition("#")[2]
        where = self.sources[path].path if path in self.sources else path
        there = f"; {where} has {', '.join(f'#{one}' for one in sorted(known)[:8])}" if known else "; leave it out"
        near = suggestion(anchor, known) or there
        return f"'{link}' leads to '#{anchor}', which is no heading of {where}{near}"

    def _no_file(self, page: str, link: str) -> str:
        path = link.partition("#")[0].partition("?")[0]
        anchor = link[len(link.partition("#")[0]) :]
        if path.startswith("www.") or (not path.startswith(".") and "/" in path and "." in path.partition("/")[0]):
            return f"'{link}' names no file of docs/; an address of the web starts with https://"
        if "@" in path:
            return f"'{link}' names no file of docs/; an address of mail starts with mailto:"
        folder = posixpath.dirname(page)
        target = posixpath.normpath(posixpath.join(folder, path))
        if unquote(target) in self.refused:
            return f"'{link}' leads to a file that may not stand there as it is; mend that first"
        if now := self.moved.get(_address(target)):
            return f"'{link}' has moved; write '{posixpath.relpath(now, folder or '.')}{anchor}'"
        names = {file.src_uri for file in self.files} - {page}
        right = _nearest(target, names)
        if not right:
            return f"'{link}' leads to '{target}', which is no file of docs/; name a file that is there, or remove the link"
        return f"'{link}' leads to no file of docs/; did you mean '{posixpath.relpath(right, folder or '.')}{anchor}'?"


def _address(target: str) -> str:
    return target.removesuffix("/index.html").removesuffix(".html").removesuffix(".md")


def _nearest(target: str, names: Collection[str]) -> str:
    """Return the file that a link was meant for: by its address on the site, by its name alone, or by a near name."""
    stem = _address(target)
    for right in (f"{stem}.md", f"{stem}/index.md", stem):
        if right in names:
            return right
    by_case = {name.casefold(): name for name in sorted(names)}
    if target.casefold() in by_case:
        return by_case[target.casefold()]
    last, kind = posixpath.splitext(posixpath.basename(target))
    same = [name for name in sorted(names) if posixpath.splitext(posixpath.basename(name))[0] == last]
    of_kind = {posixpath.basename(name) for name in names if posixpath.splitext(name)[1] == kind}
    alike = get_close_matches(last + kind, of_kind, len(of_kind) or 1, NEAR)
    return same[0] if same else nearest(target, (name for name in names if posixpath.basename(name) in alike))
