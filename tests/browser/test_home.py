"""The home page shows the problem in one screen, says where things stand, and leads on from there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from crawl import DOCS, declared
from essaysite.publish.typography import curled_text
from essaysite.read.essay import Essay
from playwright.sync_api import expect
from visits import DESKTOP, Visits, faults, is_too_wide


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(390, 800), (DESKTOP, 800)])
def test_the_essays_example_stands_whole_on_the_first_screen(
    visit: Visits, width: int, height: int, scheme: Any
) -> None:
    page = visit("", width, height=height, color_scheme=scheme)
    example = page.get_by_role("group", name="The essay's own words").first
    words = " ".join(example.locator("p:not(.essay-sign)").all_inner_texts())
    essay = Essay((DOCS / "about" / "alignment.txt").read_text(encoding="utf-8"))
    assert words in essay.texts
    expect(example).to_be_in_viewport(ratio=1)
    expect(page.locator(".hero__ways a").first).to_be_in_viewport(ratio=1)
    expect(example.get_by_role("link", name="The essay, line 5")).to_have_attribute("href", re.compile("#line-5$"))
    assert not is_too_wide(page)
    assert faults(page, ".md-content") == ""


def test_home_leads_to_sayings_views_map_and_says_when_things_stood(visit: Visits) -> None:
    page = visit()
    graph = declared()
    for node in graph.nodes.values():
        if node.kind.name in ("pitfall", "view"):
            expect(
                page.locator(".md-content").get_by_role("link", name=curled_text(node.title), exact=True)
            ).to_be_visible()
    expect(page.locator(".hero").get_by_role("link", name="The map")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile(r"Where things stand, \w+ 20\d\d"))).to_be_visible()
    assert page.locator(".home-part--opening li").count() == 3
