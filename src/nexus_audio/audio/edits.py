"""Edit lists, and cutting a recording by one: pydub slices and joins, piece by piece."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nexus_audio.models import EditList, Measurement, Milliseconds, Span

with warnings.catch_warnings():
    # pydub looks for an ffmpeg of its own, which it never needs here, and uses audioop, which
    # Python 3.13 drops and audioop-lts brings back; its patterns have stray backslashes.
    warnings.filterwarnings("ignore", "Couldn't find ffmpeg", RuntimeWarning)
    warnings.filterwarnings("ignore", ".*audioop.*", DeprecationWarning)
    warnings.filterwarnings("ignore", ".*invalid escape sequence")
    from pydub import AudioSegment

FADE: Milliseconds = 5
"""Long enough that a join does not click, too short to be heard."""

PIECE: Milliseconds = 10_000
"""How much sound is in memory at a time."""

_WIDTH = 4  # bytes a sample: the 24 bits of our FLAC files fit, and pydub has no 24


@dataclass(frozen=True, slots=True)
class _Range:
    """A kept range, and whether it was cut off from what lay before and after it."""

    span: Span
    cut_before: bool
    cut_after: bool


def whole(measurement: Measurement) -> EditList:
    """The edit list that keeps all of a recording."""
    return EditList(kept=(Span(start=0, end=measurement.duration),))


def piece_size(rate: int, channels: int) -> int:
    """The bytes of one piece of 32-bit samples."""
    return rate * PIECE // 1000 * channels * _WIDTH


def cut(
    pieces: Iterable[bytes], edits: EditList, *, rate: int, channels: int, duration: Milliseconds
) -> Iterator[bytes]:
    """Only what an edit list keeps of a recording, faded for 5 ms where something was cut out.

    `pieces` are the recording's 32-bit samples, `piece_size` bytes each, the last one shorter;
    `rate` is a multiple of 1000, and the kept ranges ascend.
    """
    ranges = _ranges(edits, duration)
    for number, data in enumerate(pieces):
        start = number * PIECE
        piece = AudioSegment(data=data, sample_width=_WIDTH, frame_rate=rate, channels=channels)
        slices = (_slice(piece, start, part) for part in ranges if _meet(part.span, start))
        if kept := sum(slices, piece[:0]).raw_data:
            yield kept


def _meet(span: Span, start: Milliseconds) -> bool:
    return span.start < start + PIECE and span.end > start


def _ranges(edits: EditList, duration: Milliseconds) -> Sequence[_Range]:
    ends = [0, *(span.end for span in edits.kept)]
    starts = [*(span.start for span in edits.kept), duration]
    cuts = [before != after for before, after in zip(ends, starts, strict=True)]
    return [_Range(span, *around) for span, around in zip(edits.kept, pairwise(cuts), strict=True)]


def _slice(piece: AudioSegment, start: Milliseconds, part: _Range) -> AudioSegment:
    """What a piece that starts at `start` holds of a range, with the range's own fades."""
    first, last = max(part.span.start - start, 0), min(part.span.end - start, len(piece))
    if first >= last:
        return piece[:0]
    kept = piece[first:last]
    fade = min(FADE, len(kept))
    if part.cut_before and part.span.start >= start:
        kept = kept.fade_in(fade)
    if part.cut_after and part.span.end <= start + len(piece):
        kept = kept.fade_out(fade)
    return kept
