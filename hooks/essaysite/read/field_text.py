"""What is wrong with a text of front matter: it is printed as it stands, on pages and in files for machines."""

from __future__ import annotations

import re
from html import unescape
from itertools import accumulate

from .essay_signs import forged_signs
from .limits import TEXT
from .unwritten import PLACEHOLDER

OF_THE_BUILD = "the sign of the essay's own words, which only the build sets; leave it out"

# Markdown, HTML and TeX, and what shows them: "a *word*", "`code`", "[@key]", "[a](b.md)", "{ .class }", "&amp;", "\\input".
_MARKUP = re.compile(
    r"""`|\*\*|__|~~|==|\^\[|\$[^$^_\\=]*[\^_\\=][^$]*\$
    |(?<![\w*])\*(?=\S)[^*]*\S\*(?!\w)|(?<!\w)_(?=\S)[^_]*\S_(?!\w)
    |!?\[[^\[\]]*\][(\[]|\[\[|\[[@^]|(?<!\w)@[a-z]+\d{4}\w*|\\\S*
    |\^\^|</?[A-Za-z!?]|&\#?\w+;|\{[^{}]*\{[^{}]*\}|(?<=.)\{[^{}]*\}|\{[^{}.\#:=%]*[.\#:=%][^{}]*\}|https?://|^(?:\#{1,6}|[>+*-]|\d+[.)])\s|^(?:!!!|\?\?\?)""",
    re.VERBOSE,
)
_FULL_WIDTH = re.compile("[\uff01-\uff5e]")
_CURLY = re.compile(r"[“”„«‘].*[“”»’]")  # noqa: RUF001


def wrong_with(text: str) -> str:
    """Say what is wrong with the text of a field, or nothing."""
    if len(text) > TEXT:
        return f"has {len(text)} characters, and {TEXT} are enough; shorten it"
    if wrong := unprintable(text):
        return wrong
    if text.count('"') % 2 or not all(_is_paired(text, *pair) for pair in ("()", "[]", "{}")):
        return "has a quotation mark or bracket without its other half; write both, or none"
    if _CURLY.fullmatch(text):
        return "stands in curly quotation marks, which are printed; write straight ones around it, or none"
    return ""


def unprintable(text: str) -> str:
    """Say what of a text would be printed and was not meant to be: mark-up, full-width signs, a note to write it; or nothing."""
    if found := _FULL_WIDTH.search(text):
        return f"holds the full-width sign '{found[0]}'; write the plain one"
    if PLACEHOLDER.search(text):
        return "is still to be written; write it, or leave it out"
    return markup_in(text)


def markup_in(text: str) -> str:
    """Say which mark-up a text holds that would be printed as it stands, or which sign that is the build's, or nothing."""
    if forged := forged_signs(f"{text} 1"):  # behind a title, the build may set a number
        return f"holds '{forged[0].removesuffix(' 1')}', {OF_THE_BUILD}"
    found = _MARKUP.search(text)
    sign = " ".join(found[0].split()) if found else "&" if unescape(text) != text else ""
    return sign and f"holds '{sign}', which would be printed as it stands; write plain words, without Markdown or HTML"


def _is_paired(text: str, opening: str, closing: str) -> bool:
    if opening not in text and closing not in text:
        return True
    depths = list(accumulate((sign == opening) - (sign == closing) for sign in text))
    return not depths or (depths[-1] == 0 <= min(depths))
