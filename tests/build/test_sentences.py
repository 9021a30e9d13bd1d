"""Where a page is mentioned, its own page shows the sentence that does so."""

from __future__ import annotations

import re

import pytest
from markup import parse
from project import Project

LONG = "word " * 40


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Before. A proxy *stands* in[^1]. After.\n\n[^1]: Note.", "A proxy stands in."),
        ("Before. See [it](../proxy.md), e.g. there.", "See it, e.g. there."),
        ("- One item\n- A `<b>` proxy & more\n    - Below", "A &lt;b&gt; proxy &amp; more"),
        ("[Argued](../about/evidence.md#argued){ .evidence } A proxy. More.", "A proxy."),
        (f"{LONG}proxy {LONG}.", f"… {'word ' * 15}proxy {'word ' * 14}…"),
        (f"Proxy {LONG}.", f"Proxy {'word ' * 30}…"),
    ],
)
def test_the_sentence_is_shown_as_plain_text(project: Project, text: str, said: str) -> None:
    project.page("index.md")
    project.page("about/evidence.md", "## Argued {#argued}\n\n" if "argued" in text else "None.")
    project.page("glossary/proxy.md", "A thing.", title="Proxy")
    project.page("other.md", text.replace("../", "glossary/" if "proxy.md" in text else ""))
    project.build()
    (found,) = re.findall(r'<q class="mentions__said">(.*?)</q>', project.html("glossary/proxy"))
    assert found == said


def test_only_the_first_mention_speaks_and_the_essays_is_named(project: Project) -> None:
    project = Project(project.root, settings={"extra": {"essay": "essay.txt", "essay_pages": {"other.md": 1}}})
    project.write("essay.txt", "Any proxy that we name here is the essay's.")
    project.page("index.md")
    project.page("glossary/proxy.md", "A thing.", title="Proxy")
    project.page("other.md", "Any proxy that we name here is the essay's.\n\nA [proxy](glossary/proxy.md) of ours.")
    project.build()
    page = parse(project.html("glossary/proxy"))
    assert [said.words() for said in page.select("q")] == ["Any proxy that we name here is the essay's."]
    assert page.one(".mentions__whose").words() == "The essay"
