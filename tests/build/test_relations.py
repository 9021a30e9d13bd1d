"""Relations as pages show them: on both ends, with the reason, once."""

from __future__ import annotations

from typing import Any

import pytest
from markup import parse
from project import Project

Pages = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with every relation, each with a reason."""
    project = Project(tmp_path_factory.mktemp("linked"))
    project.page("layers/inner.md")
    project.page("views/hopeful.md")
    project.page(
        "pitfalls/too-easy.md",
        "## Ideas that answer this\n\n[[answered_by]]\n\n## Ours\n\nSee [its pitfalls](../layers/inner.md#answers).",
        answered_by=[{"inner": "Goals & skills < differ."}],
        nuanced_by=[{"hopeful": "Tools get better."}],
    )
    project.page("approaches/debate.md", addresses=[{"inner": "Flaws come to light."}])
    project.page(
        "glossary/reward.md",
        confused_with=[{"debate": "Neither is praise."}],
        explained_in=[{"inner": "It starts there."}],
    )
    assert project.build() == []
    return project


def _card(project: Project, page: str, heading: str, target: str) -> str:
    """Return the text of the only link from ``page`` to ``target`` below a heading."""
    root = parse(project.html(page))
    (found,) = [tag for tag in root.select("h2, h3") if tag.text.startswith(heading)]
    panel = next(found.around())
    (card,) = [item for item in panel.select("li") if item.select("a")[0]["href"].strip("./") == target]
    return card.words()


@pytest.mark.parametrize(
    "case",
    [
        (
            "pitfalls/too-easy", "Ideas that answer this", "layers/inner", "Pitfalls this helps to answer",
            "Goals & skills < differ.",
        ),
        (
            "pitfalls/too-easy", "What limits this answer", "views/hopeful", "Pitfalls whose answer this limits",
            "Tools get better.",
        ),
        (
            "approaches/debate", "Problems it addresses", "layers/inner", "Approaches that address this",
            "Flaws come to light.",
        ),
        (
            "glossary/reward", "Easily confused with", "approaches/debate", "Easily confused with",
            "Neither is praise.",
        ),
        ("glossary/reward", "Explained at length in", "layers/inner", "Terms explained here", "It starts there."),
    ],
)  # fmt: skip
def test_both_ends_of_a_relation_show_it_with_the_reason(linked: Project, case: tuple[str, str, str, str, str]) -> None:
    source, label, target, inverse_label, because = case
    assert because in _card(linked, source, label, target)
    assert because in _card(linked, target, inverse_label, source)


def test_a_path_over_an_unknown_page_shows_the_others(project: Project) -> None:
    path = {"id": "fast", "title": "Fast", "for": "All.", "pages": ["nowhere", "reward"]}
    project.page("start.md", "[[paths]]", paths=[path])
    project.page("glossary/reward.md", title="Praise")
    assert len(project.build()) == 1
    assert "Praise</a>" in project.html("start").split("<article")[1]


def test_a_relation_that_its_author_placed_is_not_shown_again(linked: Project) -> None:
    assert linked.html("pitfalls/too-easy").count("Goals &amp; skills &lt; differ.") == 1


def test_a_link_to_a_generated_part_is_checked(project: Project) -> None:
    project.page("layers/inner.md", "See [back](outer.md#confused-with) and [nowhere](outer.md#answers).")
    project.page("layers/outer.md", confused_with=[{"inner": "A reason."}])
    (warning,) = project.build()
    assert "outer.md#answers" in warning
