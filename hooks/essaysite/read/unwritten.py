"""What is still to be written: placeholders in texts, and what a page begun from a template still lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .essay import Essay, raw_text
from .faults import Fault
from .markdown_text import flatten, hide_code
from .page_file import Source

# What authors write in place of a text that is still to come: in other words of it, and as all of it. Each word begins
# with its own letters, and what stands before it is looked at behind them, so that the search passes over all else.
_PLACEHOLDERS = (
    *("TODO", "FIXME", "TBD", "TBA", "WIP", "Lorem ipsum", "lorem ipsum", "Coming soon", "coming soon"),
    *("As an AI model", "as an AI model", "As an AI language model", "as an AI language model"),
    *("Insert text here", "Your text here", "Add text here", "I hope this helps", "Certainly! Here"),
)
UNWRITTEN = "|".join(
    (
        *(rf"{words}(?<!\w{words})\b" for words in _PLACEHOLDERS),
        *(rf"{words}(?<!\w{words})" for words in ("To do:", "to do:", "Todo:", "todo:", "ToDo:", "toDo:")),
        r"XXX(?<!\wXXX)X*\b",
        # "(add citations)", "(source?)", "(todo)"; then what chat programs leave in what is copied from them
        r"\((?:todo|tbd|(?:add |needs? )?(?:cite|citations?|sources?|refs?|references?)(?:\?| needed)|add (?:a )?(?:citations?|sources?))\)",
        "\u3010",
        r"cite(?<!\wcite)\W?turn\d",
    )
)
NOTHING_YET = r"\A\s*(?i:todo|tbd|xxx|to be written|\.{2,}|\u2026)[.]?\s*\Z"
PLACEHOLDER = re.compile(f"{UNWRITTEN}|{NOTHING_YET}")
_A_SENTENCE, _A_PARAGRAPH, _TWO = 30, 100, 2  # letters, so that it is no other page's by chance
_NOTE = re.compile(r"<!--\s*write:(.*?)-->", re.DOTALL | re.IGNORECASE)


def unwritten(source: Source) -> list[Fault]:
    """Return a fault for each ``<!-- write: … -->`` that its author has not replaced; those in code are examples."""
    if "<!--" not in source.body:
        return []
    faults = []
    for note in _NOTE.finditer(hide_code(source.body)):
        wanted = flatten(source.body[slice(*note.span(1))])
        faults.append(source.body_fault(note.start(), f"still to be written, in place of this comment: {wanted}"))
    return faults


def copied(sources: Iterable[Source]) -> Iterator[Fault]:
    """Yield a fault for a sentence of front matter that stands there twice, and for the first that it has of another page."""
    places: dict[tuple[str, str], tuple[Source, int]] = {}
    for source in sources:
        told: list[Source] = []
        for name, value in source.meta.items():
            is_list = isinstance(value, list)
            items = value.items() if isinstance(value, dict) else enumerate(value if is_list else [value])
            for index, item in items:
                text = next(iter(item.values()), "") if isinstance(item, dict) else "" if is_list else item
                if not isinstance(text, str) or len(text) < _A_SENTENCE:
                    continue
                # Two pages may have the same reason.
                place = source, source.line_of(name, index)
                owner, line = places.setdefault((text, source.path if is_list else ""), place)
                if (owner, line) != place and owner not in told:
                    told += [owner] if owner is not source else []
                    yield source.fault(
                        name, f"'{name}' says what {owner.path}:{line} says; write words of its own", index
                    )


def copied_paragraphs(sources: Iterable[Source], essay: Essay) -> Iterator[Fault]:
    """Yield a fault for each paragraph of ours that one other page has too; where three have it, as all views, it was meant so."""
    places: dict[str, list[tuple[Source, int]]] = {}
    for source in sources:
        at = 0
        for part in source.body.split("\n\n"):
            if len(part) > _A_PARAGRAPH and essay.find(raw_text(part)) is None:
                places.setdefault(part.strip(), []).append((source, at + len(part) - len(part.lstrip())))
            at += len(part) + 2
    for found in places.values():
        if len({source.path for source, _ in found}) == len(found) == _TWO:
            (owner, _), (source, at) = found
            yield source.body_fault(
                at, f"this paragraph stands on {owner.path} too; write words of its own, or link that page"
            )
