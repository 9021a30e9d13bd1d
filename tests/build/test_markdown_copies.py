"""The Markdown beside a page is as safe as the page, and says as much, to whoever reads it as CommonMark or as GitHub does.

Pages are made of what the dialects of Markdown read in different ways, and of signs between them. What a strict build
lets pass is read once more by another parser than the build's. ``make test-all`` tries many more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urljoin
from xml.etree.ElementTree import Element as TreeElement

import pytest
from essaysite.render.as_markdown import Writer
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markup import Element, parse
from mkdocs.exceptions import Abort, PluginError
from project import PICTURE, Project

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
_LINKS_OF_THE_BUILD = (
    ".headerlink, .essay-sign a, .footnote-ref, .footnote-backref, .page-head a, .page-foot a, #references a"
)
_WORD = re.compile(r"[^\W_]+")

# Each by itself passes, or has passed once.
_BLOCKS = (
    "Words of ours stand here.", "- one of them\n- two of them", "1. one here\n2. two here", "> Words of others.", "## A heading of ours",
    '!!! note "A title"\n\n    Words in it.', "??? note\n    Words in it.", "| A | B |\n|---|---|\n| x | y |", "```\ncode\n```", "    code",
    "~~~text\ncode\n~~~", "[a]: https://a.example/b", '[a]: x.md "Title"', "*[XYZ]: Plain words", "[^a]: A note of ours.", "See [words][a].", "Words[^a] here.",
    "XYZ is short.", "Term here\n:   Its definition", "![what it shows](a.png)", "![it](a.png){ .figure width=4 height=5 }", "***", "[^a]: Note", "$`x^2`$ is it.",
    "    ```\n    <b>\n    ```", "```text\n````\n<script>alert(1)</script>\n```", "~~~\n~~~~\n[x](/a)\n~~~", "Words `b\n<script>alert(1)</script> c` d",
    '[a]: https://a.example "`"\n<img src=x onerror=alert(1)> and `code`.\n\nSee [words][a].', "| A | B |\n|---|---|\n| x | `<img src=x onerror=alert(1)> | ` |", "See it[^a].\n\n[^a]: javascript:alert(1)",
    "See it[^a].\n\n[^a]: <img src=x onerror=alert(1)>", 'See it[^a].\n\n[^a]: //evil.example/ "Words."', "See it[^a].\n\n[^a]:\n    mailto:me@a.example", "See it[^a].\n\n[^a]:\n    javascript:alert(1)", r"Words \]: <img src=x onerror=alert(1)> more.", r"Words \](<img src=x>) more.",
    "[@key]: https://evil.example/", "See [words][a].\n\n[a]: https://a.example/b", "XYZ is it.\n\n*[XYZ]: Plain words", "Words[^a] here.\n\n[^a]: A note.", "``[x](https://evil.example/)` y", "Words *(The essay, \\{ .foo \\}\nline 3)* more.", "small \\{ .not at all: it is immense \\}\nwords",
    "`![x](https://evil.example/a.png)`", "`[x](/evil)`", "```\n[a]: /evil\n```", "\\![words](x.md)", "<https://a.example/b>", "<me@a.example>",
    "[a]: <https://a.example/b>", "![it][b]\n\n[b]: a.png", "![a [z](https://evil.example/) b](a.png)", '[x](https://a.example/ "see [y](https://b.example/)")',
    "`<b>` and `</b>`", "`<!--` here\n\nand `-->`", "```html\n<div>\n\n<script>\n```", "- item\n\n    - inner\n\n        code?", "Words  \nmore", "`a` `` ` `` `b`", "a \\` b `c` \\` d",
    "- [x](x.md)\n\n    [y](x.md){ #y }", "### A { #heading-a }", "Words with `{ .code }`\nmore", "[words\nof it](x.md)", "*[XYZ]:\nWords", "[a\nb]: https://a.example", "&lt;b&gt;", r"\<b\>",
)  # fmt: skip
_PIECES = st.sampled_from(
    [
        *"`|<>[](){}*_\\~:!\"'#-", "``", "```", "~~~", "](", "](<", "]:", "]:\n", "\n\n", "![", "&#106;", "<!D", "[^a]", "[a]", "[a]: ", "[^a]: ", "*[XYZ]: ", "{ .foo }", "\\{ .x ", "\\}", "<b>", "</script>", "<!--", "javascript:x",
        "https://evil.example/", "//evil.example", "words", "(The essay, ", "line 3)", " ", " ", "\n", "\n", "\n    ", "\n> ", "\n- ", "`x`", "[x](x.md)", "&lt;", "\\`", "\\[", "\\]",
    ]
)  # fmt: skip
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
        project.write("a.png", PICTURE)
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
        for path in written:
            folder = project.site / path.removesuffix(".md")
            built = parse((folder / "index.html").read_text(encoding="utf-8")).one("article")
            copy = (folder / "index.md").read_text(encoding="utf-8").split("---\n", 2)[2]
            for name, reader in _READERS.items():
                tokens = list(reader.parse(copy))
                wrong = list(_acts_otherwise(built, tokens, urljoin(_SITE, f"{folder.name}/"), is_sound=path in sound))
                wrong += _says_otherwise(built, tokens) if path in sound else ()
                assert not wrong, f"{name}: {wrong}\n{written[path]!r}\n{copy}"
        return len(sound)


def _acts_otherwise(page: Element, copy: list[Token], address: str, *, is_sound: bool) -> Iterator[str]:
    """Yield what a copy does that its page does not, or, where that ``is_sound``, the other way round."""
    tokens = _with_inner(copy)
    if html := [token.content for token in tokens if token.type.startswith("html")]:
        yield f"HTML: {html}"
    of_the_build = {link.node.mem_id for link in page.select(_LINKS_OF_THE_BUILD)}
    leads = {
        _address(urljoin(address, link[name]))
        for link in page.select("a, img")
        for name in ("href", "src")
        if name in link.attrs and link.node.mem_id not in of_the_build
    }
    to = {_address(str(token.attrs[name])) for token in tokens for name in ("href", "src") if name in token.attrs}
    # A link to no page stays on the page as it was written.
    if to != leads if is_sound else not all(link.startswith(_SITE) for link in to - leads):
        yield f"links: {to}, and on the page {leads}"


def _says_otherwise(page: Element, copy: list[Token]) -> Iterator[str]:
    """Yield which words and signs of a page are not those of its copy."""
    tokens = _with_inner(copy)
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


def _made(
    tag: str, text: str = "", inner: list[TreeElement] | None = None, tail: str = "", **attributes: str
) -> TreeElement:
    """Return an element as Markdown makes it."""
    element = TreeElement(tag, attributes)
    element.text, element.tail = text, tail
    element.extend(inner or [])
    return element


def _mark(name: str, tail: str) -> TreeElement:
    link = _made("a", f"[@{name}]" if name in _WORKS else f"[^{name}]", href=f"#fn:{name}")
    return _made("sup", "", [link], tail, id=f"fnref:{name}")


def _within(tag: str, blocks: list[TreeElement]) -> TreeElement:
    return _made(tag, "", [_made("li", "", [block]) for block in blocks] if tag in ("ul", "ol") else blocks)


def _table(cells: list[list[TreeElement]]) -> TreeElement:
    return _made("table", "", [_made("tr", "", [_made("td", "", [cell]) for cell in row]) for row in cells])


_WORKS = ("b",)
_TEXTS = st.lists(
    st.sampled_from(
        [
            *"`|<>[](){}*_\\~:!#.+-=&123", "](", "]: ", "![", "[^a]", "[@b]", "<b>", "<!--", "javascript:x", "&lt;", "&#106;", "1. ", "- ", "# ", "> ",
            "```", "***", "---", "words", "words", " ", " ", "\n", "\n\n", "    ",
        ]
    ),
    max_size=6,
).map("".join)  # fmt: skip
_ADDRESSES = st.sampled_from(
    ["x.md", "a) b", "<>", 'a "b"', "a&amp;lt;b", "//evil.example/(", "a|b", "a]b", "a\\b", "`a`"]
)
_INLINE: st.SearchStrategy[TreeElement] = st.recursive(
    st.builds(_made, st.sampled_from(["code", "span"]), _TEXTS, st.none(), _TEXTS)
    | st.builds(_made, st.just("br"), tail=_TEXTS)
    | st.builds(_mark, st.sampled_from(["a", *_WORKS, "c*d"]), _TEXTS),
    lambda inner: st.builds(
        _made, st.sampled_from(["em", "strong", "span"]), _TEXTS, st.lists(inner, max_size=3), _TEXTS
    ),
    max_leaves=4,
)
_WORDS = st.lists(
    _INLINE | st.builds(_made, st.just("a"), _TEXTS, st.lists(_INLINE, max_size=2), _TEXTS, href=_ADDRESSES), max_size=4
)
_CELLS = st.builds(_made, st.just("span"), _TEXTS, _WORDS)
_BLOCK: st.SearchStrategy[TreeElement] = st.recursive(
    st.builds(_made, st.sampled_from(["p", "h2"]), _TEXTS, _WORDS, _TEXTS)
    | st.builds(_made, st.just("pre"), _TEXTS)
    | st.builds(_table, st.lists(st.lists(_CELLS, min_size=2, max_size=2), min_size=1, max_size=3)),
    lambda inner: st.builds(_within, st.sampled_from(["ul", "ol", "blockquote", "div", "details"]), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=6,
)  # fmt: skip


def _letters(text: str) -> str:
    """Return what is compared: without blanks, with neighbouring citations as one, and without what may be emphasis."""
    return re.sub(r"[\s*]", "", text).replace("][@", "").replace(";@", "")


def _shown(element: TreeElement) -> str:
    if element.tag in ("code", "pre"):
        return unescape(element.text or "")
    inner = (_shown(child) + _decoded(child.tail) for child in element)
    return _decoded(element.text) + "".join(inner)


def _decoded(text: str | None) -> str:
    return re.sub(r"&#?\w+;", lambda letter: unescape(letter[0]), text or "")


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(_BLOCK, max_size=3))
def test_what_a_page_says_its_copy_says_letter_for_letter(blocks: list[TreeElement]) -> None:
    page = _within("div", blocks)
    copy = "\n\n".join(Writer((), lambda link: link, _WORKS, iter(())).blocks(page))
    leads = Counter(
        re.sub(r"&#?\w+;", lambda entity: unescape(entity[0]), link.get("href", ""))  # as browsers do, once
        for link in page.iter("a")
        if link.get("href", "")[0] != "#" and _shown(link).strip()
    )
    for name, reader in _READERS.items():
        tokens = _with_inner(reader.parse(copy))
        assert not [token for token in tokens if token.type.startswith("html")], copy
        assert Counter(unquote(str(token.attrs["href"])) for token in tokens if "href" in token.attrs) == leads, copy
        if name == "GFM":  # CommonMark knows no tables
            assert _letters("".join(map(_text, reader.parse(copy)))) == _letters(_shown(page)), copy


@settings(_slow, max_examples=5)
@given(_SITES)
def test_a_copy_is_as_its_page_is(site: tuple[list[str], tuple[str, ...]]) -> None:
    _check(*site)


@pytest.mark.full
@settings(_slow, max_examples=600)
@given(_SITES)
def test_so_is_each_of_very_many(site: tuple[list[str], tuple[str, ...]]) -> None:
    _check(*site)
