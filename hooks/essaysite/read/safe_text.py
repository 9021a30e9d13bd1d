"""Text and addresses that anyone may propose: without characters that nobody sees, and leading to the web or this site."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

_NOT_SEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
# Addresses lead to the web, to a mailbox, or to a file of the site.
# https://a.b/c → fits; https:/a, //a.b, javascript:x, https://user:word@a.b and \\a.b do not.
_ADDRESS = re.compile(
    r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#]\S*)?|mailto:[^\s:/?#]+@[^\s:/?#]+|(?![/\\]|[^/?#]*:)[^\s\\]*"
)

_ENTITY = re.compile(r"&#?\w+;")


def is_hidden(letter: str) -> bool:
    """Tell whether a character shows nothing, and may change how others show: as a control or a mark of direction does."""
    return letter not in "\n\t" and unicodedata.category(letter) in _NOT_SEEN


def name_of(letter: str) -> str:
    """Return how a character is called: its number, and its name where it has one."""
    name = unicodedata.name(letter, "")
    return f"U+{ord(letter):04X}" + (f" ({name})" if name else "")


def plain(text: str) -> tuple[str, str]:
    """Return the text of a field without characters that nobody sees, and what was wrong with it, if anything."""
    wrong = ""
    if not text.isprintable() and any(map(is_hidden, text)):
        wrong = f"holds the invisible character {name_of(next(filter(is_hidden, text)))}; delete it"
        text = "".join(letter for letter in text if not is_hidden(letter))
    if "&" in text and unescape(text) != text:
        wrong = wrong or "holds an entity, which some readers would see as it stands; write the character itself"
    return text, wrong


def is_address(target: str) -> bool:
    """Tell whether a link may lead there: to the web, to a mailbox, or to a file of the site."""
    if _ENTITY.search(target) or any(map(is_hidden, target)):
        return False
    return _ADDRESS.fullmatch(target) is not None
