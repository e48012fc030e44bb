from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.feed.ogg import ogg_chapters, ogg_duration
from toy_media import CHAPTERS, OPUS, file, pages, reader, tags

VORBIS = b"\x01vorbis" + struct.pack("<IBI", 0, 1, 44_100) + bytes(14)


@pytest.mark.parametrize(
    ("head", "granule", "duration"),
    [(OPUS, 48_000 * 61 + 312, 61_000), (VORBIS, 44_100 * 61, 61_000), (b"Theora", 44_100, None)],
)
def test_the_last_page_tells_how_long_it_plays(
    head: bytes, granule: int, duration: int | None
) -> None:
    data = file(head, tags(), granule)
    assert ogg_duration(reader(data), len(data)) == duration


@pytest.mark.parametrize("mark", [b"OpusTags", b"\x03vorbis"])
def test_comments_tell_the_chapters(mark: bytes) -> None:
    data = file(OPUS, tags("TITLE=x", *CHAPTERS, "CHAPTER002NAME=Größe=1", mark=mark), 1)
    assert ogg_chapters(reader(data)) == [(0, "Anfang"), (62_500, "Größe=1")]


def test_comments_behind_a_large_cover_are_found() -> None:
    cover = "METADATA_BLOCK_PICTURE=" + "A" * 300_000
    data = file(OPUS, tags(cover, *CHAPTERS), 1)
    assert ogg_chapters(reader(data)) == [(0, "Anfang"), (62_500, "")]


def test_chapters_may_be_counted_from_0() -> None:
    data = file(OPUS, tags("CHAPTER000=00:00:00.000", "CHAPTER001=00:00:05.000"), 1)
    assert [start for start, _ in ogg_chapters(reader(data))] == [0, 5000]


@pytest.mark.parametrize("comments", [(), ("CHAPTER001=bald",), ("CHAPTER002=00:00:00.000",)])
def test_without_readable_chapters_there_are_none(comments: tuple[str, ...]) -> None:
    assert ogg_chapters(reader(file(OPUS, tags(*comments), 1))) == []


def test_a_length_that_is_not_true_ends_the_comments() -> None:
    comments = tags("CHAPTER001=00:00:00.000") + struct.pack("<I", 1 << 31) + b"CHAPTER002=1"
    assert ogg_chapters(reader(file(OPUS, comments, 1))) == [(0, "")]


@given(st.binary(max_size=300))
def test_damage_raises_nothing(data: bytes) -> None:
    for whole in (data, pages(OPUS) + data, pages(OPUS) + pages(b"OpusTags" + data)):
        ogg_duration(reader(whole), len(whole))
        ogg_chapters(reader(whole))
