"""Read a page's file: its front matter with line numbers, and its body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from .faults import Fault, not_utf8
from .safe_text import cleaned

FENCE = "---"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Source:
    """A page's file as its author wrote it.

    ``lines`` maps each field of ``meta``, and each item of a list field as ``(field, index)``, to its line.
    ``body`` starts on ``body_line`` of the file.
    """

    path: str
    meta: dict[str, Any] = field(default_factory=dict)
    lines: dict[str | tuple[str, int], int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    faults: list[Fault] = field(default_factory=list)

    def line_of(self, name: str, index: int | None = None) -> int:
        """Return the line of a field, or of one item of it; the first line where the field is missing."""
        if index is not None and (name, index) in self.lines:
            return self.lines[name, index]
        return self.lines.get(name, 1)


def read_source(path: str, data: bytes) -> Source:
    """Split a page's bytes into front matter and body.

    A fault never hides the rest: what can be read is returned, and what cannot is in ``faults``.
    """
    source = Source(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        source.faults.append(not_utf8(path, data, error))
        return source
    if text.startswith("\ufeff"):
        source.faults.append(Fault(path, 1, "this file starts with a byte-order mark; save it as UTF-8 without one"))
        text = text[1:]
    text, hidden = cleaned(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    source.faults += hidden
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
    for number, line in enumerate(block.split("\n"), start=2):
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            source.faults.append(Fault(source.path, number, "a tab indents this line; YAML allows only spaces there"))
            return
    try:
        loader = _Loader(block)
        tree = loader.get_single_node()
        if tree is None:
            return
        if not isinstance(tree, yaml.MappingNode):
            source.faults.append(Fault(source.path, 2, "front matter must be lines of 'name: value'"))
            return
        for key, value in tree.value:
            _read_field(source, loader, key, value)
    except yaml.YAMLError as error:
        source.faults.append(_invalid(source.path, 2, error))


def _invalid(path: str, line: int, error: yaml.YAMLError | ValueError) -> Fault:
    """Say what is wrong with the YAML, on its own line where it tells one and on ``line`` where not."""
    if isinstance(error, yaml.MarkedYAMLError):
        # A quotation mark or bracket that is never closed is where it was opened, not where the text ends.
        is_open = error.context_mark and "end of stream" in (error.problem or "")
        mark = error.context_mark if is_open or not error.problem_mark else error.problem_mark
        message = f"front matter is not valid YAML ({error.problem}); a value with a colon or a quote in it must stand in quotes"
        return Fault(path, mark.line + 2 if mark else line, message)
    return Fault(path, line, f"front matter is not valid YAML ({' '.join(str(error).split())})")


def _read_field(source: Source, loader: Any, key: yaml.Node, value: yaml.Node) -> None:
    line = key.start_mark.line + 2
    if not isinstance(key, yaml.ScalarNode):
        source.faults.append(Fault(source.path, line, "the name of a field must be a word; write 'name: value'"))
        return
    name = str(key.value)
    if name in source.meta:
        message = f"'{name}' stands twice in this front matter (first on line {source.lines[name]}); keep one"
        source.faults.append(Fault(source.path, line, message))
        return
    try:
        source.meta[name] = loader.construct_object(value, deep=True)
    except (yaml.YAMLError, ValueError) as error:
        # Kept as text, so that the field does not count as missing too.
        source.meta[name] = str(value.value)
        source.faults.append(_invalid(source.path, line, error))
    except (LookupError, AttributeError):  # how PyYAML fails where a tag does not fit its value
        source.meta[name] = str(value.value)
        tag = value.tag.replace("tag:yaml.org,2002:", "!!")
        message = f"front matter is not valid YAML (the value of '{name}' does not fit its mark {tag}); leave {tag} out"
        source.faults.append(Fault(source.path, line, message))
    source.lines[name] = line
    if isinstance(value, yaml.SequenceNode):
        for index, item in enumerate(value.value):
            source.lines[name, index] = item.start_mark.line + 2
