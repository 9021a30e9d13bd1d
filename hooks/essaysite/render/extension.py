"""The Markdown extension that marks a page while it is rendered: provenance, term links, mentions, citations; and its Markdown.

It runs once headings have their ids and before MkDocs resolves and checks links, so that what it adds is checked too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from essaysite.read.faults import Fault
from essaysite.read.guard import StoppedError, bounded
from essaysite.read.markdown_text import is_footnote_mark, plain_text, spell_out

from .apparatus import number_notes, set_apart
from .as_markdown import Writer
from .citation_marks import HIDDEN_BRACKET, show_hidden, show_hidden_in
from .walk import PageContext, Walker

# Python-Markdown runs higher numbers first: inline patterns 20, heading ids 5, MkDocs' link resolver 0.
_AFTER_INLINE = 19
_AFTER_HEADING_IDS = 4
_LAST = 0

_WORD = re.compile(r"\w+")
_SAME = 0.8  # of a summary's words


class MarkingExtension(Extension):
    """Adds the processors; ``page`` is set to the page that is about to be rendered.

    ``resolve`` gives the address of a link on the page at a path; ``faults`` are those of pages that Markdown cannot read.
    """

    page: PageContext | None = None

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[Fault] = []
        self.resolve: Callable[[str, str], str] = lambda _, link: link

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register the processors with a Markdown instance."""
        md.ESCAPED_CHARS.append(HIDDEN_BRACKET)  # as [ is, so that a backslash before it is not shown
        md.treeprocessors.register(_TextRestorer(md), "essaysite-text", _AFTER_INLINE)
        md.treeprocessors.register(_PageMarker(md, self), "essaysite-marks", _AFTER_HEADING_IDS)
        md.postprocessors.register(_StashRestorer(md), "essaysite-stash", _LAST)
        convert = md.convert

        def convert_or_report(source: str) -> str:
            # MkDocs looks for ids in raw HTML, of which a page holds none, by a parser that "<![" stops.
            md.preprocessors.deregister("mkdocs_raw_html", strict=False)
            if self.page is None:
                return convert(source)
            page = self.page.source
            try:
                with bounded(page.path):
                    return convert(source)
            except StoppedError as error:
                if not isinstance(error.__cause__, RecursionError):
                    self.faults.append(error.fault)
                    return ""
                # What is nested in a way that ``limits`` does not count
                message = "this page is nested too deep to be read; write it flatter"
                self.faults.append(Fault(page.path, page.body_line, message))
            md.reset()
            return convert("This page cannot be read.")

        md.convert = convert_or_report  # type: ignore[method-assign]


class _TextRestorer(Treeprocessor):
    """Shows what was hidden from mkdocs-bibtex in spans of code and in text, before headings are named after them."""

    def run(self, root: Element) -> None:
        show_hidden_in(root)


class _StashRestorer(Postprocessor):
    """Shows what was hidden from mkdocs-bibtex in fenced blocks and in attributes."""

    def run(self, text: str) -> str:
        return show_hidden(text)


class _PageMarker(Treeprocessor):
    def __init__(self, md: Markdown, extension: MarkingExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        page = self.extension.page
        if page is None:
            return
        spell_out(root, self.md.htmlStash.rawHtmlBlocks)
        _set_marks_close(root)
        number_notes(root)
        if page.provenance:
            page.provenance.mark(root)
        if page.summary and len(root) and root[0].tag == "p":
            page.record.opens_with_summary = _says(plain_text(root[0]), page.summary)
        walker = Walker(page)
        walker.walk(root)
        walker.note_sentences()
        found = page.provenance.found.blocks if page.provenance else ()
        signs = (f" *(The essay, line {passage.line})*" for _, passages in found for passage in passages)
        address_of = partial(self.extension.resolve, page.path)
        page.record.markdown = Writer(self.md.htmlStash.rawHtmlBlocks, address_of, page.works, signs).blocks(root)
        set_apart(root)


def _set_marks_close(element: Element) -> None:
    """Put citation marks right behind the word that they follow, and tell neighbouring marks apart."""
    for parent in element.iter():
        before: Element | None = None
        for child in parent:
            if is_footnote_mark(child):
                if before is None:
                    parent.text = (parent.text or "").rstrip()
                elif before.tail is None or not before.tail.strip():
                    before.tail = ""
                    if is_footnote_mark(before):
                        child.set("class", "next-mark")
                else:
                    before.tail = before.tail.rstrip()
            before = child


def _says(text: str, summary: str) -> bool:
    """Tell whether a text says what a summary says: a definition is often worded a little otherwise in each."""
    asked = set(_WORD.findall(summary.casefold()))
    return len(asked & set(_WORD.findall(text.casefold()))) >= _SAME * len(asked)
