"""Text made safe for the formats that machines read: XML and YAML; and HTML references as Markdown."""

from __future__ import annotations

import json
import re
from xml.etree.ElementTree import fromstring

from essaysite.render.as_markdown import Writer

# https://www.w3.org/TR/xml/#charsets: everything else may not stand in a document, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# JSON leaves these as they are; https://yaml.org/spec/1.2.2/#51-character-set wants them escaped.
_NOT_YAML = re.compile("[\u007f-\u009f\ufeff\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_quoted = json.JSONEncoder(ensure_ascii=False).encode


def xml_text(text: str) -> str:
    """Return ``text`` without the characters that no XML document may hold."""
    return _NOT_XML.sub("", text)


def yaml_text(text: str) -> str:
    """Return ``text`` as a quoted YAML scalar; JSON's strings are YAML's (https://yaml.org/spec/1.2.2/#13-prior-art).

    Who reads front matter as Markdown finds no HTML in it.
    """
    quoted = _quoted(text).replace("<", "\\u003c")
    return _NOT_YAML.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)


def reference_markdown(reference: str) -> str:
    """Return a reference, as pybtex writes it in HTML, as one line of Markdown with its links."""
    words = fromstring(f"<p>{xml_text(str(reference)).replace('&', '&amp;')}</p>")  # noqa: S314 - pybtex has escaped it
    return " ".join(Writer((), str, (), iter(())).line(words).split())
