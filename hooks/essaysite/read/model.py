"""The content model: kinds of page, relations between them, and the nodes that carry them.

Adding a relation is one row in ``RELATIONS``; adding a kind is one row in ``KINDS``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any

from . import limits


@dataclass(frozen=True)
class Kind:
    """A kind of page: its ``name``, what readers see, and which files are of it.

    The names of pages that are a term link themselves; those that are defined stand in the glossary; works can be
    filtered by those that are a topic; and something must lead to those that must be linked, or a reader could reach
    them only through the menu.
    """

    name: str
    label: str
    patterns: tuple[str, ...]
    is_term: bool = False
    is_defined: bool = False
    is_topic: bool = False
    must_be_linked: bool = False


# The first kind with a matching pattern is the page's; every other page is plain.
PLAIN = Kind("page", "Page", ("*",))
KINDS = (
    Kind("page", "Page", ("index.md", "*/index.md", "views/weigh.md")),
    Kind(
        "concept",
        "Concept",
        ("problem.md", "social-problem.md", "layers/*.md", "difficulties/*.md"),
        is_term=True,
        is_defined=True,
        is_topic=True,
        must_be_linked=True,
    ),
    Kind(
        "approach", "Approach", ("approaches/*.md",), is_term=True, is_defined=True, is_topic=True, must_be_linked=True
    ),
    Kind("view", "View", ("views/*.md",), is_topic=True),
    Kind("pitfall", "Pitfall", ("pitfalls/*.md",), is_term=True),
    Kind("finding", "Finding", ("findings/*.md",)),
    Kind("person", "Researcher", ("researchers/*.md",), is_term=True),
    Kind("term", "Term", ("glossary/*.md",), is_term=True, is_defined=True),
    PLAIN,
)


@dataclass(frozen=True)
class Relation:
    """A typed link, declared on one page and shown on both.

    ``name`` is the front-matter field, ``inverse`` the name of the way back; ``sources`` and ``targets`` are kinds.
    ``label`` heads the links on the declaring page, ``inverse_label`` on the other.
    Each page of a kind in ``required_of`` must declare it; ``must_include`` names a kind that one target must have.
    A page of a kind that can declare relations that are evidence must declare one of them; the other end shows them all
    together, as its evidence, each under the relation's ``inverse_label``.
    ``on_map`` is the word in a cell of the map, and what joins it to the page of the column where the table is narrow.
    """

    name: str
    inverse: str
    sources: frozenset[str]
    targets: frozenset[str]
    label: str
    inverse_label: str
    required_of: frozenset[str] = frozenset()
    must_include: str = ""
    is_evidence: bool = False
    on_map: tuple[str, str] | None = None

    @property
    def is_symmetric(self) -> bool:
        """Whether both directions are the same relation."""
        return self.name == self.inverse


def _kinds(*names: str) -> frozenset[str]:
    return frozenset(names)


RELATIONS = (
    Relation(
        "answered_by", "answers", _kinds("pitfall"), _kinds("concept", "approach", "view"),
        "Ideas that answer this", "Pitfalls this helps to answer", required_of=_kinds("pitfall"), on_map=("answers", ""),
    ),
    Relation(
        "nuanced_by", "nuances", _kinds("pitfall"), _kinds("view", "concept"),
        "What limits this answer", "Pitfalls whose answer this limits", required_of=_kinds("pitfall"), must_include="view",
        on_map=("limits", ""),
    ),
    Relation(
        "addresses", "addressed_by", _kinds("approach"), _kinds("concept"),
        "Problems it addresses", "Approaches that address this", required_of=_kinds("approach"),
        on_map=("addressed", " by"),
    ),
    Relation(
        "confused_with", "confused_with", _kinds("concept", "approach", "term"), _kinds("concept", "approach", "term"),
        "Easily confused with", "Easily confused with",
    ),
    Relation(
        "explained_in", "explains", _kinds("term"), _kinds("concept", "approach", "view", "pitfall", "page"),
        "Explained at length in", "Terms explained here",
    ),
    *(
        Relation(name, inverse, _kinds("finding"), _kinds("concept", "approach", "view", "pitfall"), label, group, is_evidence=True)
        for name, inverse, label, group in (
            ("supports", "supported_by", "What it supports", "Reasons to take it seriously"),
            ("limits", "limited_by", "What it limits", "Reasons to read it narrowly"),
            ("bears_on", "bearing", "What it bears on", "What bears on both"),
        )
    ),
    Relation(
        "disputed_by", "disputes", _kinds("finding"), _kinds("finding"), "Who disputes it", "What it disputes",
    ),
)  # fmt: skip
RELATION = {relation.name: relation for relation in RELATIONS}

TERMS = frozenset(kind.name for kind in KINDS if kind.is_defined)

MATCHES = ("always", "stated", "never")


@dataclass(frozen=True)
class Edge:
    """One declared relation between two nodes, with the sentence that says why, and where it was declared."""

    relation: Relation
    source: str
    target: str
    because: str = ""
    line: int = 1


@dataclass(frozen=True)
class Finding:
    """What a finding says beside its summary: the other half, the works it is told in, and how strong it is.

    ``label`` and ``flags`` are keys of ``labels.LABELS`` and ``labels.FLAGS``; ``systems`` names what was tested.
    """

    but: str
    works: tuple[str, ...]
    label: str
    flags: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Brief:
    """The answers at the head of a page, one sentence each, and the month of the newest evidence (``2026-07``)."""

    what: str
    why: str
    stands: str
    disputed: str
    as_of: str


# What each view answers, in the order of the table that compares them: field → heading.
QUESTIONS = {
    "how_hard": "How hard is it?",
    "todays_methods": "Do today's methods do?",
    "deception": "Will systems deceive?",
    "takeover": "Could one take over?",
    "present_harms": "What of present harms?",
    "what_to_do": "What should be done?",
    "change_of_mind": "What would change the view?",
}


@dataclass(frozen=True)
class Consideration:
    """One of the considerations that the essay's summary closes with, as a reader may weigh it; all are in its order.

    ``title`` is that of the summary's section on it, ``agree`` what no view has to deny, ``moves`` what would move a reader.
    The others name questions that views answer, findings on either side, and pages that argue for and against its weight.
    """

    title: str
    agree: str
    moves: str
    questions: tuple[str, ...]
    supports: tuple[str, ...]
    limits: tuple[str, ...]
    argued_by: tuple[str, ...]
    questioned_by: tuple[str, ...]


@dataclass
class Node:
    """A page as other pages see it. ``path`` is its source relative to ``docs/``; ``id`` never changes."""

    id: str
    kind: Kind
    path: str
    title: str
    summary: str
    aliases: tuple[str, ...] = ()
    match: str = "always"
    forms: tuple[str, ...] = ()
    links_terms: bool = True
    bib_author: str = ""
    paths: tuple[dict[str, Any], ...] = ()
    hides: tuple[str, ...] = ()
    moved_from: tuple[str, ...] = ()
    finding: Finding | None = None
    brief: Brief | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    considerations: tuple[Consideration, ...] = ()
    outgoing: list[Edge] = field(default_factory=list)
    incoming: list[Edge] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """The folder of the page's source, relative to ``docs/``; empty for pages that stand directly there."""
        return self.path.rpartition("/")[0]

    @property
    def is_organisation(self) -> bool:
        """Whether a researcher is one: BibTeX keeps such a name whole by braces."""
        return self.bib_author.startswith("{")

    @property
    def label(self) -> str:
        """What kind of page this is, in a word for readers."""
        return "Organisation" if self.is_organisation else self.kind.label


def kind_of(path: str) -> Kind:
    """Return the kind of the page at ``path``, relative to ``docs/``."""
    for kind in KINDS:
        for pattern in kind.patterns:
            # fnmatch's star crosses slashes; a kind's pattern means one folder level.
            if pattern.count("/") == path.count("/") and fnmatchcase(path, pattern):
                return kind
    return PLAIN


def id_of(path: str) -> str:
    """Return the id of the page at ``path``: its file stem, or its folder's name for an index page."""
    pure = PurePosixPath(path)
    if pure.stem != "index":
        return pure.stem
    return pure.parent.name or "home"


_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_name(text: str) -> bool:
    """Tell whether a text can be an id: it stands in addresses, in HTML ids and in lists parted by spaces."""
    return len(text) <= limits.NAME and _NAME.fullmatch(text) is not None


def nearest_name(text: str) -> str:
    """Return the nearest id that a text can be, or an example where there is none."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[: limits.NAME].strip("-") or "reward-shaping"
