from __future__ import annotations

import base64
import dataclasses
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audio_jobs import EPISODE, SHOW, tags
from nexus_audio.audio import ffmetadata
from nexus_audio.audio.ffmpeg import executable
from nexus_audio.audio.tags import make_tags
from nexus_audio.models import Chapter

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
MOEHREN = Chapter(start=0, end=3_661_007, title="Möhren = # ; \\", link="https://beet.test/?a=1#ü")
RUEBEN = Chapter(start=3_661_007, end=4_000_000, title="Rüben")


def _lines(text: str) -> list[str]:
    first, *rest = text.splitlines()
    assert first == ";FFMETADATA1"
    return rest


def test_mp4_has_ffmpegs_names_and_chapters_in_milliseconds() -> None:
    assert _lines(ffmetadata.mp4(tags(MOEHREN))) == [
        "title=Rüben & „Möhren“ 🥕",
        "artist=Jörg Acker",
        "album=Beet",
        "track=7",
        "date=2026-03-01",
        "comment=Was im Beet steht.",
        "",
        "[CHAPTER]",
        "TIMEBASE=1/1000",
        "START=0",
        "END=3661007",
        r"title=Möhren \= \# \; \\ ",
    ]


def test_opus_has_its_chapters_as_comments() -> None:
    lines = _lines(ffmetadata.opus(tags(MOEHREN, RUEBEN)))
    assert lines[3:6] == ["TRACKNUMBER=7", "DATE=2026-03-01", "LANGUAGE=deu"]
    assert lines[7:] == [
        "CHAPTER001=00:00:00.000",
        r"CHAPTER001NAME=Möhren \= \# \; \\ ",
        r"CHAPTER001URL=https://beet.test/?a\=1\#ü",
        "CHAPTER002=01:01:01.007",
        "CHAPTER002NAME=Rüben",
    ]


def test_opus_has_the_cover_as_a_flac_picture(tmp_path: Path) -> None:
    path = tmp_path / "cover.png"
    path.write_bytes(PNG)
    *_, last = _lines(ffmetadata.opus(tags(cover=path)))
    name, _, written = last.partition("=")
    assert name == "METADATA_BLOCK_PICTURE"
    block = base64.b64decode(written.replace("\\=", "="))
    assert block[:17] == b"\0\0\0\x03" + b"\0\0\0\x09" + b"image/png"
    assert block[17:41] == bytes(20) + len(PNG).to_bytes(4, "big")
    assert block[41:] == PNG


def test_what_is_not_known_is_left_out() -> None:
    plain = make_tags(dataclasses.replace(EPISODE, number=None, summary=""), SHOW, [])
    for text in (ffmetadata.mp4(plain), ffmetadata.opus(plain)):
        assert not any(line.endswith("=") for line in _lines(text))


def test_lines_end_in_one_way() -> None:
    episode = dataclasses.replace(EPISODE, title="Rüben\0", summary="Eins\r\nzwei\rdrei\n")
    lines = _lines(ffmetadata.mp4(make_tags(episode, SHOW, [])))
    assert (lines[0], lines[5:]) == ("title=Rüben", ["comment=Eins\\", "zwei\\", "drei"])


@pytest.mark.parametrize("letter", ["a", "ü", "漢", "🥕"])
def test_a_title_is_cut_between_letters_where_chpl_ends(letter: str) -> None:
    chapter = Chapter(start=0, end=9, title=letter * 300)
    title = ffmetadata.mp4(tags(chapter)).split("title=")[-1].strip()
    assert title == letter * (255 // len(letter.encode()))


def test_inputs_are_texts_and_cover(tmp_path: Path) -> None:
    cover = tmp_path / "-cover 100% ä.png"
    cover.write_bytes(PNG)
    texts = tmp_path / "texts"
    texts.mkdir()
    options = ffmetadata.inputs(tags(cover=cover), texts)
    assert [path.name for path in sorted(texts.iterdir())] == ["mp4.txt", "opus.txt"]
    assert options[-4:] == ("-f", "png_pipe", "-i", f"file:{cover}")
    assert ffmetadata.cover_track(tags(cover=cover))[:2] == ("-map", "3:v")
    assert ffmetadata.cover_track(tags()) == ()


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1).filter(
    lambda text: text == "\n".join(text.splitlines()) != ""
)


@given(title=TEXT, comment=TEXT)
@example(title="\\", comment="a\\")
def test_ffmpeg_reads_any_text_back(title: str, comment: str) -> None:
    """Exported again, the lines that ffmpeg read are the lines that it was given."""
    episode = dataclasses.replace(EPISODE, title=title, summary=comment)
    text = ffmetadata.mp4(make_tags(episode, SHOW, []))
    command = [executable(), "-v", "error", "-f", "ffmetadata", "-i", "pipe:0"]
    again = subprocess.run(
        [*command, "-bitexact", "-f", "ffmetadata", "-"],
        input=text.encode(),
        check=True,
        capture_output=True,
    ).stdout
    assert again.decode() == text
