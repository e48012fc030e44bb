"""Running ffmpeg: the one place that starts it, listens to it and ends it.

Arguments go as lists, paths as `file:` addresses, so that no character in a name
means anything to it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Thread
from typing import IO, cast

import imageio_ffmpeg

from nexus_audio.errors import NexusError, RecordingError, StoreError

Progress = Callable[[float], None]
"""Takes the seconds of sound that are done."""

REPRODUCIBLE = ("-map_metadata", "-1", "-map_chapters", "-1", "-bitexact")
"""Output options: the same sound gives the same bytes, and nobody's old tags."""

_OPTIONS = ("-hide_banner", "-nostdin", "-nostats", "-y", "-loglevel", "level+info")
_NEEDS = (
    ("filter=alimiter", "latency"),  # ffmpeg 5.1
    ("encoder=libmp3lame", "Encoder libmp3lame"),  # some distributions leave it out
    ("encoder=libopus", "Encoder libopus"),
)
_LOG_LINES = 20_000  # a file with thousands of tags fits; a damaged file that complains all day not


@dataclass(frozen=True, slots=True)
class Running:
    """An ffmpeg at work: what it reads, what it writes, and what it said so far."""

    stdin: IO[bytes]
    stdout: IO[bytes]
    log: deque[str]

    def blocks(self, size: int) -> Iterator[bytes]:
        """What it writes, in blocks of `size` bytes, the last one shorter."""
        return iter(lambda: self.stdout.read(size), b"")


@cache
def executable() -> str:
    """The machine's own ffmpeg if it can do all we need, else the one of imageio-ffmpeg."""
    found = shutil.which("ffmpeg")
    if found and all(_offers(found, *need) for need in _NEEDS):
        return found
    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise NexusError(
            "there is no ffmpeg that can encode MP3 and Opus on this machine",
            hint="Install ffmpeg 5.1 or newer, and start again.",
        ) from error


def address(path: Path) -> str:
    """A path as ffmpeg takes it literally: no protocol, no option, no pattern.

    From a `file:` ffmpeg opens nothing but files, so a playlist that calls itself a recording
    does not reach for the network.
    """
    return f"file:{path}"


def source(path: Path) -> tuple[str, ...]:
    """The options that read the first sound track of a file."""
    return ("-i", address(path), "-map", "0:a:0")


@contextmanager
def start(*arguments: str, about: Path) -> Iterator[Running]:
    """Start ffmpeg for the body of a `with`; wait for it after, or kill it when the body fails.

    Whoever asked for output on `pipe:1` reads it to its end. Raises RecordingError, or
    StoreError when the disk is full; `about` is the file that the message names.
    """
    process = subprocess.Popen(
        [executable(), *_OPTIONS, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # an interrupt in the terminal is ours to hand on
    )
    stdin, stdout, stderr = (
        cast("IO[bytes]", pipe) for pipe in (process.stdin, process.stdout, process.stderr)
    )
    running = Running(stdin, stdout, deque(maxlen=_LOG_LINES))
    listener = Thread(target=_listen, args=(stderr, running.log), daemon=True)
    listener.start()
    try:
        with suppress(BrokenPipeError):  # it ended before we did, and says why in its log
            yield running
            stdin.close()
        process.wait()
    finally:
        process.kill()
        process.wait()
        listener.join()
        for pipe in (stdin, stdout, stderr):
            with suppress(BrokenPipeError):
                pipe.close()
    if process.returncode or any(map(_is_unwritten, complaints(list(running.log)))):
        raise _failure(running.log, about)


def run(*arguments: str, about: Path, progress: Progress | None = None) -> list[str]:
    """Run ffmpeg to its end and return its log; see `start` for the errors."""
    with start("-progress", "pipe:1", *arguments, about=about) as running:
        for line in running.stdout:
            done = re.match(rb"out_time_us=(\d+)", line)
            if progress and done:
                progress(int(done[1]) / 1_000_000)
    return list(running.log)


def complaints(log: list[str]) -> list[str]:
    """What a log calls an error, without the prefixes."""
    return [found[1] for line in log if (found := re.search(r"\[(?:error|fatal)\] (.+)", line))]


def _is_unwritten(complaint: str) -> bool:
    """Whether an end is missing: ffmpeg 5 calls it a success all the same."""
    return complaint.startswith(("Error writing trailer", "Error closing file"))


def _offers(program: str, topic: str, word: str) -> bool:
    command = [program, "-hide_banner", "-nostdin", "-h", topic]
    return word in subprocess.run(command, check=False, capture_output=True, text=True).stdout


def _listen(stream: IO[bytes], log: deque[str]) -> None:
    log.extend(line.decode("utf-8", "replace").rstrip() for line in stream)


def _failure(log: deque[str], about: Path) -> NexusError:
    errors = complaints(list(log))
    if any("No space left on device" in line for line in errors):
        return StoreError(
            "no space is left on the disk",
            subject=str(about),
            hint="Make room on the disk, and build again; what was finished is kept.",
        )
    return RecordingError(
        f"cannot be processed: {errors[0] if errors else 'ffmpeg was stopped'}",
        subject=str(about),
        hint="Play the file to check it, then export it again, best as WAV or FLAC.",
    )
