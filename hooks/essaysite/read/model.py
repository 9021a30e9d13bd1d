"""The content model: kinds of page, relations between them, and the nodes that carry them.

Adding a relation is one row in ``RELATIONS``; adding a kind is one row in ``KINDS``. hooks/README.md says what contributors
need beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Kind:
    """A kind of page: its ``name``, what readers see, and which files are of it. Then what is true of its pages alone.

    is_term             their names link themselves
    is_defined          they stand in the glossary
    is_topic            works can be filtered by them
    is_person           they are called by a name of their own, which the bibliography knows as ``bib_author``
    has_saying          each is about a saying that the essay quotes
    opens_with_summary  their text may open with their summary, which then does not stand above it once more
    must_be_linked      something must lead to each, or a reader could reach it only through the menu
    fields              what their front matter may hold beside the fields of every page
    sections            headings that they share: these, or where none is named, all that the others have
    example             name and title of one that ``make new-<kind>`` could start; there is no template without it
    map_column          their column of the map, from the left; those of a kind without one stand in the last
    map_table           id and heading of the table of the map that has a column for each
    """

    name: str
    label: str
    patterns: tuple[str, ...]
    is_term: bool = False
    is_defined: bool = False
    is_topic: bool = False
    is_person: bool = False
    has_saying: bool = False
    opens_with_summary: bool = False
    must_be_linked: bool = False
    fields: tuple[str, ...] = ()
    sections: tuple[str, ...] | None = None
    example: tuple[str, str] | None = None
    map_column: int | None = None
    map_table: tuple[str, str] | None = None


WEIGH_PAGE = "views/weigh.md"  # where readers weigh what the essay asks
# What no pattern of another kind names is plain, too.
PLAIN = Kind("page", "Page", ("index.md", "*/index.md", WEIGH_PAGE), fields=("paths", "brief", "considerations"))
# The first kind with a matching pattern is the page's.
KINDS = (
    PLAIN,
    Kind(
        "concept", "Concept", ("problem.md", "social-problem.md", "layers/*.md", "difficulties/*.md"),
        is_term=True, is_defined=True, is_topic=True, must_be_linked=True, fields=("brief",), map_column=2,
    ),
    Kind(
        "approach", "Approach", ("approaches/*.md",),
        is_term=True, is_defined=True, is_topic=True, must_be_linked=True, fields=("brief",),
        example=("model-diffing", "Model diffing"), map_column=3,
        map_table=("approaches-and-problems", "Approaches and the problems they address"),
    ),
    Kind("view", "View", ("views/*.md",), is_topic=True, fields=("brief", "answers"), sections=(), map_column=0),
    Kind(
        "pitfall", "Pitfall", ("pitfalls/*.md",),
        is_term=True, has_saying=True, fields=("brief",), sections=("What is right about it",),
        example=("only-a-tool", "A tool can fail without being misused"), map_column=1,
        map_table=("pitfalls-and-ideas", "Pitfalls and the ideas that answer or limit them"),
    ),
    Kind(
        "finding", "Finding", ("findings/*.md",),
        fields=("but", "works", "label", "flags", "systems"), sections=("What it does not show",),
        example=("a-test-of-trust", "A test of trust"),
    ),
    Kind("person", "Researcher", ("researchers/*.md",), is_term=True, is_person=True, fields=("bib_author",)),
    Kind(
        "term", "Term", ("glossary/*.md",),
        is_term=True, is_defined=True, opens_with_summary=True, example=("reward-shaping", "Reward shaping"),
    ),
)  # fmt: skip


class OnMap(NamedTuple):
    """A relation on the map: its word in a cell, and what joins that to the page of its column where the table is narrow.

    ``legend`` says what its line means, which is broken where the relation ``limits`` what it leads from.
    """

    word: str
    joint: str
    legend: str
    limits: bool = False


@dataclass(frozen=True)
class Relation:
    """A typed link, declared on one page and shown on both.

    ``name`` is the front-matter field, ``inverse`` the name of the way back; ``sources`` and ``targets`` are kinds.
    ``label`` heads the links on the declaring page, ``inverse_label`` on the other.

    is_required    each page of its sources must declare it
    must_include   a kind that one target must have
    is_evidence    a page that can declare such relations must declare one; the other end shows them all together, each
                   under its ``inverse_label``
    needs_reason   each target comes with a sentence that says why
    flag           what a finding that declares it is flagged as
    in_head        the head of the declaring page names the targets
    """

    name: str
    inverse: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    label: str
    inverse_label: str
    is_required: bool = False
    must_include: str = ""
    is_evidence: bool = False
    needs_reason: bool = True
    flag: str = ""
    in_head: bool = False
    on_map: OnMap | None = None

    @property
    def is_symmetric(self) -> bool:
        """Whether both directions are the same relation."""
        return self.name == self.inverse


_ARGUING = ("view", "concept", "approach", "pitfall")
_TERMS = ("concept", "approach", "term")
RELATIONS = (
    Relation(
        "answered_by", "answers", ("pitfall",), ("concept", "approach", "view"),
        "Ideas that answer this", "Pitfalls this helps to answer",
        is_required=True, in_head=True, on_map=OnMap("answers", "", "answers the pitfall"),
    ),
    Relation(
        "nuanced_by", "nuances", ("pitfall",), ("view", "concept"),
        "What limits this answer", "Pitfalls whose answer this limits",
        is_required=True, must_include="view", on_map=OnMap("limits", "", "limits the answer to it", limits=True),
    ),
    Relation(
        "addresses", "addressed_by", ("approach",), ("concept",), "Problems it addresses", "Approaches that address this",
        is_required=True, on_map=OnMap("addressed", " by", "addresses the problem"),
    ),
    Relation("confused_with", "confused_with", _TERMS, _TERMS, "Easily confused with", "Easily confused with"),
    Relation(
        "explained_in", "explains", ("term",), (*_ARGUING, "page"), "Explained at length in", "Terms explained here",
        needs_reason=False,
    ),
    *(
        Relation(name, inverse, ("finding",), _ARGUING, label, group, is_evidence=True)
        for name, inverse, label, group in (
            ("supports", "supported_by", "What it supports", "Reasons to take it seriously"),
            ("limits", "limited_by", "What it limits", "Reasons to read it narrowly"),
            ("bears_on", "bearing", "What it bears on", "What bears on both"),
        )
    ),
    Relation(
        "disputed_by", "disputes", ("finding",), ("finding",), "Who disputes it", "What it disputes", needs_reason=False,
        flag="disputed",
    ),
)  # fmt: skip
RELATION = {relation.name: relation for relation in RELATIONS}
# What a page ends with beside its relations, by id: on the page, in its table of contents, and in the Markdown beside it.
ENDING_HEADINGS = {
    "evidence": "Evidence",
    "works": "Works in the bibliography",
    "mentioned": "Where it is mentioned",
    "references": "References on this page",
}
# Those that no author writes: of the panels, and of their parts.
PANELS = (
    frozenset(words for one in RELATIONS for words in (one.label, one.inverse_label))
    | set(ENDING_HEADINGS.values()) - {"Evidence"}
    | {"Works cited"}
)
# What the frame and the build call their own links.
FRAME = frozenset(
    {
        "A copy to read offline",
        "Back to the text",
        "Cite this page",
        "Edit this page",
        "History of this page",
        "In the bibliography",
        "Leave the path",
        "Open the page",
        "Report a mistake",
        "Report a mistake without an account",
        "Skip to content",
        "Source and history",
    }
)
ON_MAP = {relation.name: relation.on_map for relation in RELATIONS if relation.on_map}

# Pages that the build knows by where they stand below docs/.
HOME_PAGE, SUMMARY_PAGE, ESSAY_PAGE = "index.md", "summary.md", "about/source.md"
EVIDENCE_PAGE, FINDINGS_PAGE = "about/evidence.md", "findings/index.md"
GLOSSARY_PAGE, REFERENCES_PAGE = "glossary/index.md", "references.md"

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


# What each view answers, in the order of the table that compares them, and the section of its page that says more.
QUESTIONS = {
    "how_hard": ("How hard is it?", "in-plain-words"),
    "todays_methods": ("Do today's methods do?", "the-strongest-case"),
    "deception": ("Will systems deceive?", "strongest-objections-and-replies"),
    "takeover": ("Could one take over?", "strongest-objections-and-replies"),
    "present_harms": ("What of present harms?", "the-evidence-both-ways"),
    "what_to_do": ("What should be done?", "the-strongest-case"),
    "change_of_mind": ("What would change the view?", "what-would-change-a-holders-mind"),
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
    """A page as other pages see it. ``path`` is its source relative to ``docs/``; ``id`` never changes.

    ``trails`` are the reading paths that start on it.
    """

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
    trails: tuple[dict[str, Any], ...] = ()
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
    # fnmatch's star crosses slashes; a kind's pattern means one folder level.
    patterns = ((kind, pattern) for kind in KINDS for pattern in kind.patterns if pattern.count("/") == path.count("/"))
    return next((kind for kind, pattern in patterns if fnmatchcase(path, pattern)), PLAIN)
