"""For the tests of what the site says to machines: a site read from text, without MkDocs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml
from essaysite import build
from essaysite.generate.site import Site
from essaysite.generate.templates import Templates
from essaysite.publish.addresses import Addresses
from essaysite.publish.escaping import reference_markdown
from essaysite.read.content import EssayFile, File
from essaysite.render.as_markdown import markdown_line
from essaysite.render.extension import MarkingExtension
from essaysite.render.found import Section
from essaysite.render.untrusted import UntrustedExtension
from jinja2 import Environment, FileSystemLoader
from markdown import Markdown
from markup import parse
from project import ROOT

BASE = "https://example.org/test/"
EXTENSIONS = "abbr admonition attr_list def_list footnotes tables toc pymdownx.details pymdownx.superfences".split()  # noqa: SIM905
# What may stand in front matter and must stay text wherever it is shown.
HOSTILE_TITLE = "</script><script>alert(1)</script> <img src=x onerror=alert(1)> \"double\" 'single' & &lt; ]]> `a` *b* [c](d) {{ e }}"
# A title may hold no angle brackets; the build reports them and shows others, which look alike.
SHOWN_TITLE = HOSTILE_TITLE.replace("<", "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}").replace(
    ">", "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
)
HOSTILE_SUMMARY = "<!-- --> </title><svg onload=alert(2)> \\ \" ' & # : - |"

WORK = """@article{smith2020law,
  author = {Smith, Ann},
  title = {{A <b>Law</b> of Measures}},
  journal = {Journal},
  year = {2020},
  checked = {two sources}
}
"""


def page(title: str, body: str = "Some words.", summary: str = "A summary.", **meta: Any) -> bytes:
    """Return a page's file."""
    front = yaml.safe_dump({"title": title, "summary": summary} | meta, sort_keys=False)
    return f"---\n{front}---\n\n{body}\n".encode()


def read_site(
    pages: dict[str, bytes], *, bib: str = "", essay: str = "", changed: dict[str, str] | None = None
) -> tuple[Site, Addresses]:
    """Return a site with these pages rendered, but for their citations, which are noted, and its addresses."""
    the_essay = None
    if essay:
        lines = f"1-{len(essay.splitlines())}"
        the_essay = EssayFile("docs/essay.txt", essay.encode(), pages=dict.fromkeys(pages, lines))
    reading, _ = build.read("docs", pages.items(), File("docs/references.bib", bib.encode()), the_essay)
    addresses = Addresses(BASE, {path: address_of(path) for path in pages})
    marking, untrusted = MarkingExtension(), UntrustedExtension(BASE)
    marking.resolve = addresses.resolve
    reader = Markdown(extensions=[*EXTENSIONS, marking, untrusted])
    for path, data in pages.items():
        marking.page = build.start(reading, path)
        content = reading.content
        untrusted.start(
            path, content.sources[path], reading.texts[path], content.bibliography.works, content.page_names
        )
        reader.reset().convert(reading.texts[path])
        record = marking.page.record
        for key in re.findall(r"@(\w+)", data.decode()):
            if key in reading.content.bibliography.works:
                record.cite(key, Section())
    site, _ = build.finish(reading, changed or {})
    return site, addresses


def our_templates() -> Templates:
    """Return the site's own templates."""
    return Templates(
        Environment(loader=FileSystemLoader(ROOT / "overrides"), autoescape=True),
        ROOT,
        line=markdown_line,
        reference=reference_markdown,
    )


def address_of(path: str) -> str:
    """Return a page's address as MkDocs writes it."""
    stem = path.removesuffix(".md")
    return "./" if stem == "index" else f"{stem.removesuffix('/index')}/"


def linked_data(html: str) -> dict[str, Any]:
    """Return the JSON-LD of a page, of which there must be one."""
    found: dict[str, Any] = json.loads(parse(html).one("head script[type='application/ld+json']").text)
    return found


def metadata(html: str) -> dict[str, str]:
    """Return the Open Graph and Twitter properties of a page, by name."""
    named = [(tag.get("property") or tag.get("name"), tag.get("content")) for tag in parse(html).select("head meta")]
    found = [(name, content) for name, content in named if re.match(r"(?:og|twitter|article):", name)]
    assert len(dict(found)) == len(found), "a property stands twice"
    return dict(found)


def base_of(site: Path) -> str:
    """Return the real site's address."""
    (address,) = re.findall(
        r"^Sitemap: (.*)sitemap\.xml$", (site / "robots.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    return str(address)
