"""Text and addresses that anyone may propose: without characters that nobody sees, and leading to the web or this site."""

from __future__ import annotations

import re
import unicodedata

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


def unseen(text: str) -> str:
    """Say what is wrong with a text that holds a character that nobody sees, or nothing."""
    found = "" if text.isprintable() else next(filter(is_hidden, text), "")
    if not found:
        return ""
    name = unicodedata.name(found, "")
    return f"holds the invisible character U+{ord(found):04X}{f' ({name})' if name else ''}; delete it"


def is_address(target: str) -> bool:
    """Tell whether a link may lead there: to the web, to a mailbox, or to a file of the site."""
    if _ENTITY.search(target) or any(map(is_hidden, target)):
        return False
    return _ADDRESS.fullmatch(target) is not None
