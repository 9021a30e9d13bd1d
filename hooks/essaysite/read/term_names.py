"""Which words are names of pages: forms with their inflections, and matching them in running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .addresses import names_a_place
from .essay_signs import says_whose
from .faults import Fault
from .guard import one_by_one
from .labels import FLAGS, LABELS, wrong_as_name
from .letters import in_plain_letters, is_named
from .model import Node
from .page_file import Source

# Possessive, so that no pattern takes a part of a word for the whole.
_WORD = re.compile(r"[^\W_]++(?:['’][^\W_]++)*+")  # noqa: RUF001 - both apostrophes occur in text
_JOINT = "(?:[ \\t\\n\u00a0]++|[-\u2010\u2011])"
# Words of grammar on its first line, other common words on its second.
_WORDS = Path(__file__).with_name("common_words.txt").read_text(encoding="utf-8")
GRAMMAR, COMMON = (frozenset(line.split()) for line in _WORDS.splitlines())
# From more pages than these on, a name is common: of words of grammar alone, and of others.
_FEW, _MANY = 2, 10
_LABELS = (*LABELS.values(), *FLAGS.values())
_LONGEST = 8  # words of a name that is linked
_SIBILANT = ("s", "x", "z", "ch", "sh")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a term: its words in lower case, and how each must be written where case matters."""

    words: tuple[str, ...]
    exact: tuple[str | None, ...]
    node_id: str


@dataclass(frozen=True, slots=True)
class Match:
    """A term found in a text, from ``start`` to ``end``."""

    start: int
    end: int
    node_id: str


class _Letters(dict[int, str]):
    """For ``str.translate``: letters and digits as ``form`` gives them, all else a space. Much faster than a pattern."""

    def __init__(self, form: Callable[[str], str]) -> None:
        super().__init__()
        self.form = form

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = self.form(char) if char.isalnum() else " "
        return self[code]


_FOLDED, _SPACED = _Letters(str.casefold), _Letters(str)  # folding may lengthen a text
_END = " "  # no word, so no form goes on behind it


class Matcher:
    """Finds the longest terms in a text: each word leads one step down a tree of the forms' words, however many share it."""

    def __init__(self, forms: Iterable[Form]) -> None:
        # Word → subtree; the form that ends at a node stands under the empty word, which no text holds.
        # Here a word ends at an apostrophe: "Goodhart's law" is three.
        self._tree: dict[str, Any] = {}
        for form in forms:
            node = self._tree
            for word in " ".join(form.words).translate(_FOLDED).split():
                node = node.setdefault(word, {})
            node.setdefault("", form)

    def find(self, text: str) -> Iterator[Match]:
        """Yield the terms in ``text`` from left to right, without overlaps, the longest first at each place."""
        words = [*text.translate(_FOLDED).split(), _END]
        letters = ""
        end = 0
        for index, below in [(index, below) for index, below in enumerate(map(self._tree.get, words)) if below]:
            if index < end or ("" not in below and words[index + 1] not in below):
                continue
            forms = _forms_below(below, words, index + 1)
            if not forms:
                continue
            # Where a word stands is looked up only where a term may be.
            letters = letters or text.translate(_SPACED)
            start = len(text) - len(letters.split(None, index)[index])
            for length, form in reversed(forms):
                stop = _end_of(form, length, text, start)
                if stop:
                    end = index + length
                    yield Match(start, stop, form.node_id)
                    break


def _forms_below(node: dict[str, Any], words: list[str], position: int) -> list[tuple[int, Form]]:
    """Return the forms that start with the word before ``position``, with their lengths, the shortest first."""
    start = position - 1
    forms = []
    while True:
        if "" in node:
            forms.append((position - start, node[""]))
        if words[position] not in node:
            return forms
        node = node[words[position]]
        position += 1


def _end_of(form: Form, length: int, text: str, start: int) -> int:
    """Return where the form ends that stands at ``start`` as it must be written, or 0; the tree counts it as ``length`` words.

    Its words must be whole, with nothing but a space or hyphen between them.
    """
    found = _phrase(len(form.words)).match(text, start)
    if not found or len(found.group().translate(_SPACED).split()) != length:
        return 0
    if any(form.exact):
        written = map(_straight, _WORD.findall(found.group()))
        if any(exact is not None and word != exact for word, exact in zip(written, form.exact, strict=True)):
            return 0
    return found.end()


@cache
def _phrase(words: int) -> re.Pattern[str]:
    """Return the pattern of so many whole words, with nothing but a space or hyphen between them."""
    return re.compile(rf"(?<![^\W_]['’]){_WORD.pattern}(?:{_JOINT}{_WORD.pattern}){{{words - 1}}}")  # noqa: RUF001


def _straight(word: str) -> str:
    return word.replace("’", "'")  # noqa: RUF001


def _looks(name: str) -> str:
    """Return a name as readers tell it from others: in plain small letters, without hyphens, an article or a sign at its end."""
    words = _fold(in_plain_letters(name)).replace("-", " ").rstrip(".,;:!? ").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _fold(word: str) -> str:
    return _straight(word).casefold()


def plural(word: str) -> str:
    """Return the regular plural of a word; irregular ones are for the author to list as aliases."""
    lower = word.casefold()
    if lower.endswith("y") and len(word) > 1 and lower[-2] not in "aeiou" and not word.isupper():
        return word[:-1] + "ies"
    if lower.endswith(_SIBILANT) and not word.isupper():
        return word + "es"
    return word + "s"


def inflections(phrase: str) -> list[str]:
    """Return a phrase with its plural and the possessives of both; a possessive itself has none."""
    if _straight(phrase).endswith("'s"):
        return [phrase]
    head, space, last = phrase.rpartition(" ")
    both = [phrase, head + space + plural(last)]
    return both + [f"{written}'s" for written in both]


def make_form(phrase: str, node_id: str, *, exact_case: bool) -> Form | None:
    """Return the form of a phrase, or ``None`` for one without a word.

    A word with a capital after its first letter (RLHF, AI) must always be written so; with ``exact_case`` every word must.
    """
    words = _WORD.findall(_straight(phrase))
    if not words:
        return None
    exact = tuple(word if exact_case or _is_short_form(word) else None for word in words)
    return Form(tuple(map(str.casefold, words)), exact, node_id)


def _is_short_form(word: str) -> bool:
    return not word.islower() and any(letter.isupper() for letter in word[1:])


def forms_of(node: Node, name: str) -> list[Form]:
    """Return every form under which a node's page is linked by one of its names, by its ``match``."""
    if not node.kind.is_term or node.match == "never" or (node.match == "stated" and name not in node.forms):
        return []
    phrases = [name] if node.match == "stated" else inflections(name)
    made = (make_form(phrase, node.id, exact_case=node.kind.is_person) for phrase in phrases)
    return [form for form in made if form]


def build_matcher(nodes: Iterable[tuple[Node, Source]]) -> tuple[Matcher, list[Fault]]:
    """Return the matcher of all terms, and a fault for each name that two pages claim.

    The first page keeps a name that a second one claims too. Names claimed for search alone count as well.
    """
    owner: dict[str, tuple[Node, Source, int]] = {}
    linked: dict[tuple[str, ...], Form] = {}
    faults: list[Fault] = []
    everything = list(nodes)
    is_common = _common_words([source for _, source in everything])
    names = [
        (node, source, index, name)
        for node, source in everything
        for index, name in enumerate((node.title, *node.aliases, *node.forms))
    ]
    # A title is its page's, whoever claims it as another name, and a surname its bearer's; a copy has no links yet.
    names.sort(key=lambda one: (one[2] > 0, not one[0].kind.is_person, not one[0].incoming))
    for node, source, index, name in one_by_one(names, lambda one: one[1].path):
        line = _line_of_name(node, source, index)
        other, other_source, other_line = owner.setdefault(_looks(name), (node, source, line))
        if other.id != node.id:
            message = f"the name '{name}' belongs to {other_source.path} already (line {other_line}); keep it on one of the two pages"
            faults.append(Fault(source.path, line, message))
            continue
        forms = forms_of(node, name)
        said = {name, *(" ".join(form.words) for form in forms)}
        reads_as_ours = any(wrong_as_name(words, "") or says_whose(words) or is_named(words, _LABELS) for words in said)
        if forms and reads_as_ours:
            message = (
                f"'{name}' would become a link that reads as a label of evidence or as the essay's; write another name"
            )
            faults.append(Fault(source.path, line, message))
            continue
        if index and any(len(form.words) > _LONGEST for form in forms):
            message = f"'{name}' has more than {_LONGEST} words, and a sentence of them would become a link; write a shorter name"
            faults.append(Fault(source.path, line, message))
            continue
        if index and forms and names_a_place(name):
            message = f"'{name}' holds an address, and would become a link to this page all over the site; write a name"
            faults.append(Fault(source.path, line, message))
            continue
        if index and any(is_common(form, node.match) for form in forms):
            message = f"'{name}' is a common word, which would become a link all over the site; write a name of more words, or let 'match: stated' and 'forms' say what is linked"
            faults.append(Fault(source.path, line, message))
            continue
        clash = [form for form in forms if linked.setdefault(form.words, form).node_id != node.id]
        if clash:
            words = " ".join(clash[0].words)
            message = f"'{words}', a form of '{name}', leads to '{linked[clash[0].words].node_id}' already; use 'match: stated' on one of the two pages"
            faults.append(Fault(source.path, line, message))
    return Matcher(linked.values()), faults


def _common_words(sources: list[Source]) -> Callable[[Form, str], bool]:
    """Return what tells whether a form is too common to link itself, by how its page's names match.

    Such are single letters, words of grammar, common words of English, and those that many of the site's pages hold.
    """
    pages: Counter[str] = Counter()
    for source in sources:
        pages.update(set(source.body.split()))
    many = max(_MANY, len(sources) // 4)

    def is_common(form: Form, match: str) -> bool:
        words, phrase = form.words, " ".join(form.words)
        is_grammar = all(word in GRAMMAR or len(word) == 1 for word in words)
        if is_grammar or (words[0] in GRAMMAR and all(word in GRAMMAR | COMMON for word in words[1:])):
            most = _FEW if is_grammar else many - 1
            return len(words) == 1 or sum(phrase in source.body for source in sources) > most
        if len(words) > 1 or match == "stated":
            return False
        is_listed = phrase in COMMON or phrase.removesuffix("s") in COMMON
        return pages[form.exact[0] or phrase] >= many or (is_listed and not form.exact[0])

    return is_common


def _line_of_name(node: Node, source: Source, index: int) -> int:
    if index == 0:
        return source.line_of("title")
    if index <= len(node.aliases):
        return source.line_of("aliases", index - 1)
    return source.line_of("forms", index - 1 - len(node.aliases))
