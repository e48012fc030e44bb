"""What a server can do wrong, and a whole feed on one that does nothing wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from nexus_audio.feed.check import check_file, check_url
from toy_feeds import png, serve
from toy_media import SECOND

NOW = datetime(2026, 11, 1, tzinfo=UTC)
GOOD = Path(__file__).parents[1] / "data" / "feeds" / "broken" / "gut.xml"
CHAPTERS = b'{"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Anfang"}, ' + (
    b'{"startTime": 60, "title": "Watt"}]}'
)
NAMED = '<podcast:chapters url="https://pod.example/c.json" type="application/json+chapters"/>'


def source(url: str) -> bytes:
    text = GOOD.read_text(encoding="utf-8").replace("    </item>", f"{NAMED}\n    </item>")
    return text.replace("https://pod.example/", url).encode()


def found(*faults: str, kind: str = "application/rss+xml; charset=utf-8") -> set[str]:
    """The rules that a feed breaks on a server with faults."""
    files = {
        "/ebbe.mp3": (b"ID3", "audio/mpeg"),
        "/ebbe.vtt": (b"WEBVTT\n", "text/vtt"),
        "/c.json": (CHAPTERS, "application/json+chapters"),
        "/cover.png": (png(1400, 1400), "image/png"),
    }
    with serve(files, *faults) as url:
        files["/feed.xml"] = (source(url), kind)
        return {finding.rule for finding in check_url(f"{url}feed.xml", now=NOW)}


def test_a_good_feed_on_a_good_server_has_no_fault() -> None:
    assert found() == set()


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("ranges", "media-ranged"),
        ("head", "heads-answered"),
        ("versions", "versions-told"),
        ("sharing", "documents-shared"),
    ],
)
def test_what_a_server_does_wrong_is_found(fault: str, rule: str) -> None:
    assert found(fault) == {rule}


def test_a_feed_that_is_served_as_a_page_is_found() -> None:
    assert found(kind="text/html") == {"feed-typed"}


def test_a_server_that_is_away_is_one_finding() -> None:
    assert found("silence") == {"feed-parses"}


def test_a_feed_in_a_file_is_checked_with_what_it_names_on_the_web(tmp_path: Path) -> None:
    with serve({"/ebbe.mp3": (b"<!DOCTYPE html>", "text/html")}) as url:
        (tmp_path / "feed ä.xml").write_bytes(source(url))
        findings = check_file(tmp_path / "feed ä.xml", now=NOW)
    assert {finding.rule for finding in findings} == {
        "enclosures-measured",
        "enclosures-typed",
        "cover-fits",
        "chapters-readable",
        "transcripts-there",
    }


def test_the_length_of_a_sound_on_a_server_is_read_from_its_parts() -> None:
    sound = SECOND * 3829  # 100 s
    files = {"/ebbe.mp3": (sound, "audio/mpeg"), "/cover.png": (png(1400, 1400), "image/png")}
    files |= {"/ebbe.vtt": (b"WEBVTT\n", "text/vtt"), "/c.json": (CHAPTERS, "application/json")}
    with serve(files) as url:
        good = source(url).replace(b'length="3"', b'length="%d"' % len(sound))
        files["/feed.xml"] = (good, "text/xml")
        assert check_url(f"{url}feed.xml", now=NOW) == ()
        files["/feed.xml"] = (good.replace(b">100<", b">0:01:37<"), "text/xml")
        real = [one for one in check_url(f"{url}feed.xml", now=NOW) if one.rule == "durations-real"]
    (finding,) = real
    assert "'0:01:37'" in finding.message
    assert "plays for 99.8 s" in finding.message
