from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nexus_audio.models import Milliseconds
from nexus_audio.site.linked import duration, podcast_episode
from toy_episode import CHAPTERS, ENCLOSURE, EPISODE, SHOW

BASE = "https://pod.example/"
PAGE = f"{BASE}episodes/17-faehren/index.html"


def told(**changes: Any) -> dict[str, Any]:
    return podcast_episode(
        SHOW,
        replace(EPISODE, **changes),
        ENCLOSURE,
        [(chapter, chapter.section) for chapter in CHAPTERS],
        page=PAGE,
        base=BASE,
        media=f"{BASE}media/x.mp3",
        cover="",
        summary=EPISODE.summary,
    )


def test_an_episode_says_what_a_search_engine_asks_for() -> None:
    episode = told()
    assert episode["@type"] == "PodcastEpisode"
    assert episode["datePublished"] == EPISODE.date
    assert episode["episodeNumber"] == 17
    assert episode["timeRequired"] == "PT1H2M0S"
    assert episode["associatedMedia"]["contentUrl"] == f"{BASE}media/x.mp3"
    assert episode["associatedMedia"]["transcript"] == f"{BASE}episodes/17-faehren/transcript.txt"
    assert episode["partOfSeries"]["webFeed"] == f"{BASE}feed.xml"
    assert episode["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert episode["author"] == [
        {"@type": "Person", "name": "Änne Grünwald", "url": "https://deichpost.example/aenne"}
    ]


def test_chapters_are_clips_with_their_places() -> None:
    clip = told()["hasPart"][2]
    assert clip == {
        "@type": "Clip",
        "name": "Die Fähre fährt mit Strom",
        "startOffset": 60.0,
        "endOffset": 3700.0,
        "url": f"{PAGE}#die-faehre-faehrt-mit-strom",
    }


def test_what_nobody_wrote_is_not_told() -> None:
    episode = told(number=None, link="")
    assert not {"episodeNumber", "sameAs", "image"} & set(episode)


@pytest.mark.parametrize(
    ("time", "written"),
    [(0, "PT0H0M0S"), (59_999, "PT0H0M59S"), (3_723_000, "PT1H2M3S"), (36_000_000, "PT10H0M0S")],
)
def test_durations(time: Milliseconds, written: str) -> None:
    assert duration(time) == written
