from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from nexus_audio.errors import FeedError, StorageError
from nexus_audio.models import LastPublished
from nexus_audio.storages.ledger import (
    Publication,
    PublishedEpisode,
    append_to_ledger,
    check_kept,
    last_published,
    read_ledger,
)
from nexus_audio.storages.manifest import Content

FIRST = Publication(
    at="2026-05-04T06:00:00+02:00",
    storage="directory:published",
    feed_sha256="f" * 64,
    tree_sha256="0" * 64,
    objects={
        "feed.xml": Content(sha256="f" * 64, size=10),
        "media/grün-1.mp3": Content(sha256="a" * 64, size=5),
    },
    episodes={
        "guid 🎙️": PublishedEpisode(enclosure="https://example.org/media/gr%C3%BCn-1.mp3", length=5)
    },
)
SECOND = replace(FIRST, at="2026-05-11T06:00:00+02:00", feed_sha256="e" * 64)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "feed" / "publications.jsonl"
    append_to_ledger(path, FIRST)
    return path


def test_publications_come_back_in_order(ledger: Path) -> None:
    append_to_ledger(ledger, SECOND)
    assert read_ledger(ledger) == (FIRST, SECOND)


def test_one_publication_is_one_line_of_json(ledger: Path) -> None:
    (line,) = ledger.read_text("utf-8").splitlines()
    assert json.loads(line)["at"] == FIRST.at
    assert "grün" in line


def test_no_ledger_is_an_empty_one(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "publications.jsonl") == ()


def test_a_torn_last_line_is_left_out_and_makes_way(ledger: Path) -> None:
    append_to_ledger(ledger, SECOND)
    whole = ledger.read_bytes()
    start = whole.index(b"\n") + 1
    for end in range(start + 1, len(whole) - 1):
        ledger.write_bytes(whole[:end])
        assert read_ledger(ledger) == (FIRST,)
    append_to_ledger(ledger, SECOND)
    assert ledger.read_bytes() == whole


def test_a_torn_first_line_makes_way(ledger: Path) -> None:
    whole = ledger.read_bytes()
    ledger.write_bytes(whole[:20])
    assert read_ledger(ledger) == ()
    append_to_ledger(ledger, FIRST)
    assert ledger.read_bytes() == whole


def test_a_last_line_that_only_lacks_its_end_counts(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes().rstrip(b"\n"))
    assert read_ledger(ledger) == (FIRST,)
    append_to_ledger(ledger, SECOND)
    assert read_ledger(ledger) == (FIRST, SECOND)


@pytest.mark.parametrize("damage", [b"<<<<<<< HEAD\n", b"{}\n", b"null\n", b"\xff\n"])
def test_a_damaged_line_is_named(ledger: Path, damage: bytes) -> None:
    ledger.write_bytes(ledger.read_bytes() + damage)
    append_to_ledger(ledger, SECOND)
    with pytest.raises(StorageError, match="line 2") as caught:
        read_ledger(ledger)
    assert "version control" in caught.value.hint


def test_a_ledger_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be read"):
        read_ledger(tmp_path)


def test_a_ledger_that_cannot_be_written_says_that_the_feed_is_live(tmp_path: Path) -> None:
    (tmp_path / "feed").write_bytes(b"")
    with pytest.raises(StorageError) as caught:
        append_to_ledger(tmp_path / "feed" / "publications.jsonl", FIRST)
    assert "publications.jsonl" in caught.value.subject


def changed(enclosure: str) -> Publication:
    episode = PublishedEpisode(enclosure=enclosure, length=5)
    return replace(SECOND, episodes={"guid 🎙️": episode})


def test_a_published_guid_keeps_its_enclosure() -> None:
    with pytest.raises(FeedError) as caught:
        check_kept(changed("https://example.org/media/other.mp3"), [FIRST])
    assert "guid 🎙️" in str(caught.value)
    assert "gr%C3%BCn-1.mp3" in str(caught.value)
    assert "other.mp3" in str(caught.value)
    assert "--replace-audio" in caught.value.hint


def test_the_host_may_replace_the_audio_and_then_that_counts() -> None:
    second = changed("https://example.org/media/other.mp3")
    check_kept(second, [FIRST], replace_audio=True)
    check_kept(second, [FIRST, second])
    with pytest.raises(FeedError):
        check_kept(FIRST, [FIRST, second])


def test_an_episode_that_was_away_for_a_while_keeps_its_enclosure() -> None:
    without = replace(SECOND, episodes={})
    check_kept(without, [FIRST], allow_removal=True)
    with pytest.raises(FeedError):
        check_kept(changed("https://example.org/media/other.mp3"), [FIRST, without])


def test_published_media_keep_their_bytes_even_if_the_audio_may_change() -> None:
    objects = {"media/grün-1.mp3": Content(sha256="b" * 64, size=5)}
    with pytest.raises(FeedError) as caught:
        check_kept(replace(SECOND, objects=objects), [FIRST], replace_audio=True)
    assert caught.value.subject == "media/grün-1.mp3"


def test_a_feed_may_change() -> None:
    objects = {"feed.xml": Content(sha256="b" * 64, size=5)}
    check_kept(replace(SECOND, objects=objects), [FIRST])
    check_kept(SECOND, [])


def test_the_last_publication_to_a_storage_is_what_the_next_is_held_to(ledger: Path) -> None:
    assert last_published(ledger, "elsewhere", "") == LastPublished()
    append_to_ledger(ledger, replace(FIRST, storage="elsewhere", show="9b024349"))
    append_to_ledger(ledger, FIRST)
    last = last_published(ledger, "elsewhere", "")
    assert last.show == "9b024349"
    assert last.enclosures == {guid: one.enclosure for guid, one in FIRST.episodes.items()}


def test_records_from_before_shows_had_guids_are_read(ledger: Path) -> None:
    old = json.loads(ledger.read_bytes().splitlines()[0])
    del old["show"]
    ledger.write_text(json.dumps(old) + "\n")
    assert last_published(ledger, old["storage"], "").show == ""
