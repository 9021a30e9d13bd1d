"""The Content-Security-Policy of a page: only the site's own files, and the theme's inline scripts by their hashes.

A ``<meta>`` element carries it, because GitHub Pages sends no headers of ours (https://www.w3.org/TR/CSP3/#meta-element).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256

_SCRIPT, _SCRIPT_END = "<script", "</script>"
_RUNS = re.compile(r"\bsrc\s*=|\btype\s*=\s*[\"']?application/(?:ld\+)?json")
_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)

_RULES = (
    "default-src 'self'",
    "img-src 'self' data:",
    "style-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'none'",
)


def with_policy(html: str) -> str:
    """Return the page with its policy right behind the character set.

    Raises ``ValueError`` for a page without one, which would go out unprotected.
    """
    charset = _CHARSET.search(html)
    if not charset:
        message = (
            "a page has no <meta charset> to put its policy behind; see hooks/essaysite/publish/security_policy.py"
        )
        raise ValueError(message)
    hashes = sorted({_hash(text) for attributes, text in _scripts(html) if not _RUNS.search(attributes)})
    policy = "; ".join([*_RULES, " ".join(["script-src", "'self'", *hashes])])
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return f"{html[: charset.end()]}{meta}{html[charset.end() :]}"


def _scripts(html: str) -> Iterator[tuple[str, str]]:
    """Yield attributes and text of each script; plain searches, because a pattern would look at every letter of the page."""
    start = html.find(_SCRIPT)
    while start >= 0:
        inside = html.find(">", start)
        end = html.find(_SCRIPT_END, inside)
        if inside < 0 or end < 0:
            return
        yield html[start + len(_SCRIPT) : inside], html[inside + 1 : end]
        start = html.find(_SCRIPT, end)


@cache  # the theme's scripts are the same on every page
def _hash(script: str) -> str:
    """Return the source expression of an inline script (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
