"""The content model: kinds of page, relations between them, and the nodes that carry them.

Adding a relation is one row in ``RELATIONS``; adding a kind is one row in ``KINDS``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any

from . import limits


@dataclass(frozen=True)
class Kind:
    """A kind of page: its ``name``, what readers see, which files are of it, and whether its names link themselves."""

    name: str
    label: str
    patterns: tuple[str, ...]
    is_term: bool = False


# The first kind with a matching pattern is the page's; every other page is plain.
PLAIN = Kind("page", "Page", ("*",))
KINDS = (
    Kind("page", "Page", ("index.md", "*/index.md", "views/weigh.md")),
    Kind("concept", "Concept", ("problem.md", "social-problem.md", "layers/*.md", "difficulties/*.md"), is_term=True),
    Kind("approach", "Approach", ("approaches/*.md",), is_term=True),
    Kind("view", "View", ("views/*.md",)),
    Kind("pitfall", "Pitfall", ("pitfalls/*.md",), is_term=True),
    Kind("person", "Researcher", ("researchers/*.md",), is_term=True),
    Kind("term", "Term", ("glossary/*.md",), is_term=True),
    PLAIN,
)


@dataclass(frozen=True)
class Relation:
    """A typed link, declared on one page and shown on both.

    ``name`` is the front-matter field, ``inverse`` the name of the way back; ``sources`` and ``targets`` are kinds.
    ``label`` heads the links on the declaring page, ``inverse_label`` on the other.
    Each page of a kind in ``required_of`` must declare it; ``must_include`` names a kind that one target must have.
    """

    name: str
    inverse: str
    sources: frozenset[str]
    targets: frozenset[str]
    label: str
    inverse_label: str
    required_of: frozenset[str] = frozenset()
    must_include: str = ""

    @property
    def is_symmetric(self) -> bool:
        """Whether both directions are the same relation."""
        return self.name == self.inverse


def _kinds(*names: str) -> frozenset[str]:
    return frozenset(names)


RELATIONS = (
    Relation(
        "answered_by", "answers", _kinds("pitfall"), _kinds("concept", "approach", "view"),
        "Ideas that answer this", "Pitfalls that turn on this", required_of=_kinds("pitfall"),
    ),
    Relation(
        "nuanced_by", "nuances", _kinds("pitfall"), _kinds("view", "concept"),
        "What limits this answer", "Pitfalls whose answer this limits", required_of=_kinds("pitfall"), must_include="view",
    ),
    Relation(
        "addresses", "addressed_by", _kinds("approach"), _kinds("concept"),
        "Problems it addresses", "Approaches that address this",
    ),
    Relation(
        "confused_with", "confused_with", _kinds("concept", "approach", "term"), _kinds("concept", "approach", "term"),
        "Easily confused with", "Easily confused with",
    ),
    Relation(
        "explained_in", "explains", _kinds("term"), _kinds("concept", "approach", "view", "pitfall", "page"),
        "Explained at length in", "Terms explained here",
    ),
)  # fmt: skip
RELATION = {relation.name: relation for relation in RELATIONS}

# Kinds that something must lead to, or a reader could reach them only through the menu.
MUST_BE_LINKED = _kinds("concept", "approach")

MATCHES = ("always", "stated", "never")


@dataclass(frozen=True)
class Edge:
    """One declared relation between two nodes, with the sentence that says why, and where it was declared."""

    relation: Relation
    source: str
    target: str
    because: str = ""
    line: int = 1


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
    outgoing: list[Edge] = field(default_factory=list)
    incoming: list[Edge] = field(default_factory=list)

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
