"""The Markdown beside a page is as safe as the page, and says as much, to whoever reads it as CommonMark or as GitHub does.

Pages are made of what the dialects of Markdown read in different ways, and of signs between them. What a strict build
lets pass is read once more by another parser than the build's. ``make test-all`` tries many more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urljoin

import pytest
from essaysite.publish.escaping import harmless_markdown
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markup import Element, parse
from mkdocs.exceptions import Abort, PluginError
from project import Project

_SITE = "https://example.org/test/"
_ESSAY = (
    "What we ask for is not what we mean.",
    "- An item of it stands here, too.",
    "The systems do what they were told to do.",
)
_EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "footnotes", "tables", {"toc": {"permalink": "#"}}]
_EXTENSIONS += ["pymdownx.details", "pymdownx.superfences"]
_READERS = {"CommonMark": MarkdownIt("commonmark", {"html": True}), "GFM": MarkdownIt("commonmark", {"html": True})}
_READERS["GFM"].enable(["table", "strikethrough"])
for _reader in _READERS.values():
    setattr(_reader, "validateLink", lambda _: True)  # noqa: B010 -- so that the type checker lets it be; nobody has to be careful
_SIGN = re.compile(r"The essay, (?:line|lines) ([\d, to]+)")
_OF_THE_BUILD = ".headerlink, .essay-sign, .footnote-backref, .footnote h2, #references, sup, math, h1, button, .page-head, .page-foot"
# The web, a mailbox, or a file beside the copy
_WEB = re.compile(r"https?://|mailto:|(?![a-z][a-z0-9+.-]*:|[/\\]|%5C)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")

# Each by itself passes, or has passed once.
_BLOCKS = (
    "Words of ours stand here.", "- one of them\n- two of them", "1. one here\n2. two here", "> Words of others.", "## A heading of ours",
    '!!! note "A title"\n\n    Words in it.', "??? note\n    Words in it.", "| A | B |\n|---|---|\n| x | y |", "```\ncode\n```", "    code",
    "~~~text\ncode\n~~~", "[a]: https://a.example/b", '[a]: x.md "Title"', "*[XYZ]: Plain words", "[^a]: A note of ours.", "See [words][a].", "Words[^a] here.",
    "XYZ is short.", "Term here\n:   Its definition", "![what it shows](a.svg)", "![it](a.svg){ .figure width=4 height=5 }", "***", "[^a]: Note", "$`x^2`$ is it.",
    "    ```\n    <b>\n    ```", "```text\n````\n<script>alert(1)</script>\n```", "~~~\n~~~~\n[x](/a)\n~~~", "Words `b\n<script>alert(1)</script> c` d",
    '[a]: https://a.example "`"\n<img src=x onerror=alert(1)> and `code`.\n\nSee [words][a].', "| A | B |\n|---|---|\n| x | `<img src=x onerror=alert(1)> | ` |", "See it[^a].\n\n[^a]: javascript:alert(1)",
    "See it[^a].\n\n[^a]: <img src=x onerror=alert(1)>", 'See it[^a].\n\n[^a]: //evil.example/ "Words."', "See it[^a].\n\n[^a]:\n    mailto:me@a.example", "See it[^a].\n\n[^a]:\n    javascript:alert(1)", r"Words \]: <img src=x onerror=alert(1)> more.", r"Words \](<img src=x>) more.",
    "[@key]: https://evil.example/", "See [words][a].\n\n[a]: https://a.example/b", "XYZ is it.\n\n*[XYZ]: Plain words", "Words[^a] here.\n\n[^a]: A note.", "``[x](https://evil.example/)` y", "Words *(The essay, \\{ .foo \\}\nline 3)* more.", "small \\{ .not at all: it is immense \\}\nwords",
    "`![x](https://evil.example/a.png)`", "`[x](/evil)`", "```\n[a]: /evil\n```", "\\![words](x.md)", "<https://a.example/b>", "<me@a.example>",
    "[a]: <https://a.example/b>", "![it][b]\n\n[b]: a.svg", "![a [z](https://evil.example/) b](a.svg)", '[x](https://a.example/ "see [y](https://b.example/)")',
    "`<b>` and `</b>`", "`<!--` here\n\nand `-->`", "```html\n<div>\n\n<script>\n```", "- item\n\n    - inner\n\n        code?", "Words  \nmore", "`a` `` ` `` `b`", "a \\` b `c` \\` d",
    "- [x](x.md)\n\n    [y](x.md){ #y }", "### A { #heading-a }", "Words with `{ .code }`\nmore", "[words\nof it](x.md)", "*[XYZ]:\nWords", "[a\nb]: https://a.example", "&lt;b&gt;", r"\<b\>",
)  # fmt: skip
_PIECES = st.sampled_from(
    [
        *"`|<>[](){}*_\\~:!\"'#-", "``", "```", "~~~", "](", "](<", "]:", "]:\n", "\n\n", "![", "&#106;", "<!D", "[^a]", "[a]", "[a]: ", "[^a]: ", "*[XYZ]: ", "{ .foo }", "\\{ .x ", "\\}", "<b>", "</script>", "<!--", "javascript:x",
        "https://evil.example/", "//evil.example", "words", "(The essay, ", "line 3)", " ", " ", "\n", "\n", "\n    ", "\n> ", "\n- ", "`x`", "[x](x.md)", "&lt;", "\\`", "\\[", "\\]",
    ]
)  # fmt: skip
# What acts or leads somewhere
_SHARP = st.tuples(
    st.sampled_from(["[a]:", "[a]: ", "[a]:\n", "[^a]: ", "[a](", "[a](<", "![a](", "![a", "<", "</", "\\<"]),
    st.sampled_from(["javascript:x", "//evil.example", "&#106;avascript:x", _SITE, "https://a.example", "img src=x>", "script>", "!-- x -->", "?x?>", "x"]),
).map("".join) | st.sampled_from([")", "](", "]", "\n", "\n\n", " ", "`", "\\", '"', "words"])  # fmt: skip
_BETWEEN = st.sampled_from(["\n\n", "\n\n", "\n\n", "\n", "\n    ", " ", ""])


@st.composite
def _pages(draw: st.DrawFn, of_the_essay: str = "") -> str:
    """Draw a page: blocks with something between them, some with a piece put into them somewhere."""
    blocks = draw(st.lists(st.sampled_from(_BLOCKS), min_size=1, max_size=3))
    if of_the_essay:
        blocks.insert(draw(st.integers(0, len(blocks))), of_the_essay)
    for _ in range(draw(st.integers(0, 2))):
        which = draw(st.integers(0, len(blocks) - 1))
        at = draw(st.integers(0, len(blocks[which])))
        blocks[which] = blocks[which][:at] + draw(_PIECES) + blocks[which][at:]
    return "".join(block + draw(_BETWEEN) for block in blocks)


_SITES = st.tuples(
    st.lists(_pages(), min_size=9, max_size=9),
    st.tuples(*(_pages(line) for line in (*_ESSAY, *_ESSAY))),
)
_slow = settings(
    deadline=timedelta(seconds=60), suppress_health_check=list(HealthCheck), phases=(Phase.explicit, Phase.generate)
)


def _check(pages: list[str], of_the_essay: tuple[str, ...]) -> int:
    """Build a site of these pages, check the copy of each that has no fault, and return how many these are."""
    with TemporaryDirectory() as root:
        written = {f"p{number}.md": page for number, page in enumerate(pages)}
        written |= {f"e{number}.md": page for number, page in enumerate(of_the_essay, start=1)}
        lines = {path: (int(path[1:-3]) - 1) % len(_ESSAY) + 1 for path in written if path.startswith("e")}
        extra = {"essay": "essay.txt", "essay_pages": {**lines, "rest.md": "1-3"}}
        project = Project(Path(root), settings={"markdown_extensions": _EXTENSIONS, "extra": extra})
        project.write("essay.txt", "\n".join(_ESSAY) + "\n")
        project.write("a.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>')
        for path in ("index.md", "start.md", "about/index.md", "glossary/index.md", "x.md"):
            project.page(path, title=f"At {path}")
        project.page("rest.md", "\n\n".join(_ESSAY), summary="All of it.")
        for path, page in written.items():
            project.page(path, page)
        with suppress(Abort, PluginError):
            project.build()
        if not (project.site / "x/index.md").exists():
            return 0
        said = "\n".join(project.warnings).split("\n")
        sound = [path for path in written if not any(line.startswith(f"docs/{path}:") for line in said)]
        for path in sound:
            folder = project.site / path.removesuffix(".md")
            built = parse((folder / "index.html").read_text(encoding="utf-8")).one("article")
            copy = (folder / "index.md").read_text(encoding="utf-8").split("---\n", 2)[2]
            for name, reader in _READERS.items():
                wrong = list(_wrong(built, list(reader.parse(copy)), urljoin(_SITE, f"{folder.name}/")))
                assert not wrong, f"{name}: {wrong}\n{written[path]!r}\n{copy}"
        return len(sound)


def _wrong(page: Element, copy: list[Token], address: str) -> Iterator[str]:
    """Yield what of a copy is not as on its page."""
    tokens = _with_inner(copy)
    if html := [token.content for token in tokens if token.type.startswith("html")]:
        yield f"HTML: {html}"
    leads = {
        _address(urljoin(address, link[name]))
        for link in page.select("a, img")
        for name in ("href", "src")
        if name in link.attrs
    }
    to = {_address(str(token.attrs[name])) for token in tokens for name in ("href", "src") if name in token.attrs}
    if elsewhere := to - leads:
        yield f"links: {elsewhere}"
    shown = " ".join(sign.text for sign in page.select(".essay-sign"))
    on_page = [line for found in _SIGN.findall(shown) for line in _numbers(found)]
    signed = [(text, line) for text in map(_text, copy) for found in _SIGN.findall(text) for line in _numbers(found)]
    if [line for _, line in signed] != on_page:
        yield f"signs: {signed}, and on the page {on_page}"
    for text, line in signed:
        if " ".join(text.split()) != f"{_ESSAY[line - 1].removeprefix('- ')} (The essay, line {line})":
            yield f"signed: {text}"
    words = set(_WORD.findall(page.words(_OF_THE_BUILD)))
    if missing := words - set(_WORD.findall(" ".join(map(_text, tokens)))):
        yield f"words: {missing}"


def _with_inner(tokens: list[Token]) -> list[Token]:
    return [inner for token in tokens for inner in [token, *(token.children or ())]]


def _address(written: str) -> str:
    return unquote(written).removesuffix("/")


def _numbers(found: str) -> list[int]:
    numbers: list[int] = []
    for part in found.replace(" ", "").split(","):
        first, _, last = part.partition("to")
        numbers += range(int(first), int(last or first) + 1) if first else []
    return numbers


def _text(token: Token) -> str:
    """Return what a reader sees of a part of the copy."""
    if not token.children:
        return str(token.content) if token.type in ("text", "fence", "code_block", "code_inline") else ""
    return "".join("\n" if child.type.endswith("break") else str(child.content) for child in token.children)


def test_what_has_passed_once_is_refused_or_harmless() -> None:
    """Many of the blocks are sound by themselves; else this would look at no copy."""
    assert _check(list(_BLOCKS), _ESSAY) > len(_BLOCKS) // 2


@settings(max_examples=500)
@given(st.lists(_SHARP, max_size=25).map("".join))
def test_nothing_in_a_copy_acts_or_leads_away_whatever_is_written(text: str) -> None:
    copy = harmless_markdown(f"{text}\n\n[a], [^a]", _SITE)
    for reader in _READERS.values():
        for token in _with_inner(reader.parse(copy)):
            assert not token.type.startswith("html"), copy
            assert _WEB.match(str(token.attrs.get("href", ""))), copy
            assert str(token.attrs.get("src", _SITE)).startswith(_SITE), copy


@settings(_slow, max_examples=5)
@given(_SITES)
def test_a_copy_is_as_its_page_is(site: tuple[list[str], tuple[str, ...]]) -> None:
    _check(*site)


@pytest.mark.full
@settings(_slow, max_examples=600)
@given(_SITES)
def test_so_is_each_of_very_many(site: tuple[list[str], tuple[str, ...]]) -> None:
    _check(*site)
