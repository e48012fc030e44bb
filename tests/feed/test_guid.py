from __future__ import annotations

import pytest

from nexus_audio.feed.guid import show_guid


@pytest.mark.parametrize(
    ("url", "guid"),
    [
        ("podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("https://podnews.net/rss/", "9b024349-ccf0-5f69-a609-6b82873eab3c"),
        ("mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
        ("http://mp3s.nashownotes.com/pc20rss.xml//", "917393e3-1b1e-5cef-ace4-edaa54e1f810"),
    ],
)
def test_the_vectors_of_the_specification(url: str, guid: str) -> None:
    assert show_guid(url) == guid


def test_another_feed_has_another_guid() -> None:
    assert show_guid("https://pod.example/a") != show_guid("https://pod.example/b")
