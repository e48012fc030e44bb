from __future__ import annotations

import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.feed.mp4 import mp4_chapters, mp4_duration, mp4_index
from toy_media import LISTED, SHORT, box, chapters, reader, text_track


def wide(name: bytes, body: bytes) -> bytes:
    """The same with its size in eight bytes, as files of 4 GB have it."""
    return struct.pack(">I4sQ", 1, name, 16 + len(body)) + body


LONG = box(b"mvhd", struct.pack(">B19xIQ80x", 1, 44_100, 44_100 * 90_000))


@pytest.mark.parametrize(
    ("head", "duration"), [(SHORT, 61_300), (LONG, 90_000_000), (box(b"free", b""), None)]
)
def test_the_index_tells_how_long_it_plays(head: bytes, duration: int | None) -> None:
    assert mp4_duration(box(b"free", b"x") + head) == duration


@pytest.mark.parametrize("version", [0, 1])
def test_the_index_tells_the_chapters(version: int) -> None:
    assert tuple(mp4_chapters(SHORT + chapters(*LISTED, version=version), reader(b""))) == LISTED


def test_where_nero_ends_or_has_none_the_track_of_text_tells_the_chapters() -> None:
    many = tuple((number * 1000, f"Kapitel {number}") for number in range(300))
    tracks, samples = text_track(0, *many)
    assert tuple(mp4_chapters(tracks + chapters(*many[:255]), reader(samples))) == many
    assert tuple(mp4_chapters(tracks, reader(samples))) == many
    assert tuple(mp4_chapters(tracks + chapters(*LISTED), reader(samples))) == LISTED
    assert tuple(mp4_chapters(chapters(*many[:255]), reader(b""))) == many[:255]


@pytest.mark.parametrize("form", [box, wide])
def test_the_index_is_found_before_and_behind_the_sound(
    form: Callable[[bytes, bytes], bytes],
) -> None:
    kind, sound, index = box(b"ftyp", b"M4A "), form(b"mdat", bytes(90)), form(b"moov", SHORT)
    assert mp4_index(reader(kind + sound + index)) == SHORT
    assert mp4_index(reader(kind + index + sound)) == SHORT


def test_sound_is_stepped_over_and_never_read() -> None:
    asked: list[tuple[int, int]] = []
    data = box(b"ftyp", b"M4A ") + box(b"mdat", bytes(1 << 20)) + box(b"moov", SHORT)

    def read(start: int, count: int) -> bytes:
        asked.append((start, count))
        return data[start : start + count]

    assert mp4_index(read) == SHORT
    assert sum(count for _, count in asked) < 1000


@pytest.mark.parametrize(
    "data", [b"", box(b"ftyp", b""), bytes(64), b"\0\0\0\4moov", struct.pack(">I4s", 1, b"moov")]
)
def test_a_file_without_index_tells_nothing(data: bytes) -> None:
    assert mp4_index(reader(data)) == b""


def test_an_index_without_end_is_not_read() -> None:
    data = struct.pack(">I4sQ", 1, b"moov", 1 << 60)
    assert mp4_index(reader(data)) == b""


@given(st.binary(max_size=300))
def test_damage_raises_nothing(data: bytes) -> None:
    for whole in (data, box(b"mvhd", data), box(b"udta", box(b"chpl", b"\1" + data))):
        mp4_duration(whole)
        mp4_chapters(whole, reader(data))
        mp4_index(reader(whole))
