"""The forms in which an episode is encoded: what each is called, and how ffmpeg writes it.

Every form is gapless: MP3 by LAME's Info header, M4A by its edit list, Opus by its pre-skip.
"""

from __future__ import annotations

from dataclasses import dataclass

from nexus_audio.audio import ffmetadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One form; its name is the file's ending."""

    type: str
    options: tuple[str, ...]
    """ffmpeg's output options: codec, tags and container."""
    share: float = 1.0
    """How much of an MP3's bit rate makes it sound as good."""
    lowest: int
    highest: int
    """The bit rates between which the codec works well, in kbit/s a channel and a file."""
    scale: float = 0.0
    """dB by which the encoder turns its input down."""
    shows_cover: bool = False
    """Whether the cover is a track of the file."""

    def bitrate(self, mono: int, channels: int) -> int:
        """The kbit/s of a file, from those of a mono MP3; stereo gets twice as much."""
        return min(max(round(mono * self.share), self.lowest) * channels, self.highest)


FORMATS = {
    "mp3": Format(
        type="audio/mpeg",
        options=(
            *("-c:a", "libmp3lame", "-map_metadata", "-1", "-map_chapters", "-1"),
            *("-id3v2_version", "0", "-write_id3v1", "0", "-f", "mp3"),
        ),
        lowest=32,
        highest=320,  # the most that MPEG-1 layer III has
        scale=0.45,  # LAME multiplies by 0.95, so that it does not clip; measured
    ),
    "m4a": Format(
        type="audio/x-m4a",  # as Apple names it
        options=(
            *("-c:a", "aac", "-map_metadata", ffmetadata.MP4, "-map_chapters", ffmetadata.MP4),
            *("-movflags", "+faststart", "-f", "ipod"),
        ),
        share=2 / 3,
        lowest=48,  # below, it put peaks 2 dB over limited speech (measured on three voices)
        highest=320,
        shows_cover=True,
    ),
    "opus": Format(
        type="audio/ogg",
        options=(
            *("-c:a", "libopus", "-map_metadata", ffmetadata.OPUS, "-map_chapters", "-1"),
            *("-f", "opus"),
        ),
        share=1 / 2,
        lowest=16,  # of full bandwidth for speech (RFC 7587, section 3.1.1)
        highest=510,  # RFC 6716, section 2.1.1
    ),
}
"""The formats by the name that stands in nexus.toml."""
