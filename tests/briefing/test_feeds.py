"""What of a feed becomes an issue, and what damage to it is told."""

from __future__ import annotations

import pytest

from nexus_audio.briefing import Source, read
from nexus_audio.errors import BriefingError

BODY = "<h2>Wale</h2><p>Der Wal singt im Winter sehr viel tiefer als im Sommer.</p>"


def item(number: int, rest: str) -> str:
    return f"<item><title>Nexus {number}: Wale</title>\n{rest}</item>\n"


def feed(*items: str, end: str = "</channel></rss>") -> Source:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    written = f'<rss version="2.0" {space}><channel><title>Nexus</title>\n{"".join(items)}{end}'
    return Source(data=written.encode(), name="feed.xml")


def content(html: str = BODY) -> str:
    return f"<content:encoded><![CDATA[{html}]]></content:encoded>"


def test_a_text_without_a_description_is_no_summary() -> None:
    briefing = read(feed(item(7, content())))
    assert briefing.summary == ""
    assert [section.id for section in briefing.sections] == ["opening", "wale"]


def test_a_description_is_the_summary() -> None:
    about = "<description>Kurz &amp;amp; gut</description>"
    assert read(feed(item(7, about + content()))).summary == "Kurz & gut"
    assert read(feed(item(7, content() + about))).summary == "Kurz & gut"


def test_a_description_may_be_the_text() -> None:
    briefing = read(feed(item(7, f"<description><![CDATA[{BODY}]]></description>")))
    assert briefing.summary == ""
    assert briefing.sections[1].id == "wale"


def test_what_is_there_of_a_damaged_feed_is_read() -> None:
    damaged = feed(item(7, content()), item(6, content() + "<b>&nbsp;"))
    assert read(damaged, "7").number == 7


def test_a_damaged_feed_is_told_as_such_and_not_as_a_missing_issue() -> None:
    damaged = feed(item(7, content()), item(6, "<b>&nbsp;"))
    with pytest.raises(BriefingError, match="damaged") as caught:
        read(damaged, "5")
    assert caught.value.subject == "feed.xml:6"


def test_an_issue_that_may_have_been_cut_off_is_refused() -> None:
    whole = feed(item(7, content()), item(6, content())).data
    cut = Source(data=whole[: whole.rindex(b"tiefer")], name="feed.xml")
    assert read(cut, "7").number == 7
    with pytest.raises(BriefingError, match="damaged"):
        read(cut, "6")


@pytest.mark.parametrize(
    ("source", "message", "subject"),
    [
        (feed(), "no items", "feed.xml:1"),
        (feed(end=""), "damaged", "feed.xml:3"),
        (feed(item(7, content()), item(6, "")), "2 issues", "feed.xml:1"),
        (feed("<item/>\n" * 6000), "too many items", "feed.xml:5002"),
    ],
)
def test_what_is_no_feed_of_issues_is_refused(source: Source, message: str, subject: str) -> None:
    with pytest.raises(BriefingError, match=message) as caught:
        read(source)
    assert caught.value.subject == subject
