from __future__ import annotations

import pytest

from nexus_audio.briefing import Source, read
from nexus_audio.briefing.markup import harmless
from nexus_audio.errors import BriefingError


@pytest.mark.parametrize(
    "html",
    [
        "<p>Wal<script>alert(1)</script></p>",
        '<p onclick="alert(1)">Wal</p>',
        '<p>Wal<a href="javascript:alert(1)"></a></p>',
        "<p>Wal<iframe src=x>alert(1)</iframe></p>",
        "<svg><script>alert(1)</script></svg><p>Wal</p>",
        "<p>Wal</p><!-- alert(1) -->",
        "<scr<script></script>ipt>alert(1)</script><p>Wal</p>",
        "<p>Wal</p><style>alert(1)</style><template>alert(1)</template>",
    ],
)
def test_nothing_that_acts_gets_through(html: str) -> None:
    root = harmless(html, "wal.html")
    assert "Wal" in root.text_content()
    assert not list(root.iter("script", "iframe", "style", "svg"))
    assert all(
        name in ("class", "href") and "alert" not in value
        for element in root.iter()
        for name, value in element.items()
    )


def test_only_the_marks_of_ghost_stay_of_the_comments() -> None:
    root = harmless("<p>a</p><!--members-only--><!--x--><!--kg-card-begin: html-->", "a")
    assert [str(node.text) for node in root.iter() if callable(node.tag)] == [
        "members-only",
        "kg-card-begin: html",
    ]


BOMBS = {
    "lists": "<ul><li>" * 10_000,
    "behind an empty comment": "<!-->" + "<ul><li>" * 10_000,
    "with stray ends": "<b></i>" * 10_000,
    "attributes": "<a " + " ".join(f"a{i}" for i in range(50_000)) + ">",
    "marks that are opened again": "<p>"
    + "".join(f"<b class={i}>" for i in range(150))
    + "</p>"
    + "<p>x" * 10_000,
    "paragraphs": "<p>x" * 60_000,
    "entities": "&amp;" * 60_000,
}


@pytest.mark.parametrize("html", BOMBS.values(), ids=list(BOMBS))
def test_what_would_cost_minutes_is_refused(html: str) -> None:
    with pytest.raises(BriefingError, match="too many, or nested") as caught:
        harmless("<h1>T</h1>\n" + html, "b.html")
    assert caught.value.subject in ("b.html:1", "b.html:2")
    assert caught.value.hint


def test_a_feed_may_not_expand_or_open_anything(tmp_path: object) -> None:
    entities = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">{entities}'
        '<!ENTITY f SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item>'
        "<title>Nexus 1: Wal</title><description>&lt;h2&gt;Wal&lt;/h2&gt;Text &l9; &f; Ende"
        "</description></item></channel></rss>"
    )
    briefing = read(Source(data=feed.encode(), name="feed"))
    text = " ".join(block.text for each in briefing.sections for block in each.blocks)
    assert len(text) < 100
    assert "root:" not in text


@pytest.mark.parametrize(
    ("data", "message", "subject"),
    [
        (b'{"posts":\n[\n{]}', "not JSON", "x:3"),
        (b'{"a":' + b"[" * 100_000, "not JSON", "x:1"),
        (b"{}", "no posts", "x:1"),
        (b'{"posts": [null, 1, {"html": 5}], "db": 3}', "no posts", "x:1"),
        (b"<rss version='2.0'><channel><item>\n<a></b></rss>", "only the title", "x:1"),
        (b"<rss version='2.0'><channel>" + b"\n<item>" * 6_000, "too many items", "x:5002"),
        (b"<rss version='2.0'><channel></channel></rss>", "no items", "x:1"),
        (b"From: a\nSubject: T\nContent-Type: image/png\n\nxx", "no text", "x:1"),
        (b"<html><body><form>Name</form><h1>Anmelden</h1><p>Bitte.</p>", "holds no issue", "x:1"),
        (b"<html></html>", "no title", "x:1"),
        (b"# T\n\n" + b"*a_ " * 20_000, "nested", "x:3"),
        (b"---\na: &a [1]\ntitle: *a\n---\nText", "more than one value", "x:3"),
    ],
)
def test_what_is_no_issue_is_refused(data: bytes, message: str, subject: str) -> None:
    with pytest.raises(BriefingError, match=message) as caught:
        read(Source(data=data, name="x"))
    assert caught.value.subject == subject
    assert caught.value.hint


@pytest.mark.parametrize(
    ("head", "subject"), [(b"T\n\n", "x:3"), (b"# T\n\n", "x:3"), (b"<h1>T</h1><p>", "x:1")]
)
def test_a_text_longer_than_any_issue_is_refused(head: bytes, subject: str) -> None:
    with pytest.raises(BriefingError, match="1,000,000 characters") as caught:
        read(Source(data=head + b"Wal " * 300_000, name="x"))
    assert caught.value.subject == subject


def test_a_post_that_fills_an_export_is_refused() -> None:
    data = b'{"posts": [{"html": "' + b"Wal " * 2_000_000 + b'"}]}'
    with pytest.raises(BriefingError, match="larger than 5 MB"):
        read(Source(data=data, name="x"))


def test_half_characters_and_unknown_charsets_do_no_harm() -> None:
    json = b'{"posts": [{"title": "1: \\ud800", "html": "<h2>A\\ud800</h2><p>b\\u0000c</p>"}]}'
    assert read(Source(data=json, name="x")).sections[1].blocks[0].text == "bc"
    mail = (
        b"From: a\nSubject: T\nContent-Type: text/html; charset=foo-8\n\n"
        b"<h2>A</h2><p>Gr\xf6\xdfe</p>"
    )
    assert read(Source(data=mail, name="x")).sections[1].blocks[0].text == "Größe"


def test_only_what_leads_elsewhere_is_a_link() -> None:
    page = (
        '<link rel="canonical" href="https://example.org/nexus-1/"><h1>Nexus 1: Wale</h1>'
        '<h2>Wale</h2><p><a href="/wal/">Der <em>Wal</em></a> <b>singt</b> <a>hier</a>'
        '<a href="#fn1">1</a> und <a href="javascript:x()">dort</a>.'
        '<sup><a href="/p/x#fn2">[2]</a></sup></p>'
    )
    (block,) = read(Source(data=page.encode(), name="x")).sections[1].blocks
    assert block.text == "Der Wal singt hier und dort."
    assert [(link.text, link.url) for link in block.links] == [
        ("Der Wal", "https://example.org/wal/")
    ]
