"""The Markdown beside each page: it reads well alone, its links are absolute, and code stays as it is."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import markdown
import pytest
import yaml
from essaysite.generate.parts import PARTS
from essaysite.publish.escaping import reference_markdown, xml_text, yaml_text
from essaysite.publish.markdown_pages import markdown_page
from essaysite.render.as_markdown import markdown_line
from hypothesis import example, given
from hypothesis import strategies as st
from machines import BASE, HOSTILE_SUMMARY, HOSTILE_TITLE, WORK, our_templates, page, read_site
from markup import parse
from project import ROOT, Project

DOCS = ROOT / "docs"
_SITE = "https://example.org/test/"
ESSAY = "The first line. It goes on.\n- An item of the essay's\n"


def plain(path: str, body: str, others: dict[str, bytes] | None = None, *, essay: str = "") -> str:
    """Return the Markdown beside a page with this body, in a site with a few others."""
    pages = {
        "index.md": page("Home"),
        "problem.md": page("The Problem"),
        "references.md": page("References"),
        "pitfalls/index.md": page("Pitfalls"),
        **(others or {}),
        path: page("This", dedent(body).strip()),
    }
    site, addresses = read_site(pages, bib=WORK, essay=essay)
    return markdown_page(site, our_templates(), addresses, site.content.graph.by_path[path])


def body(text: str) -> str:
    """Return what follows the heading."""
    return text.partition("\n# This\n\n")[2]


def test_the_head_is_title_summary_and_address_alone() -> None:
    text = plain("about/this.md", "Words.")
    assert yaml.safe_load(text.split("---\n")[1]) == {
        "title": "This",
        "summary": "A summary.",
        "address": f"{BASE}about/this/",
    }
    assert body(text) == "Words.\n"


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("[a](../problem.md)", f"[a]({BASE}problem/)"),
        ("[a](../problem.md#part)", f"[a]({BASE}problem/#part)"),
        ('[a](<../problem.md> "title")', f'[a]({BASE}problem/ "title")'),
        ("[a](#here)", f"[a]({BASE}about/this/#here)"),
        ("[a](../index.md)", f"[a]({BASE})"),
        ("![a](a%20b.png)", f"![a]({BASE}about/a%20b.png)"),
        ("[a](../references.bib)", f"[a]({BASE}references.bib)"),
        ("[a](https://example.com/x_(y).md)", "[a](https://example.com/x_%28y%29.md)"),
        ("[a](mailto:a@example.com)", "[a](mailto:a@example.com)"),
        ("[a][b]\n\n[b]: ../problem.md", f"[a]({BASE}problem/)"),
        ("<https://example.com/>", "[https://example.com/](https://example.com/)"),
        ("[a](../problem.md){ .evidence }", f"[a]({BASE}problem/)"),
        ("## Head { #id }\n\n*b* {x}", "## Head\n\n*b* {x}"),
        ("`[a](../problem.md){ .b }`", "`[a](../problem.md){ .b }`"),
        ("```\n[a](../problem.md)\n[[pages]]\n```", "```\n[a](../problem.md)\n[[pages]]\n```"),
    ],
)
def test_links_become_absolute_and_attributes_go(written: str, becomes: str) -> None:
    assert body(plain("about/this.md", written)) == becomes + "\n"


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("Words\ngo on  \nand *on **and** on*.", "Words go on\\\nand *on **and** on*."),
        ("- one\n- two\n    - inner\n    - other", "- one\n- two\n  - inner\n  - other"),
        ("1. one\n\n    More.\n\n2. two", "1. one\n\n   More.\n\n2. two"),
        ("> Words.\n>\n> - item\n\n***", "> Words.\n>\n> - item\n\n***"),
        ("| A | B |\n|---|---|\n| x | `a | b` |", "| A | B |\n| --- | --- |\n| x | `a \\| b` |"),
        ("Term\n:   Its *meaning*.\n\n:   Another.", "**Term**\n\nIts *meaning*.\n\nAnother."),
        ("AI, and AI.\n\n*[AI]: Artificial *intelligence*", "AI (Artificial \\*intelligence\\*), and AI."),
        ("It is $`x^2 < y`$ then.", "It is $`x^2 < y`$ then."),
        ("Words[^a] here.\n\n[^a]: A *note*.\n\n    More.", "Words[^a] here.\n\n[^a]\n\nA *note*.\n\nMore."),
        ("~~~text\n```\n\n    x\n~~~", "````\n```\n\n    x\n````"),
        ("`` a`b `` and ``` `` ```", "``a`b`` and ``` `` ```"),
        ("## The C\\#\n\n&lt;b> & &amp;lt; \\*a\\* \\[b\\](c) a_b ~c~ \\|", "## The C\\#\n\n&lt;b> & &amp;lt; \\*a\\* \\[b\\](c) a\\_b &#126;c&#126; &#124;"),
        ("2020\\. Words.\n\n\\- a\n\n\\# b\n\n\\> c\n\nWords  \n\\+ d  \n===", "2020\\. Words.\n\n\\- a\n\n\\# b\n\n\\> c\n\nWords\\\n\\+ d\\\n\\==="),
        ("Stop\\![a](https://example.com/) it!", "Stop! [a](https://example.com/) it!"),
        ("<me@example.com>", "[me@example.com](mailto:me@example.com)"),
    ],
)  # fmt: skip
def test_each_kind_of_block_is_itself(written: str, becomes: str) -> None:
    assert body(plain("about/this.md", written)) == becomes + "\n"


def test_notes_become_quotations() -> None:
    text = plain(
        "about/this.md",
        """
        Before.

        !!! editor "A note, dated"

            First [a](../problem.md).

            - item

        After.

        ??? tip
            Second.
        """,
    )
    assert body(text) == dedent(
        f"""\
        Before.

        > **A note, dated**
        >
        > First [a]({BASE}problem/).
        >
        > - item

        After.

        > **Tip**
        >
        > Second.
        """
    )


def test_the_essays_words_keep_their_sign() -> None:
    text = plain(
        "problem.md",
        "The first line. It *goes* on.\n\nThe first line. It goes on.\n\nThe first of ours.\n\n- An item of the essay's",
        essay=ESSAY,
    )
    assert body(text).split("\n\n") == [
        "The first line. It *goes* on.",
        "The first line. It goes on. *(The essay, line 1)*",
        "The first of ours.",
        "- An item of the essay's *(The essay, line 2)*\n",
    ]


def test_generated_parts_become_lists() -> None:
    pitfall = page("Wiser", answered_by=[{"problem": "It is why."}], nuanced_by=["sceptical"])
    view = page("The sceptical view")
    text = plain("pitfalls/index.md", "[[pages]]", {"pitfalls/wiser.md": pitfall, "views/sceptical.md": view})
    assert body(text) == f"- [Wiser]({BASE}pitfalls/wiser/): A summary.\n"
    text = plain("about/map.md", "[[map]]", {"pitfalls/wiser.md": pitfall, "views/sceptical.md": view})
    assert f"- [Wiser]({BASE}pitfalls/wiser/). Ideas that answer this: [The Problem]({BASE}problem/)" in text


def test_relations_stand_where_they_were_placed_or_at_the_end() -> None:
    site, addresses = read_site(
        {
            "problem.md": page("The Problem"),
            "views/sceptical.md": page("The sceptical view"),
            "pitfalls/wiser.md": page(
                "Wiser", "[[nuanced_by]]\n\nEnd.", answered_by=[{"problem": "It is why."}], nuanced_by=["sceptical"]
            ),
        }
    )
    wiser, problem = (
        markdown_page(site, our_templates(), addresses, site.content.nodes[name]) for name in ("wiser", "problem")
    )
    assert wiser.partition("# Wiser\n\n")[2] == (
        f"- [The sceptical view]({BASE}views/sceptical/): A summary.\n\nEnd.\n\n"
        f"## Ideas that answer this\n\n- [The Problem]({BASE}problem/): It is why.\n"
    )
    assert "## Pitfalls this helps to answer\n\n- [Wiser]" in problem


def test_cited_works_follow_at_the_end(project: Project) -> None:
    project.write("references.bib", WORK + WORK.replace("smith2020law", "another"))
    project.page("x.md", "Words [@another; @smith2020law], and again [@smith2020law].")
    project.build()
    text = (project.site / "x/index.md").read_text(encoding="utf-8")
    assert "\nWords [@another; @smith2020law], and again [@smith2020law].\n\n## Works cited\n\n- [@another] " in text
    assert text.endswith("\n- [@smith2020law] Ann Smith. A &lt;b>Law&lt;/b> of Measures. *Journal*, 2020.\n")


def test_a_researcher_has_their_works() -> None:
    site, addresses = read_site({"researchers/ann.md": page("Ann Smith", bib_author="Smith, Ann")}, bib=WORK)
    text = markdown_page(site, our_templates(), addresses, site.content.nodes["ann"])
    assert "## Works in the bibliography\n\n- [@smith2020law] Ann Smith." in text


def test_references_keep_their_links() -> None:
    html = (
        'A&nbsp;B. <em>C_d</em>. <a href="https://example.org/?a=1&amp;b=2">doi:1</a>. <span class="x">&lt;i&gt;</span>'
    )
    assert reference_markdown(html) == r"A B. *C\_d*. [doi:1](https://example.org/?a=1&b=2). &lt;i>"


@given(st.text())
@example("\ud7ff\x7f\x85\u2028\ufeff\U0001f600")
def test_front_matter_gives_back_any_text(text: str) -> None:
    if any(0xD800 <= ord(char) <= 0xDFFF for char in text):
        return
    assert yaml.safe_load(f"title: {yaml_text(text)}\n") == {"title": text}


@given(st.text(alphabet=st.sampled_from("ab <>[]()&;#\\`*_\"'!{}")))
@example(HOSTILE_TITLE)
@example(HOSTILE_SUMMARY)
def test_a_title_in_a_list_is_shown_letter_for_letter(text: str) -> None:
    shown = parse(markdown.markdown(f"- [x{markdown_line(text)}x](a): y")).one("a")
    assert shown.text == f"x{' '.join(text.split())}x"


@given(st.text())
def test_what_xml_forbids_is_left_out(text: str) -> None:
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", xml_text(text))


def test_every_real_page_has_its_markdown(site: Path) -> None:
    marker = re.compile(rf"^\[\[(?:{'|'.join(PARTS)})\]\]", re.MULTILINE)
    for source in DOCS.rglob("*.md"):
        folder = source.relative_to(DOCS).with_suffix("") if source.stem != "index" else source.relative_to(DOCS).parent
        text = (site / folder / "index.md").read_text(encoding="utf-8")
        html = (site / folder / "index.html").read_text(encoding="utf-8")
        front = yaml.safe_load(text.split("\n---\n")[0].removeprefix("---\n"))
        base = front["address"].removesuffix(f"{folder.as_posix()}/")
        assert f'<link rel="alternate " type="text/markdown" href="{front["address"]}index.md">' in html
        assert not marker.search(text), source
        assert "{ ." not in text
        for link in re.findall(r"\]\(([^)\s]+)", text):
            address, _, anchor = link.partition("#")
            assert address.startswith(("http:", "https:", "mailto:")), (source, link)
            if address.startswith(base):
                place = site / address.removeprefix(base)
                assert place.is_file() or (place / "index.html").is_file(), (source, link)
                assert not anchor or f'id="{anchor}"' in (place / "index.html").read_text(encoding="utf-8"), (
                    source,
                    link,
                )
        for key in set(re.findall(r"\[@([\w-]+)[\];]", text)):
            assert f"\n- [@{key}] " in text, (source, key)


def test_the_end_of_a_page_is_that_of_its_html(project: Project) -> None:
    project.write("references.bib", WORK)
    project.page("glossary/reward.md", "A [note](../views/hopeful.md).")
    project.page("views/hopeful.md", "## One & all\n\nSo a reward *helps*. It does.")
    finding = {"but": "Once.", "works": ["smith2020law"], "label": "argued", "supports": ["hopeful"]}
    project.page("findings/a-test.md", "Seen [@smith2020law].", **finding)
    project.build()
    view = (project.site / "views/hopeful/index.md").read_text(encoding="utf-8")
    found = f"- [A test]({_SITE}findings/a-test/) (Argued, 2020): About a-test. But: Once."
    assert view.endswith(f"## Evidence\n\n**Reasons to take it seriously**\n\n{found}\n")
    term = (project.site / "glossary/reward/index.md").read_text(encoding="utf-8")
    said = f'- [Hopeful]({_SITE}views/hopeful/): [One & all]({_SITE}views/hopeful/#one-all) "So a reward helps."'
    assert term.endswith(f"## Where it is mentioned\n\n{said}\n")
    for text, url in ((view, "views/hopeful"), (term, "glossary/reward")):
        headings = re.findall(r"^## (.+)$", text.replace("Works cited", "References on this page"), re.MULTILINE)
        shown = parse(project.html(url)).select("article h2")
        assert [heading.text.removesuffix("#") for heading in shown] == headings
