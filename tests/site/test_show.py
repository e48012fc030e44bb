from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html as parser

from nexus_audio.errors import ConfigError
from nexus_audio.models import Episode, Show
from nexus_audio.site.assets import assets
from nexus_audio.site.show import Listed, episodes_json, render_show
from toy_episode import CHAPTERS, ENCLOSURE, EPISODE, SHOW

OLDER = replace(
    EPISODE, slug="16-watt", title="Watt <&> Wind", date="2026-11-13T23:30:00-05:00", number=None
)
NEWER = replace(EPISODE, slug="18-ebbe", title="Ebbe", date="2026-11-27T06:00:00+01:00")


PLACES = [
    {"id": chapter.section, "title": chapter.title, "emoji": "", "start": chapter.start}
    for chapter in CHAPTERS
]


def listed(*episodes: Episode) -> list[Listed]:
    return [Listed(episode=each, enclosure=ENCLOSURE, chapters=PLACES) for each in episodes]


def page(*episodes: Episode, show: Show = SHOW) -> Any:
    made = render_show(show, listed(*episodes), "https://cdn.example/")
    return parser.document_fromstring(made)


def test_the_newest_episode_comes_first() -> None:
    root = page(EPISODE, NEWER, OLDER)
    titles = root.xpath("//h3/a")
    assert [title.text for title in titles] == ["Ebbe", EPISODE.title, "Watt <&> Wind"]
    assert [title.get("href") for title in titles] == [
        "episodes/18-ebbe/index.html",
        "episodes/17-faehren/index.html",
        "episodes/16-watt/index.html",
    ]


def test_dates_are_told_apart_by_their_zones() -> None:
    west = replace(EPISODE, slug="west", title="West", date="2026-11-20T01:00:00-05:00")
    east = replace(EPISODE, slug="ost", title="Ost", date="2026-11-20T06:30:00+01:00")
    assert page(east, west).xpath("//h3/a/text()") == ["West", "Ost"]


def test_each_episode_says_when_and_how_long() -> None:
    facts = page(EPISODE, OLDER).xpath("//ol//p[@class='facts']/text()")
    assert [" ".join(each.split()) for each in facts] == [
        "Ausgabe 17 · 20. November 2026 · Dauer 1:02:00",
        "13. November 2026 · Dauer 1:02:00",
    ]


def test_chapters_lead_to_their_place_in_the_page() -> None:
    links = page(EPISODE).xpath("//details//a/@href")
    assert links[-1] == "episodes/17-faehren/index.html#moewen-im-buero"
    assert len(links) == len(CHAPTERS)


def test_the_feed_can_be_found_by_people_and_by_programs() -> None:
    root = page(EPISODE)
    assert root.xpath("//link[@type='application/rss+xml']/@href") == ["feed.xml"]
    assert root.xpath("//ul[@class='ways']//a/text()") == ["Apple Podcasts", "AntennaPod", "RSS"]
    assert root.xpath("//footer//a/@href") == [
        "https://creativecommons.org/licenses/by/4.0/",
        SHOW.link,
    ]
    assert root.xpath("//link[@rel='canonical']/@href") == ["https://cdn.example/index.html"]


def test_nothing_is_loaded_but_what_lies_beside_it() -> None:
    root = page(EPISODE)
    loads = [*root.xpath("//@src"), *root.xpath("//link[@rel='stylesheet']/@href")]
    assert {load.removeprefix("assets/") for load in loads} <= set(assets())
    scripts = root.xpath("//script[not(@src)]/@type")
    assert scripts == ["application/ld+json"]


def test_search_engines_are_told_of_the_series() -> None:
    root = page(EPISODE)
    (linked,) = root.xpath("//script[@type='application/ld+json']/text()")
    told = json.loads(linked)
    assert told["@type"] == "PodcastSeries"
    assert told["webFeed"] == "https://cdn.example/feed.xml"


def test_programs_get_a_list() -> None:
    told = json.loads(episodes_json(SHOW, listed(EPISODE, NEWER)))
    assert [each["slug"] for each in told["episodes"]] == ["18-ebbe", "17-faehren"]
    assert told["episodes"][1] == {
        "slug": "17-faehren",
        "title": EPISODE.title,
        "number": 17,
        "date": EPISODE.date,
        "duration": ENCLOSURE.duration,
        "page": "episodes/17-faehren/index.html",
        "newsletter": "https://deichpost.example/17/",
    }


def test_a_show_may_be_new() -> None:
    root = page(show=replace(SHOW, link="javascript:x", language="en"))
    assert "No episode has been published yet." in root.text_content()
    assert root.xpath("//footer//a[. = 'Website']") == []


def test_what_is_written_stays_text() -> None:
    hostile = '"><script>alert(1)</script>'
    root = page(
        replace(EPISODE, title=hostile, summary=hostile),
        show=replace(SHOW, title=hostile, description=hostile, author=hostile),
    )
    assert len(root.xpath("//script[not(@type)]")) == 1
    assert [heading.text_content() for heading in root.xpath("//h1 | //h3")] == [hostile] * 2


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigError, match="no date"):
        page(replace(EPISODE, date=""))


def test_the_host_can_replace_it(tmp_path: Path) -> None:
    (tmp_path / "show.html").write_text("{{ show.title }}: {{ episodes | length }}")
    assert render_show(SHOW, listed(EPISODE), "", "", tmp_path) == "Deichpost: 1"
