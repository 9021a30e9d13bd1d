"""What is wrong with findings among the other pages: halves, numbers without their condition, results told twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from .bibliography import Bibliography
from .faults import NEW_WORK, Fault, suggestion
from .graph import Graph
from .guard import one_by_one
from .labels import LABELS
from .markdown_text import flatten, hide_code
from .model import RELATIONS, Node
from .page_file import Source

_SAME = 0.75  # of the letters
# "In 12% of 1,000 cases of GPT-4o" → 12%, 1,000: a number that is no part of a name.
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)*%?(?![\w-])")
_KEY = re.compile(r"@([\w-]+)")
# "[Argued](../about/evidence.md#argued){ .evidence }" at the start of a claim
_LABELLED = re.compile(rf"\[(?:{'|'.join(map(re.escape, LABELS.values()))})\]\([^)]*\)\{{ \.evidence \}}")
_BLOCK_END = re.compile(r"\n[ \t]*\n|\n[ \t]*(?:[-*+]|\d+[.)])[ \t]|\n#")


def finding_faults(graph: Graph, sources: Mapping[str, Source], works: Bibliography) -> list[Fault]:
    """Return what is wrong with the findings, and the labelled claims of other pages that tell one again."""
    faults: list[Fault] = []
    told: dict[str, Node] = {}

    def file_of(node: Node) -> str:
        return sources[node.path].path

    for node in one_by_one(graph.nodes.values(), file_of):
        if node.finding is not None:
            faults += _own_faults(node, sources[node.path], works)
            faults += _told_twice(node, sources[node.path], told)
    for node in one_by_one(graph.by_path.values(), file_of):
        if node.finding is None:
            faults += _told_again(sources[node.path], told)
    return faults


def _own_faults(node: Node, source: Source, works: Bibliography) -> Iterator[Fault]:
    finding = node.finding
    assert finding is not None  # noqa: S101 - asked by the caller
    if finding.but and SequenceMatcher(None, finding.but.casefold(), node.summary.casefold()).ratio() > _SAME:
        yield source.fault("but", "'but' repeats 'summary'; say the other half: what limits it, or who disputes it")
    for relation in RELATIONS:
        if relation.flag and relation.name in source.meta and relation.flag not in finding.flags:
            message = f"'{relation.name}' is there, and its flag is not; write '{relation.flag}' into 'flags' too"
            yield source.fault(relation.name, message)
    body = hide_code(source.body)
    numbers = set(_NUMBER.findall(body))
    for name, text in (("summary", node.summary), ("but", finding.but)):
        for number in _NUMBER.findall(text):
            if number not in numbers:
                message = f"'{name}' says '{number}', and the text does not; say it there too, with its condition and its source"
                yield source.fault(name, message)
    cited = set(_KEY.findall(body))
    for index, key in enumerate(finding.works):
        if works.is_readable and key not in works.works:
            near = suggestion(key, works.works) or NEW_WORK.format(key)
            yield source.fault("works", f"'works' names '{key}', which is not in the bibliography{near}", index)
        elif key not in cited:
            message = f"'works' names '{key}', and the text does not cite it; write [@{key}] behind what it shows"
            yield source.fault("works", message, index)


def _told_twice(node: Node, source: Source, told: dict[str, Node]) -> Iterator[Fault]:
    """Note the works that a finding tells, and yield a fault for each that another one tells already."""
    finding = node.finding
    for index, key in enumerate(finding.works if finding else ()):
        other = told.setdefault(key, node)
        if other is not node:
            message = f"'works' names '{key}', which the finding '{other.id}' tells already; a result is told once, so cite it here or join the two"
            yield source.fault("works", message, index)


def _told_again(source: Source, told: Mapping[str, Node]) -> Iterator[Fault]:
    """Yield a fault for each labelled claim that cites a work which a finding tells."""
    if ".evidence" not in source.body:
        return
    hidden = hide_code(source.body)
    for label in _LABELLED.finditer(hidden):
        end = _BLOCK_END.search(hidden, label.end())
        following = _LABELLED.search(hidden, label.end())
        stops = [found.start() for found in (end, following) if found]
        claim = hidden[label.end() : min(stops, default=len(hidden))]
        for key in dict.fromkeys(_KEY.findall(flatten(claim))):
            if key in told:
                node = told[key]
                message = f"this labelled claim cites [@{key}], which the finding '{node.id}' tells whole; link it instead, as [{node.title}](…/{node.path})"
                yield source.body_fault(label.start(), message)
