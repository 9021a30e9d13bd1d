"""Letters and signs of texts that anyone may propose: none that nobody sees, and none that shows as another one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache
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
_SIGNS_NEEDED = frozenset("\xa0§°±×÷–—‘’“”„«»‹›′″…‰€£¥©®™†‡→←≈≠≤≥−√∞∑∈¡¿")  # noqa: RUF001
# What is told with a better remedy where Markdown is read: full-width signs, an accent for a '`', and bullets at the start.
_TOLD_ELSEWHERE = frozenset(map(chr, (0xB4, *range(0xFF01, 0xFF5F))))
_BULLETS = " \t>·•‣○◦■▪●➢✓➜➤▶"
# Of Europe's languages, of Romanian, and of Vietnamese and others, with marks; but none that shows as another one.
_LATIN = frozenset(map(chr, (*range(0xC0, 0x180), *range(0x1CD, 0x1DD), *range(0x218, 0x21C), *range(0x1E00, 0x1F00))))
_LATIN -= frozenset("\u0138\u0149\u014a\u014b\u017f")
_ACCENTS = range(0x300, 0x334)
_LIKE_LETTERS = frozenset("ªºµ\u02bb\u02bc")
# "\u02bbwords\u02bc"; between two letters, as in a name, it is an apostrophe.
_OPEN_MARK = re.compile("(?<![^\\W_])[\u02bb\u02bc]|[\u02bb\u02bc](?![^\\W_])")
# A raised digit behind a word, a sign or a blank; that of "m²" and "10⁶" is none.
_RAISED = re.compile(r"(?<![^\W_A-Z])[⁰¹²³⁴-⁹]|(?<=[^\W\d_]{3})[⁰¹²³⁴-⁹]")
# Blanks that keep what stands beside them in one line: many push it off the page.
PUSHES = re.compile("(?:\xa0[ \n]?){3}")
_MARKS = 3  # on one letter; more could cover what stands beside it
# "LATIN LETTER SMALL CAPITAL E", "LATIN SMALL LETTER D WITH HOOK" → E, D
_NAMED_AFTER = re.compile(r"^LATIN .*?\b([A-Z])(?: WITH .*)?$")
_LETTERS = re.compile(r"[^\W\d_]+")
_THORN = {"þ": "p", "Þ": "P", "ð": "d"}
_DIGITS = str.maketrans("013\u212e", "oiee")


class _WithoutMarks(dict[int, int | None]):
    """For ``str.translate``: nothing for a mark on a letter, all else as it is; each is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) in ("Mn", "Me") else code
        return self[code]


_WITHOUT_MARKS = _WithoutMarks()


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
    if PUSHES.search(text):
        return "holds several no-break blanks in a row; write one"
    for letter in "" if text.isascii() else text.lstrip(_BULLETS):
        kind, code = unicodedata.category(letter), ord(letter)
        is_odd = kind[0] in "PSZ" and code > ord("~") and letter not in _SIGNS_NEEDED | _TOLD_ELSEWHERE
        is_odd |= kind == "Mn" and code not in _ACCENTS  # as one that strikes a letter out
        is_odd |= kind in ("Me", "Nl") or (letter.isdecimal() and not letter.isascii())
        is_odd |= kind[0] == "L" and code > ord("~") and letter not in _LATIN | _LIKE_LETTERS | _TOLD_ELSEWHERE
        if is_odd:
            name = unicodedata.name(letter, "")
            remedy = (
                "write it in a formula, as $`\\alpha`$"
                if name.startswith("GREEK")
                else "write a plain sign or a Latin letter"
            )
            return f"holds '{letter}' (U+{code:04X} {name}), which none of our pages needs; {remedy}"
    return ""


def unmarked(text: str, form: Literal["NFKC", "NFKD"] = "NFKD") -> str:
    """Return a text without the marks on its letters, and with plain letters for those that Unicode takes for the same."""
    if text.isascii():
        return text
    return unicodedata.normalize(form, text).translate(_WITHOUT_MARKS)


def in_plain_letters(text: str) -> str:
    """Return a text with the plain letter in place of each one that Unicode names after it: "\u1d07d\u0131tor" → "EdItor"."""
    return text if text.isascii() else "".join(map(_plain_letter, unmarked(text)))


@cache
def _plain_letter(letter: str) -> str:
    named = None if letter.isascii() else _NAMED_AFTER.search(unicodedata.name(letter, ""))
    return named[1] if named else _THORN.get(letter, letter)


def as_latin(text: str) -> str:
    """Return a text in plain letters, also in place of a 0, a 1 and a 3: "\u1d07d1t0r" → "Editor"."""
    return in_plain_letters(text).translate(_DIGITS)


def is_named(words: str, names: Collection[str]) -> bool:
    """Tell whether words are one of some names, in whatever letters and signs."""
    return _in_letters(words) in map(_in_letters, names)


@cache
def _in_letters(words: str) -> str:
    return " ".join(_LETTERS.findall(in_plain_letters(words))).casefold()
