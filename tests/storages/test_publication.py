from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio import codec
from nexus_audio.errors import StorageError
from nexus_audio.storages.manifest import Content, tree_sha256
from nexus_audio.storages.publication import (
    Publication,
    PublishedEpisode,
    from_lines,
    to_line,
    to_lines,
)

names = st.sampled_from(["grün", "🎙️ 1", "null", "a b", "feed.xml", ""])
contents = st.builds(Content, sha256=st.sampled_from(["a" * 64, "b" * 64]), size=st.integers(0, 2))
episodes = st.builds(
    PublishedEpisode,
    enclosure=st.sampled_from(["https://example.org/1.mp3", "https://example.org/ü.mp3"]),
    length=st.integers(0, 2),
    documents=st.sampled_from(["", "c" * 64]),
)
publications = st.builds(
    Publication,
    at=st.sampled_from(["2026-05-04T06:00:00+02:00", "2026-05-04T06:00:01+02:00"]),
    storage=st.sampled_from(["directory:published", "s3:podcast", ""]),
    feed_sha256=st.just("f" * 64),
    tree_sha256=st.sampled_from(["1" * 64, "2" * 64, "3" * 64]),
    show=st.sampled_from(["", "9b024349"]),
    address=st.just("https://example.org/feed.xml"),
    objects=st.dictionaries(names, contents),
    episodes=st.dictionaries(names, episodes),
)


def split(data: bytes) -> list[bytes]:
    return data.split(b"\n")


def told_whole(publication: Publication) -> bytes:
    """A line as it was written when each told all."""
    return json.dumps(codec.to_plain(publication), ensure_ascii=False).encode() + b"\n"


@given(st.lists(publications, max_size=8))
def test_what_changed_tells_as_much_as_everything(history: list[Publication]) -> None:
    assert from_lines(split(b"".join(to_lines(history))), "ledger") == tuple(history)


@given(st.lists(st.tuples(publications, st.booleans()), max_size=8))
def test_older_lines_that_tell_all_stand_between_newer_ones(
    history: list[tuple[Publication, bool]],
) -> None:
    whole = [one for one, _ in history]
    mixed = [
        told_whole(one) if older else line
        for (one, older), line in zip(history, to_lines(whole), strict=True)
    ]
    assert from_lines(split(b"".join(mixed)), "ledger") == tuple(whole)


def show_of(count: int, number: int = 0) -> Publication:
    """A show with so many episodes, in its so-many-eth publication."""
    objects = {f"media/{n}.mp3": Content(sha256=f"{n:064}", size=n) for n in range(count)}
    objects["feed.xml"] = Content(sha256=sha256(str(number).encode()).hexdigest(), size=number)
    return Publication(
        at=f"2026-05-04T06:00:{number:02}+02:00",
        storage="s3:podcast",
        feed_sha256=objects["feed.xml"].sha256,
        tree_sha256=tree_sha256(objects),
        objects=objects,
        episodes={
            f"guid {n}": PublishedEpisode(enclosure=f"https://example.org/{n}.mp3", length=n)
            for n in range(count)
        },
    )


def test_a_line_grows_with_what_changes_and_not_with_what_there_is() -> None:
    few, many = (len(to_line(show_of(n + 1, 1), show_of(n))) for n in (10, 1000))
    assert many < few + 30
    assert len(to_line(show_of(1000, 1), None)) > 100 * many


def test_what_is_gone_is_null() -> None:
    line = json.loads(to_line(show_of(1, 1), show_of(2)))
    assert line["episodes"] == {"guid 1": None}
    assert line["objects"].keys() == {"feed.xml", "media/1.mp3"}
    assert line["objects"]["media/1.mp3"] is None
    assert line["after"] == show_of(2).tree_sha256


def test_the_first_line_of_a_storage_comes_after_none() -> None:
    assert "after" not in json.loads(to_line(show_of(1), None))


def test_two_publishers_lines_that_version_control_merged_mean_what_each_meant() -> None:
    first, mine, theirs = show_of(1), show_of(2, 1), show_of(3, 2)
    merged = to_line(first, None) + to_line(theirs, first) + to_line(mine, first)
    assert from_lines(split(merged), "ledger") == (first, theirs, mine)


def test_a_line_whose_forerunner_was_cut_out_is_named() -> None:
    lines = to_line(show_of(1), None), to_line(show_of(3, 2), show_of(2, 1))
    with pytest.raises(StorageError, match=r"line 2 .* its forerunner is missing") as caught:
        from_lines(split(b"".join(lines)), "feed/publications.jsonl")
    assert "version control" in caught.value.hint


@pytest.mark.parametrize("damage", [b"<<<<<<< HEAD", b"{}", b"null", b"[]", b"\xff"])
def test_a_damaged_line_is_named(damage: bytes) -> None:
    with pytest.raises(StorageError, match="line 3"):
        from_lines([b"", told_whole(show_of(1)), damage], "ledger")
