"""Small pictures for pages: the cover of a show is far larger than a phone needs."""

from __future__ import annotations

from pathlib import Path

from nexus_audio.audio import ffmpeg
from nexus_audio.errors import ConfigError, RecordingError


def thumbnail(source: Path, target: Path, edge: int) -> None:
    """Write a picture as a square JPEG of that many pixels; raises ConfigError for none.

    What is not square loses what is too much at both ends of its longer side.
    """
    square = f"scale={edge}:{edge}:force_original_aspect_ratio=increase,crop={edge}:{edge}"
    options = ("-frames:v", "1", "-vf", square, "-pix_fmt", "yuvj420p", "-q:v", "3")
    try:
        ffmpeg.run(
            *("-i", ffmpeg.address(source), *options, *ffmpeg.REPRODUCIBLE),
            *("-f", "mjpeg", ffmpeg.address(target)),
            about=source,
        )
    except RecordingError as error:
        raise ConfigError(
            "the cover cannot be read as a picture",
            subject=str(source),
            hint="Export it again as JPEG or PNG, 1400 to 3000 pixels square.",
        ) from error
