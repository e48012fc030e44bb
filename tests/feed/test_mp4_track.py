from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.feed.mp4_track import track_chapters
from toy_media import LISTED, box, reader, text_track

TITLES = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("chunk", [1, 2, 7])
def test_a_track_of_text_tells_the_chapters(chunk: int, encoding: str) -> None:
    tracks, samples = text_track(5, *LISTED, (20_001, ""), chunk=chunk, encoding=encoding)
    found = track_chapters(tracks, reader(b"mdat:" + samples))
    assert tuple(found) == (*LISTED, (20_001, ""))


@given(titles=TITLES, chunk=st.integers(1, 9))
def test_all_that_is_written_is_read(titles: list[str], chunk: int) -> None:
    listed = [(number * 1500, title) for number, title in enumerate(titles)]
    tracks, samples = text_track(0, *listed, chunk=chunk)
    assert track_chapters(tracks, reader(samples)) == listed


def test_a_track_that_nobody_names_or_that_is_no_text_has_no_chapters() -> None:
    tracks, samples = text_track(0, *LISTED)
    assert track_chapters(tracks.replace(b"chap", b"hint"), reader(samples)) == []
    assert track_chapters(tracks.replace(b"\0\0\0\0text", b"\0\0\0\0vide"), reader(samples)) == []


@given(st.binary(max_size=60), st.integers(0, 400), st.integers(0, 60))
def test_damage_raises_nothing(data: bytes, place: int, length: int) -> None:
    tracks, samples = text_track(0, *LISTED)
    spoilt = tracks[:place] + data + tracks[place + length :]
    track_chapters(spoilt, reader(samples))
    track_chapters(box(b"trak", data), reader(data))
