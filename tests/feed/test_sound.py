from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.feed.id3_chapters import tag_size
from nexus_audio.feed.sound import HEAD, Sound, read_sound
from toy_feeds import chapters_in_tag
from toy_media import CHAPTERS, LISTED, OPUS, SECOND, SHORT, box, chapters, file, reader, tags


def found(data: bytes) -> Sound:
    return read_sound(reader(data), len(data))


def test_an_mp3_tells_all() -> None:
    tagged = chapters_in_tag((0, "Anfang"), (5000, "Ende"))
    sound = found(tagged[: tag_size(tagged)] + SECOND * 100)
    assert (sound.kind, sound.duration) == ("audio/mpeg", 417 * 100 * 8 // 128)
    assert list(sound.chapters) == [(0, "Anfang"), (5000, "Ende")]


@pytest.mark.parametrize("brand", [b"M4A ", b"isom"])
def test_an_mp4_tells_all(brand: bytes) -> None:
    sound = found(
        box(b"ftyp", brand) + box(b"mdat", bytes(HEAD)) + box(b"moov", SHORT + chapters(*LISTED))
    )
    assert (sound.kind, sound.duration) == ("audio/mp4", 61_300)
    assert tuple(sound.chapters) == LISTED


def test_an_opus_file_tells_all() -> None:
    sound = found(file(OPUS, tags(*CHAPTERS), 48_312))
    assert (sound.kind, sound.duration) == ("audio/ogg", 1000)
    assert [start for start, _ in sound.chapters] == [0, 62_500]


@pytest.mark.parametrize(
    ("data", "kind"), [(b"RIFF", "audio/wav"), (b"<!DOCTYPE html>", "a web page"), (b"?", "")]
)
def test_of_other_files_only_their_kind_is_told(data: bytes, kind: str) -> None:
    assert found(data) == Sound(kind=kind)


def test_without_a_size_nothing_is_made_up() -> None:
    sound = read_sound(reader(SECOND * 9), None)
    assert (sound.kind, sound.duration) == ("audio/mpeg", None)


def test_little_is_read_of_a_large_file() -> None:
    asked = 0
    whole = SECOND * 10_000

    def read(start: int, count: int) -> bytes:
        nonlocal asked
        asked += count
        return whole[start : start + count]

    assert read_sound(read, len(whole)).duration == len(whole) * 8 // 128
    assert asked <= 2 * HEAD


@given(st.binary(max_size=64))
def test_damage_raises_nothing(data: bytes) -> None:
    for head in (b"", b"ID3\4\0\0\0\0\0\5", b"\xff\xfb", b"\0\0\0\x0cftypM4A ", b"OggS"):
        found(head + data)
