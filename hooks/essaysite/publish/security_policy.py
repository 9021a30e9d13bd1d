"""The Content-Security-Policy of a page: only the site's own files, and the theme's inline scripts by their hashes.

A ``<meta>`` element carries it, because GitHub Pages sends no headers of ours (https://www.w3.org/TR/CSP3/#meta-element).
It names the site's folders and not only its host, which may serve other sites too. So a built site works at its own
address and at no other.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import quote, urlsplit

from essaysite.read.faults import FaultError

_SCRIPT, _SCRIPT_END = "<script", "</script>"
# A file, which has its folder, or data, which no browser runs.
_NO_PROGRAM = re.compile(r"\ssrc=\"[^\"]*\"|\stype=\"application/(?:ld\+)?json\"$")
_SHOWN = 40
_CHARSET = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)

# What no page of the site has: <base href=…>, <meta http-equiv=…>, onclick=…, src="//a.bc/d", href="javascript:…"
_FOREIGN = re.compile(
    r"<(?:base|embed|applet|i?frame|frameset|object|portal|meta\s[^<>]*?http-equiv)\b|\s(?:on[a-z]+|srcdoc|formaction|ping)\s*+="
    r"|\s(?:href\s*+=\s*+(?:[\"']\s*+)?(?:java|vb)script:|(?:src|srcset|action|poster|data|background)\s*+=\s*+(?:[\"']\s*+)?(?:[a-z][a-z0-9+.-]*:|//))",
    re.IGNORECASE,
)

# Firefox holds the pages that the theme fetches ahead to the first rule; what has no rule of its own is forbidden by name.
_RULES = (
    "default-src {site}; font-src 'none'; frame-src 'none'; manifest-src 'none'; media-src 'none'; object-src 'none'; "
    "script-src {scripts} {hashes}; worker-src {scripts}; style-src {assets}; "
    "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
)


class SecurityPolicy:
    """The policy of one site. ``address`` is its home page's, or empty, where all files of the host count as the site's.

    The scripts that may run are those of a page that nobody wrote, such as the one for addresses that lead nowhere.
    A page's own scripts are not asked: whoever wrote it may have put one there.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        # Without its scheme, so that it holds where a host answers to http and https.
        self.base = f"{parts.netloc}{quote(parts.path, safe='/%~')}".rstrip("/") if parts.netloc else ""
        self.known: set[str] = set()

    def learn(self, html: str, base: str) -> None:
        """Take the scripts of a page that holds nobody's text; ``base`` is the way from it to the home page."""
        self.known |= {_without(base, script) for script in _programs(html)}

    def applied(self, html: str, base: str) -> tuple[str, list[str]]:
        """Return the page with its policy right behind the character set, and what is wrong with its scripts.

        Raises ``FaultError`` for a page without one, which would go out unprotected.
        """
        charset = _CHARSET.search(html)
        if not charset:
            message = (
                "a page has no <meta charset> to put its policy behind; see hooks/essaysite/publish/security_policy.py"
            )
            raise FaultError(message)
        scripts = sorted(set(_programs(html)))
        known = [script for script in scripts if _without(base, script) in self.known]
        wrong = [
            f"the script '{script[:_SHOWN]}…' is in no template that all pages share, so no browser runs it; remove it"
            for script in scripts
            if script not in known
        ]
        assets = f"{self.base}/assets/" if self.base else "'self'"
        rules = _RULES.format(
            scripts=f"{assets}javascripts/" if self.base else assets,
            assets=assets,
            site=f"{self.base}/" if self.base else assets,
            hashes=" ".join(sorted(map(_hash, known))),
        )
        meta = f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
        return f"{html[: charset.end()]}{meta}{html[charset.end() :]}", wrong


def foreign(html: str) -> Iterator[str]:
    """Yield what a finished page, without its policy, has in a tag that could run, send the reader away, or load from elsewhere.

    Each step before escapes and checks what anybody wrote; this is asked once more, in case one forgets it.
    """
    for found in _FOREIGN.finditer(html):
        tag = html.rfind("<", 0, found.start() + 1)
        is_in_value = html.count('"', tag, found.start()) % 2
        if html.rfind(">", tag, found.start()) < 0 and not is_in_value:
            yield f"'{html[tag : tag + _SHOWN]}…' is on the finished page, and '{found[0].strip()}' may stand on none; take out what became it"


def _without(base: str, script: str) -> str:
    """Return a script as it is on every page: the theme writes the way to the home page into one."""
    return script.replace(f'new URL("{base}",location)', "", 1)


def _programs(html: str) -> Iterator[str]:
    """Yield each inline script; plain searches, because a pattern would look at every letter of the page."""
    start = html.find(_SCRIPT)
    while start >= 0:
        inside = html.find(">", start)
        end = html.find(_SCRIPT_END, inside)
        if inside < 0 or end < 0:
            return
        if not _NO_PROGRAM.search(html[start + len(_SCRIPT) : inside]):
            yield html[inside + 1 : end]
        start = html.find(_SCRIPT, end)


def _hash(script: str) -> str:
    """Return the source expression of an inline script (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
