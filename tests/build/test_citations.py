"""Citations: from a mark in the text to the reference under the page and its entry, and what each fault says."""

from __future__ import annotations

import json

import pytest
from essaysite.read.markdown_text import hide_code
from essaysite.render.citation_marks import is_hidden_in
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markup import parse
from project import PICTURE, Project, bib_entry

_UNKNOWN = "is not in the bibliography"
_HEADING = "stands in a heading; move it to the sentence that it supports"
_LINK = "stands inside a link; move it behind the link, or write a name in the words without its '@'"
_MORE = "holds more than keys; write"

# The text of a page, what is said of it, and what stands on the built page in its place.
_MARKS: dict[str, tuple[str, list[str], str]] = {
    "unknown": ("Text.\n\nSee [@smth2020].", [f"8: [@smth2020] {_UNKNOWN}; did you mean 'smith2020'?"], "See (unknown reference: smth2020)."),
    "unlike": ("See [@zzz].", [f"6: [@zzz] {_UNKNOWN}; add it to references.bib; 'make new-work name=zzz' starts it"], "See (unknown reference: zzz)."),
    "heading": ("## On [@smith2020]\n\nText.", [f"6: [@smith2020] {_HEADING}"], "On#"),
    "underlined": ("On [@smith2020]\n---\n\nText.", [f"6: [@smith2020] {_HEADING}", "6: the line below makes a heading of 'On [@smith2020]'; write '## …' for a heading, or an empty line between"], "On#"),
    "link": ("A [link [@smith2020] to](https://example.org/) it.", [f"6: [@smith2020] {_LINK}"], "A link to it."),
    "named-link": ("A [link [@smith2020] to][it].\n\n[it]: https://example.org/", [f"6: [@smith2020] {_LINK}"], "A link to."),
    "whole-link": ("A [@smith2020](https://example.org/).", [f"6: [@smith2020] {_LINK}"], "A (https://example.org/)."),
    "prefix": ("So [see @smith2020].", [f"6: [see @smith2020] {_MORE} [@smith2020], and the rest as text"], "So1."),
    "suffix": ("So [@smith2020, p. 3].", [f"6: [@smith2020, p. 3] {_MORE} [@smith2020], and the rest as text"], "So1."),
    "comma": ("So [@smith2020, @jones2021].", [f"6: [@smith2020, @jones2021] {_MORE} [@smith2020; @jones2021], and the rest as text"], "So12."),
    "several": ("So [@smith2020; @jones2021].", [], "So12."),
    "half-known": ("So [@smith2020; @jones2012].", [f"6: [@jones2012] {_UNKNOWN}; did you mean 'jones2021'?"], "So1 (unknown reference: jones2012)."),
    "wrapped": ("So [@smith2020;\n@jones2021].", [], "So12."),
    "line": ("Text\n[@smith2020]\n---\n", [], "Text1"),
    "span": ("Write `[@smith2020]` or ``[@zzz]``.", [], "Write [@smith2020] or [@zzz]."),
    "fence": ("```text\n[@zzz]\n\n[@smith2020]\n```", [], "[@zzz] [@smith2020]"),
    "indented": ("Text:\n\n    [@zzz]\n\n\t[@smith2020]", ["8: four blanks make code of this line; take them out, or write ``` above and below the code"], "[@zzz] [@smith2020]"),
    "listed-fence": ("- Text:\n\n    ~~~\n    [@zzz]\n\n    [@smith2020]\n    ~~~", [], "[@zzz] [@smith2020]"),
    "stray-tick": ("A \\` here.\n\nSee [@zzz].\n\nA \\` there.", [f"8: [@zzz] {_UNKNOWN}; add it to references.bib; 'make new-work name=zzz' starts it"], "See (unknown reference: zzz)."),
    "address": ("Ask [me@example.org](mailto:me@example.org), \\[write to a.b@example.org\\] or c@example.org.", [], "Ask me@example.org, [write to a.b@example.org] or c@example.org."),
    "address-in-heading": ("## Ask *us* \\[a.b@example.org\\]\n\nText [@smith2020].", ["6: the heading 'Ask us [a.b@example.org]' holds an address, and lists would lead from it to this page; write a name"], "Ask us [a.b@example.org]#"),
    "open-bracket": ("For p in [0, 1) this holds [@smith2020].", [], "For p in [0, 1) this holds1."),
    "open-bracket-twice": ("In [0, 1) and [2, 3) with [a link](https://example.org/) [@smith2020] and [4, 5) [@jones2021].", [], "In [0, 1) and [2, 3) with a link1 and [4, 5)2."),
    "open-bracket-wrapped": ("For p in [0, 1) [@smith2020;\n@jones2021].", [], "For p in [0, 1)12."),
    "open-bracket-in-code": ("As `a[0` says [@smith2020] in `[@b[`.", [], "As a[0 says1 in [@b[."),
    "open-bracket-escaped": ("For \\[0, 1) [@smith2020].", [], "For [0, 1)1."),
    "open-bracket-address": ("In [0, 1) c@example.org wrote [this](https://example.org/).", [], "In [0, 1) c@example.org wrote this."),
    "half-open": ("In [0, 1) c@example.org saw [@smith2020] and (2, 3].", [], "In [0, 1) c@example.org saw1 and (2, 3]."),
    "open-bracket-in-code-address": ("As `a[` says c@example.org\\].", [], "As a[ says c@example.org]."),
    "open-bracket-in-heading": ("## For [0, 1) [@smith2020]\n\nText.", [f"6: [@smith2020] {_HEADING}"], "For [0, 1)#"),
    "brackets-around": ("So \\[as shown [@smith2020] here\\].", [], "So [as shown1 here]."),
    "brackets-in-mark": ("So [@smith2020, [a part](https://example.org/)].", [f"6: [@smith2020, [a part](https://example.org/)] {_MORE} [@smith2020], and the rest as text"], "So1."),
    "lone-at": ("An [@](https://example.org/) in \\[a \\[@\\] b\\].", [], "An @ in [a [@] b]."),
    "image": ("In [0, 1) ![Bars](a.png) [@smith2020] and ![Lines](a.png).", [], "In [0, 1) 1 and ."),
    "repeated": ("One [@smith2020]. Two [@smith2020].", [], "One1. Two1."),
    "own-notes": ("## Part\n\nOne [@smith2020][^own]. Two[^1].\n\n[^own]: A note.\n[^1]: Another.", [], "One12. Two3."),
}  # fmt: skip


@pytest.fixture(scope="module")
def project_of_marks(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("marks"))
    project.page("references.md", "[[bibliography]]")
    project.write("a.png", PICTURE)
    project.write(
        "references.bib", "".join(bib_entry(key, year=key[-4:]) for key in ("jones2021", "lonely2022", "smith2020"))
    )
    for name, (body, _, _) in _MARKS.items():
        project.page(f"{name}.md", body)
    project.build()
    return project


@pytest.mark.parametrize("name", _MARKS)
def test_a_mark_becomes_a_reference_or_a_fault(project_of_marks: Project, name: str) -> None:
    _, warnings, shown = _MARKS[name]
    path = f"docs/{name}.md:"
    assert [line.removeprefix(path) for line in project_of_marks.warnings if line.startswith(path)] == warnings
    blocks = parse(project_of_marks.html(name)).select("article :is(p, h2, code)")
    assert shown in [block.words(".beside") for block in blocks]


def test_a_work_that_no_page_cites_is_reported(project_of_marks: Project) -> None:
    others = [line for line in project_of_marks.warnings if not line.startswith(tuple(f"docs/{n}.md" for n in _MARKS))]
    assert others == [
        "docs/references.bib:8: no page cites 'lonely2022'; cite it with [@lonely2022] or remove the entry"
    ]


def test_a_mark_leads_to_its_reference_and_that_to_the_bibliography(project_of_marks: Project) -> None:
    page = parse(project_of_marks.html("own-notes"))
    assert page.select("sup a[href='#fn:smith2020']")
    (reference,) = page.select("li[id='fn:smith2020']")
    assert "Given Family. Title. Journal, 2020." in reference.text
    (entry,) = [a["href"] for a in reference.select("a") if a.text == "In the bibliography"]
    assert entry == "../references/#smith2020"
    assert [a["href"] for a in reference.select("a.footnote-backref")] == ["#fnref:smith2020"]


def test_own_footnotes_stand_beside_references(project_of_marks: Project) -> None:
    page = parse(project_of_marks.html("own-notes"))
    notes = {item["id"]: item.text for item in page.select("li[id^='fn:']")}
    assert set(notes) == {"fn:smith2020", "fn:own", "fn:1"}
    assert "A note." in notes["fn:own"]
    assert "In the bibliography" not in notes["fn:own"]


def test_a_work_cited_twice_has_one_reference_with_two_ways_back(project_of_marks: Project) -> None:
    page = parse(project_of_marks.html("repeated"))
    (reference,) = page.select("li[id^='fn:']")
    assert [link["href"] for link in reference.select("a.footnote-backref")] == [
        "#fnref:smith2020",
        "#fnref2:smith2020",
    ]


def test_the_bibliography_leads_back_to_where_a_work_is_cited_and_not_to_examples_in_code(
    project_of_marks: Project,
) -> None:
    (entry,) = parse(project_of_marks.html("references")).select("[id='smith2020']")
    back = {link["href"] for link in entry.select("a")}
    assert {"../own-notes/#part", "../several/", "../wrapped/"} <= back
    assert back.isdisjoint({"../span/", "../fence/", "../indented/", "../heading/", "../unknown/"})


def test_what_hides_text_from_mkdocs_bibtex_is_on_no_page(project_of_marks: Project) -> None:
    written = [
        path.read_bytes() for path in project_of_marks.site.rglob("*") if path.suffix in (".html", ".json", ".md")
    ]
    assert not any(is_hidden_in(content.decode()) for content in written)


_BLOCKS = (
    *("word K", "- item K", "    deep K", "```\nK\n\nK\n```", "~~~ python\nK\n~~~", "a ` b K", "`K` K", "`` K ` ``"),
    *("\tK", "# head K", "!!! note", "    ```\n    K\n\n    K\n    ```", "  K", "> quote K", "1. K", "```K``` K"),
)


@given(st.text() | st.lists(st.sampled_from("`~ \n\t>-a\\")).map("".join))
def test_hiding_code_keeps_length_and_lines(text: str) -> None:
    hidden = hide_code(text)
    assert len(hidden) == len(text)
    assert all(after in (before, " ") for before, after in zip(text, hidden, strict=True))
    assert [len(line) for line in hidden.split("\n")] == [len(line) for line in text.split("\n")]


@given(st.lists(st.sampled_from(_BLOCKS), max_size=6))
def test_what_is_hidden_is_what_markdown_shows_as_code(blocks: list[str]) -> None:
    pieces = "\n\n".join(blocks).split("K")
    text = pieces[0] + "".join(f"q{number}q{piece}" for number, piece in enumerate(pieces[1:]))
    html = Markdown(extensions=["admonition", "attr_list", "footnotes", "pymdownx.superfences"]).convert(text)
    code = " ".join(element.text for element in parse(html).select("code"))
    names = [f"q{number}q" for number in range(len(pieces) - 1)]
    assert [name for name in names if name not in hide_code(text)] == [name for name in names if name in code]


def test_a_researcher_who_wrote_none_of_the_works_is_reported(project: Project) -> None:
    names = {
        "ann": "Smith, Ann",
        "middle": "Smith, Ann J.",
        "near": "Smiht, Ann",
        "far": "Doe, Zoe",
        "lab": "{The Lab}",
    }
    for stem, name in names.items():
        project.page(f"researchers/{stem}.md", "See [@a].", title=name, bib_author=name)
    project.write("references.bib", bib_entry(author="Smith, Ann and {The Lab}"))
    assert project.build() == [
        "docs/researchers/far.md:4: 'bib_author' is 'Doe, Zoe', who wrote none of the works in the bibliography; write it as docs/references.bib does",
        "docs/researchers/near.md:4: 'bib_author' is 'Smiht, Ann', who wrote none of the works in the bibliography; did you mean 'Smith, Ann'?",
    ]


def test_without_a_references_page_works_stand_on_their_authors_page_without_a_link(project: Project) -> None:
    project.page("researchers/ann.md", "See [@a].", title="Given Family", bib_author="Family, Given")
    project.write("references.bib", bib_entry())
    assert project.build() == []
    (work,) = parse(project.html("researchers/ann")).select(".works > li")
    assert work.text.startswith("Title (2020)")
    assert not work.select("a[href*='#a']")


def test_an_entry_is_named_by_its_key_as_written(project: Project) -> None:
    project.page("references.md", "[[bibliography]]")
    project.page("researchers/ann.md", "See [@Smith2020].", title="Given Family", bib_author="Family, Given")
    project.write("references.bib", bib_entry("Smith2020"))
    assert project.build() == [
        "docs/references.bib:1: Smith2020: a key is small letters and digits, with one '_' or '-' between two of them"
    ]
    assert parse(project.html("references")).select("li[id='Smith2020']")
    page = parse(project.html("researchers/ann"))
    assert len(page.select("a[href='../../references/#Smith2020']")) == 2
    (work,) = json.loads((project.site / "graph.json").read_text(encoding="utf-8"))["works"]
    assert work["address"] == "references/#Smith2020"
