"""Edit lists, and cutting a recording by one: pydub slices and joins, piece by piece."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from nexus_audio.models import EditList, Jingle, Measurement, Milliseconds, Span

with warnings.catch_warnings():
    # pydub looks for an ffmpeg of its own, which it never needs here, and uses audioop, which
    # Python 3.13 drops and audioop-lts brings back; its patterns have stray backslashes.
    warnings.filterwarnings("ignore", "Couldn't find ffmpeg", RuntimeWarning)
    warnings.filterwarnings("ignore", ".*audioop.*", DeprecationWarning)
    warnings.filterwarnings("ignore", ".*invalid escape sequence")
    from pydub import AudioSegment

FADE: Milliseconds = 5
"""Where sound begins or ends without a neighbour: it does not click, and is not heard."""

CROSSFADE: Milliseconds = 16
"""Where two ranges meet: the room goes on sounding. What was cut is taken for it, half on
either side, so that no time is lost and no word is touched."""

NEAR: Milliseconds = 200
"""How far from the edge of a silence a cut may have been meant for it: recognisers are wrong by
that much about where a word ends, and hardly a word is shorter."""

PIECE: Milliseconds = 10_000
"""How much sound is in memory at a time."""

_WIDTH = 4  # bytes a sample: the 24 bits of our FLAC files fit, and pydub has no 24


@dataclass(frozen=True, slots=True)
class _Join:
    """What happens before a kept range, or after the last: a crossfade, or fades to silence."""

    crossfade: Milliseconds
    fades: bool


def shortened(measurement: Measurement, longest: Milliseconds) -> EditList:
    """The edit list that keeps all but the middle of every silence over a limit; 0 keeps all."""
    edges = [0]
    for silence in measurement.silences:
        if longest and silence.end - silence.start > longest:
            edges += [silence.start + longest // 2, silence.end - (longest - longest // 2)]
    edges.append(measurement.duration)
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return EditList(kept=tuple(Span(start=start, end=end) for start, end in pairs if start < end))


def without(edits: EditList, cuts: Iterable[Span], silences: Sequence[Span]) -> EditList:
    """An edit list that has no jingles yet, less some spans of the recording.

    A cut that begins or ends near the edge of a silence does so in the silence's middle: the
    crossfade touches no word, and what is left of two pauses is as long as one.
    """
    kept = list(edits.kept)
    for cut in cuts:
        moved = _into_silences(cut, silences)
        kept = [part for span in kept for part in _outside(span, moved)]
    return EditList(kept=tuple(kept))


def piece_size(rate: int, channels: int) -> int:
    """The bytes of one piece of 32-bit samples."""
    return rate * PIECE // 1000 * channels * _WIDTH


def cut(
    pieces: Iterable[bytes],
    edits: EditList,
    *,
    rate: int,
    channels: int,
    duration: Milliseconds,
    jingles: Sequence[Iterable[bytes]] = (),
) -> Iterator[bytes]:
    """The episode that an edit list makes of a recording, in pieces.

    `pieces` are the recording's 32-bit samples, `piece_size` bytes each, the last one shorter;
    `rate` is a multiple of 1000, and the kept ranges ascend. `jingles` are the samples of the
    list's jingles, in its order and the same form.
    """
    tape = _Tape(pieces, rate, channels)
    joins = [_join(edits, place, duration) for place in range(len(edits.kept) + 1)]
    inserts = list(zip(edits.jingles, jingles, strict=True))
    held = tape.blank
    for place, span in enumerate(edits.kept):
        yield from _jingles(inserts, place)
        before, after = joins[place], joins[place + 1]
        around = before.crossfade // 2, after.crossfade // 2
        for first, last, segment in tape.read(span.start - around[0], span.end + around[1]):
            faded = _faded(segment, begins=first and before.fades, ends=last and after.fades)
            joined = held.append(faded, crossfade=len(held))
            end = len(joined) - (after.crossfade if last else 0)
            yield joined[:end].raw_data
            held = joined[end:]
    yield from _jingles(inserts, len(edits.kept))
    tape.run_out()


def with_jingles(
    edits: EditList, lengths: Mapping[str, Milliseconds], moments: Iterable[Milliseconds]
) -> EditList:
    """An edit list with jingles before it, after it and, at moments of the recording, between.

    `lengths` names those that there are: `before`, `after`, `between`. A moment that
    was cut moves to the next kept range.
    """
    kept: list[Span] = []
    places: list[int] = []
    rest = sorted(set(moments)) if "between" in lengths else []
    for span in edits.kept:
        at_start = [moment for moment in rest if moment <= span.start]
        inside = [moment for moment in rest if span.start < moment < span.end]
        rest = [moment for moment in rest if moment >= span.end]
        places += [len(kept)] if at_start and kept else []
        places += [len(kept) + number for number in range(1, len(inside) + 1)]
        kept += [Span(start=a, end=b) for a, b in pairwise([span.start, *inside, span.end])]
    named = [("before", 0), *(("between", place) for place in places), ("after", len(kept))]
    jingles = (
        Jingle(name=name, before=place, duration=lengths[name])
        for name, place in named
        if name in lengths
    )
    return EditList(kept=tuple(kept), jingles=tuple(jingles))


def _outside(span: Span, cut: Span) -> Iterator[Span]:
    """What of a range lies before a cut and behind it."""
    for start, end in (
        (span.start, min(span.end, cut.start)),
        (max(span.start, cut.end), span.end),
    ):
        if start < end:
            yield Span(start=start, end=end)


def _into_silences(cut: Span, silences: Sequence[Span]) -> Span:
    start, end = (_into_silence(moment, silences) for moment in (cut.start, cut.end))
    return Span(start=start, end=end) if start < end else cut  # it lies within one silence


def _into_silence(moment: Milliseconds, silences: Sequence[Span]) -> Milliseconds:
    """The middle of the silence at whose edge a moment lies, else the moment itself."""

    def depth(silence: Span) -> Milliseconds:
        return min(moment - silence.start, silence.end - moment)

    nearest = max(silences, key=depth, default=None)
    if nearest is None or abs(depth(nearest)) > NEAR:
        return moment
    return (nearest.start + nearest.end) // 2


def _join(edits: EditList, place: int, duration: Milliseconds) -> _Join:
    """How the range at this place joins the one before it."""
    inside = 0 < place < len(edits.kept)
    before = edits.kept[place - 1] if place else Span(start=0, end=0)
    after = edits.kept[place] if place < len(edits.kept) else Span(start=duration, end=duration)
    gap = after.start - before.end
    interrupted = any(jingle.before == place for jingle in edits.jingles)
    if not inside or interrupted:
        return _Join(crossfade=0, fades=gap > 0 or inside)
    room = min(gap, before.end - before.start, after.end - after.start)
    crossfade = min(CROSSFADE, room) // 2 * 2
    return _Join(crossfade=crossfade, fades=gap > crossfade == 0)


def _jingles(inserts: Sequence[tuple[Jingle, Iterable[bytes]]], place: int) -> Iterator[bytes]:
    for jingle, sound in inserts:
        if jingle.before == place:
            yield from sound


def _faded(segment: AudioSegment, *, begins: bool, ends: bool) -> AudioSegment:
    fade = min(FADE, len(segment))
    if begins:
        segment = segment.fade_in(fade)
    return segment.fade_out(fade) if ends else segment


class _Tape:
    """The samples of a recording, read once from its start to its end."""

    def __init__(self, pieces: Iterable[bytes], rate: int, channels: int) -> None:
        form = {"sample_width": _WIDTH, "frame_rate": rate, "channels": channels}
        self.blank = AudioSegment(data=b"", **form)
        self._pieces = (AudioSegment(data=piece, **form) for piece in pieces)
        self._buffer, self._start = self.blank, 0

    def read(
        self, start: Milliseconds, end: Milliseconds
    ) -> Iterator[tuple[bool, bool, AudioSegment]]:
        """A range in segments of like length; whether each is the first, and the last."""
        count = -(-(end - start) // PIECE)
        edges = [start + (end - start) * number // count for number in range(count + 1)]
        for number, (first, last) in enumerate(pairwise(edges), 1):
            yield number == 1, number == count, self._take(first, last)

    def run_out(self) -> None:
        """Read what nobody wants: who plays the recording waits until all of it was taken."""
        for _ in self._pieces:
            pass

    def _take(self, start: Milliseconds, end: Milliseconds) -> AudioSegment:
        """What lies between two times; what lies before them is let go."""
        while self._start + len(self._buffer) < end:
            passed = min(max(start - self._start, 0), len(self._buffer))
            self._buffer = self._buffer[passed:] + next(self._pieces)
            self._start += passed
        return self._buffer[start - self._start : end - self._start]
