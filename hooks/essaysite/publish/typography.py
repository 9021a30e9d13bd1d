"""Quotation marks, apostrophes and dashes as a book has them, in finished pages: sources and all other files keep theirs.

The essay's letters stay as its author wrote them, in the page too and in what is copied from it: styles show another sign
in their place.
"""

from __future__ import annotations

import re
from html import escape, unescape

# Where the essay's words stand, which may also be a page's title; none of these holds another element of its own name.
_ESSAYS = "essay|whole-essay|page-head__saying|card__saying|mentions__said--essay"
_QUOTE = r"[\"']|&(?:\#3[49]|quot);"
# A tag is taken whole, so that no sign of its attributes is met. Each part begins with a letter of its own, so that the
# search passes over all others at once.
_PARTS = re.compile(
    rf"""<(?P<as_is>script|style|pre|code|textarea|title)\b.*?</(?P=as_is)>
    |<(?P<essay>(?P<tag>div|p|q|span)[ ](?:[^>]*[ ])?class="(?:[\w-]+[ ])?(?:{_ESSAYS})[" ].*?</(?P=tag)>|h1\b.*?</h1>)
    |<[^<>]*>|{_QUOTE}|-(?<=[ ]-)-?(?=[ ])|\.(?<!\.\.)\.\.(?!\.)""",
    re.DOTALL | re.VERBOSE,
)
# "<p class="from-essay">It's</p>" → the "'", and the tags
_IN_ESSAY = re.compile(rf"<[^<>]*>|{_QUOTE}", re.VERBOSE)
_BEFORE_OPENING = '([{"-/\u2013\u2014\u2018\u201c'
# "</em>", "<a href=…": what begins no block
_INLINE = re.compile(r"</?(?:a|abbr|b|cite|code|em|i|q|small|span|strong|sub|sup|time)\b")


def curled(html: str) -> str:
    """Return a finished page with the right signs in our words, and with a mark around those of the essay."""
    return _PARTS.sub(_part, html)


def curled_text(text: str) -> str:
    """Return words of ours that are no HTML with the right signs."""
    return unescape(curled(f"{escape(text, quote=False)}<")[:-1])


def _part(found: re.Match[str]) -> str:
    if found["essay"]:
        return _IN_ESSAY.sub(_marked, found[0])
    return found[0] if found[0][0] == "<" else _right(found)


def _marked(sign: re.Match[str]) -> str:
    is_tag = sign[0][0] == "<"
    return sign[0] if is_tag else f'<span class="sign" data-sign="{_right(sign)}">{sign[0]}</span>'


def _right(sign: re.Match[str]) -> str:
    """Return what stands in a book for a sign, by what stands around it."""
    written = sign[0]
    if written[0] in "-.":
        return "\u2013" if written[0] == "-" else "\u2026"
    before, behind = _before(sign.string, sign.start()), sign.string[sign.end()]
    opens = (before.isspace() or before in _BEFORE_OPENING) and not behind.isspace()
    if written in ("'", "&#39;"):
        return "\u2018" if opens and not behind.isdigit() else "\u2019"
    return "\u201c" if opens else "\u201d"


def _before(html: str, at: int) -> str:
    """Return the character that a reader sees before a place; a blank where a block begins."""
    while at and html[at - 1] == ">":
        at = html.rindex("<", 0, at)
        if not _INLINE.match(html, at):
            return " "
    return html[at - 1] if at else " "
