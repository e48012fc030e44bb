from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from nexus_audio import codec
from nexus_audio.errors import ConfigError, FeedError
from nexus_audio.feed import xml
from nexus_audio.feed.item import Item, item_xml
from nexus_audio.feed.rss import build_feed
from nexus_audio.models import Show
from nexus_audio.namespace import Soundbite

DATA = Path(__file__).parents[1] / "data" / "feeds"


def write(
    show: Show, items: Sequence[Item], public_url: str, cover_url: str = "", least: int = 500
) -> dict[str, bytes]:
    """All documents of a feed with these items."""
    entries = [(item.episode, item_xml(item, show, public_url)) for item in items]
    return build_feed(show, entries, public_url, cover_url, least)


def case(name: str) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads((DATA / f"{name}.in.json").read_text(encoding="utf-8"))
    return plain | {
        "show": codec.from_plain(Show, plain["show"]),
        "items": [codec.from_plain(Item, item) for item in plain["items"]],
    }


@pytest.fixture
def document() -> bytes:
    return write(**case("wochenschau"))["feed.xml"]


@pytest.fixture
def channel(document: bytes) -> etree._Element:
    found = etree.fromstring(document).find("channel")
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["wochenschau", "leer", "alles"])
def test_feeds_are_as_expected(name: str) -> None:
    expected = (DATA / f"{name}.expected.xml").read_bytes()
    assert write(**case(name))["feed.xml"].decode() == expected.decode()


def test_a_reader_finds_what_was_written(document: bytes) -> None:
    read = feedparser.parse(document)
    assert not read.bozo
    assert read.feed.title == "Wochenschau für Märkte & Mächte"
    assert read.feed.language == "de"
    assert read.feed.image.href == "https://pod.example/feed/assets/cover-0123456789ab.png"
    second, first = read.entries
    assert first.title == '🔥 Größe, "Maß" & <Mitte>'
    assert second.title == "Über die Brücke"
    assert first.id == "6f1c2c54-0f0e-4a44-9d5f-7f5f0c9b0a01"
    assert first.summary.startswith("<p>Größe &amp; Mitte.</p>")
    assert first.content[0].value == "<h2>Märkte &amp; Mächte</h2><p>„Alles“ zum Nachlesen.</p>"
    assert first.enclosures == [
        {
            "href": "https://pod.example/feed/media/wochenschau-1-0123456789ab.mp3",
            "length": "2048",
            "type": "audio/mpeg",
        }
    ]
    assert [one.title for one in first.psc_chapters.chapters] == [
        "Begrüßung",
        "Märkte & Mächte",
        "Schluss",
    ]
    assert first.itunes_duration == "600"


def test_dates_keep_the_zone_of_the_host(channel: etree._Element) -> None:
    dates = [date.text for date in channel.iterfind("item/pubDate")]
    assert dates == ["Mon, 16 Nov 2026 07:30:00 +0000", "Mon, 09 Nov 2026 06:00:00 +0100"]
    assert channel.findtext("lastBuildDate") == dates[0]


def test_the_newest_is_first_by_moment_not_by_letters() -> None:
    given = case("wochenschau")
    early, late = given["items"]
    zones = {"2026-11-16T06:30:00+01:00": early, "2026-11-16T06:00:00Z": late}
    given["items"] = [
        replace(item, episode=replace(item.episode, date=date)) for date, item in zones.items()
    ]
    channel = etree.fromstring(write(**given)["feed.xml"])[0]
    assert [one.text for one in channel.iterfind("item/title")] == [
        "Über die Brücke",
        '🔥 Größe, "Maß" & <Mitte>',
    ]


def test_addresses_are_ascii_whatever_the_names(channel: etree._Element) -> None:
    urls = [one.get("url", "") for one in channel.iter(etree.Element) if one.get("url")]
    assert "https://pod.example/feed/media/wochenschau%202-ba9876543210.mp3" in urls
    assert all(url.isascii() and url.startswith("https://") for url in urls)


def test_each_item_names_its_transcripts_webvtt_first(channel: etree._Element) -> None:
    item = channel.findall("item")[1]
    found = [
        (one.get("url"), one.get("type"), one.get("language"))
        for one in item.iterfind(xml.name("podcast:transcript"))
    ]
    base = "https://pod.example/feed/episodes/wochenschau-1/transcript"
    assert found == [
        (f"{base}.vtt", "text/vtt", "de"),
        (f"{base}.srt", "application/x-subrip", "de"),
        (f"{base}.json", "application/json", "de"),
        (f"{base}.html", "text/html", "de"),
        (f"{base}.txt", "text/plain", "de"),
    ]


def test_an_episode_without_chapters_names_none(channel: etree._Element) -> None:
    without, with_chapters = channel.findall("item")
    for tag in ("podcast:chapters", "psc:chapters"):
        assert without.find(xml.name(tag)) is None
        assert with_chapters.find(xml.name(tag)) is not None


def test_description_comes_before_the_full_notes(channel: etree._Element) -> None:
    tags = [etree.QName(child).localname for child in channel.findall("item")[0]]
    assert tags.index("description") < tags.index("encoded")


def test_items_come_after_everything_else_of_the_channel(channel: etree._Element) -> None:
    tags = [child.tag for child in channel]
    assert set(tags[tags.index("item") :]) == {"item"}


def test_control_characters_do_not_break_the_feed() -> None:
    given = case("leer")
    given["show"] = replace(given["show"], title="Laut\x00los\x1f", description="a\x0b]]>b")
    channel = etree.fromstring(write(**given)["feed.xml"])[0]
    assert channel.findtext("title") == "Lautlos"
    assert channel.findtext("description") == "a]]>b"


@pytest.mark.parametrize("date", ["", "gestern", "2026-11-16", "2026-11-16T06:00:00"])
def test_a_date_without_zone_is_refused_with_the_file(date: str) -> None:
    given = case("wochenschau")
    item = given["items"][0]
    given["items"] = [replace(item, episode=replace(item.episode, date=date))]
    with pytest.raises(FeedError, match="time zone") as caught:
        write(**given)
    assert caught.value.subject == "episodes/wochenschau-1/episode.toml"
    assert caught.value.hint


def many(count: int) -> dict[str, Any]:
    """A case with so many episodes, the oldest first, one a day."""
    given = case("wochenschau")
    item = given["items"][0]
    start = datetime(2026, 1, 1, 6, tzinfo=UTC)
    given["items"] = [
        replace(
            item,
            episode=replace(
                item.episode,
                slug=f"folge-{number}",
                guid=f"guid-{number}",
                date=(start + timedelta(days=number)).isoformat(),
            ),
        )
        for number in range(count)
    ]
    return given | {"least": 10}


def guids(document: bytes) -> list[str]:
    return [one.text or "" for one in etree.fromstring(document).iterfind("channel/item/guid")]


def relations(document: bytes) -> dict[str, str]:
    links = etree.fromstring(document).iterfind(f"channel/{xml.name('atom:link')}")
    return {link.get("rel", ""): link.get("href", "").rpartition("/")[2] for link in links}


@pytest.mark.parametrize(
    ("count", "names"),
    [
        (0, ["feed.xml"]),
        (19, ["feed.xml"]),
        (20, ["archive-1.xml", "feed.xml"]),
        (29, ["archive-1.xml", "feed.xml"]),
        (35, ["archive-1.xml", "archive-2.xml", "feed.xml"]),
    ],
)
def test_old_episodes_go_to_archives(count: int, names: list[str]) -> None:
    documents = write(**many(count))
    assert list(documents) == names
    together = [guid for name in reversed(names) for guid in guids(documents[name])]
    assert together == [f"guid-{number}" for number in reversed(range(count))]
    assert all(len(guids(documents[name])) == 10 for name in names[:-1])


def test_archives_lead_from_one_to_the_next() -> None:
    documents = write(**many(35))
    assert relations(documents["feed.xml"]) == {
        "self": "feed.xml",
        "prev-archive": "archive-2.xml",
        "next": "archive-2.xml",
    }
    assert relations(documents["archive-2.xml"]) == {
        "self": "archive-2.xml",
        "current": "feed.xml",
        "prev-archive": "archive-1.xml",
        "next": "archive-1.xml",
    }
    assert relations(documents["archive-1.xml"]) == {"self": "archive-1.xml", "current": "feed.xml"}
    marks = {name: b"<fh:archive/>" in document for name, document in documents.items()}
    assert marks == {"archive-1.xml": True, "archive-2.xml": True, "feed.xml": False}


def test_a_new_episode_changes_no_archive() -> None:
    before, after = write(**many(30)), write(**many(39))
    for name in before:
        assert (before[name] == after[name]) == (name != "feed.xml")


def test_a_soundbite_at_no_time_is_told_with_the_file() -> None:
    given = case("alles")
    item = given["items"][0]
    bite = Soundbite(start="gleich", duration=20)
    given["items"] = [replace(item, episode=replace(item.episode, soundbites=(bite,)))]
    with pytest.raises(ConfigError, match="gleich") as caught:
        write(**given)
    assert caught.value.subject == "episodes/ebbe/episode.toml"


def test_a_trailer_without_zone_is_told_with_the_file() -> None:
    given = case("alles")
    trailer = replace(given["show"].trailers[0], date="2026-06-01")
    given["show"] = replace(given["show"], trailers=(trailer,))
    with pytest.raises(FeedError, match="time zone") as caught:
        write(**given)
    assert caught.value.subject == "feed/show.toml"
