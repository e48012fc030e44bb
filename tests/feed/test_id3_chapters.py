from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.audio import id3
from nexus_audio.audio.tags import make_tags
from nexus_audio.feed.id3_chapters import id3_chapters, tag_size
from nexus_audio.models import Chapter, Episode, Show

SHOW = Show(title="T", description="d", author="a", link="https://x.example/", guid="g")
EPISODE = Episode(slug="s", title="T", date="2026-11-09T06:00:00+01:00", guid="g")
titles = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
starts = st.lists(st.integers(0, 2**32 - 2), max_size=12, unique=True)


@given(starts, st.data())
def test_what_we_write_is_read(times: list[int], data: st.DataObject) -> None:
    chapters = [Chapter(start=time, end=time + 1, title=data.draw(titles)) for time in times]
    tag = id3.tag(make_tags(EPISODE, SHOW, chapters), "2.4")
    assert tag_size(tag) == len(tag)
    assert id3_chapters(tag + b"\xff\xfb sound") == sorted(
        (one.start, one.title) for one in chapters
    )


def tag(version: int, flags: int, body: bytes) -> bytes:
    return b"ID3" + bytes([version, 0, flags, 0, 0, len(body) >> 7, len(body) & 127]) + body


def chapter(title: bytes) -> bytes:
    inner = b"TIT2" + struct.pack(">I", len(title)) + b"\0\0" + title
    body = b"a\0" + struct.pack(">IIII", 5, 6, 0, 0) + inner
    return b"CHAP" + struct.pack(">I", len(body)) + b"\0\0" + body


@pytest.mark.parametrize(
    "title",
    [b"\0\xc4rger", b"\1\xff\xfe\xc4\0r\0g\0e\0r\0", b"\2\0\xc4\0r\0g\0e\0r", b"\3\xc3\x84rger\0"],
)
def test_every_encoding_of_version_3_is_read(title: bytes) -> None:
    assert id3_chapters(tag(3, 0, chapter(title))) == [(5, "Ärger")]


def test_an_extended_header_is_passed_over() -> None:
    body = struct.pack(">I", 6) + bytes(6) + chapter(b"\3Watt")
    assert id3_chapters(tag(3, 0x40, body)) == [(5, "Watt")]


def test_unsynchronisation_is_undone() -> None:
    body = chapter(b"\0\xffWatt").replace(b"\xff", b"\xff\0")
    assert id3_chapters(tag(3, 0x80, body)) == [(5, "ÿWatt")]


@given(st.binary(max_size=200))
def test_damaged_tags_raise_nothing(rest: bytes) -> None:
    for head in (b"", b"ID3\3\0\0", b"ID3\4\0\x40\0\0\1\x7f", b"ID3\4\0\0\0\0\1\x7fCHAP"):
        id3_chapters(head + rest)
