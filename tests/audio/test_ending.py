from __future__ import annotations

import struct
from pathlib import Path

import pytest

from nexus_audio.audio.ending import Ending, ending
from sounds import convert, noise, write_wav

FORMS: dict[str, tuple[str, ...]] = {
    "a.ogg": ("-c:a", "libvorbis"),
    "a.opus": ("-c:a", "libopus"),
    "a.wma": ("-c:a", "wmav2"),
    "a.caf": (),
}


@pytest.fixture(params=FORMS)
def path(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    source = write_wav(tmp_path / "s.wav", noise(3))
    return convert(source, tmp_path / request.param, *FORMS[request.param])


def _cut(path: Path, left: int) -> Path:
    path.write_bytes(path.read_bytes()[:left])
    return path


def test_a_file_ends_where_it_says(path: Path) -> None:
    assert ending(path) is Ending.WHOLE


@pytest.mark.parametrize("share", [0.3, 0.5, 0.77])
def test_a_part_of_it_does_not(path: Path, share: float) -> None:
    assert ending(_cut(path, int(path.stat().st_size * share))) is Ending.BROKEN


@pytest.mark.parametrize("left", [0, 1, 16, 40, 130])
def test_a_mere_head_is_no_crash(path: Path, left: int) -> None:
    assert ending(_cut(path, left)) in Ending


def test_an_ogg_without_a_last_page_is_open(tmp_path: Path) -> None:
    source = write_wav(tmp_path / "s.wav", noise(3))
    path = convert(source, tmp_path / "a.opus", "-c:a", "libopus")
    assert ending(_cut(path, path.read_bytes().rindex(b"OggS"))) is Ending.OPEN


def test_a_caf_of_unknown_length_is_whole(tmp_path: Path) -> None:
    path = convert(write_wav(tmp_path / "s.wav", noise(3)), tmp_path / "a.caf")
    data = bytearray(path.read_bytes())
    at = data.index(b"data") + 4
    data[at : at + 8] = struct.pack(">q", -1)
    path.write_bytes(data[: len(data) // 2])
    assert ending(path) is Ending.WHOLE


def test_a_wma_that_was_broadcast_does_not_know_its_size(tmp_path: Path) -> None:
    source = write_wav(tmp_path / "s.wav", noise(3))
    path = convert(source, tmp_path / "a.wma", "-c:a", "wmav2")
    data = bytearray(path.read_bytes())
    data[data.index(bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")) + 88] |= 1
    path.write_bytes(data[: len(data) // 2])
    assert ending(path) is Ending.WHOLE


def test_any_other_file_is_taken_for_whole(tmp_path: Path) -> None:
    assert ending(write_wav(tmp_path / "a.wav", noise(0.1))) is Ending.WHOLE
