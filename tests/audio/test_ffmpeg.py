from __future__ import annotations

import shutil
import socket
import subprocess
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import pytest

from nexus_audio.audio import ffmpeg
from nexus_audio.errors import NexusError, RecordingError, StoreError
from sounds import sine, write_wav

ENDLESS = ("-f", "lavfi", "-i", "anoisesrc", "-f", "s16le", "pipe:1")


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """All programs that the test starts."""
    seen: list[subprocess.Popen[bytes]] = []
    original = subprocess.Popen

    def popen(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        seen.append(original(*arguments, **options))
        return seen[-1]

    monkeypatch.setattr(subprocess, "Popen", popen)
    return seen


@pytest.fixture
def _fresh() -> Any:
    ffmpeg.executable.cache_clear()
    yield
    ffmpeg.executable.cache_clear()


OWN = """#!/bin/sh
case "$*" in
  *filter=alimiter*) echo "{limiter}" ;;
  *encoder=libmp3lame*) echo "{encoder}" ;;
  *encoder=libopus*) echo "{opus}" ;;
esac
"""


@pytest.mark.usefixtures("_fresh")
@pytest.mark.parametrize(
    ("limiter", "encoder", "opus", "taken"),
    [
        (
            "  latency  <boolean>",
            "Encoder libmp3lame [libmp3lame MP3]:",
            "Encoder libopus [libopus Opus]:",
            True,
        ),
        (
            "  attack   <double>",
            "Encoder libmp3lame [libmp3lame MP3]:",
            "Encoder libopus [libopus Opus]:",
            False,
        ),
        (
            "  latency  <boolean>",
            "Codec 'libmp3lame' is neither recognized",
            "Encoder libopus [libopus Opus]:",
            False,
        ),
        ("  latency  <boolean>", "Encoder libmp3lame [libmp3lame MP3]:", "", False),
    ],
)
def test_the_machines_own_ffmpeg_comes_first_if_it_can_do_all(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    limiter: str,
    encoder: str,
    opus: str,
    taken: bool,
) -> None:
    own = tmp_path / "ffmpeg"
    own.write_text(OWN.format(limiter=limiter, encoder=encoder, opus=opus))
    own.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _: str(own))
    assert (ffmpeg.executable() == str(own)) == taken


@pytest.mark.usefixtures("_fresh")
def test_else_the_one_that_came_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert ffmpeg.executable() == imageio_ffmpeg.get_ffmpeg_exe()


@pytest.mark.usefixtures("_fresh")
def test_none_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise RuntimeError

    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", none)
    with pytest.raises(NexusError, match="no ffmpeg") as caught:
        ffmpeg.executable()
    assert "Install ffmpeg" in caught.value.hint


def test_progress_ends_with_the_duration(tmp_path: Path) -> None:
    sound = write_wav(tmp_path / "a.wav", sine(2.5))
    done: list[float] = []
    ffmpeg.run(*ffmpeg.source(sound), "-f", "null", "-", about=sound, progress=done.append)
    assert done == sorted(done)
    assert done[-1] == pytest.approx(2.5, abs=0.001)


def test_output_streams_in_blocks(tmp_path: Path) -> None:
    sound = write_wav(tmp_path / "a.wav", sine(1))
    with ffmpeg.start(*ffmpeg.source(sound), "-f", "s16le", "pipe:1", about=sound) as running:
        sizes = [len(block) for block in running.blocks(40_000)]
    assert sizes == [40_000, 40_000, 16_000]


def test_interrupted_work_leaves_no_program(
    tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    def work() -> None:
        with ffmpeg.start(*ENDLESS, about=tmp_path) as running:
            running.stdout.read(100)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert [program.returncode for program in started] == [-9]


def test_a_program_that_dies_is_an_error(
    tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    def work() -> None:
        with ffmpeg.start(*ENDLESS, about=tmp_path) as running:
            started[0].kill()
            list(running.blocks(1 << 20))

    with pytest.raises(RecordingError, match="was stopped"):
        work()


def test_an_error_names_the_file_and_the_reason(tmp_path: Path) -> None:
    text = tmp_path / "text.wav"
    text.write_text("Kein Ton.")
    with pytest.raises(RecordingError, match="Invalid data") as caught:
        ffmpeg.run(*ffmpeg.source(text), "-f", "null", "-", about=text)
    assert caught.value.subject == str(text)
    assert caught.value.hint


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk to test on")
def test_a_full_disk_is_the_stores_error(tmp_path: Path) -> None:
    sound = write_wav(tmp_path / "a.wav", sine(1))
    with pytest.raises(StoreError, match="no space") as caught:
        ffmpeg.run(*ffmpeg.source(sound), "-f", "wav", "file:/dev/full", about=sound)
    assert "Make room" in caught.value.hint


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk to test on")
def test_a_full_disk_shows_while_feeding_too(tmp_path: Path) -> None:
    def work() -> None:
        raw = ("-f", "s16le", "-ar", "48000", "-ac", "1", "-i", "pipe:0")
        with ffmpeg.start(*raw, "-f", "wav", "file:/dev/full", about=tmp_path) as running:
            for _ in range(200):
                running.stdin.write(bytes(96_000))

    with pytest.raises(StoreError, match="no space"):
        work()


def test_a_playlist_reaches_for_nothing(tmp_path: Path) -> None:
    playlist = tmp_path / "recording.m3u8"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        entry = f"http://127.0.0.1:{port}/a.ts"
        playlist.write_text(f"#EXTM3U\n#EXTINF:9,\n{entry}\n#EXT-X-ENDLIST\n")
        with pytest.raises(RecordingError):
            ffmpeg.run(*ffmpeg.source(playlist), "-f", "null", "-", about=playlist)
        server.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody has knocked
            server.accept()


def test_complaints_are_told_from_the_rest() -> None:
    log = [
        "[info] Input #0, mp3, from 'file:error.mp3':",
        "[mp3float @ 0x55] [error] Header missing",
        "[in#0 @ 0x1] [warning] Estimating duration",
        "[fatal] Conversion failed",
    ]
    assert ffmpeg.complaints(log) == ["Header missing", "Conversion failed"]
