from __future__ import annotations

from dataclasses import replace

from nexus_audio.site.subscribe import ways
from toy_episode import SHOW

BASE = "https://pod.example/nexus/"


def test_each_app_gets_the_feed_as_it_takes_it() -> None:
    assert {way.name: way.url for way in ways(SHOW, BASE)} == {
        "Apple Podcasts": "podcast://pod.example/nexus/feed.xml",
        "AntennaPod": "https://antennapod.org/deeplink/subscribe"
        "?url=https%3A%2F%2Fpod.example%2Fnexus%2Ffeed.xml",
        "RSS": "https://pod.example/nexus/feed.xml",
    }


def test_a_page_in_a_directory_wins() -> None:
    show = replace(
        SHOW,
        apple_url="https://podcasts.apple.com/de/podcast/id1",
        spotify_url="https://open.spotify.com/show/1",
    )
    found = {way.name: way.url for way in ways(show, BASE)}
    assert found["Apple Podcasts"] == show.apple_url
    assert found["Spotify"] == show.spotify_url


def test_what_is_no_address_is_no_button() -> None:
    show = replace(SHOW, apple_url="javascript:alert(1)", spotify_url="javascript:alert(1)")
    found = {way.name: way.url for way in ways(show, BASE)}
    assert "Spotify" not in found
    assert found["Apple Podcasts"].startswith("podcast://")
