"""Check front matter against what each kind of page may hold, and make nodes of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import fields
from typing import Any

from pybtex.database import InvalidNameString, Person

from . import limits
from .faults import Fault, suggestion, with_article
from .field_text import wrong_with
from .labels import FLAGS, LABELS
from .model import (
    MATCHES,
    QUESTIONS,
    RELATION,
    RELATIONS,
    Brief,
    Edge,
    Finding,
    Node,
    id_of,
    is_name,
    kind_of,
    nearest_name,
)
from .page_file import Source
from .safe_text import plain

TITLE_LENGTH = 120
SUMMARY_LENGTH = 160
BRIEF_LENGTH = 220
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")

# Field → kinds that may have it; empty for every kind. Relations add their own.
_EVERY: frozenset[str] = frozenset()
FIELDS = {
    "title": _EVERY,
    "summary": _EVERY,
    "aliases": _EVERY,
    "match": _EVERY,
    "forms": _EVERY,
    "link_terms": _EVERY,
    "bib_author": frozenset({"person"}),
    "paths": frozenset({"page"}),
    "but": frozenset({"finding"}),
    "works": frozenset({"finding"}),
    "label": frozenset({"finding"}),
    "flags": frozenset({"finding"}),
    "systems": frozenset({"finding"}),
    "brief": frozenset({"concept", "approach", "view", "pitfall", "page"}),
    "answers": frozenset({"view"}),
    "hide": _EVERY,
}
_HIDDEN = ("toc", "navigation", "footer")  # what the theme knows to hide
# Several items in one text: "reward hack, gaming the reward", "[reward hack; gaming]".
_PARTING = re.compile(r"[,;|]| / | - ")
_RELATION_FORM = "a list of page ids"
_PATH_FIELDS = {"id": str, "title": str, "for": str, "pages": list}


def make_node(source: Source) -> tuple[Node, list[Fault]]:
    """Return the node of a page and what is wrong with its front matter.

    Relations are read but not resolved: their targets may not exist (see ``graph``).
    """
    # A page that could not be read at all has said so; that its fields are missing then is no news.
    unreadable = bool(source.faults) and not source.meta
    path = source.path.split("/", 1)[1]
    checker = _Checker(source, kind_of(path).name)
    node = Node(id=id_of(path), kind=kind_of(path), path=path, title="", summary="")
    if unreadable:
        node.title = node.id
        return node, []
    checker.check_file_name(node)
    checker.check_names()
    checker.check_texts()
    node.title = checker.title() or node.id
    node.summary = checker.sentence("summary")
    node.aliases = checker.texts("aliases")
    node.match = checker.match()
    node.forms = checker.forms(node.match)
    node.links_terms = checker.flag("link_terms", default=True)
    node.bib_author = checker.author(required=node.kind.name == "person")
    node.paths = checker.paths()
    node.hides = checker.hides()
    if node.kind.name == "finding":
        node.finding = checker.finding()
    node.brief = checker.brief()
    node.answers = checker.answers()
    for relation in RELATIONS:
        if node.kind.name in relation.sources and relation.name in source.meta:
            node.outgoing += checker.edges(relation.name, node.id)
    return node, checker.faults


class _Checker:
    """Reads the fields of one page and keeps what is wrong with them."""

    def __init__(self, source: Source, kind: str) -> None:
        self.source = source
        self.kind = kind
        self.faults: list[Fault] = []

    def fault(self, name: str, message: str, index: int | None = None) -> None:
        self.faults.append(Fault(self.source.path, self.source.line_of(name, index), message))

    def check_file_name(self, node: Node) -> None:
        """Report a file whose name can be no id."""
        if not is_name(node.id):
            message = f"'{node.id}' is no name for a page; rename the file, as to '{nearest_name(node.id)}'"
            self.faults.append(Fault(self.source.path, 1, message))

    def check_names(self) -> None:
        """Report fields that are unknown, or not for this kind of page."""
        known = {name for name, kinds in FIELDS.items() if not kinds or self.kind in kinds}
        known |= {relation.name for relation in RELATIONS if self.kind in relation.sources}
        for name in self.source.meta:
            if name in known:
                continue
            if name in RELATION:
                kinds = " or ".join(sorted(RELATION[name].sources))
                self.fault(
                    name,
                    f"'{name}' is for {with_article(kinds)}, and this page is {with_article(self.kind)}; remove it",
                )
            elif name in FIELDS:
                kinds = " or ".join(sorted(FIELDS[name]))
                self.fault(
                    name,
                    f"'{name}' is for {with_article(kinds)}, and this page is {with_article(self.kind)}; remove it",
                )
            else:
                self.fault(name, f"unknown field '{name}'{suggestion(name, known) or '; remove it'}")

    def check_texts(self) -> None:
        """Report texts with invisible characters or entities, whatever field they stand in, and take these out."""
        meta = self.source.meta
        for name in meta:
            wrong: list[str] = []
            meta[name] = _plain(meta[name], wrong)
            for message in wrong:
                self.fault(name, f"'{name}' {message}")

    def text(self, name: str, *, required: bool = False) -> str:
        """Return a text field, or an empty string where it is missing or not text."""
        value = self.source.meta.get(name)
        if value is not None:
            return self._as_text(name, value)
        if required and name not in self.source.lines.keys() - self.source.meta.keys():
            is_empty = name in self.source.lines
            remedy = (
                "empty; write its text behind the colon"
                if is_empty
                else f"missing; add a line '{name}: …' to the front matter"
            )
            self.fault(name, f"'{name}' is {remedy}")
        return ""

    def title(self) -> str:
        """Return the title on one line; the theme prints it as it is, so what could be a tag is none."""
        title = " ".join(self.text("title", required=True).split())
        if len(title) > TITLE_LENGTH:
            self.fault("title", f"'title' has {len(title)} characters; shorten it to at most {TITLE_LENGTH}")
        if "< " in f"{title} " or (">" in title and "<" not in title):
            self.fault("title", "'title' holds '<' or '>'; a title is plain text, so write it without them")
        return title.replace("<", "‹").replace(">", "›")  # noqa: RUF001 - they look alike, and are harmless

    def _as_text(self, name: str, value: Any, index: int | None = None) -> str:
        if not isinstance(value, str):
            remedy = "write its text, or remove it" if value is None else "put it in quotes"
            self.fault(name, f"'{name}' must be text, not {_describe(value)}; {remedy}", index)
            return ""
        text = value.strip()
        if wrong := wrong_with(text) if text else "is empty; write its text, or remove it":
            self.fault(name, f"'{name}' {wrong}", index)
        return text if len(text) <= limits.TEXT else text[:TITLE_LENGTH]

    def sentence(self, name: str) -> str:
        """Return a required field, of at most ``SUMMARY_LENGTH`` characters."""
        text = " ".join(self.text(name, required=True).split())
        if len(text) > SUMMARY_LENGTH:
            self.fault(name, f"'{name}' has {len(text)} characters; shorten it to at most {SUMMARY_LENGTH}")
        return text

    def texts(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list field of texts; one text stands for a list of one."""
        if self.source.meta.get(name) is None:
            if required and name not in self.source.lines.keys() - self.source.meta.keys():
                self.fault(name, f"'{name}' is missing; add a line '{name}: […]' to the front matter")
            return ()
        return tuple(filter(None, (self._as_text(name, item, i) for i, item in enumerate(self._items(name)))))

    def _items(self, name: str) -> list[Any]:
        """Return the items of a list field; a text that holds several of them is reported."""
        value = self.source.meta.get(name)
        items = value if isinstance(value, list) else [value]
        if isinstance(value, str) and self.source.line_of(name, 0) > self.source.line_of(name):
            self.fault(name, f"'{name}' has a text below it and no list; write '- ' in front of each item", 0)
        for index, item in enumerate(items):
            if isinstance(item, str) and (parting := _PARTING.search(item)):
                message = f"'{name}' parts its items by '{parting[0].strip()}' in one text; write a list: '{name}: [one, two]'"
                self.fault(name, message, index)
        return items

    def hides(self) -> tuple[str, ...]:
        """Return which parts of the page the theme hides: some of ``_HIDDEN``."""
        words = self.texts("hide")
        for index, word in enumerate(words):
            if word not in _HIDDEN and not _PARTING.search(word):
                remedy = suggestion(word, _HIDDEN) or f"; use one of {', '.join(_HIDDEN)}"
                self.fault("hide", f"'hide' names '{word}', which is no part of a page{remedy}", index)
        return words

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.source.meta.get(name, default)
        if isinstance(value, bool):
            return value
        self.fault(name, f"'{name}' must be true or false, not {_describe(value)}")
        return default

    def match(self) -> str:
        """Return how the page's names match in running text: one of ``MATCHES``."""
        value = self.text("match") or MATCHES[0]
        if value in MATCHES:
            return value
        self.fault("match", f"'match' is '{value}'; it must be one of {', '.join(MATCHES)}{suggestion(value, MATCHES)}")
        return MATCHES[0]

    def forms(self, match: str) -> tuple[str, ...]:
        forms = self.texts("forms")
        if match == "stated" and not forms:
            self.fault("match", "'match: stated' needs 'forms', the list of what is to be linked")
        if match != "stated" and forms:
            self.fault("forms", "'forms' counts only with 'match: stated'; add that line or remove this one")
        return forms

    def author(self, *, required: bool) -> str:
        """Return the name that the bibliography knows a person by."""
        name = self.text("bib_author", required=required)
        try:
            Person(name)
        except InvalidNameString:  # more than 'Family, Jr, Given'
            self.fault("bib_author", f"'bib_author' is '{name}'; write one name, as 'Family, Given'")
            return ""
        return name

    def paths(self) -> tuple[dict[str, Any], ...]:
        """Return the reading paths, each with the fields of ``_PATH_FIELDS``."""
        value = self.source.meta.get("paths")
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        good: list[dict[str, Any]] = []
        for index, item in enumerate(items):
            lacking = next((key for key, form in _PATH_FIELDS.items() if not _has(item, key, form)), "")
            line = self.source.lines.get(("paths", index, lacking), self.source.line_of("paths", index))
            if lacking:
                message = f"each item of 'paths' needs {', '.join(_PATH_FIELDS)}, and pages must be a list of page ids"
            elif unknown := set(item) - set(_PATH_FIELDS):
                name = min(map(str, unknown))
                message = f"unknown field '{name}' in a path{suggestion(name, _PATH_FIELDS) or '; remove it'}"
            elif wrong := wrong_with(item["title"]) or wrong_with(item["for"]):
                message = f"a text of the path '{item['id']}' {wrong}"
            elif not is_name(item["id"]):
                message = f"'{item['id']}' is no id for a path; write it as '{nearest_name(item['id'])}'"
            elif item["id"] in (path["id"] for path in good):
                message = f"the path '{item['id']}' is there twice; give each an id of its own"
            else:
                good.append(item)
                continue
            self.faults.append(Fault(self.source.path, line, message))
        return tuple(good)

    def finding(self) -> Finding:
        """Return what a finding says beside its summary."""
        return Finding(
            but=self.sentence("but"),
            works=self.texts("works", required=True),
            label=self.choice("label", LABELS, required=True),
            flags=tuple(flag for flag in self.texts("flags") if self.is_known("flags", flag, FLAGS)),
            systems=self.texts("systems"),
        )

    def choice(self, name: str, known: Collection[str], *, required: bool = False) -> str:
        """Return a field that must be one of some words, or an empty string."""
        value = self.text(name, required=required)
        return value if value and self.is_known(name, value, known) else ""

    def is_known(self, name: str, value: str, known: Collection[str]) -> bool:
        """Tell whether a value is one of some words; report it where it is not."""
        if value not in known:
            self.fault(name, f"'{name}' is '{value}'; it must be one of {', '.join(known)}{suggestion(value, known)}")
        return value in known

    def group(self, name: str, keys: Collection[str]) -> dict[str, str]:
        """Return a field that holds one text for each of some names; empty where the page does without it."""
        value = self.source.meta.get(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.fault(name, f"'{name}' must be a group of the fields {', '.join(keys)}, not {_describe(value)}")
            return {}
        for key in value:
            if key not in keys:
                self.fault(name, f"'{name}' has an unknown field '{key}'{suggestion(str(key), keys) or '; remove it'}")
        for key in keys:
            if not isinstance(value.get(key), str) or not value[key].strip():
                self.fault(name, f"'{name}' lacks '{key}'; add a line '{key}: …' to it, with one plain sentence")
        return {key: " ".join(str(value.get(key) or "").split()) for key in keys}

    def brief(self) -> Brief | None:
        """Return the answers at the page's head, or ``None`` where the page has none."""
        found = self.group("brief", [field.name for field in fields(Brief)])
        for key, text in found.items():
            if key != "as_of" and len(text) > BRIEF_LENGTH:
                self.fault(
                    "brief", f"'{key}' in 'brief' has {len(text)} characters; shorten it to at most {BRIEF_LENGTH}"
                )
        if found and not _MONTH.fullmatch(found["as_of"]):
            self.fault(
                "brief", f"'as_of' in 'brief' is '{found['as_of']}'; write the month of the newest evidence, as 2026-07"
            )
        return Brief(**found) if found else None

    def answers(self) -> dict[str, str]:
        """Return a view's answers to the questions that all views are asked."""
        return self.group("answers", QUESTIONS)

    def edges(self, name: str, node_id: str) -> list[Edge]:
        """Return the declared relation: items are ids, or ``id: why``."""
        edges = []
        for index, item in enumerate(self._items(name)):
            target, because = item, ""
            if isinstance(item, dict) and len(item) == 1:
                ((target, because),) = item.items()
            if not isinstance(target, str) or not isinstance(because or "", str):
                self.fault(
                    name, f"'{name}' must be {_RELATION_FORM}, each alone or as 'id: why', not {_describe(item)}", index
                )
                continue
            if _PARTING.search(target):
                continue  # reported
            if isinstance(item, dict):
                because = self._as_text(name, because, index)
            edges.append(Edge(RELATION[name], node_id, target, because or "", self.source.line_of(name, index)))
        return edges


def _plain(value: Any, wrong: list[str]) -> Any:
    """Return a field's value with every text in it plain; add to ``wrong`` what was not."""
    if isinstance(value, str):
        text, message = plain(value)
        wrong += [message] if message and text != value else []  # of what stays, its own check tells
        return text
    if isinstance(value, list):
        return [_plain(item, wrong) for item in value]
    if isinstance(value, dict):
        return {_plain(name, wrong): _plain(item, wrong) for name, item in value.items()}
    return value


def _has(path: Any, key: str, form: type) -> bool:
    """Tell whether a path has a field in its form."""
    value = path.get(key) if isinstance(path, dict) else None
    return (
        isinstance(value, str | list)
        and isinstance(value, form)
        and bool(value)
        and all(isinstance(part, str) for part in value)
    )


def _describe(value: Any) -> str:
    """Name the form of a YAML value in words that a writer of Markdown knows."""
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case dt.date():
            return "a date"
        case list():
            return "a list"
        case dict():
            return "a group of fields"
        case None:
            return "nothing"
        case _:
            return "text"
