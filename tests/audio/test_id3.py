from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_jobs import EPISODE, SHOW, tags
from nexus_audio.audio import id3
from nexus_audio.audio.tags import make_tags
from nexus_audio.models import Chapter
from sounds import convert, sine, write_wav
from tag_readers import Read, by_ffmpeg, by_mutagen

JPEG = b"\xff\xd8\xff\xe0" + bytes(300)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)

YEAR_ONLY = "2026"  # mutagen reads day and month of version 2.3 from a frame of their own
NO_OFFSETS = b"\xff" * 8


def _chapters(count: int) -> list[Chapter]:
    return [
        Chapter(start=n * 1000, end=(n + 1) * 1000, title=f"Beet {n}", section=f"s{n}")
        for n in range(count)
    ]


# --- a parser of its own, from the specification --------------------------------


@dataclass(frozen=True)
class Contents:
    name: str
    top_level: bool
    ordered: bool
    entries: list[str]


def _size(data: bytes) -> int:
    assert all(byte < 0x80 for byte in data)
    return data[0] << 21 | data[1] << 14 | data[2] << 7 | data[3]


def _frames(data: bytes) -> Iterator[tuple[str, bytes]]:
    while data:
        size = _size(data[4:8])
        assert data[8:10] == b"\0\0"
        yield data[:4].decode(), data[10 : 10 + size]
        data = data[10 + size :]


def _parsed(tag: bytes) -> list[tuple[str, bytes]]:
    assert tag[:6] == b"ID3\x04\x00\x00"
    assert _size(tag[6:10]) == len(tag) - 10
    return list(_frames(tag[10:]))


def _texts(tag: bytes) -> dict[str, str]:
    texts = {name: body for name, body in _parsed(tag) if name.startswith("T")}
    assert all(body[0] == 3 for body in texts.values())
    return {name: body[1:].decode("utf-8") for name, body in texts.items()}


def _contents(tag: bytes) -> list[Contents]:
    found = []
    for name, body in _parsed(tag):
        if name == "CTOC":
            label, rest = body.split(b"\0", 1)
            entries = rest[2:].decode("latin-1").split("\0")[:-1]
            assert rest[1] == len(entries)
            assert 0 < len(entries) <= 255
            found.append(Contents(label.decode(), bool(rest[0] & 2), bool(rest[0] & 1), entries))
    return found


def _read_chapters(tag: bytes) -> list[tuple[str, int, int, dict[str, bytes]]]:
    found = []
    for name, body in _parsed(tag):
        if name == "CHAP":
            label, rest = body.split(b"\0", 1)
            assert rest[8:16] == NO_OFFSETS
            start, end = int.from_bytes(rest[:4], "big"), int.from_bytes(rest[4:8], "big")
            found.append((label.decode(), start, end, dict(_frames(rest[16:]))))
    return found


# --- what the tag says ----------------------------------------------------------


def test_texts_are_the_episodes_and_the_shows() -> None:
    assert _texts(id3.tag(tags(), "2.4")) == {
        "TIT2": "Rüben & „Möhren“ 🥕",
        "TPE1": "Jörg Acker",
        "TALB": "Beet",
        "TRCK": "7",
        "TDRC": "2026-03-01",
        "TLAN": "deu",
    }


def test_the_summary_is_a_comment_in_the_shows_language() -> None:
    comments = [body for name, body in _parsed(id3.tag(tags(), "2.4")) if name == "COMM"]
    assert comments == [b"\x03deu\x00" + EPISODE.summary.encode()]


def test_what_is_not_known_is_left_out() -> None:
    plain = dataclasses.replace(EPISODE, number=None, summary="")
    names = [name for name, _ in _parsed(id3.tag(make_tags(plain, SHOW, []), "2.4"))]
    assert names == ["TIT2", "TPE1", "TALB", "TDRC", "TLAN"]


@pytest.mark.parametrize(("data", "kind"), [(JPEG, b"image/jpeg"), (PNG, b"image/png")])
def test_the_cover_is_whole(tmp_path: Path, data: bytes, kind: bytes) -> None:
    path = tmp_path / "cover"
    path.write_bytes(data)
    tag = id3.tag(tags(cover=path), "2.4")
    assert ("APIC", b"\x00" + kind + b"\x00\x03\x00" + data) in _parsed(tag)


# --- chapters -------------------------------------------------------------------


def test_chapters_come_in_the_order_of_time() -> None:
    first, second, third = _chapters(3)
    found = _read_chapters(id3.tag(tags(*[third, first, second]), "2.4"))
    assert [(start, end) for _, start, end, _ in found] == [(0, 1000), (1000, 2000), (2000, 3000)]
    assert [parts["TIT2"] for *_, parts in found] == [b"\x03Beet 0", b"\x03Beet 1", b"\x03Beet 2"]


def test_a_chapters_link_goes_along() -> None:
    link = "https://beet.test/möhren?a=1&b=%20#ü"
    chapter = Chapter(start=0, end=9, title="Möhren", link=link)
    [(_, _, _, parts)] = _read_chapters(id3.tag(tags(*[chapter]), "2.4"))
    assert parts["WXXX"] == b"\x00\x00https://beet.test/m%C3%B6hren?a=1&b=%20#%C3%BC"


def test_a_chapters_picture_is_told_by_its_address() -> None:
    chapter = Chapter(start=0, end=9, title="Möhren", image="https://beet.test/möhre.png")
    [(_, _, _, parts)] = _read_chapters(id3.tag(tags(chapter), "2.4"))
    assert parts["APIC"] == b"\x00-->\x00\x00\x00https://beet.test/m%C3%B6hre.png"


def test_a_chapter_has_only_what_it_has() -> None:
    [(_, _, _, parts)] = _read_chapters(id3.tag(tags(*_chapters(1)), "2.4"))
    assert set(parts) == {"TIT2"}


def test_the_table_names_all_chapters_in_order() -> None:
    tag = id3.tag(tags(*_chapters(255)), "2.4")
    names = [name for name, *_ in _read_chapters(tag)]
    assert _contents(tag) == [Contents("toc", top_level=True, ordered=True, entries=names)]


def test_no_chapters_need_no_table() -> None:
    assert _contents(id3.tag(tags(), "2.4")) == []


@pytest.mark.parametrize("count", [256, 300, 700])
def test_more_than_255_chapters_nest(count: int) -> None:
    tag = id3.tag(tags(*_chapters(count)), "2.4")
    top, *tables = _contents(tag)
    assert top.top_level
    assert top.entries == [table.name for table in tables]
    assert not any(table.top_level for table in tables)
    assert all(table.ordered for table in (top, *tables))
    listed = [entry for table in tables for entry in table.entries]
    assert listed == [name for name, *_ in _read_chapters(tag)]
    assert len(set(listed)) == count


@given(title=st.text(), summary=st.text(max_size=20_000), titles=st.lists(st.text(), max_size=5))
def test_any_text_comes_back(title: str, summary: str, titles: list[str]) -> None:
    episode = dataclasses.replace(EPISODE, title=title, summary=summary)
    chapters = [Chapter(start=n, end=n + 1, title=text) for n, text in enumerate(titles)]
    tag = id3.tag(make_tags(episode, SHOW, chapters), "2.4")
    assert _texts(tag).get("TIT2", "") == title.replace("\0", "")
    found = [parts["TIT2"][1:].decode() for *_, parts in _read_chapters(tag)]
    assert found == [text.replace("\0", "") for text in titles]


@pytest.mark.parametrize("version", ["2.3", "2.4"])
@pytest.mark.parametrize("count", [3, 300])
def test_players_read_it(tmp_path: Path, version: str, count: int) -> None:
    """What ffmpeg and mutagen, which are not ours, make of the tag."""
    sound = convert(
        write_wav(tmp_path / "a.wav", sine(1)), tmp_path / "a.mp3", "-id3v2_version", "0"
    )
    path = tmp_path / "b.mp3"
    path.write_bytes(id3.tag(tags(*_chapters(count)), version) + sound.read_bytes())
    texts = {
        "title": EPISODE.title,
        "author": SHOW.author,
        "show": SHOW.title,
        "number": "7",
        "language": "deu",
        "comment": EPISODE.summary,
    }
    chapters = [(n * 1000, f"Beet {n}") for n in range(count)]
    assert by_ffmpeg(path) == Read(texts | {"date": "2026-03-01"}, chapters)
    date = YEAR_ONLY if version == "2.3" else "2026-03-01"
    assert by_mutagen(path) == Read(texts | {"date": date}, chapters)


def test_the_older_version_has_its_own_sizes_and_texts() -> None:
    tag = id3.tag(tags(), "2.3")
    assert tag[:5] == b"ID3\x03\x00"
    title = b"\x01\xff\xfe" + EPISODE.title.encode("utf-16-le")
    assert b"TIT2" + len(title).to_bytes(4, "big") + b"\0\0" + title in tag
    assert b"TYER" in tag
    assert "0103".encode("utf-16-le") in tag  # day and month
