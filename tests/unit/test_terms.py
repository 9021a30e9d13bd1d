"""Terms in running text: which words are names of pages, where they become links, and what may not change by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from essaysite.read.graph import build_graph
from essaysite.read.page_file import Source, read_source
from essaysite.read.term_names import Form, Matcher, build_matcher, make_form
from essaysite.render.extension import MarkingExtension
from essaysite.render.found import PageRecord
from essaysite.render.walk import PageContext
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markup import parse
from project import Project


def _read(**pages: dict[str, Any]) -> tuple[Matcher, list[str]]:
    """Return the matcher of glossary pages, each given as ``stem={fields}``, and what is wrong; ``_x`` is a person."""
    sources = []
    for name, meta in pages.items():
        path = f"researchers/{name[1:]}.md" if name.startswith("_") else f"glossary/{name}.md"
        front = yaml.safe_dump({"summary": "S.", "title": name} | meta, sort_keys=False)
        sources.append(read_source(f"docs/{path}", f"---\n{front}---\nWords.".encode()))
    graph, _ = build_graph(sources)
    matcher, faults = build_matcher(zip(graph.nodes.values(), sources, strict=True))
    return matcher, [str(fault) for fault in faults]


_TERMS = _read(
    reward={},
    model={"title": "Reward model", "aliases": ["learned reward"]},
    proxy={},
    bias={},
    red={"title": "Red-teaming"},
    law={"title": "Goodhart's law"},
    rlhf={"title": "RLHF"},
    safety={"title": "AI safety"},
    agent={"match": "stated", "forms": ["acting agent"]},
    spam={"match": "never"},
    _paul={"title": "Paul Christiano", "bib_author": "Christiano, Paul"},
)[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A reward model is no reward.", {"reward model": "model", "reward": "reward"}),
        ("The learned reward model", {"learned reward": "model"}),
        ("rewards, reward's, rewards's, rewarding", dict.fromkeys(("rewards", "reward's", "rewards's"), "reward")),
        ("proxies proxy's biases biased", {"proxies": "proxy", "proxy's": "proxy", "biases": "bias"}),
        ("Reward REWARD reWard", dict.fromkeys(("Reward", "REWARD", "reWard"), "reward")),
        ("red teaming, red-teaming, red\u2011teaming", dict.fromkeys(("red teaming", "red-teaming", "red\u2011teaming"), "red")),
        ("reward\u00a0models and reward\nmodel", dict.fromkeys(("reward\u00a0models", "reward\nmodel"), "model")),
        ("reward, model; redteaming; re ward", {"reward": "reward"}),
        ("Goodhart's law, Goodhart’s Law", dict.fromkeys(("Goodhart's law", "Goodhart’s Law"), "law")),  # noqa: RUF001
        ("RLHF RLHF's rlhf Rlhf", dict.fromkeys(("RLHF", "RLHF's"), "rlhf")),
        ("AI safety, AI Safety, ai safety", dict.fromkeys(("AI safety", "AI Safety"), "safety")),
        ("an agent, an acting agent, acting agents", {"acting agent": "agent"}),
        ("spam", {}),
        ("Paul Christiano's, paul christiano, PAUL CHRISTIANO, Paul", {"Paul Christiano's": "paul"}),
        ("unrewarded o'reward reward'x reward_model", {"reward": "reward"}),
    ],
)  # fmt: skip
def test_what_counts_as_a_name_of_a_page(text: str, found: dict[str, str]) -> None:
    assert {text[match.start : match.end]: match.node_id for match in _TERMS.find(text)} == found


_CLAIM = "belongs to docs/glossary/a.md already (line {}); keep it on one of the two pages"


@pytest.mark.parametrize(
    ("first", "second", "faults"),
    [
        ({"title": "Reward"}, {"aliases": ["laudation", "reward"]}, [f"6: the name 'reward' {_CLAIM.format(3)}"]),
        ({"title": "Reward"}, {"title": "reward"}, [f"3: the name 'reward' {_CLAIM.format(3)}"]),
        (
            {"match": "never", "aliases": ["Reward"]},
            {"aliases": ["reward"]},
            [f"5: the name 'reward' {_CLAIM.format(6)}"],
        ),
        (
            {"title": "Red-teaming"},
            {"aliases": ["red teaming"]},
            [f"5: the name 'red teaming' {_CLAIM.format(3)}"],
        ),
        (
            {"aliases": ["rater"]},
            {"aliases": ["raters"]},
            ["5: 'raters', a form of 'raters', leads to 'a' already; use 'match: stated' on one of the two pages"],
        ),
        (
            {"aliases": ["raters"]},
            {"aliases": ["valuer", "rater"]},
            ["6: 'raters', a form of 'rater', leads to 'a' already; use 'match: stated' on one of the two pages"],
        ),
        ({"aliases": ["raters"]}, {"match": "stated", "forms": ["rater"]}, []),
        ({"title": "Reward"}, {"title": "Reward model"}, []),
    ],
)
def test_a_name_that_two_pages_claim_is_reported_once(
    first: dict[str, Any], second: dict[str, Any], faults: list[str]
) -> None:
    assert _read(a=first, b=second)[1] == [f"docs/glossary/b.md:{fault}" for fault in faults]


# Each page holds the term where it may not be linked, then in a paragraph where it is.
_PLACES = {
    "heading": "## A reward\n\nText.",
    "link": "[A reward](https://example.org/)",
    "code": "`reward`",
    "fence": "```\nreward\n```",
    "blockquote": "> A reward.",
    "quoted": 'One says "the reward is *high* and the reward low" here.',
    "quoted-over-a-mark": 'One says "the reward[^1] is a reward" here.\n\n[^1]: Note.',
    "note": "Text[^1].\n\n[^1]: A reward.",
    "title": '!!! note "A reward"\n\n    Text.',
    "summary": '??? note "A reward"\n\n    Text.',
    "title-of-a-work": "*The reward*",
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Project:
    extensions = ["admonition", "attr_list", "footnotes", "pymdownx.details", "pymdownx.superfences"]
    project = Project(tmp_path_factory.mktemp("terms"), settings={"markdown_extensions": extensions})
    project.page("glossary/reward.md", "A reward is given.")
    project.page("about/evidence.md", "## Reward\n\nText.", link_terms=False)
    for name, text in _PLACES.items():
        project.page(f"places/{name}.md", f"{text}\n\nLast, a reward and the reward.")
    project.page("off.md", "A reward.", link_terms=False)
    project.page("by-hand.md", "What [praise](glossary/reward.md) is. A reward.")
    project.page("far/away/page.md", 'Text.\n\n## On rewards\n\nThe *rewards*, and "so" many rewards.')
    assert project.build() == []
    return project


def _links(project: Project, url: str) -> list[tuple[str, str]]:
    """Return (text of the paragraph, address) of each link that the build made of a term."""
    return [(next(link.around()).text, link["href"]) for link in parse(project.html(url)).select("a.term")]


@pytest.mark.parametrize("name", _PLACES)
def test_a_term_is_linked_once_and_never_in(site: Project, name: str) -> None:
    assert _links(site, f"places/{name}") == [("Last, a reward and the reward.", "../../glossary/reward/")]


@pytest.mark.parametrize("url", ["glossary/reward", "off", "by-hand", "about/evidence"])
def test_a_term_is_not_linked_on_its_own_page_where_it_is_off_or_linked_by_hand(site: Project, url: str) -> None:
    assert _links(site, url) == []


def test_mkdocs_resolves_the_link_from_where_the_page_is(site: Project) -> None:
    assert [address for _, address in _links(site, "far/away/page")] == ["../../../glossary/reward/"]


def test_the_way_back_names_a_section_as_its_heading_reads(project: Project) -> None:
    project.page("glossary/reward.md", "Ours.")
    project.page("x.md", "## Fish &amp; chips, a\\*b, `c<d` &nbsp;e\n\nA reward. &amp;lt;")
    project.build()
    panel = parse(project.html("glossary/reward")).one(".panel--mentioned")
    names = [link.words() for link in panel.select("li a")]
    assert names == ["X: Fish & chips, a*b, c<d e"]
    assert ">reward</a>. &amp;lt;</p>" in project.html("x")


def test_the_page_of_a_term_leads_back_to_the_sections_that_mention_it(site: Project) -> None:
    back = [link["href"] for link in parse(site.html("glossary/reward")).select("article a")]
    assert "../../far/away/page/#on-rewards" in back
    assert "../../by-hand/" in back
    assert "../../off/" not in back


_WORDS = ("reward", "Reward", "rewards", "model", "models", "RLHF", "rlhf", "red", "team", "Goodhart's", "law", "x")
_GAPS = (" ", " ", "-", "\n", "\u00a0", "\u2011", ", ", "_", "'", "’", ' "', '" ', ". ", "  ")  # noqa: RUF001
_TEXTS = st.lists(st.tuples(st.sampled_from(_WORDS), st.sampled_from(_GAPS)), max_size=14).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
_PHRASES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map(" ".join)


@st.composite
def _forms(draw: st.DrawFn) -> list[Form]:
    phrases = draw(st.lists(st.tuples(_PHRASES, st.booleans()), max_size=8))
    made = [make_form(text, f"id{at}", exact_case=exact) for at, (text, exact) in enumerate(phrases)]
    return list({form.words: form for form in made if form}.values())


def _slowly(forms: list[Form], text: str) -> Iterator[tuple[int, int, str]]:
    """Try every form at every letter, the longest first."""
    letter, quote, gap = r"[^\W_]", "['’]", "(?:[ \t\n\u00a0]+|[-\u2010\u2011])"  # noqa: RUF001
    patterns = []
    for form in sorted(forms, key=lambda form: -len(form.words)):
        words = [f"(?i:{word})" if exact is None else exact for word, exact in zip(form.words, form.exact, strict=True)]
        spelt = gap.join(words).replace("'", quote)
        patterns.append((re.compile(rf"(?<!{letter})(?<!{letter}{quote}){spelt}(?!{letter})(?!{quote}{letter})"), form))
    at = 0
    while at < len(text):
        for pattern, form in patterns:
            if found := pattern.match(text, at):
                yield at, found.end(), form.node_id
                at = found.end()
                break
        else:
            at += 1


@settings(max_examples=300)
@given(_forms(), _TEXTS)
def test_the_matcher_finds_what_a_slow_search_finds(forms: list[Form], text: str) -> None:
    found = [(match.start, match.end, match.node_id) for match in Matcher(forms).find(text)]
    assert found == list(_slowly(forms, text))


@given(_forms(), st.text() | _TEXTS)
def test_matches_are_in_order_do_not_overlap_and_are_forms(forms: list[Form], text: str) -> None:
    known = {(form.node_id, form.words) for form in forms}
    end = 0
    for match in Matcher(forms).find(text):
        assert end <= match.start < match.end
        end = match.end
        words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", text[match.start : match.end].replace("’", "'"))  # noqa: RUF001
        assert (match.node_id, tuple(word.casefold() for word in words)) in known


_MARKUP = ("*", "**", "`", "> ", "- ", "# ", "\n\n", "    ", "[", "](x.md)", '"', "<b>", "</b>", "&amp;", "|", "  ")
_PAGES = st.lists(st.sampled_from((*_WORDS, *_MARKUP, " ", " ", "\n")), max_size=25).map("".join)


@given(_forms(), _PAGES)
def test_linking_adds_links_and_previews_and_changes_nothing_else(forms: list[Form], text: str) -> None:
    marking = MarkingExtension()
    marking.page = PageContext(
        own_id="own",
        path="a/b.md",
        source=Source("docs/a/b.md"),
        record=PageRecord(),
        matcher=Matcher(forms),
        provenance=None,
        path_of=lambda node_id: f"glossary/{node_id}.md",
        id_at=lambda _: None,
    )
    linked = Markdown(extensions=["attr_list", "tables", marking]).convert(text)
    plain = Markdown(extensions=["attr_list", "tables"]).convert(text)
    without_links = re.sub(r'<a class="term" [^>]*>(.*?)</a>', r"\1", linked, flags=re.DOTALL)
    assert without_links.replace(' data-preview=""', "") == plain
    ids = re.findall(r'<a class="term" [^>]*href="\.\./glossary/(id\d+)\.md"', linked)
    assert len(ids) == len(set(ids)) == linked.count('<a class="term"')
