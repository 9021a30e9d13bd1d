"""Text made safe for the formats that machines read: Markdown, XML, YAML; and HTML references as Markdown."""

from __future__ import annotations

import html
import json
import re

# https://www.w3.org/TR/xml/#charsets: everything else may not stand in a document, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKDOWN = re.compile(r"[\\`*_\[\]]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# JSON leaves these as they are; https://yaml.org/spec/1.2.2/#51-character-set wants them escaped.
_NOT_YAML = re.compile("[\u007f-\u009f\ufeff\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_quoted = json.JSONEncoder(ensure_ascii=False).encode
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_HREF = re.compile(r'href="([^"]*)"')
_IN_ADDRESS = {ord(sign): f"%{ord(sign):X}" for sign in '()<>"\\'}  # what would end an address in Markdown
# "<b", "</b", "<!--", "<?" → found; <https://a.bc> and <a@b.cd>, which are links, are not.
_TAG_IN_MARKDOWN = re.compile(
    r"<(?=[a-z/!?])(?!https?://[^\s<>]+>|(?:mailto:)?[\w.+-]+@[\w.-]+>)", re.IGNORECASE | re.ASCII
)
# "](javascript:x)", "](//a.bc)", "](&#106;x)" → found, "](https://a.bc)" and "](a/b.md)" are not.
_LINK_ELSEWHERE = re.compile(r"\]\((?!<?(?:https?://|mailto:|[\w.#?][^\x00-\x20:&\\<>()]*[\x00-\x20()]))")
# "[a]: javascript:x" → found; "[a]: https://a.bc" is not, nor "[^a]: Some words", which no Markdown takes for an address.
_ADDRESS_ELSEWHERE = re.compile(
    r"\]:(?![ \t]*(?:\n[ \t>]*)?<?(?:https?://|mailto:)|[ \t]*(?:\n[ \t>]*)?\Z|[ \t]*\n[ \t>]*\n|[ \t]*[^\x00-\x20<\\][^\x00-\x20\\]*[ \t]+[^\x00-\x20\"'(])"
)


def xml_text(text: str) -> str:
    """Return ``text`` without the characters that no XML document may hold."""
    return _NOT_XML.sub("", text)


def markdown_text(text: str) -> str:
    """Return ``text`` so that Markdown, within a paragraph, shows it letter for letter."""
    # Not every Markdown takes \\< for <, but all take the entity.
    return _MARKDOWN.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text)).replace("<", "&lt;")


def markdown_line(text: str) -> str:
    """Return ``text`` as one line that Markdown shows letter for letter."""
    return markdown_text(" ".join(text.split()))


def harmless_markdown(text: str, base: str) -> str:
    """Return Markdown that holds no HTML and leads to the web or to a mailbox alone, however it is read.

    What is code to one reader is none to another, so it is treated alike. Pictures are those of the site, below ``base``.
    """
    # "![a](https://c.de/b.svg)" → found, "![a](https://a.bc/b.svg)" on https://a.bc/ is not.
    pictures = re.compile(
        rf"(?<!\\)((?:\\\\)*+)!(?=\[)(?!\[[^\[\]`<\\]*\]\({re.escape(base)}[^\s()<>]*(?: \"[^\"\\]*\")?\))"
    )
    text = pictures.sub(r"\1&#33;", text)
    text = _TAG_IN_MARKDOWN.sub("&lt;", text)
    return _LINK_ELSEWHERE.sub("]&#40;", _ADDRESS_ELSEWHERE.sub("]&#58;", text))


def yaml_text(text: str) -> str:
    """Return ``text`` as a quoted YAML scalar; JSON's strings are YAML's (https://yaml.org/spec/1.2.2/#13-prior-art).

    Who reads front matter as Markdown finds no HTML in it.
    """
    quoted = _quoted(text).replace("<", "\\u003c")
    return _NOT_YAML.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)


def reference_markdown(reference: str) -> str:
    """Return a reference, as pybtex writes it in HTML, as one line of Markdown with its links."""
    pieces, end, target = [], 0, ""
    for tag in _TAG.finditer(reference):
        pieces.append(markdown_text(html.unescape(reference[end : tag.start()])))
        end = tag.end()
        closes, name, rest = tag.groups()
        if name in ("em", "i"):
            pieces.append("*")
        elif name == "a" and closes:
            pieces.append(f"]({target})")
        elif name == "a":
            found = _HREF.search(rest)
            target = html.unescape(found.group(1)).translate(_IN_ADDRESS) if found else ""
            pieces.append("[")
    pieces.append(markdown_text(html.unescape(reference[end:])))
    return " ".join("".join(pieces).split())
