"""The labels of evidence and their flags: what they are called, and what is wrong with one on a page."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches

from .faults import Fault
from .letters import as_latin
from .markdown_text import hide_code
from .model import EVIDENCE_PAGE as PAGE
from .page_file import Source

# The anchor of each on the page of labels, and its name; from the strongest label to the weakest.
LABELS = {
    "observed-in-use": "Observed in use",
    "shown-in-experiment": "Shown in experiment",
    "proved-given-assumptions": "Proved, given assumptions",
    "thought-experiment": "Thought experiment",
    "argued": "Argued",
    "estimate-or-opinion": "Estimate or opinion",
    "on-record": "On record",
}
FLAGS = {
    "disputed": "Disputed",
    "superseded": "Superseded",
    "source-wanted": "Source wanted",
    "by-the-developer": "By the developer",
}
_ANCHORS = {name: anchor for anchor, name in (LABELS | FLAGS).items()}
_NAMES = "; ".join(_ANCHORS)
_NEAR, _EMPTY_LINE = 0.75, 2
_HAS_SAMPLES = frozenset({PAGE, "start.md"})
_AFTER_SAMPLE = frozenset(".,;)")  # as in "this is one: [Argued](…).", which labels nothing
_LOST = "lost"  # in place of its class, for a flag without a label

# [Argued](../about/evidence.md#argued){ .evidence } → text, target, all behind it up to ), space, marks
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*+<?([^()\s<>]*+)>?([^()]*+)\)(\s?)(\{[^{}\n]*\})?")
_MARKS = re.compile(r"\{[^{}\n]*\}")
# [a]: ../about/evidence.md#argued → found; [^a]: is a note
_DEFINED = re.compile(r"^[ ]{0,3}(\[(?!\^)[^\]\n]+\]):\s*<?[^\s>]*evidence\.md#", re.MULTILINE)
# What may stand before the first word of a paragraph, list item, quotation or cell.
_BEFORE = re.compile(r"[\s>:]*(?:(?:[-*+]|\d+[.)])\s+)*|.*\|\s*")
# " [Disputed](…){ .flag } [@key]" at the end of a paragraph, item or cell: behind a label, no claim.
_NO_CLAIM = re.compile(
    r"(?:[ \t>]*+\n?[ \t>]*+(?:\[[^\[\]\n]*+\]\([^()\n]*+\)\{ \.flag \}|\[@[^\[\]\n]*+\]|&nbsp;|[*_:.,;!?\xa0\u2026]))*+"
    r"[ \t]*+(?:\||\Z|\n[ \t>]*+(?:\n|\Z|#|\||[-*+][ ]|\d+[.)][ ]))"
)
_SIGN_BEHIND = re.compile(r"[\w:]|[ ]?[-\u2013\u2014][ ]")
# "**Argued** It holds." and "Argued: it holds." → found
_BARE = re.compile(rf"^[ >]*(?:[-*+] )?((?:\*\*|`)?(?:{'|'.join(LABELS.values())})(?:\*\*|`|: ))", re.MULTILINE)
# "Observed in use", "Evidence: Argued." → the name
_IN_ALL = re.compile(rf"\W*(?:evidence\W+)?({'|'.join(_ANCHORS)})s?\W*", re.IGNORECASE)
# "## Proven { #argued }", "{ id=argued }": a heading with the anchor of one
_SECTION = re.compile(rf"^#.*\{{[^{{}}]*\b(?:{'|'.join(LABELS | FLAGS)})\b", re.MULTILINE)
# "## Argued { #argued }", and right below it "[Argued](#argued){ .evidence }" → both anchors
_SAMPLE = re.compile(
    r"^##+ [^\n{]*\{ #(?P<section>[\w-]+) \}\s*\[[^\[\]\n]*\]\(#(?P<shown>[\w-]+)\)\{ \.(?:evidence|flag) \}",
    re.MULTILINE,
)
_CLAIM = re.compile(r"[ \n]+[A-Z]")
_CELL_OF_WORDS = re.compile(r"\|\s*\w+\s+[^|\[\]]*\w\s*(?=\|)")  # "| It is so |"
_LONGEST = 60  # letters; no name has as many
# "Evidence: Argued, says …", at the start
_HEARD = re.compile(rf"\W*evidence:\s*({'|'.join(_ANCHORS)})\b", re.IGNORECASE)
# "Argued: it is so", "Argued (see there)", at the start of what stands out from its text
_LEADS = re.compile(rf"\W*({'|'.join(_ANCHORS)})\s*(?!\]\()[^\w\s'\u2019]", re.IGNORECASE)
# "It is so [@a].", and no "Smith et al."
_ENDS_CLAIM = re.compile(
    r"(?:(?<!\b(?:al|cf|pp|vs))(?<!\b[a-z])\.|[?!:;])[\"')\]*_]*(?: ?\[@[^\[\]]*\]| ?\[\^[^\[\]]*\])*$"
)


def label_faults(path: str, source: Source) -> Iterator[Fault]:
    """Yield what is wrong with the labels and flags on a page; ``path`` is relative to the folder of pages."""
    hidden = hide_code(source.body)
    if path == PAGE and _SECTION.search(hidden):
        yield from _missing_sections(source)
        yield from _wrong_samples(source, hidden)
    for match in _BARE.finditer(source.body):
        anchor = next(anchor for anchor, name in LABELS.items() if name in match[1])
        if hidden[match.end(1) :].split("\n", 1)[0].strip():
            yield source.body_fault(
                match.start(1), f"'{match[1].strip()}' is no label as it stands; write {_right(anchor, path)}"
            )
    if "evidence" not in source.body and "flag" not in source.body:
        return
    meant: list[tuple[int, int]] = []
    yield from _wrong_links(path, source, hidden, meant)
    for marks in _MARKS.finditer(hidden):
        if _is_class(marks[0]) and not any(start <= marks.start() < end for start, end in meant):
            message = f"{marks[0]} belongs behind the link of a label or flag alone; take it out, or write {_right('argued', path)}"
            yield source.body_fault(marks.start(), message)
    for match in _DEFINED.finditer(hidden):
        message = f"a label has its address where it stands, as {_right('argued', path)} has; write it so, and take this line out"
        yield source.body_fault(match.start(1), message)


def _wrong_links(path: str, source: Source, hidden: str, meant: list[tuple[int, int]]) -> Iterator[Fault]:
    """Yield a fault for each link that is meant as a label or flag and is not one; add to ``meant`` where those stand."""
    previous = ("", 0)  # class and end of the label or flag before
    flags: set[str] = set()  # of this claim
    for match in _LINK.finditer(hidden):
        if not _is_meant(match, path, hidden, previous):
            continue
        meant.append(match.span())
        name = " ".join(match[1].split())
        is_flag = _ANCHORS.get(name) in FLAGS
        wrong = _wrong(match, path) or ("" if path == PAGE else _misplaced(path, hidden, match, previous))
        if not wrong and is_flag and name in flags:
            wrong = "stands twice at one claim; keep one"
        if wrong:
            yield source.body_fault(match.start(), f"{' '.join(match[0].split())} {wrong}")
        flags = {*flags, name} if is_flag else set()
        is_lost = is_flag and _follows(hidden, match.start(), previous) in ("", _LOST)
        previous = (_LOST if is_lost else "flag" if is_flag else "evidence", match.end())


def wrong_as_shown(words: str, kind: str, target: str, path: str) -> str:
    """Say what is wrong with a link of the page at ``path`` that is shown as a label or flag (``kind``), or nothing."""
    anchor = target.partition("#")[2]
    known = LABELS if kind == "evidence" else FLAGS
    if known.get(anchor) == words and f"]({target})" in _right(anchor, path):
        return ""
    is_known = anchor in LABELS | FLAGS
    return f"'{words}' is no label; {f'write {_right(anchor, path)}' if is_known else f'the labels and flags are {_NAMES}'}"


def wrong_as_name(text: str, path: str, *, stands_out: bool = True) -> str:
    """Say what is wrong with a text that is read as a label or flag and is none, or nothing.

    Such is the name of one, and a text that begins as a screen reader says one: "Evidence: Argued"; and a link, a cell,
    the title of a note, or a piece in bold letters or the like (what ``stands_out``) that begins with one and a sign.
    """
    plain = " ".join(as_latin(text[:_LONGEST]).split())
    found = _HEARD.match(plain) or (_IN_ALL.fullmatch(plain) if len(text) <= _LONGEST else None)
    if stands_out and found is None:
        found = _LEADS.match(plain)
    if not found or path == PAGE or not next(filter(str.isalpha, plain)).isupper():
        return ""
    anchor = next(anchor for name, anchor in _ANCHORS.items() if name.casefold() == found[1].casefold())
    return f"'{found[0]}' is read as a label here, and is none; write {_right(anchor, path)} before its claim, or other words"


def _missing_sections(source: Source) -> Iterator[Fault]:
    """Yield a fault for each label and flag that the page does not explain under its name."""
    body = hide_code(source.body)
    for anchor, name in (LABELS | FLAGS).items():
        heading = f"{'##' if anchor in LABELS else '###'} {name} {{ #{anchor} }}"
        if re.search(rf"^{re.escape(heading)}\s*$", body, re.MULTILINE):
            continue
        near = re.search(rf"^#+[^\n]*(?:{re.escape(name)}\b|#{anchor}\b)[^\n]*", source.body, re.MULTILINE)
        message = f"the pages use the label '{name}', and no section here explains it; write its heading as '{heading}'"
        yield source.body_fault(near.start() if near else 0, message)


def _wrong_samples(source: Source, hidden: str) -> Iterator[Fault]:
    """Yield a fault for each section whose sample, alone in a paragraph, is another label than the one that it explains."""
    for sample in _SAMPLE.finditer(hidden):
        if sample["section"] in LABELS | FLAGS and sample["section"] != sample["shown"]:
            message = f"this section explains '{sample['section']}', and shows another label below its heading; write {_right(sample['section'], PAGE)}"
            yield source.body_fault(sample.start("shown"), message)


def _is_meant(match: re.Match[str], path: str, hidden: str, previous: tuple[str, int]) -> bool:
    """Tell whether a link is meant as a label or flag: by its class, or by its name or place where it leads to one."""
    name, target, _, _, marks = match.groups()
    if hidden[match.start() - 1 : match.start()] == "!":  # an image
        return False
    if marks and _is_class(marks):
        return True
    page, _, anchor = target.partition("#")
    page = page.partition("?")[0]
    is_named = " ".join(name.split()) in _ANCHORS
    leads_to_one = _page(page, path) == PAGE or page.endswith("evidence.md")
    # Where a label stands, "It is so. [Proven](about/evidence.md) That is so", a link is read as one
    if leads_to_one and path != PAGE and _CLAIM.match(hidden, match.start(4)):
        before = _line_before(hidden, match.start()).rstrip()
        return is_named or _is_first(hidden, match.start(), previous) or _ENDS_CLAIM.search(before) is not None
    if not leads_to_one or not anchor:
        return is_named and _is_first(hidden, match.start(), previous)
    return is_named or bool(marks) or _is_first(hidden, match.start(), previous)


def _is_first(hidden: str, start: int, previous: tuple[str, int]) -> bool:
    """Tell whether a place is at the start of a line's text, or behind a label or flag."""
    return _BEFORE.fullmatch(_line_before(hidden, start)) is not None or _follows(hidden, start, previous) != ""


def _starts_block(hidden: str, start: int, previous: tuple[str, int]) -> bool:
    """Tell whether a place is at the start of a paragraph, item or cell, or on a line whose neighbour above ends a sentence."""
    if not _is_first(hidden, start, previous):
        return False
    line = _line_before(hidden, start)
    above = hidden[: start - len(line)].removesuffix("\n").rpartition("\n")[2].strip(" >")
    goes_on = not line.strip(" >") and above and not _follows(hidden, start, previous)
    return not goes_on or _ENDS_CLAIM.search(above) is not None or above.startswith("#")


def _follows(hidden: str, start: int, previous: tuple[str, int]) -> str:
    """Return the class of the label or flag that a place follows at once, or an empty text."""
    kind, end = previous
    between = hidden[end:start]
    return kind if not between.strip() and between.count("\n") < _EMPTY_LINE else ""


def _in_row(hidden: str, start: int) -> bool:
    """Tell whether a place is in a row of a table that has words in another cell."""
    line = hidden[hidden.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    return line.lstrip().startswith("|") and _CELL_OF_WORDS.search(line) is not None


def _line_before(hidden: str, start: int) -> str:
    return hidden[hidden.rfind("\n", 0, start) + 1 : start]


def _wrong(match: re.Match[str], path: str) -> str:
    """Return what is wrong with a label or flag itself, or an empty text."""
    name, target, more, gap, marks = match.groups()
    known = _ANCHORS.get(name)
    page, _, anchor = target.partition("#")
    if known is None:
        near = get_close_matches(name.capitalize(), _ANCHORS, n=1, cutoff=0.6)
        meant = _ANCHORS[near[0]] if near else anchor if anchor in LABELS | FLAGS else ""
        return f"is no label; {f'write {_right(meant, path)}' if meant else f'the labels and flags are {_NAMES}'}"
    if anchor != known and anchor in LABELS | FLAGS and _page(page, path) == PAGE:
        return f"is called one thing and leads to another; write {_right(known, path)} or {_right(anchor, path)}"
    written = f"[{name}]({target}){more.strip()}{gap}{' '.join((marks or '').split())}"
    if written != _right(known, path):
        how = "is a flag, and stands behind a label" if known in FLAGS else "is not written as a label is"
        return f"{how}; write {_right(known, path)}"
    return ""


def _misplaced(path: str, hidden: str, match: re.Match[str], previous: tuple[str, int]) -> str:
    """Return what is wrong with where a label or flag stands, or an empty text."""
    if path in _HAS_SAMPLES and hidden[match.end() : match.end() + 1] in _AFTER_SAMPLE:
        return ""
    if sign := _SIGN_BEHIND.match(hidden, match.end()):
        return f"has '{sign[0].strip()}' right behind it; write a blank and then the claim"
    follows = _follows(hidden, match.start(), previous)
    if _ANCHORS[match[1]] in FLAGS:
        is_lost = follows in ("", _LOST)
        return "is a flag, which follows a label; write the label of the claim before it" if is_lost else ""
    if follows == _LOST:
        return ""
    if follows:
        return "is a second label at one claim; keep the one that claims less, or split the claim"
    if _NO_CLAIM.match(hidden, match.end()) and not _in_row(hidden, match.start()):
        return "stands alone; write the claim behind it, or take it out"
    if _starts_block(hidden, match.start(), previous) or _ENDS_CLAIM.search(
        _line_before(hidden, match.start()).rstrip()
    ):
        return ""
    return "stands inside a sentence; put it at the start of the claim"


def _is_class(marks: str) -> bool:
    """Tell whether a list of attributes sets one of the two classes, or nearly: { evidense }, { class=flag }."""
    words = [word.lstrip(".") for word in re.split(r"[\s{}:\"'=]+", marks.casefold()) if not word.startswith("#")]
    return any(get_close_matches(word, ("evidence", "flag"), cutoff=_NEAR) for word in words)


def _page(target: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path


def _right(anchor: str, path: str) -> str:
    """Return how a label or flag is written on a page."""
    name, kind = (LABELS | FLAGS)[anchor], "evidence" if anchor in LABELS else "flag"
    page = "" if path == PAGE else posixpath.relpath(PAGE, posixpath.dirname(path) or ".")
    return f"[{name}]({page}#{anchor}){{ .{kind} }}"
