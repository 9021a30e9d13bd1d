"""Read a page's file: its front matter with line numbers, and its body.

Each field is read by itself, so that a fault in one hides nothing of another and is told where it stands. ``yaml_faults``
says what is wrong with YAML that cannot be read, or that says something else than its author meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from . import limits
from .faults import Fault
from .text_file import read_text
from .yaml_faults import LOADER, misread, unreadable

FENCE = "---"
_NAME = re.compile(r"[^\w-]")  # where a field's name ends: "title = Reward" → "title"


@dataclass
class Source:
    """A page's file as its author wrote it.

    ``lines`` maps each field of ``meta``, and each item of a list field as ``(field, index)``, to its line.
    ``body`` starts on ``body_line`` of the file. A field of ``lines`` that is not in ``meta`` could not be read.
    """

    path: str
    meta: dict[str, Any] = field(default_factory=dict)
    lines: dict[str | tuple[str, int] | tuple[str, int, str], int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    faults: list[Fault] = field(default_factory=list)

    def is_unread(self, name: str) -> bool:
        """Tell whether a field is there and could not be read, which has been told."""
        return name in self.lines and name not in self.meta

    def line_of(self, name: str, index: int | str | None = None) -> int:
        """Return the line of a field, of one item of it, or of one field of its group; the first line where it is missing."""
        inner = -1 if index is None else index
        place = (name, 0, inner) if isinstance(inner, str) else (name, inner)
        return self.lines.get(place, self.lines.get(name, 1))

    def texts(self) -> Iterator[tuple[int, str]]:
        """Yield each text of the front matter, and its line."""
        for name, value in self.meta.items():
            for index, item in enumerate(value if isinstance(value, list) else [value]):
                for text in _texts(item):
                    yield self.line_of(name, index), text

    def fault(self, name: str, message: str, index: int | str | None = None) -> Fault:
        """Return a fault of a field, of one item of it, or of one field of its group."""
        return Fault(self.path, self.line_of(name, index), message)

    def body_fault(self, position: int, message: str) -> Fault:
        """Return a fault at a position in the body."""
        return Fault(self.path, self.body_line + self.body.count("\n", 0, position), message)


def read_source(path: str, data: bytes) -> Source:
    """Split a page's bytes into front matter and body.

    A fault never hides the rest: what can be read is returned, and what cannot is in ``faults``.
    """
    source = Source(path)
    text, source.faults = read_text(path, data, limits.PAGE)
    if text is None:
        return source
    if not text.strip():
        source.faults.append(Fault(path, 1, "this file is empty; give it a title, a summary and a text"))
        return source
    block, source.body, source.body_line = _split(text)
    if block is None:
        if text.split("\n", 1)[0].rstrip() == FENCE:
            message = f"this front matter has no end; write a line {FENCE} below its last field"
        else:
            message = f"this page has no front matter; start it with a line {FENCE}, title and summary, and another line {FENCE}"
        source.faults.append(Fault(path, 1, message))
        return source
    _read_block(source, block)
    if not source.body.strip():
        source.faults.append(Fault(path, source.body_line, "this page has front matter only; write its text below it"))
    source.body, faults = limits.checked_markdown(path, source.body, source.body_line)
    source.faults += faults
    return source


def _split(text: str) -> tuple[str | None, str, int]:
    """Return the front matter (``None`` without one), the body and the body's first line."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        return None, text, 1
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in (FENCE, "..."):
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return None, text, 1


def _read_block(source: Source, block: str) -> None:
    """Fill ``meta`` and ``lines`` from the YAML of the front matter, which starts on line 2 of the file."""
    if len(block) > limits.FRONT_MATTER:
        message = f"this front matter has {len(block)} characters, and {limits.FRONT_MATTER} are enough; shorten it"
        source.faults.append(Fault(source.path, 2, message))
        return
    for line, lines in _fields(block):
        found, message = misread(lines)
        if not message:
            found, message = _read_field(source, line, lines)
        if message:
            source.lines.setdefault(_NAME.split(lines[0].lstrip(" \"'"), maxsplit=1)[0], line)
            source.faults.append(Fault(source.path, line + found, message))


def _fields(block: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each field's first line in the file and its lines; what is indented belongs to the field above it."""
    start, lines = 2, list[str]()
    for number, line in enumerate(block.split("\n"), start=2):
        if line and line[0] not in " \t#-]}:":
            if lines:
                yield start, lines
            start, lines = number, []
        if lines or (line.strip() and not line.startswith("#")):
            lines.append(line)
        else:
            start = number + 1
    if lines:
        yield start, lines


def _read_field(source: Source, line: int, lines: list[str]) -> tuple[int, str]:
    """Add one field to ``meta`` and ``lines``; return how far below its first line it is wrong, and how."""
    try:
        loader = LOADER("\n".join(lines))
        tree = loader.get_single_node()
        if not isinstance(tree, yaml.MappingNode) or not tree.value:
            return 0, "front matter must be lines of 'name: value'"
        key, value = tree.value[0]
        if not isinstance(key, yaml.ScalarNode) or len(tree.value) > 1:
            return 0, "the name of a field must be a word; write 'name: value'"
        name = str(key.value)
        if name in source.lines:
            return 0, f"'{name}' stands twice in this front matter (first on line {source.lines[name]}); keep one"
        source.lines[name] = line
        if twice := next(_twice(value), None):
            return twice.start_mark.line, f"'{twice.value}' stands twice in this group of fields; keep one"
        source.meta[name] = loader.construct_object(value, deep=True)
    except yaml.YAMLError as error:
        return unreadable(lines, error)
    except ValueError as error:  # a date that is none
        return 0, f"front matter is not valid YAML ({error}); put the value in quotes"
    items = value.value if isinstance(value, yaml.SequenceNode) else [value]
    for index, item in enumerate(items):
        source.lines[name, index] = line + item.start_mark.line
        for inner, _ in item.value if isinstance(item, yaml.MappingNode) else ():
            source.lines.setdefault((name, index, str(inner.value)), line + inner.start_mark.line)
    return 0, ""


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(item)


def _twice(value: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield each name that a group of fields within a value has twice: YAML would keep the last one, and say nothing."""
    names: set[str] = set()
    for item in value.value if isinstance(value, yaml.CollectionNode) else ():
        if isinstance(item, tuple) and isinstance(item[0], yaml.ScalarNode):
            if item[0].value in names:
                yield item[0]
            names.add(item[0].value)
        yield from _twice(item[1] if isinstance(item, tuple) else item)
