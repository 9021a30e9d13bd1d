"""What a work's names and texts may not say: they stand beside the essay's words, and are nobody's but the work's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pybtex.database import Person

from .addresses import holds_address
from .essay_signs import forged_signs, says_whose
from .field_text import OF_THE_BUILD, unprintable
from .labels import wrong_as_name
from .letters import unseen
from .notes import wrong_with_speaker
from .reference_style import rich_text
from .term_names import GRAMMAR
from .work import Work

# Fields that are no texts. To TeX, what stands behind a % in a text is a comment.
NO_TEXT = frozenset({"doi", "eprint", "file", "url"})
# Those that hold whatever their writer likes
_OWN_WORDS = frozenset({"howpublished", "note"})
_SHORT_SENTENCE = 2  # words
# "Withdrawn By The Author", "Lines Above", in a name; but Ann Lines, and the Society of Authors, are names.
_SAYS = re.compile(r"\b(?:withdrawn|retracted|false|(?:this|our) site|\w+ed by)\b", re.IGNORECASE)
_MAY_SAY = re.compile(r"\b(?:essays?|authors?|editors?|lines?|below|above)\b", re.IGNORECASE)
# Words of grammar in names: "Centre for the Study of …"; but no "Is", "This", "No".
_IN_NAMES = frozenset("A And At By For From In Of On The To With a and at by for from in of on the to with".split())  # noqa: SIM905
_NO_NAME = re.compile(r"[:;!\[\]]")
_BODY = re.compile(r"\b(?:Association|Guild|League|Society|Union)\b")
# "Checked: two sources", "In the bibliography", as lists of works say
_IN_LIST = re.compile(
    r".*\b(?:checked|cited on)\W{0,2}:|\W*(?:in the bibliography|seen in one source)\W*$", re.IGNORECASE
)
# "The essay's author", "Editors"
_OURS = re.compile(r"(?:the )?(?:essay|(?:the |this )?(?:essay\W?s? )?authors?|editors?)", re.IGNORECASE)
# "Withdrawn by its author, as are the lines below" → its, author, are …; "Office of the High Commissioner for Human Rights" → none
_SMALL = re.compile(r"(?<![\w'-])(?!(?:and|at|by|de|des|du|for|in|la|of|on|the|to|und|van|von)\b)[a-z]{2,}(?![\w.])")


def wrong_names_joined(work: Work, title: str) -> Iterator[tuple[str, str]]:
    """Yield each role whose names, one behind the other and with the title behind them, read as what only the build sets."""
    for role, persons in work.entry.persons.items():
        names = ", ".join(str(rich_text(str(person))).strip("{}") for person in persons)
        if forged := forged_signs(f"{names}, {title} 1"):
            yield role.lower(), f"reads as '{forged[0]}' in a list, {OF_THE_BUILD}"
        elif wrong := unseen(names) or unprintable(names.replace("\\", "")):
            yield role.lower(), wrong


def _printed(person: Person) -> str:
    """Return a name in the order in which references print it."""
    return " ".join([*person.first_names, *person.middle_names, *person.prelast_names, *person.last_names])


def reads_as_ours(work: Work) -> Iterator[tuple[str, str]]:
    """Yield each name and note of a work that reads as a label of evidence, or as a note of an editor's, where pages show it."""
    people = [(role, person) for role, persons in work.entry.persons.items() for person in persons]
    texts = [(role, str(person)) for role, person in people] + [(role, _printed(person)) for role, person in people]
    texts += [(name, value) for name, value in work.entry.fields.items() if name.lower() not in NO_TEXT]
    for name, value in texts:
        text = str(rich_text(value)).strip("{}")
        speaks = wrong_as_name(text, "") != "" or says_whose(text)
        if name in work.entry.persons:
            speaks |= len(_SMALL.findall(text)) > 1 or _is_sentence(text)
        speaks |= _IN_LIST.match(text) is not None
        if holds_address(text):
            yield (
                name.lower(),
                f"holds '{text}', an address, and pages would link it elsewhere; write the work's own words",
            )
        if name in work.entry.persons or name.lower() in _OWN_WORDS:
            speaks |= _OURS.fullmatch(text) is not None
            speaks |= bool("note" in text.casefold() and wrong_with_speaker(f'!!! note "{text}"'))
        if speaks:
            yield (
                name.lower(),
                f"is '{text}', which reads as said by this site where pages show it; write what the work has",
            )


def _is_sentence(name: str) -> bool:
    """Tell whether a name says something of this site or of what stands on it."""
    said, is_short = _MAY_SAY.findall(name), len(name.split()) <= _SHORT_SENTENCE
    family = name.partition(",")[0].split()
    of_grammar = {word for word in family if word.casefold() in GRAMMAR and len(family) > _SHORT_SENTENCE} - _IN_NAMES
    return (
        bool(of_grammar or _NO_NAME.search(name))
        or bool(_SAYS.search(name))
        or len(said) > 1
        or (len(said) == 1 and not is_short and not _BODY.search(name))
    )
