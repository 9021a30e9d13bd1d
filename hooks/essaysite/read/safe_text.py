"""Text and addresses that anyone may propose: without characters that nobody sees, and leading to the web or this site."""

from __future__ import annotations

import re
import unicodedata
from string import ascii_lowercase
from typing import Literal

_NOT_SEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
# Those that Unicode counts as letters, marks or signs, and that show nothing all the same.
_BLANK = frozenset(map(chr, (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, 0xFFFC, 0x16FE4, 0x1D159)))
_BLANK |= frozenset(map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
# Letters that may stand beside a Latin one, by their names' first words; but some of Greek, and four clicks, look like it.
_BESIDE = tuple(
    "LATIN GREEK MICRO MODIFIER SUPERSCRIPT FULLWIDTH FEMININE MASCULINE CJK HIRAGANA KATAKANA HANGUL".split()  # noqa: SIM905
)
_LIKE = frozenset(
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u01c0\u01c1\u01c2\u01c3"
)
_TWO_ALPHABETS = re.compile(r"(?<=[A-Za-z])[^\W\d_\x00-\x7f]|[^\W\d_\x00-\x7f](?=[A-Za-z])")
# Signs and blanks beyond ASCII that a text may need: a no-break space, dashes, quotation marks, those of sums and money.
_SIGNS_NEEDED = frozenset("\xa0§°±×÷–—‘’“”„«»‹›′″…‰€£¥©®™†‡→←≈≠≤≥−¡¿")  # noqa: RUF001
# What is told with a better remedy where Markdown is read: full-width signs, an accent for a '`', and bullets at the start.
_TOLD_ELSEWHERE = frozenset(map(chr, (0xB4, *range(0xFF01, 0xFF5F))))
_BULLETS = " \t>·•‣○◦■▪●➢✓➜➤▶"
_LAST_LATIN = 0x24F  # behind it, phonetic letters and two in one; but those of Vietnamese and others, with marks
_VIETNAMESE = range(0x1E00, 0x1F00)
_LIKE_LETTERS = frozenset("ªºµ\u02bb\u02bc")
# "\u02bbwords\u02bc"; between two letters, as in a name, it is an apostrophe.
_OPEN_MARK = re.compile("(?<![^\\W_])[\u02bb\u02bc]|[\u02bb\u02bc](?![^\\W_])")
# A raised digit behind a word, a sign or a blank; that of "m²" and "10⁶" is none.
_RAISED = re.compile(r"(?<![^\W_A-Z])[⁰¹²³⁴-⁹]|(?<=[^\W\d_]{3})[⁰¹²³⁴-⁹]")
_LONGEST_SIGN, _SAID_IN = 100, 6  # letters, and words
_MARKS = 3  # on one letter; more could cover what stands beside it
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
# "Lines 18 to 21", "Quoted, line 3", where nothing else stands
_LINES_ALONE = re.compile(
    rf"\W*(?:[^\W\d]+\W+){{0,5}}(?:lines?|paragraphs?|sentences?)\W{{1,3}}{_NUMBER}(?:\W+(?:to\W+|and\W+)?{_NUMBER})*\W*",
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
# "From the essay", "(Essay)"; and what is said to be its own: "The essay's own words"
_ONLY = re.compile(
    r"\W*(?:(?:alignment|and|as|by|cf|from|in|of|our|per|quoted|says?|see|source|the|this|to|whole)\b\W*)*",
    re.IGNORECASE,
)
_ITS_WORDS = re.compile(
    r"\b(?:authors?|cit\w+|excerpts?|extracts?|lines?|originals?|own|paragraphs?|passages?|puts?|quot\w+|sa(?:id|ys?|ying)|sentences?|speak\w*|states?|text|verbatim|words?|writ\w+|wrote)\b|\d",
    re.IGNORECASE,
)
# "The essay says so." is a sentence of somebody's on it.
_SAYS_SO = re.compile(r".*\b(?:puts?|sa(?:id|ys)|speaks?|states?|writes?|wrote)\b.*[.?!]\W*", re.IGNORECASE)
# "LATIN LETTER SMALL CAPITAL E", "LATIN SMALL LETTER D WITH HOOK" → E, D
_NAMED_AFTER = re.compile(r"^LATIN .*?\b([A-Z])(?: WITH .*)?$")
_DIGITS = str.maketrans("013\u212e", "oiee")
# Addresses lead to the web, to a mailbox, or to a file of the site. A host has a name, in letters that look like no others.
# https://a.bc/d → fits; https:/a, //a.b, javascript:x, https://user:word@a.bc, https://192.168.0.1 and \\a.b do not.
_HOST = r"(?:[A-Za-z0-9-]+\.)+[A-Za-z][A-Za-z0-9-]+"
_ADDRESS = re.compile(
    rf"https?://{_HOST}(?::\d+)?(?:[/?#]\S*)?|mailto:[A-Za-z0-9.+_-]+@{_HOST}|(?![/\\]|[^/?#]*:)[^\s\\]*"
)
# "see anthropic.com", "(https://a.bc:80/d)", "mailto:me.too@a.bc" → mailbox, host and place, in any letters; "doi:10.1/a.bc" → none
_NAMES_HOST = re.compile(
    r"(?<![\w-])(?<![\w-][.+])(?<!\d/)([\w.+-]*+@(?=(?:[\w-]++\.)+\w))?(?:www\.)?((?:[\w-]+\.)+[^\W\d_][\w-]++|\d+(?:\.\d+){3})((?::\d+)?(?:[/?#]\S*+)?)"
)
_AWAY = re.compile(r"https?://(?:www\.)?|mailto:")
# "arXiv:1706.03741v2", "doi 10.1/a.bc" → the number
_NAMES_WORK = re.compile(r"\barxiv\W{0,3}(\d{4}\.\d{4,5}|[a-z-]+/\d{7})|\b(10\.\d{4,9}/[^\s,;)]+)")
_BEHIND = ".,;:!?…)]}'\"\u2019\u201d"  # an address; not its own
# Signs that look like a host's.
_SIGNS = dict.fromkeys(range(0x2010, 0x2016), "-")
_SIGNS |= dict.fromkeys(
    (0xB7, 0x660, 0x6D4, 0x6F0, 0x701, 0x702, 0x2027, 0x2219, 0x22C5, 0x2E33, 0x3002, 0xA60E, 0xA78F, 0x10A50, 0x1D16D),
    ".",
)

# Such as http://127.0.0.1:8000/x, http://192.168.1.1 and https://me.local.
_OWN = re.compile(
    r"https?://(?:localhost|127\.|0\.0\.0\.0|10\.\d|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1|[\w.-]+\.(?:local|localhost|internal|lan)\b)",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&#?\w+;")


def is_hidden(letter: str) -> bool:
    """Tell whether a character shows nothing, and may change how others show: as a control or a mark of direction does."""
    return letter not in "\n\t" and (unicodedata.category(letter) in _NOT_SEEN or letter in _BLANK)


def is_plain(text: str) -> bool:
    """Tell cheaply whether a text can hold nothing that ``unseen`` finds."""
    return text.isascii() and text.isprintable()


def _is_alien(letter: str) -> bool:
    is_number = unicodedata.category(letter) == "No"  # as in "CO₂"
    return letter in _LIKE or not (is_number or unicodedata.name(letter, "").startswith(_BESIDE))


def unseen(text: str) -> str:
    """Say what is wrong with a text that holds a character that nobody sees, or that shows as another one, or nothing."""
    if is_plain(text):
        return ""
    if found := next(filter(is_hidden, text), ""):
        name = unicodedata.name(found, "")
        return f"holds the invisible character U+{ord(found):04X}{f' ({name})' if name else ''}; delete it"
    if letter := next(filter(_is_alien, _TWO_ALPHABETS.findall(text)), ""):
        word = next(word for word in re.findall(r"[\w-]+", text) if letter in _TWO_ALPHABETS.findall(word))
        return f"holds '{word}', whose {unicodedata.name(letter, 'letter')} looks like another letter; write the word in one alphabet"
    marks = "".join("^" if unicodedata.category(letter) in ("Mn", "Me") else " " for letter in text)
    return (
        "" if "^" * _MARKS not in marks else "stacks marks on a letter, which cover what stands beside it; delete them"
    )


def odd_sign(text: str) -> str:
    """Say what is wrong with a text that holds a sign, a blank or a letter that none of our pages needs, or nothing: many look like others."""
    if raised := _RAISED.search(text):
        return f"holds '{raised[0]}', which looks like the mark of a note; a note is [^name], a citation [@key], and a power is a formula"
    if mark := _OPEN_MARK.search(text):
        return f"holds '{mark[0]}' where a quotation begins or ends; write a plain quotation mark"
    for letter in "" if text.isascii() else text.lstrip(_BULLETS):
        kind, code = unicodedata.category(letter), ord(letter)
        is_odd = kind[0] in "PSZ" and code > ord("~") and letter not in _SIGNS_NEEDED | _TOLD_ELSEWHERE
        is_odd |= kind in ("Me", "Nl")
        is_latin = unicodedata.name(letter, "").startswith("LATIN") and (code <= _LAST_LATIN or code in _VIETNAMESE)
        is_odd |= kind[0] == "L" and code > ord("~") and not is_latin and letter not in _LIKE_LETTERS | _TOLD_ELSEWHERE
        if is_odd:
            name = unicodedata.name(letter, "")
            return f"holds '{letter}' (U+{code:04X} {name}), which none of our pages needs; write a plain sign or a Latin letter"
    return ""


def forged_signs(text: str) -> list[str]:
    """Return what of a text reads as the sign of the essay's own words, without the marks on its letters."""
    plain = " ".join(_unmarked(text.replace("\xdf", "ss")).split())
    found = _SIGN.findall(plain) + _WHOSE.findall(plain)
    # Of a phrase in another alphabet, any ten letters could be meant for these.
    return [sign for sign in found if sign.isascii() or sum(map(str.isascii, sign)) * 2 > len(sign)]


def stands_as_sign(text: str) -> bool:
    """Tell whether all of a text that stands by itself is worded as the sign of the essay's words is, or nearly."""
    plain = " ".join(_unmarked(text).split()) if len(text) < _LONGEST_SIGN else ""
    return bool(_ALONE.fullmatch(plain) or _LINES_ALONE.fullmatch(plain) or _RANGE.fullmatch(plain))


def names_its_words(text: str) -> bool:
    """Tell whether a text, which stands by itself, says of what stands beside it that it is the essay's: "The essay's own words"."""
    plain = " ".join(_unmarked(text.replace("\xdf", "ss")).split()) if len(text) < _LONGEST_SIGN else ""
    named = _MENTIONED.search(plain)
    if not named or sum(map(str.isascii, named[0])) * 2 <= len(named[0]):
        return False
    rest = f"{plain[: named.start()]} {plain[named.end() :]}"
    is_short = len(plain.split()) <= _SAID_IN and not _SAYS_SO.fullmatch(plain)
    return is_short and bool(_ONLY.fullmatch(rest) or _ITS_WORDS.search(rest))


def names_the_essay(name: str, place: str) -> bool:
    """Tell whether the name of a page, with that of a place in it behind it, is the sign in all: "The essay" and "line 3"."""
    return _SIGN.match(" ".join(_unmarked(f"{name} {place}").split())) is not None


def _unmarked(text: str, form: Literal["NFKC", "NFKD"] = "NFKD") -> str:
    if text.isascii():
        return text
    parted = unicodedata.normalize(form, text)
    return "".join(letter for letter in parted if unicodedata.category(letter) not in ("Mn", "Me"))


def as_latin(text: str) -> str:
    """Return a text with the plain letter in place of each one that Unicode names after it, and of a 0 or 1: "\u1d07d1t0r" → "Editor"."""
    if text.isascii():
        return text.translate(_DIGITS)
    found = ((letter, _NAMED_AFTER.search(unicodedata.name(letter, ""))) for letter in _unmarked(text))
    plain = "".join(named[1] if named and not letter.isascii() else letter for letter, named in found)
    return plain.translate(_DIGITS)


def on_this_machine(target: str) -> bool:
    """Tell whether an address leads to the machine or the network of whoever follows it."""
    return _OWN.match(target) is not None


def is_address(target: str) -> bool:
    """Tell whether a link may lead there: to the web, to a mailbox, or to a file of the site."""
    if _ENTITY.search(target) or any(map(is_hidden, target)):
        return False
    return _ADDRESS.fullmatch(target) is not None


def names_another_address(words: str, target: str, *, in_full: bool) -> bool:
    """Tell whether the words of a link name a host, a mailbox, an address or the number of a work, and another one than it leads to.

    Unless ``in_full``, hosts alone are compared: words may stand right behind an address.
    """
    target = target.lower()
    words = _unmarked(words, "NFKC").translate(_SIGNS).lower()  # not casefold, to which \xdf is "ss"
    words = "".join("\xf8" if letter > "~" and unicodedata.category(letter)[0] == "S" else letter for letter in words)
    if not in_full:
        leads = _NAMES_HOST.search(target) if _AWAY.match(target) else None
        return leads is not None and any(host != leads[2] for _, host, _ in _NAMES_HOST.findall(words))
    named = ["".join(found).rstrip(_BEHIND) for found in _NAMES_HOST.findall(words)]
    works = [(number or doi).rstrip(_BEHIND) for number, doi in _NAMES_WORK.findall(words)]
    return not all(_leads_there(target, name) for name in named) or not all(work in target for work in works)


def _leads_there(target: str, name: str) -> bool:
    """Tell whether a link leads to what its words name: the same address, or one that begins with it, or its own file."""
    address = _AWAY.sub("", target)
    if address == target:  # a file of the site; the essay calls one by a longer name, "04-…"
        file = target.partition("#")[0].split("/")[-1]
        return bool(file) and name.partition("#")[0].endswith(file)
    return address.startswith(name) and not address[len(name) : len(name) + 1].strip("/?#")
