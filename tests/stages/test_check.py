from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.errors import FeedError
from nexus_audio.feed.rss import build_feed
from nexus_audio.models import Show
from nexus_audio.stages.check import check

SHOW = Show(
    title="Wochenschau",
    description="Vorgelesen.",
    author="Änne Müller",
    link="https://brief.example/",
    guid="9b024349-ccf0-5f69-a609-6b82873eab3c",
)
PUBLIC_URL = "http://127.0.0.1:8000/"


def test_a_tree_without_errors_passes_with_its_warnings(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(build_feed(SHOW, [], PUBLIC_URL)["feed.xml"])
    assert [finding.rule for finding in check(tmp_path, PUBLIC_URL)] == ["cover-fits"]


def test_errors_are_raised_together_with_who_requires_what(tmp_path: Path) -> None:
    document = build_feed(SHOW, [], PUBLIC_URL)["feed.xml"]
    document = document.replace(b"<language>de</language>", b"")
    document = document.replace(b"<itunes:explicit>false<", b"<itunes:explicit>clean<")
    (tmp_path / "feed.xml").write_bytes(document)
    with pytest.raises(FeedError) as caught:
        check(tmp_path, PUBLIC_URL)
    assert "the show has no language (Apple); itunes:explicit" in caught.value.message
    assert caught.value.subject == str(tmp_path / "feed.xml")
    assert "show.toml" in caught.value.hint


def test_a_tree_for_another_address_is_told_alone(tmp_path: Path) -> None:
    """Who changes the address would otherwise read of every file that is not there."""
    document = build_feed(SHOW, [], "https://anderswo.example/")["feed.xml"]
    (tmp_path / "feed.xml").write_bytes(document.replace(b"<language>de</language>", b""))
    with pytest.raises(FeedError) as caught:
        check(tmp_path, PUBLIC_URL)
    assert "built for another address" in caught.value.message
    assert "https://anderswo.example/feed.xml" in caught.value.message
    assert "language" not in caught.value.message
    assert "build --all" in caught.value.hint


def test_a_tree_without_feed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match="nothing is built yet"):
        check(tmp_path, PUBLIC_URL)
