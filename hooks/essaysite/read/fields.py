"""Check front matter against what each kind of page may hold, and make nodes of it."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Any

from pybtex.database import InvalidNameString, Person

from .addresses import names_a_place
from .essay_signs import forged_signs, makes_a_sign, says_whose
from .faults import Fault, suggestion, with_article
from .field_reader import PARTING, TITLE_LENGTH, FieldReader, describe, is_unfinished
from .field_text import OF_THE_BUILD, wrong_with
from .files import TAKEN
from .ids import id_of, is_name, is_of_the_build, nearest_name
from .labels import FLAGS, LABELS, wrong_as_name
from .letters import is_named
from .model import (
    ESSAY_PAGE,
    EVIDENCE_PAGE,
    FINDINGS_PAGE,
    FRAME,
    GLOSSARY_PAGE,
    KINDS,
    MATCHES,
    PANELS,
    QUESTIONS,
    REFERENCES_PAGE,
    RELATION,
    RELATIONS,
    SUMMARY_PAGE,
    Brief,
    Consideration,
    Edge,
    Finding,
    Node,
    kind_of,
)
from .notes import vouches, wrong_in_field
from .page_file import Source

BRIEF_LENGTH = 220
_JOINED = 40  # letters of a title and of a text behind it that may make a sign
# Where every page leads; no other page takes these places.
_PLACES = {
    page.removesuffix(".md").removesuffix("/index")
    for page in (ESSAY_PAGE, EVIDENCE_PAGE, FINDINGS_PAGE, GLOSSARY_PAGE, REFERENCES_PAGE, SUMMARY_PAGE)
}
_MONTH = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])")

_OF_EVERY_PAGE = ("title", "summary", "aliases", "match", "forms", "link_terms", "hide", "moved_from")
# Field → kinds that may have it; empty for every kind. Relations add their own.
FIELDS = {
    name: tuple(kind.name for kind in KINDS if name in kind.fields)
    for name in (*_OF_EVERY_PAGE, *(name for kind in KINDS for name in kind.fields))
}
_GROUPS = {"brief": tuple(field.name for field in fields(Brief)), "answers": tuple(QUESTIONS)}
_HIDDEN = ("toc", "navigation", "footer")  # what the theme knows to hide
_PATH_FIELDS = {"id": str, "title": str, "for": str, "pages": list}


def make_node(source: Source) -> tuple[Node, list[Fault]]:
    """Return the node of a page and what is wrong with its front matter.

    Relations are read but not resolved: their targets may not exist (see ``graph``).
    """
    # A page that could not be read at all has said so; that its fields are missing then is no news.
    unreadable = bool(source.faults) and not source.meta
    path = source.path.split("/", 1)[1]
    checker = _PageFields(source, kind_of(path).name)
    node = Node(id=id_of(path), kind=kind_of(path), path=path, title="", summary="")
    if unreadable:
        node.title = node.id
        return node, []
    checker.check_file_name(node)
    checker.check_names()
    checker.check_texts()
    title = checker.title()
    node.title = title or node.id
    node.summary = checker.sentence("summary")
    if node.summary.casefold().rstrip(".") == node.title.casefold():
        checker.fault("summary", "'summary' repeats the title; say in one sentence what the page says")
    node.aliases = checker.texts("aliases")
    for index, alias in enumerate(node.aliases):
        if alias.casefold() == title.casefold():
            checker.fault("aliases", f"'aliases' names '{alias}', which is the title; remove it", index)
    node.match = checker.match()
    node.forms = checker.forms(node.match)
    node.links_terms = checker.flag("link_terms", default=True)
    node.bib_author = checker.author(required=node.kind.is_person)
    node.trails = checker.trails()
    node.hides = checker.hides()
    node.moved_from = checker.old_addresses()
    if "but" in node.kind.fields:
        node.finding = checker.finding()
    node.brief = checker.brief()
    node.answers = checker.answers()
    node.considerations = checker.considerations()
    for relation in RELATIONS:
        if node.kind.name in relation.sources and relation.name in source.meta:
            node.outgoing += checker.edges(relation.name, node.id)
    checker.check_behind_title(title)
    return node, checker.faults


class _PageFields(FieldReader):
    """Reads the fields that this site has, each with what it may hold."""

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
            owners = RELATION[name].sources if name in RELATION else FIELDS.get(name)
            if owners:
                kinds = with_article(" or ".join(sorted(owners)))
                self.fault(name, f"'{name}' is for {kinds}, and this page is {with_article(self.kind)}; remove it")
            else:
                self.fault(name, f"unknown field '{name}'{_meant(name) or suggestion(name, known) or '; remove it'}")

    def title(self) -> str:
        """Return the title on one line; the theme prints it as it is, so what could be a tag is none."""
        title = " ".join(self.text("title", required=True).split())
        if len(title) > TITLE_LENGTH:
            self.fault("title", f"'title' has {len(title)} characters; shorten it to at most {TITLE_LENGTH}")
        if wrong := _wrong_with_title(title):
            self.fault("title", f"'title' {wrong}")
        path = self.source.path.partition("/")[2]
        is_its = says_whose(title) and path != ESSAY_PAGE
        if is_its or makes_a_sign(title, "line 1") or makes_a_sign("essay", title):
            self.fault(
                "title", f"'title' is '{title}', under which lists would show our words as the essay's; write another"
            )
        if wrong := wrong_as_name(title, path) or wrong_in_field(f"{title} "):
            self.fault("title", wrong)
        if "< " in f"{title} " or (">" in title and "<" not in title):
            self.fault("title", "'title' holds '<' or '>'; a title is plain text, so write it without them")
        return title.replace("<", "‹").replace(">", "›")  # noqa: RUF001 - they look alike, and are harmless

    def check_behind_title(self, title: str) -> None:
        """Report texts that are the sign of the essay's words where a list has them behind the title: "From the essay", "Line 3 says …"."""
        path = self.source.path.partition("/")[2]
        for line, text in self.source.texts():
            is_its = path != ESSAY_PAGE and says_whose(text)
            wrong = f"'{text}' reads as {OF_THE_BUILD}" if is_its and text != title and not forged_signs(text) else ""
            if wrong := wrong or wrong_as_name(text, path) or wrong_in_field(text):
                self.faults.append(Fault(self.source.path, line, wrong))
            forged = forged_signs(f"{title[-_JOINED:]}: {text[:_JOINED]}")
            if forged and not forged_signs(text) and not forged_signs(title):
                message = f"behind the title this reads as '{forged[0]}', {OF_THE_BUILD}"
                self.faults.append(Fault(self.source.path, line, message))

    def hides(self) -> tuple[str, ...]:
        """Return which parts of the page the theme hides: some of ``_HIDDEN``."""
        words = self.texts("hide")
        for index, word in enumerate(words):
            if word not in _HIDDEN and not PARTING.search(word):
                remedy = suggestion(word, _HIDDEN) or f"; use one of {', '.join(_HIDDEN)}"
                self.fault("hide", f"'hide' names '{word}', which is no part of a page{remedy}", index)
        return words

    def old_addresses(self) -> tuple[str, ...]:
        """Return the addresses at which the page stood once, below the site's own and without a slash at either end."""
        found = self.texts("moved_from")
        for index, old in enumerate(found):
            if old in _PLACES:
                self.fault("moved_from", f"'moved_from' names '{old}', where every page leads; remove it", index)
            elif not _may_lead_on(old):
                message = f"'moved_from' names '{old}'; write where the file stood below docs/, without .md and /index, as glossary/old-name"
                self.fault("moved_from", message, index)
        return tuple(old for old in found if old not in _PLACES and _may_lead_on(old))

    def match(self) -> str:
        """Return how the page's names match in running text: one of ``MATCHES``."""
        return self.choice("match", MATCHES) or MATCHES[0]

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

    def trails(self) -> tuple[dict[str, Any], ...]:
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
            elif wrong := _wrong_with_title(item["title"]):
                line = self.source.lines.get(("paths", index, "title"), line)
                message = f"the title of the path '{item['id']}' {wrong}"
            elif wrong := _no_id(item["id"]):
                message = wrong
            elif item["id"] in (path["id"] for path in good):
                message = f"the path '{item['id']}' is there twice; give each an id of its own"
            elif len(set(item["pages"])) < len(item["pages"]):
                message = f"the path '{item['id']}' would come back to a page; name each once"
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

    def brief(self) -> Brief | None:
        """Return the answers at the page's head, or ``None`` where the page has none."""
        found = self.group("brief", _GROUPS["brief"])
        for key, text in found.items():
            if key != "as_of" and len(text) > BRIEF_LENGTH:
                message = f"'{key}' in 'brief' has {len(text)} characters; shorten it to at most {BRIEF_LENGTH}"
                self.fault("brief", message, key)
        if found.get("as_of") and not _MONTH.fullmatch(found["as_of"]):
            message = f"'as_of' in 'brief' is '{found['as_of']}'; write the month of the newest evidence, as 2026-07"
            self.fault("brief", message, "as_of")
        return Brief(**found) if found else None

    def answers(self) -> dict[str, str]:
        """Return a view's answers to the questions that all views are asked."""
        return self.group("answers", _GROUPS["answers"])

    def considerations(self) -> tuple[Consideration, ...]:
        """Return what the page says of the essay's considerations; what it names is not resolved yet."""
        found = []
        forms = {field.name: str if field.type == "str" else list for field in fields(Consideration)}
        for index, item in enumerate(self.items_of("considerations") if "considerations" in self.source.meta else ()):
            if not isinstance(item, dict) or {name: type(value) for name, value in item.items()} != forms:
                needs = ", ".join(f"{name} ({'a text' if form is str else 'a list'})" for name, form in forms.items())
                self.fault("considerations", f"each item of 'considerations' needs {needs}, and no more", index)
                continue
            plain = {name: [self.as_text("considerations", v, index) for v in _listed(item[name])] for name in forms}
            if wrong := _wrong_with_title(plain["title"][0]):
                self.fault("considerations", f"the title of a consideration {wrong}", index)
            found.append(Consideration(**{n: v[0] if forms[n] is str else tuple(v) for n, v in plain.items()}))  # type: ignore[arg-type]
        return tuple(found)

    def edges(self, name: str, node_id: str) -> list[Edge]:
        """Return the declared relation: items are ids, or ``id: why``."""
        edges = []
        for index, item in enumerate(self.items_of(name, have_reasons=RELATION[name].needs_reason)):
            target, because = item, ""
            if isinstance(item, dict) and len(item) == 1:
                ((target, because),) = item.items()
            if not isinstance(target, str) or not isinstance(because or "", str):
                message = f"'{name}' must be a list of page ids, each alone or as 'id: why', not {describe(item)}"
                self.fault(name, message, index)
                continue
            if PARTING.search(target):
                continue  # reported
            if isinstance(item, dict):
                because = self.as_text(name, because, index)
                if because and is_unfinished(because):
                    message = f"the reason in '{name}' ends in '{because[-2:]}'; write whole sentences, with one full stop at the end"
                    self.fault(name, message, index)
            elif RELATION[name].needs_reason and is_name(target):
                self.fault(name, f"'{name}' names '{target}' without a reason; write it as '{target}: why'", index)
            edges.append(Edge(RELATION[name], node_id, target, because or "", self.source.line_of(name, index)))
        return edges


def _no_id(name: str) -> str:
    """Say why a reading path cannot have an id, or nothing."""
    if is_of_the_build(name):
        return f"the id '{name}' is one that the build sets; give this path another"
    return "" if is_name(name) else f"'{name}' is no id for a path; write it as '{nearest_name(name)}'"


def _wrong_with_title(title: str) -> str:
    """Say what is wrong with the title of a part of a page, which other pages show, or nothing."""
    if is_named(title, PANELS | FRAME):
        return f"is '{title}', as the build calls its own; write another"
    if vouches(title):
        return f"is '{title}', which no page says of itself; write what it is about"
    return f"is '{title}', an address, from which lists would lead here; write a name" if names_a_place(title) else ""


def _may_lead_on(old: str) -> bool:
    """Tell whether an old address is one below the site's, and of no file that the build writes by itself."""
    *_, last = names = old.split("/")
    return all(map(is_name, names)) and names[0] not in {"docs", *TAKEN} and last not in ("404", "index")


def _meant(name: str) -> str:
    """Say what to do with an unknown field that belongs into a group, or that the build shows by itself; or nothing."""
    for group, names in _GROUPS.items():
        if name in names:
            return f"; indent it by two spaces, below '{group}:'"
    there = ", ".join(relation.name for relation in RELATIONS if relation.inverse == name)
    return there and f"; it is shown where the other page has '{there}', so write it there"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _has(path: Any, key: str, form: type) -> bool:
    """Tell whether a path has a field in its form."""
    value = path.get(key) if isinstance(path, dict) else None
    return (
        isinstance(value, str | list)
        and isinstance(value, form)
        and bool(value)
        and all(isinstance(part, str) for part in value)
    )
