"""Read the fields of front matter by their form: a text, a list, a choice, a group; and say what is wrong with one."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from typing import Any

from . import limits
from .essay_signs import forged_signs
from .faults import Fault, suggestion
from .field_text import OF_THE_BUILD, markup_in, wrong_with
from .letters import is_hidden, odd_sign, unseen
from .limits import NAMES
from .page_file import Source

TITLE_LENGTH = 120
SUMMARY_LENGTH = 160
# Several items in one text: "reward hack, gaming the reward", "[reward hack; gaming]".
PARTING = re.compile(r"[,;|]| / | - ")
_NOTHING = re.compile(r"[\W\d_]*|(?:none|n/a|(?:limits? )?unknown|no limits?)\W*", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<![.,;:?!])[.?!][\"')\]]?$|[?!]$")
_TWO_SENTENCES = re.compile(
    r"(?<=[a-z]{2})(?<!\b(?:al|cf|vs|No|St|Dr|Mr|Ms))[.!][\"')]* (?=[A-Z])"
)  # "A gap. It is wide."

_NAME_END = re.compile(r"[\s,;:=]")
_A_NAME, _SHOWN = 3, 30  # words and letters

# Fields that some page must have, of which that is told where they are read.
_NEEDED = frozenset({"title", "summary", "but", "works", "label", "bib_author"})
# What a missing line is to hold, where its name does not tell.
_HOLDS = {"but": "with the other half: a limit, a condition, or a result against it"}

# The forms of YAML; true is a number too, so it comes first.
_FORMS = (
    (bool, "true or false"),
    (int | float, "a number"),
    (dt.date, "a date"),
    (list, "a list"),
    (dict, "a group of fields"),
)


class FieldReader:
    """Reads the fields of one page, which is of a ``kind``, and keeps what is wrong with them in ``faults``."""

    def __init__(self, source: Source, kind: str) -> None:
        self.source = source
        self.kind = kind
        self.faults: list[Fault] = []

    def fault(self, name: str, message: str, index: int | str | None = None) -> None:
        """Keep what is wrong with a field, or with one item of it."""
        self.faults.append(self.source.fault(name, message, index))

    def check_texts(self) -> None:
        """Report fields that are empty, and texts with invisible characters, and take both out."""
        meta = self.source.meta
        for name in list(meta):
            if meta[name] is None and name not in _NEEDED:
                del meta[name]
                self.fault(name, f"'{name}' is empty; write its value behind the colon, or remove the line")
                continue
            wrong: list[str] = []
            meta[name] = _plain(meta[name], wrong)
            for message in wrong:
                self.fault(name, f"'{name}' {message}")

    def text(self, name: str, *, required: bool = False) -> str:
        """Return a text field, or an empty string where it is missing or not text."""
        value = self.source.meta.get(name)
        if value is not None:
            return self.as_text(name, value)
        if required and not self.source.is_unread(name):
            missing = f"missing; add a line '{name}: …' {_HOLDS.get(name, 'to the front matter')}"
            self.fault(
                name,
                f"'{name}' is {'empty; write its text behind the colon' if name in self.source.lines else missing}",
            )
        return ""

    def as_text(self, name: str, value: Any, index: int | None = None) -> str:
        """Return a value as text, or an empty string where it is none; what is wrong with the text is reported."""
        if not isinstance(value, str):
            brackets = "leave out its brackets or colon, or " if isinstance(value, list | dict) else ""
            remedy = "write its text, or remove it" if value is None else f"{brackets}put it in quotes"
            self.fault(name, f"'{name}' must be text, not {describe(value)}; {remedy}", index)
            return ""
        text = value.strip()
        if wrong := wrong_with(text) if text else "is empty; write its text, or, if it may be missing, remove it":
            self.fault(name, f"'{name}' {wrong}", index)
        return text if len(text) <= limits.TEXT else text[:TITLE_LENGTH]

    def sentence(self, name: str) -> str:
        """Return a required field, of at most ``SUMMARY_LENGTH`` characters."""
        text = " ".join(self.text(name, required=True).split())
        if len(text) > SUMMARY_LENGTH:
            self.fault(name, f"'{name}' has {len(text)} characters; shorten it to at most {SUMMARY_LENGTH}")
        elif text and not wrong_with(text) and (wrong := _no_sentence(text)):
            self.fault(name, f"'{name}' {wrong}")
        return text

    def texts(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list field of texts; one text stands for a list of one."""
        if self.source.meta.get(name) is None:
            if required and not self.source.is_unread(name):
                self.fault(name, f"'{name}' is missing; add a line '{name}: […]' to the front matter")
            return ()
        if required and self.source.meta[name] == []:
            self.fault(name, f"'{name}' is an empty list; name at least one")
        items = self.items_of(name)
        if len(items) > NAMES:
            self.fault(name, f"'{name}' has {len(items)} items, and {NAMES} are enough; remove some")
        found = tuple(filter(None, (self.as_text(name, item, i) for i, item in enumerate(items[:NAMES]))))
        if (forged := forged_signs(", ".join(found))) and not any(map(markup_in, found)):
            self.fault(name, f"'{name}' holds '{forged[0]}', {OF_THE_BUILD}")
        for index, text in enumerate(found):
            if "\t" in text or "\n" in text:  # each a cell of its own in a table
                self.fault(
                    name,
                    f"'{name}' names '{' '.join(text.split())}' with a tab or a line's end in it; write blanks",
                    index,
                )
            if text.casefold() in map(str.casefold, found[:index]):
                self.fault(name, f"'{name}' names '{text}' twice; keep one", index)
        return found

    def items_of(self, name: str, *, have_reasons: bool = False) -> list[Any]:
        """Return the items of a list field; a text that holds several of them, or a name with its reason, is reported."""
        value = self.source.meta.get(name)
        items = value if isinstance(value, list) else [value]
        if isinstance(value, str) and self.source.line_of(name, 0) > self.source.line_of(name):
            self.fault(name, f"'{name}' has a text below it and no list; write '- ' in front of each item", 0)
        for index, item in enumerate(items):
            if isinstance(item, str) and (parting := PARTING.search(item)):
                message = f"'{name}' parts its items by '{parting[0].strip()}' in one text; write a list: '{name}: [one, two]'"
                if isinstance(value, list) and not have_reasons:
                    message += f", or a name without '{parting[0].strip()}'"
                if have_reasons and len(item.split()) > _A_NAME:
                    message = f"'{name}' holds '{item[:_SHOWN]}…' as one text; write the name of a page, ': ' and the reason, as '{_NAME_END.split(item)[0]}: why'"
                self.fault(name, message, index)
        return items

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a field that is true or false."""
        value = self.source.meta.get(name, default)
        if isinstance(value, bool):
            return value
        self.fault(name, f"'{name}' must be true or false, not {describe(value)}")
        return default

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
            self.fault(name, f"'{name}' must be a group of the fields {', '.join(keys)}, not {describe(value)}")
            return {}
        for key in value:
            if key not in keys:
                near = suggestion(str(key), keys) or "; remove it"
                self.fault(name, f"'{name}' has an unknown field '{key}'{near}", str(key))
        found = {key: " ".join(str(value.get(key) or "").split()) for key in keys}
        for key, text in found.items():
            if not text:
                self.fault(name, f"'{name}' lacks '{key}'; add a line '{key}: …' to it, with one plain sentence", key)
            elif isinstance(value[key], list | dict):
                self.fault(name, f"'{key}' in '{name}' must be text, not {describe(value[key])}; put it in quotes", key)
            elif wrong := wrong_with(text):
                self.fault(name, f"'{key}' in '{name}' {wrong}", key)
            elif is_unfinished(text) and not text[-1].isdecimal():  # a month
                message = (
                    f"'{key}' in '{name}' ends in '{text[-2:]}'; write whole sentences, with one full stop at the end"
                )
                self.fault(name, message, key)
        return found


def _no_sentence(text: str) -> str:
    """Say what of a text shows that it is not one sentence, or nothing."""
    if _NOTHING.fullmatch(text):
        return f"is '{text}', which says nothing; write it in one sentence"
    if not _SENTENCE_END.search(text):
        return f"ends in '{text[-2:]}'; write one sentence, with one full stop at its end"
    if two := _TWO_SENTENCES.search(text):
        return f"goes on behind '{text[: two.end()][-20:].strip()}'; write one sentence, and leave the rest to the text"
    return (
        f"begins with '{text.split(maxsplit=1)[0]}'; write one sentence, with a capital at its start"
        if text[0].islower()
        else ""
    )


def is_unfinished(text: str) -> bool:
    """Tell whether a text has no right end, and nothing else is wrong with it."""
    return not _SENTENCE_END.search(text) and not wrong_with(text)


def _plain(value: Any, wrong: list[str]) -> Any:
    """Return a field's value with every text in it plain; add to ``wrong`` what was not."""
    if isinstance(value, str):
        if message := unseen(value) or odd_sign(value):
            wrong.append(message)
            value = "".join(letter for letter in value if not is_hidden(letter))
        return value
    if isinstance(value, list):
        return [_plain(item, wrong) for item in value]
    if isinstance(value, dict):
        return {_plain(name, wrong): _plain(item, wrong) for name, item in value.items()}
    return value


def describe(value: Any) -> str:
    """Name the form of a YAML value in words that a writer of Markdown knows."""
    return "nothing" if value is None else next((words for form, words in _FORMS if isinstance(value, form)), "text")
