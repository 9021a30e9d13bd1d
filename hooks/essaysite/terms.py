"""Which words are names of pages: forms with their inflections, and matching them in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from .faults import Fault
from .frontmatter import Source
from .model import Node

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")  # noqa: RUF001 - both apostrophes occur in text
_JOINT = re.compile(r"[ \t\n\u00a0]+|[-\u2010\u2011]")
_SIBILANT = ("s", "x", "z", "ch", "sh")


@dataclass(frozen=True)
class Form:
    """One way to write a term: its words in lower case, and how each must be written where case matters."""

    words: tuple[str, ...]
    exact: tuple[str | None, ...]
    node_id: str


@dataclass(frozen=True)
class Match:
    """A term found in a text, from ``start`` to ``end``."""

    start: int
    end: int
    node_id: str


class Matcher:
    """Finds the longest terms in a text. Linear in the text: each word is looked up once."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._by_first: dict[str, list[Form]] = {}
        for form in forms:
            self._by_first.setdefault(form.words[0], []).append(form)
        for candidates in self._by_first.values():
            candidates.sort(key=lambda form: (-len(form.words), form.words))

    def find(self, text: str) -> Iterator[Match]:
        """Yield the terms in ``text`` from left to right, without overlaps, the longest first at each place."""
        words = [(word.start(), word.end(), _fold(word.group())) for word in _WORD.finditer(text)]
        index = 0
        while index < len(words):
            form = self._longest_at(text, words, index)
            if form is None:
                index += 1
                continue
            last = index + len(form.words) - 1
            yield Match(words[index][0], words[last][1], form.node_id)
            index = last + 1

    def _longest_at(self, text: str, words: list[tuple[int, int, str]], index: int) -> Form | None:
        for form in self._by_first.get(words[index][2], ()):
            found = words[index : index + len(form.words)]
            if tuple(word for _, _, word in found) == form.words and _fits(text, found, form):
                return form
        return None


def _fits(text: str, found: list[tuple[int, int, str]], form: Form) -> bool:
    """Tell whether the words are written as the form wants and nothing but a space or hyphen parts them."""
    for (start, end, _), exact in zip(found, form.exact, strict=True):
        if exact is not None and _straight(text[start:end]) != exact:
            return False
    return all(_JOINT.fullmatch(text[a[1] : b[0]]) for a, b in pairwise(found))


def _straight(word: str) -> str:
    return word.replace("’", "'")  # noqa: RUF001


def _fold(word: str) -> str:
    return _straight(word).casefold()


def plurals(word: str) -> list[str]:
    """Return the regular plural of a word; irregular ones are for the author to list as aliases."""
    lower = word.casefold()
    if lower.endswith("y") and len(word) > 1 and lower[-2] not in "aeiou" and not word.isupper():
        return [word[:-1] + "ies"]
    if lower.endswith(_SIBILANT) and not word.isupper():
        return [word + "es"]
    return [word + "s"]


def inflections(phrase: str) -> list[str]:
    """Return a phrase with its plural and the possessives of both; a possessive itself has none."""
    if _straight(phrase).endswith("'s"):
        return [phrase]
    head, space, last = phrase.rpartition(" ")
    both = [phrase, *(head + space + plural for plural in plurals(last))]
    return both + [f"{written}'s" for written in both]


def make_form(phrase: str, node_id: str, *, exact_case: bool) -> Form | None:
    """Return the form of a phrase, or ``None`` for one without a word.

    A word with a capital after its first letter (RLHF, AI) must always be written so; with ``exact_case`` every word must.
    """
    words = [_straight(word.group()) for word in _WORD.finditer(phrase)]
    if not words:
        return None
    exact = tuple(word if exact_case or _is_short_form(word) else None for word in words)
    return Form(tuple(_fold(word) for word in words), exact, node_id)


def _is_short_form(word: str) -> bool:
    return any(letter.isupper() for letter in word[1:])


def forms_of(node: Node, name: str) -> list[Form]:
    """Return every form under which a node's page is linked by one of its names, by its ``match``."""
    if not node.kind.is_term or node.match == "never" or (node.match == "stated" and name not in node.forms):
        return []
    phrases = [name] if node.match == "stated" else inflections(name)
    made = (make_form(phrase, node.id, exact_case=node.kind.name == "person") for phrase in phrases)
    return [form for form in made if form]


def build_matcher(nodes: Iterable[tuple[Node, Source]]) -> tuple[Matcher, list[Fault]]:
    """Return the matcher of all terms, and a fault for each name that two pages claim.

    The first page keeps a name that a second one claims too. Names claimed for search alone count as well.
    """
    owner: dict[str, tuple[Node, Source]] = {}
    linked: dict[tuple[str, ...], Form] = {}
    faults: list[Fault] = []
    for node, source in nodes:
        for index, name in enumerate((node.title, *node.aliases, *node.forms)):
            key = _fold(name)
            other, other_source = owner.setdefault(key, (node, source))
            if other.id != node.id:
                line = _line_of_name(node, source, index)
                message = f"the name '{name}' belongs to {other_source.path} already; keep it on one of the two pages"
                faults.append(Fault(source.path, line, message))
                continue
            clash = [form for form in forms_of(node, name) if linked.setdefault(form.words, form).node_id != node.id]
            if clash:
                words, line = " ".join(clash[0].words), _line_of_name(node, source, index)
                message = f"'{words}', a form of '{name}', leads to '{linked[clash[0].words].node_id}' already; use 'match: stated' on one of the two pages"
                faults.append(Fault(source.path, line, message))
    return Matcher(linked.values()), faults


def _line_of_name(node: Node, source: Source, index: int) -> int:
    if index == 0:
        return source.line_of("title")
    if index <= len(node.aliases):
        return source.line_of("aliases", index - 1)
    return source.line_of("forms", index - 1 - len(node.aliases))
