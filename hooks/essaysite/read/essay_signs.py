"""What reads as the sign of the essay's own words, "The essay, line 3", which only the build sets."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase

from .letters import unmarked

_LONGEST_SIGN, _SAID_IN, _THE_AUTHOR = 400, 14, 2  # letters, and words
_OF_A_LAW = 2  # words with a capital
# "Words of ours. (The essay, line 3)" → found: in the Markdown beside a page, that is the build's own sign.
# Any letter or sign that is not plain may stand for one of these, so many look alike; and so for the number, as in "line l2".
_ALSO = {"a": "4@", "e": "3", "i": "1l|", "l": "1i|", "s": "5$"}
_LETTER = {letter: rf"[{letter}{_ALSO.get(letter, '')}\x80-\U0010ffff]" for letter in ascii_lowercase}
_THE, _ESSAY, _LINE = ("".join(map(_LETTER.__getitem__, word)) for word in ("the", "essay", "line"))
_IN_WORDS = "hundred|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
# "(The essay)" stands behind a sentence of it in lists of the build.
_WHOSE = re.compile(rf"\(\W{{0,3}}{_THE}\s{_ESSAY}\W{{0,3}}\)", re.IGNORECASE)
_NUMBER = rf"(?:\d+|[^\W_a-z]|(?:[cdilmovx|]{{1,6}}|{_IN_WORDS})(?![a-z]))"
_SIGN = re.compile(
    rf"(?<![a-z])(?:{_THE}[^a-z0-9]{{0,9}})?{_ESSAY}[^a-z0-9]{{0,9}}(?:{_LINE}s?|paragraphs?|sentences?|ll?(?![a-z]))[^a-z0-9]{{0,9}}(?:n(?:os?|rs?|um(?:ber)?s?)[^a-z0-9]{{0,9}})?{_NUMBER}",
    re.IGNORECASE,
)
# Words that say of others whose they are: of "The essay's own words, rows 18 to 21" each is one, of "The essay cites no paper" two are.
_SAY_WHOSE = frozenset(
    "a alignment an and are as at author authors begin beginning begins by cf citation complete corrected end ends exact"  # noqa: SIM905
    " exactly excerpt excerpts extract extracts first following for from full here in is it its last line lines no nos nr"
    " number numbers of on original originals our own page paragraph paragraphs part parts passage passages per printed put"
    " puts quotation quotations quote quoted quotes revised row rows s said saying says second sentence sentences source"
    " stand stands start starts state states text texts that the their these they third this to txt unaltered unchanged"
    " verbatim what whole with word words write writes writing written wrote".split()
)
_PLACES = frozenset("line lines paragraph paragraphs row rows sentence sentences".split())  # noqa: SIM905
# "18", "3rd", "iv", "l2", "twelve", "fiftieth"
_NUMBERS = re.compile(
    rf"\d+(?:st|[nr]d|th)?|[cdilmovx]{{1,6}}|l\d+|(?:{_IN_WORDS})(?:th)?|fifth|eighth|ninth|twelfth|(?:twent|thirt|fort|fift)ieth",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\w+")
# "From the source, 18 to 21", "alignment.txt, 3"
_RANGE = re.compile(r".{0,30}\b(?:original|source|text|txt)\W{1,3}\d+(?:\W+(?:to\W+|and\W+)?\d+)*\W*", re.IGNORECASE)
# "Essay", "e55ays"
_MENTIONED = re.compile(rf"{_ESSAY}s?", re.IGNORECASE)
# "Words of ours." The essay
_BEHIND = re.compile(rf"[.?!\"\u201d'\u2019)\]]\W+(?:{_THE}\W)?{_ESSAY}\W*$", re.IGNORECASE)
_ENDS = re.compile(r"[.?!]\W*$")  # a sentence, as in "It is so.)"


def forged_signs(text: str) -> list[str]:
    """Return what of a text reads as the sign of the essay's own words, without the marks on its letters."""
    plain = " ".join(unmarked(text.replace("\xdf", "ss")).split())
    found = _SIGN.findall(plain) + _WHOSE.findall(plain)
    # Of a phrase in another alphabet, any ten letters could be meant for these.
    return [sign for sign in found if sign.isascii() or sum(map(str.isascii, sign)) * 2 > len(sign)]


def says_whose(text: str, *, stands_out: bool = True) -> bool:
    """Tell whether a text that stands by itself says of the words beside it that they are the essay's, or some lines of a text.

    Such is one that says nothing else, as "From the essay", "The author's own words" and "Lines 18 to 21"; and of a text
    that ``stands_out``, as a heading, a title or bold words do, one that ends or begins with lines and is no sentence.
    What stands before a colon is asked for lines, too: "Lines 3 to 5: words of ours".
    """
    lead, colon, _ = text[:_LONGEST_SIGN].partition(":")
    if colon and any(map(str.isdigit, lead)) and _names_lines(lead):
        return True
    plain = " ".join(unmarked(text.replace("\xdf", "ss")).split()) if len(text) < _LONGEST_SIGN else ""
    tokens = _TOKEN.findall(plain.casefold())
    kinds = [_kind(token) for token in tokens]
    is_whose = any(kind in ("essay", "place") for kind in kinds) or "author" in tokens
    if not tokens or not is_whose:
        return bool(stands_out and _RANGE.fullmatch(plain))
    names_lines = any(one == "place" and other == "number" for one, other in pairwise(kinds))
    names_words = "essay" in kinds or ("author" in tokens and len(tokens) > _THE_AUTHOR)
    if all(kinds):
        return names_words or names_lines
    # "Alignment, lines 18 to 21", "Lines 18 to 21 of what it says"; a sentence may name lines, and a title those of a law.
    is_short = len(tokens) <= _SAID_IN * (3 if "essay" in kinds else 1) and not _ENDS.search(plain)
    may_name = "essay" in kinds or (stands_out and not names_a_law(plain))
    return bool(_BEHIND.search(plain)) or (may_name and is_short and names_lines)


def _names_lines(text: str) -> bool:
    """Tell whether a text says nothing but which lines, and whose: "Lines 3 to 5 of the essay"."""
    kinds = [_kind(token) for token in _TOKEN.findall(unmarked(text).casefold())]
    return all(kinds) and any(one == "place" and other == "number" for one, other in pairwise(kinds))


def names_a_law(text: str) -> bool:
    """Tell whether a text has the name of something else in it, as "Paragraph 3 of the EU AI Act" has."""
    names = [word for word in _TOKEN.findall(text) if word[0].isupper() and not _kind(word.casefold())]
    return len(names) >= _OF_A_LAW


def names_the_essay(text: str) -> bool:
    """Tell whether a short text names the essay, in any letters."""
    return len(text) < _LONGEST_SIGN and any(_kind(token) == "essay" for token in _TOKEN.findall(unmarked(text)))


@lru_cache(maxsize=100_000)
def _kind(token: str) -> str:
    """Return what a word of a text that says whose it is may be, or an empty text for any other."""
    if token in _PLACES:
        return "place"
    if _MENTIONED.fullmatch(token) and sum(map(str.isascii, token)) * 2 > len(token):
        return "essay"
    return "number" if _NUMBERS.fullmatch(token) else "word" if token in _SAY_WHOSE else ""


def makes_a_sign(name: str, place: str) -> bool:
    """Tell whether the name of a page, with that of a place in it behind it, is the sign in all: "The essay" and "line 3"."""
    return _SIGN.match(" ".join(unmarked(f"{name} {place}").split())) is not None
