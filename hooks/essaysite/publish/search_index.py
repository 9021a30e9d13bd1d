"""Make the theme's search answer readers' questions: names and summaries count, what is generated does not.

The theme's plugin writes ``search/search_index.json``. Here it becomes two files: the settings stay under that name,
where every page fetches them; the entries go to ``search/entries.json``, which our worker fetches when somebody
searches. The worker (``overrides/assets/javascripts/search-worker.js``) wraps the theme's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from jinja2.utils import htmlsafe_json_dumps

from essaysite.read.model import PLAIN, Node

# What a match counts for, by field. The theme's parser knows the first three; lunr takes any.
WEIGHTS = {"title": 8, "text": 1, "tags": 12, "summary": 4}

# Between words stands whatever is no letter and no digit of an alphabet; the theme uses it without the flag "u".
SEPARATOR = r"[^0-9A-Za-z\u00C0-\u1FFF\u2C00-\uD7FF]+"

# How the theme's settings name what the search box says.
WORDING = {
    "search.result.placeholder": "Type a word, a name or a question",
    "search.result.none": "No page is about these words.",
    "search.result.one": "1 page found",
    "search.result.other": "# pages found",
    "search.result.term.missing": "Without",
}

_AT_ONCE = 200

_VOID = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_REST = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
_EXCLUDED = re.compile(rf'<(?P<tag>[a-z][\w-]*)\b{_REST}?\s(?:data-search-exclude\b|id="fnref[^"]*"){_REST}>')
# Most of a page is text; these few letters are found much faster than the pattern that they are part of.
_EXCLUDES = ("data-search-exclude", 'id="fnref')
_LABEL = re.compile(r'(<a [^>]*\bclass="(?:evidence|flag)"[^>]*>[^<]*)</a>')
_ID_OF_SETTINGS = 'id="__config"'
_SETTINGS, _SETTINGS_END = '<script id="__config" type="application/json">', "</script>"
_THEME_WORKER = re.compile(r"workers/(search\.\w+\.min\.js)$")


def as_searched(html: str) -> str:
    """Return a page's content as the search plugin should read it: each label of evidence a sentence, less excluded."""
    html = without_excluded(html)
    return _LABEL.sub(r"\1.</a>", html) if 'class="evidence"' in html or 'class="flag"' in html else html


def without_excluded(html: str) -> str:
    """Return a page's content without what carries ``data-search-exclude``, and without the marks of footnotes.

    The theme's parser would let such a block end at the first end tag of the same name inside it, and make an entry
    of each of its headings.
    """
    pieces = []
    start = 0
    for place in sorted(place for word in _EXCLUDES for place in _places(word, html)):
        match = _tag_around(place, html, start) if place > start else None
        if match:
            pieces.append(html[start : match.start()])
            start = match.end() if match["tag"] in _VOID else _end_of(match["tag"], html, match.end())
    return "".join([*pieces, html[start:]])


def _places(word: str, html: str) -> Iterator[int]:
    place = html.find(word)
    while place >= 0:
        yield place
        place = html.find(word, place + 1)


def _tag_around(place: int, html: str, start: int) -> re.Match[str] | None:
    """Return the start tag of an excluded element that ``place`` is in, if it is in one behind ``start``."""
    # Nearly always the nearest bracket; but one may also stand in the value of an attribute.
    tag = html.rfind("<", start, place)
    while tag >= 0:
        match = _EXCLUDED.match(html, tag)
        if match and match.end() > place:
            return match
        tag = html.rfind("<", start, tag)
    return None


def _end_of(tag: str, html: str, position: int) -> int:
    """Return where the element whose start tag ends at ``position`` ends itself; without an end tag, the text's end."""
    depth = 1
    for match in re.compile(rf"<(/?){tag}\b[^>]*>").finditer(html, position):
        depth += -1 if match[1] else 1
        if not depth:
            return match.end()
    return len(html)


def enriched(entries: Iterable[dict[str, Any]], nodes: Mapping[str, Node]) -> list[dict[str, Any]]:
    """Return the index's entries, those of pages with their aliases, summary and kind; ``nodes`` are by address.

    All text is HTML to the theme, so what comes from front matter is escaped.
    """
    return [_enriched(entry, nodes.get(entry["location"].partition("#")[0])) for entry in entries]


def _enriched(entry: dict[str, Any], node: Node | None) -> dict[str, Any]:
    if node is None:
        return entry
    if entry["title"] == node.title:  # where the theme falls back to the page's title, it does not escape it
        entry = {**entry, "title": _text(node.title)}
    if "#" in entry["location"]:
        return entry
    kind = "" if node.kind.name == PLAIN.name else node.label
    return {**entry, "tags": [_text(alias) for alias in node.aliases], "summary": _text(node.summary), "kind": kind}


def _text(text: str) -> str:
    return escape(text, quote=False)


def settings(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the theme's settings of the index with ours; the worker puts its own function in the stemmer's place."""
    fields = {name: {"boost": boost} for name, boost in WEIGHTS.items()}
    return {**config, "separator": SEPARATOR, "pipeline": ["stemmer"], "fields": fields}


def write_index(site_dir: Path, nodes: Mapping[str, Node], entries: Sequence[dict[str, Any]] | None = None) -> None:
    """Rewrite what the theme's plugin wrote, if it did; ``nodes`` are the pages by address, home being ``""``.

    ``entries`` are those that were kept from the plugin; ``None`` where it wrote them itself.
    """
    path = site_dir / "search" / "search_index.json"
    if not path.exists():
        return
    index = json.loads(path.read_text(encoding="utf-8"))
    found = enriched(index["docs"] if entries is None else entries, nodes)
    with path.with_name("entries.json").open("w", encoding="utf-8") as file:
        # All in one text would be as large as all pages together.
        parts = (_compact(found[start : start + _AT_ONCE])[1:-1] for start in range(0, len(found), _AT_ONCE))
        file.write("[")
        file.writelines(f",{part}" if index else part for index, part in enumerate(parts))
        file.write("]")
    path.write_text(_compact({"config": settings(index["config"]), "docs": []}), encoding="utf-8")


def _compact(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def with_own_worker(html: str) -> str:
    """Return a finished page whose theme starts our worker, which is told the theme's, and says our words.

    Raises ``ValueError`` where the theme's settings are not as they were: without our worker no search would find a thing.
    """
    if _ID_OF_SETTINGS not in html:
        return html
    start = html.find(_SETTINGS) + len(_SETTINGS)
    end = html.find(_SETTINGS_END, start) if start >= len(_SETTINGS) else -1
    if end < 0:
        message = "the theme writes its settings in another way; see hooks/essaysite/publish/search_index.py"
        raise ValueError(message)
    return f"{html[:start]}{_own(html[start:end])}{html[end:]}"


@cache  # the settings differ by how deep a page's folder is, and by nothing else
def _own(text: str) -> str:
    data = json.loads(text)
    data["search"], count = _THEME_WORKER.subn(r"search-worker.js?theme=\1", data["search"])
    if not count:
        message = "the theme's search worker has another name; see hooks/essaysite/publish/search_index.py"
        raise ValueError(message)
    data["translations"] |= WORDING
    return str(htmlsafe_json_dumps(data))
