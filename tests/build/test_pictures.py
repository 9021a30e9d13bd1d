"""Pictures made from the pages: the timeline of findings, the map, and a page's place on it."""

from __future__ import annotations

import csv
import re

from markup import Element, parse
from project import Project


def drawing(project: Project, page: str, picture: str) -> Element:
    """Return the first drawing of a picture on a built page."""
    found = parse(project.html(page)).first(f"#picture-{picture} svg")
    assert found is not None
    return found


def test_the_timeline_shows_each_dated_finding_once(project: Project) -> None:
    works = {"old": "1951", "late": "2026-03-01", "later": "2026-05", "year": "2026", "none": ""}
    entries = (
        f"@misc{{{key}, author={{A, B}}, title={{{{T}}}}, year={{{date[:4]}}}, date={{{date}}}}}"
        for key, date in works.items()
    )
    project.write("references.bib", "\n".join(entries))
    for key in works:
        finding = {"but": "Not so.", "works": [key], "label": "argued", "bears_on": [{"problem": "Why."}]}
        project.page(f"findings/{key}.md", f"Told [@{key}].", **finding)
    project.page("problem.md")
    project.page("findings/index.md", "[[picture-timeline]]\n\n[[findings]]")
    project.build()
    drawn = [
        title.rpartition(" (")[0]
        for title in re.findall(r"<a[^>]* xlink:href[^>]*><title>([^<]*)", project.html("findings"))
    ]
    assert drawn == ["Old", "Year", "Late", "Later"]
    assert "Not counted, because it has no date: 1." in project.html("findings")
    table = (project.site / "findings/timeline.csv").read_text(encoding="utf-8").split()
    assert table[1:] == ["2020,2021,2022,2023,2024,2025,2026", "Argued,1,0,0,0,0,0,3"]


def mapped(project: Project) -> None:
    """Write two pitfalls, three ideas and a finding that bears on two of the pages."""
    project.write("references.bib", "@misc{w, author={A, B}, title={{T}}, year={2026}, checked={x}}")
    project.page(
        "findings/told.md",
        "Told [@w].",
        but="Not so.",
        works=["w"],
        label="argued",
        bears_on=[{"easy": "A."}, {"debate": "B."}],
    )
    project.page("pitfalls/easy.md", answered_by=[{"debate": "It is not."}], nuanced_by=[{"hopeful": "It may be."}])
    project.page("pitfalls/late.md", answered_by=[{"gap": "It is soon."}], nuanced_by=[{"hopeful": "It may be late."}])
    project.page("approaches/debate.md", addresses=[{"gap": "It closes it."}])
    project.page("difficulties/gap.md")
    project.page("views/hopeful.md")
    project.page("map.md", "[[picture-map]]\n\n[[map]]")
    project.build()


def test_the_map_draws_each_relation_with_its_reason(project: Project) -> None:
    mapped(project)
    drawn = drawing(project, "map", "map")
    said = {link["xlink:href"]: link.text for link in drawn.select(".map-because")}
    assert said["../pitfalls/easy/#answered-by"] == "Debate answers Easy: It is not."
    assert said["../approaches/debate/#addresses"] == "Gap addressed by Debate: It closes it."
    names = [" ".join(link.text.split()) for link in drawn.select(".map-page")]
    assert sorted(names) == ["Debate 1 finding", "Easy 1 finding", "Gap", "Hopeful", "Late"]
    curves = {use["xlink:href"] for use in drawn.select("use")}
    assert curves == {f"#{path['id']}" for path in drawn.select("path[id]")}
    whole = parse(project.html("map")).one("#picture-map .picture__wide")
    assert {"answers the pitfall", "limits the answer to it", "addresses the problem"} <= {
        text.words() for text in whole.select("text")
    }
    thick = {path["stroke-width"] for path in drawn.select(".map-line--answered_by path")}
    assert thick == {"1.2", "1.4"}  # with no finding on both ends, and with one
    rows = list(csv.reader((project.site / "map/map.csv").read_text(encoding="utf-8").splitlines()))
    assert ["Easy", "answered by", "Debate", "It is not.", "1"] in rows
    assert len(rows) == 1 + len(said)


def test_a_page_shows_its_place_on_the_map(project: Project) -> None:
    mapped(project)
    drawn = drawing(project, "approaches/debate", "neighbours")
    assert [text.words() for text in drawn.select(".pic-name")] == [
        "Problems it addresses",
        "Pitfalls this helps to answer",
    ]
    assert [link["xlink:href"] for link in drawn.select("a.map-page") if link.get("xlink:href")] == [
        "../../difficulties/gap/",
        "../../pitfalls/easy/",
    ]
    assert [note.words() for note in drawn.select(".map-note")] == ["this page", "1 finding in common"]
    lines = [line for line in drawn.select(".map-line") if line.select("path")]
    assert [line.classes[-2] for line in lines] == ["map-line--answered_by", "map-line--addresses"]
    caption = parse(project.html("approaches/debate")).one("#picture-neighbours figcaption").words()
    assert "A full line" in caption
    assert "broken line" not in caption
    assert "picture-neighbours" not in project.html("findings/told")


def test_the_loop_leads_to_the_pages_that_there_are(project: Project) -> None:
    project.page("approaches/rlhf.md", "[[picture-rlhf]]")
    project.page("difficulties/scalable-oversight-problem.md", title="Work that nobody can judge")
    project.build()
    drawn = drawing(project, "approaches/rlhf", "rlhf")
    [link] = drawn.select("a")
    assert link["xlink:href"] == "../../difficulties/scalable-oversight-problem/"
    assert "answers beyond what people can judge: Work that nobody can judge" in link.text
    numbers = [text.text for text in drawn.select(".pic-on")]
    assert numbers == ["1", "2", "3", "4"] * 2  # at their places, and beside their words
