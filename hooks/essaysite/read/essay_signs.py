"""What reads as the sign of the essay's own words, "The essay, line 3", which only the build sets."""

from __future__ import annotations

import re
from string import ascii_lowercase

from .letters import unmarked

_LONGEST_SIGN, _SAID_IN, _SENTENCE = 100, 9, 6  # letters, and words
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
# "Quoted, line 3", "Lines 18 to 21 of it", where nothing else stands
_SOME_LINES = rf"(?:lines?|paragraphs?|rows?|sentences?)\W{{1,3}}{_NUMBER}(?:\W+(?:to\W+|and\W+)?{_NUMBER})*\W*"
_LINES_ALONE = re.compile(
    rf"(?:.*\W)?{_SOME_LINES}|(?!.*[.?!]\W*$)\W*(?:\w+\W+){{0,3}}{_SOME_LINES}(?:\w+\W+){{0,9}}(?:\w+\W*)?",
    re.IGNORECASE,
)
# "From the source, 18 to 21", "alignment.txt, 3"
_RANGE = re.compile(r".{0,30}\b(?:original|source|text|txt)\W{1,3}\d+(?:\W+(?:to\W+|and\W+)?\d+)*\W*", re.IGNORECASE)
# "The essay's words, rows 18 to 21", where nothing else stands
_ALONE = re.compile(
    rf"\W*(?:{_THE}\W{{0,3}})?{_ESSAY}(?:\D{{0,40}}\d+(?:\W+(?:to\W+|and\W+)?\d+)*|\s?[,:;].{{0,40}})\W*", re.IGNORECASE
)
# "Essay", "The essay's", in any letters
_MENTIONED = re.compile(rf"(?<![a-z]){_ESSAY}(?:\W?s)?(?![a-z])", re.IGNORECASE)
# "The essay's author", "its author's"
_AUTHOR = re.compile(r"\b(?:its|the)\s+author(?:\W?s)?\b", re.IGNORECASE)
# "From the essay", "(Essay)"; and what is said to be its own: "The essay's own words"
_ONLY = re.compile(
    r"\W*(?:(?:alignment|and|as|begin\w*|by|cf|ends?|from|here|in|of|our|own|per|quoted|says?|see|source|starts?|the|this|to|whole)\b\W*)*",
    re.IGNORECASE,
)
_ITS_WORDS = re.compile(
    r"\b(?:authors?|cit\w+|excerpts?|extracts?|lines?|originals?|paragraphs?|passages?|puts?|quot\w+|sa(?:id|ys?|ying)|sentences?|speak\w*|states?|text|verbatim|words?|writ\w+|wrote)\b|\d",
    re.IGNORECASE,
)
# "Words of ours." The essay
_BEHIND = re.compile(rf"[.?!\"\u201d'\u2019)\]]\W+(?:{_THE}\W)?{_ESSAY}\W*$", re.IGNORECASE)
# "The essay says so." is a sentence of somebody's on it.
_SAYS_SO = re.compile(r".*\b(?:puts?|sa(?:id|ys)|speaks?|states?|writes?|wrote)\b.*[.?!]\W*", re.IGNORECASE)
_ENDS = re.compile(r"[.?!:]\W*$")


def forged_signs(text: str) -> list[str]:
    """Return what of a text reads as the sign of the essay's own words, without the marks on its letters."""
    plain = " ".join(unmarked(text.replace("\xdf", "ss")).split())
    found = _SIGN.findall(plain) + _WHOSE.findall(plain)
    # Of a phrase in another alphabet, any ten letters could be meant for these.
    return [sign for sign in found if sign.isascii() or sum(map(str.isascii, sign)) * 2 > len(sign)]


def stands_as_sign(text: str) -> bool:
    """Tell whether all of a text that stands by itself is worded as the sign of the essay's words is, or nearly."""
    plain = " ".join(unmarked(text).split()) if len(text) < _LONGEST_SIGN else ""
    return bool(_ALONE.fullmatch(plain) or _LINES_ALONE.fullmatch(plain) or _RANGE.fullmatch(plain))


def names_its_words(text: str) -> bool:
    """Tell whether a text, which stands by itself, says of what stands beside it that it is the essay's: "The essay's own words"."""
    plain = " ".join(unmarked(text.replace("\xdf", "ss")).split()) if len(text) < _LONGEST_SIGN else ""
    named = _MENTIONED.search(plain) or _AUTHOR.search(plain)
    if not named or sum(map(str.isascii, named[0])) * 2 <= len(named[0]):
        return False
    rest = f"{plain[: named.start()]} {plain[named.end() :]}"
    if _BEHIND.search(plain):
        return True
    is_sentence = _ENDS.search(plain) is not None
    is_short = len(plain.split()) <= (_SENTENCE if is_sentence else _SAID_IN) and not _SAYS_SO.fullmatch(plain)
    return is_short and bool(_ONLY.fullmatch(rest) or _ITS_WORDS.search(rest))


def names_the_essay(name: str, place: str) -> bool:
    """Tell whether the name of a page, with that of a place in it behind it, is the sign in all: "The essay" and "line 3"."""
    return _SIGN.match(" ".join(unmarked(f"{name} {place}").split())) is not None
