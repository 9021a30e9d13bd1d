"""Which scripts the policy of a page lets run."""

from __future__ import annotations

import pytest
from essaysite.publish.security_policy import SecurityPolicy, foreign

FRAME = '<head><meta charset="utf-8"></head><script>new URL("{base}",location)</script><script>b(".")</script>'
BASES = [".", "..", "../..", "/there/"]


@pytest.fixture
def policy() -> SecurityPolicy:
    policy = SecurityPolicy("https://example.org/there/")
    policy.learn(FRAME.format(base="/there/"), "/there/")
    return policy


@pytest.mark.parametrize("base", BASES)
def test_scripts_of_the_frame_may_run_on_every_page(policy: SecurityPolicy, base: str) -> None:
    html, wrong = policy.applied(FRAME.format(base=base), base)
    assert html.count("'sha256-") == 2
    assert wrong == []
    assert "script-src example.org/there/assets/javascripts/ 'sha256-" in html


@pytest.mark.parametrize(
    "script",
    [
        "<script>alert(1)</script>",
        '<script type="module">alert(1)</script>',
        '<script type="speculationrules">alert(1)</script>',
        '<script data-src="x">alert(1)</script>',
        '<script id=" src=">alert(1)</script>',
        '<script>new URL("https://evil.example/",location)</script>',
    ],
)
def test_a_script_of_a_page_is_told_and_may_not_run(policy: SecurityPolicy, script: str) -> None:
    html, wrong = policy.applied(FRAME.format(base="..") + script, "..")
    assert html.count("'sha256-") == 2
    assert len(wrong) == 1
    assert "no browser runs it; remove it" in wrong[0]


@pytest.mark.parametrize(
    "script",
    ['<script src="a.js"></script>', '<script type="application/ld+json">{}</script>', "<SCRIPT>alert(1)</SCRIPT>"],
)
def test_files_have_their_folder_and_data_does_not_run(policy: SecurityPolicy, script: str) -> None:
    html, wrong = policy.applied(FRAME.format(base="..") + script, "..")
    assert (html.count("'sha256-"), wrong) == (2, [])


@pytest.mark.parametrize(
    ("page", "named"),
    [
        ('<meta charset="utf-8"><meta name="a" http-equiv=refresh content="0;url=https://a.bc">', "<meta name"),
        ('<p><BASE href="https://a.bc/">', "<BASE"),
        ('<iframe srcdoc="a"></iframe>', "<iframe"),
        ('<p class="a"\nonclick="b()">', "onclick="),
        ('<img alt="a" src="//a.bc/d.png">', 'src="//'),
        ("<img src='data:image/png;base64,aaaa'>", "src='data:"),
        ('<a href=" javascript:a()">b</a>', "javascript:"),
        ('<form action="https://a.bc">', 'action="https:'),
    ],
)
def test_what_could_harm_is_told_whatever_wrote_it(page: str, named: str) -> None:
    assert named in next(foreign(page))


@pytest.mark.parametrize(
    "page",
    [
        '<p>An onclick= in words, and &lt;base&gt;, &lt;meta http-equiv&gt;</p><code>x src="//a.bc"</code>',
        '<script type="application/ld+json">{"a": " src=https://a.bc"}</script>',
        '<li data-a="x &lt;i onclick=a src=//b.c" class="d">',
        '<a href="https://a.bc/?on=x">b</a><img src="../a.svg"><meta name="description" content="a">',
    ],
)
def test_words_of_it_are_no_harm(page: str) -> None:
    assert list(foreign(page)) == []


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("https://example.org", "script-src example.org/assets/javascripts/ "),
        ("http://localhost:8000/a/", "style-src localhost:8000/a/assets/;"),
        ("https://example.org/a;b c/", "style-src example.org/a%3Bb%20c/assets/;"),
        ("", "style-src 'self';"),
    ],
)
def test_the_policy_names_the_sites_folders(address: str, source: str) -> None:
    assert source in SecurityPolicy(address).applied('<meta charset="utf-8">', ".")[0]


def test_a_page_without_a_place_for_its_policy_does_not_go_out(policy: SecurityPolicy) -> None:
    with pytest.raises(ValueError, match="no <meta charset>"):
        policy.applied("<p>a</p>", ".")
