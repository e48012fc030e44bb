"""What other people's readers find in our feeds is what went into them.

tests/readers/ does the same with a parser of Podcasting 2.0 apps, where there is npm.
"""

from __future__ import annotations

import io
import json
from calendar import timegm
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import feedparser
import podcastparser
import pytest

DATA = Path(__file__).parents[1] / "data" / "feeds"
NAMES = ["wochenschau", "alles"]


def given(name: str) -> tuple[dict[str, Any], bytes]:
    """A case with its items newest first, and its feed."""
    case = json.loads((DATA / f"{name}.in.json").read_text(encoding="utf-8"))
    case["items"].sort(key=lambda item: moment(item["episode"]), reverse=True)
    return case, (DATA / f"{name}.expected.xml").read_bytes()


def moment(episode: dict[str, Any]) -> float:
    return datetime.fromisoformat(episode["date"]).timestamp()


def media(case: dict[str, Any], item: dict[str, Any]) -> tuple[str, int, str]:
    enclosure = item["enclosure"]
    url = f"{case['public_url'].rstrip('/')}/media/{quote(enclosure['name'])}"
    return url, enclosure["length"], enclosure["type"]


def starts(item: dict[str, Any]) -> list[tuple[int, str]]:
    return [(chapter["start"] // 1000, chapter["title"]) for chapter in item["chapters"]]


@pytest.mark.parametrize("name", NAMES)
def test_feedparser_reads_what_was_written(name: str) -> None:
    case, source = given(name)
    read = feedparser.parse(source)
    assert not read.bozo
    assert read.feed.title == case["show"]["title"]
    assert read.feed.author == case["show"]["author"]
    assert read.feed.link == case["show"]["link"]
    assert len(read.entries) == len(case["items"])
    for item, entry in zip(case["items"], read.entries, strict=True):
        (enclosure,) = [one for one in entry.enclosures if "href" in one]
        assert (enclosure.href, int(enclosure.length), enclosure.type) == media(case, item)
        assert (entry.title, entry.id) == (item["episode"]["title"], item["episode"]["guid"])
        assert timegm(entry.published_parsed) == moment(item["episode"])
        chapters = entry.psc_chapters.chapters if item["chapters"] else []
        assert [(one.start_parsed.total_seconds() // 1, one.title) for one in chapters] == starts(
            item
        )


@pytest.mark.parametrize("name", NAMES)
def test_podcastparser_reads_what_was_written(name: str) -> None:
    case, source = given(name)
    read = podcastparser.parse(f"{case['public_url'].rstrip('/')}/feed.xml", io.BytesIO(source))
    assert read["title"] == case["show"]["title"]
    assert read["link"] == case["show"]["link"]
    assert read["cover_url"] == case["cover_url"]
    assert read["itunes_author"] == case["show"]["author"]
    by_guid = {episode["guid"]: episode for episode in read["episodes"]}
    assert len(by_guid) == len(case["items"])
    for item in case["items"]:
        facts = item["episode"]
        episode = by_guid[facts["guid"]]
        (enclosure,) = episode["enclosures"]
        assert (enclosure["url"], enclosure["file_size"], enclosure["mime_type"]) == media(
            case, item
        )
        assert episode["title"] == facts["title"]
        assert (episode["number"], episode.get("season")) == (facts["number"], facts.get("season"))
        assert episode["published"] == moment(facts)
        assert episode["total_time"] == round(item["enclosure"]["duration"] / 1000)
        assert episode["description_html"] == item["notes"]
        chapters = [(one["start"], one["title"]) for one in episode.get("chapters", [])]
        assert chapters == starts(item)


def test_podcastparser_finds_the_next_archive() -> None:
    _, source = given("wochenschau")
    older = b'<atom:link rel="next" href="https://pod.example/feed/archive-1.xml"/>'
    linked = source.replace(b"<channel>", b"<channel>" + older)
    read = podcastparser.parse("https://pod.example/feed/feed.xml", io.BytesIO(linked))
    assert read["paged_feed_next"] == "https://pod.example/feed/archive-1.xml"
