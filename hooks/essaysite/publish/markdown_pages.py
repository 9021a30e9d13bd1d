"""The Markdown beside each page, for readers that want no HTML: what it says, with what the build adds as plain lists.

Follows https://llmstxt.org/ ("a clean markdown version of those pages at the same URL … append index.html.md or .md").
"""

from __future__ import annotations

import re

from essaysite.generate.assembly import ending_of
from essaysite.generate.dates import in_words
from essaysite.generate.parts import PARTS, template_of
from essaysite.generate.site import Site
from essaysite.generate.templates import Templates
from essaysite.generate.views import page_link
from essaysite.read.markdown_text import PART_MARK
from essaysite.read.model import ENDING_HEADINGS, Node
from essaysite.render.as_markdown import markdown_line

from .addresses import Addresses
from .escaping import yaml_text
from .structured_data import said_whole

_BLANKS = re.compile(r"\n{3,}")


def markdown_page(site: Site, templates: Templates, addresses: Addresses, node: Node) -> str:
    """Return the Markdown beside a page.

    Front matter holds title, summary and address alone. The page follows, with what stands in its head and its generated
    parts as plain lists; then what the build adds at the page's end, and last the references of the works cited.
    """
    facts = {"title": node.title, "summary": said_whole(node), "address": addresses.page(node.path)}
    front = "\n".join(f"{name}: {yaml_text(value)}" for name, value in facts.items())

    def part(block: str) -> str:
        mark = re.fullmatch(PART_MARK, block)
        if mark is None or mark[1] not in PARTS:
            return block
        view = PARTS[mark[1]].view(site, node, addresses.page)
        text = "" if view is None else templates.render(f"generated/{template_of(mark[1])}.md", view=view)
        return _BLANKS.sub("\n\n", text)

    as_of = in_words(node.brief.as_of) if node.brief else ""
    page = page_link(site, node, addresses.page)
    head = templates.render("generated/head.md", page=page, brief=node.brief, as_of=as_of)
    ending = ending_of(site, node, addresses.page, site.placed[node.path])
    end = templates.render("generated/ending.md", view=ending, labels=ENDING_HEADINGS)
    parts = map(part, site.records[node.id].markdown)
    blocks = (f"# {markdown_line(node.title)}", head, *parts, _BLANKS.sub("\n\n", end))
    whole = "\n\n".join(filter(None, (block.strip("\n") for block in blocks)))
    return f"---\n{front}\n---\n\n{whole}\n"
