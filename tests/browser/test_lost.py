"""Where an address leads nowhere, a reader is offered pages whose names are near, or else the ways in."""

from __future__ import annotations

from typing import Any

import pytest
from crawl import address_of, declared
from essaysite.publish.typography import curled_text
from playwright.sync_api import expect
from visits import Visits, follow, ready, settle


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("difficulties/goodhart-law/", "goodharts-law"),
        ("pitfals/just-turn-it-of", "just-turn-it-off"),
        ("glosary/reward-hackin.html", "reward-hacking"),
        ("interpretabilty/", "interpretability"),
    ],
)
def test_a_lost_reader_is_offered_near_pages(visit: Visits, asked: str, meant: str) -> None:
    visit.lost.add(visit.address + asked)
    page = visit(asked)
    node = declared().nodes[meant]
    near = page.locator("#near-matches a")
    expect(near.first).to_have_text(curled_text(node.title))
    follow(page, near.first)
    expect(page).to_have_url(visit.address + address_of(node.path))


@pytest.mark.parametrize(
    ("event", "spoil"),
    [
        ("requestfinished", lambda route: route.fulfill(status=500, body="Later.")),
        ("requestfinished", lambda route: route.fulfill(body="no JSON")),
        ("requestfailed", lambda route: route.abort()),
    ],
    ids=["an error", "no JSON", "nothing"],
)
def test_without_the_list_of_pages_the_page_for_the_lost_stays_as_it_is(visit: Visits, event: Any, spoil: Any) -> None:
    context = visit.window()
    context.route("**/graph.json", spoil)
    page = context.new_page()
    with page.expect_event(event, lambda request: request.url.endswith("/graph.json")):
        page.goto(f"{visit.address}pitfals/just-turn-it-of/")
    settle(page)
    expect(page.locator("#near-matches > *")).to_have_count(0)
    expect(page.locator(".md-content a", has_text="Where to start")).to_be_visible()
    visit.problems[:] = [problem for problem in visit.problems if "Failed to load resource" not in problem]


def test_a_reader_lost_far_away_is_offered_the_ways_in(visit: Visits) -> None:
    visit.lost.add(f"{visit.address}zzzzzzzzzzzz/")
    context = visit.window()
    page = context.new_page()
    with page.expect_response("**/graph.json"):
        page.goto(f"{visit.address}zzzzzzzzzzzz/")
    ready(page)
    expect(page.locator("#near-matches a")).to_have_count(0)
    expect(page.locator(".md-content a", has_text="Where to start")).to_be_visible()
