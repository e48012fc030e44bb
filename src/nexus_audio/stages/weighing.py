"""The last part of the second hearing: the sound is asked whether it goes with the text's words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import accumulate

from nexus_audio import codec
from nexus_audio.align.readings import Reading, Verdict, decided, readings, verdict
from nexus_audio.engines import Engine, Passage, Weighing, blocks, passages, side_by_side
from nexus_audio.engines.cutting import around
from nexus_audio.engines.hearing import fingerprint
from nexus_audio.engines.seams import shared_out
from nexus_audio.engines.weighing import Change, Gains
from nexus_audio.engines.words import segment_of
from nexus_audio.models import Briefing, Segment, Transcript
from nexus_audio.pipeline import Job

PART = 0.45
"""Of the second hearing's time (CPU, measured on a text full of names)."""

_ASKED = 1
"""Goes up when the same words get another verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubtful:
    """A segment, the sound that it was heard in, and what is asked about its words."""

    number: int
    segment: Segment
    passage: Passage
    asked: tuple[Reading, ...]
    """Counted from the segment's first word."""


def weighed(job: Job, engine: Engine, briefing: Briefing, transcript: Transcript) -> Transcript:
    """The transcript with those words of the text that the sound goes with.

    Each keeps what was `heard`; so does a word that the sound goes with far better than with the
    text's. The transcript as it is where the engine cannot weigh words.
    """
    if not isinstance(engine, Weighing):
        return transcript
    segments = list(transcript.segments)

    def weigh(one: _Doubtful) -> tuple[Verdict, ...]:
        return _verdicts(job, engine, one)

    doubtful = _doubtful(job, transcript, readings(briefing, transcript))
    with closing(side_by_side(weigh, doubtful, job.cores)) as pairs:
        for one, found in pairs:
            verdicts = tuple(zip(one.asked, found, strict=True))
            segments[one.number] = _decided(one.segment, verdicts)
            done = transcript.duration * (1 - PART) + one.segment.end * PART
            job.progress(done, transcript.duration)
    return replace(transcript, segments=tuple(segments))


def _decided(segment: Segment, verdicts: Sequence[tuple[Reading, Verdict]]) -> Segment:
    return segment_of(tuple(decided(segment.words, verdicts)), segment.language)


def _doubtful(job: Job, transcript: Transcript, asked: Sequence[Reading]) -> Iterator[_Doubtful]:
    """The segments of which something is asked, each with its part of the sound."""
    by_segment = _by_segment(transcript, asked)
    last = max((number for number, found in enumerate(by_segment) if found), default=-1)
    if last < 0:
        return
    number = -1
    sound = passages(blocks(job.inputs["condition"] / "master.flac"))
    for passage, segments in shared_out(sound, list(transcript.segments[: last + 1])):
        for segment in segments:
            number += 1
            found = tuple(by_segment[number])
            part = around(passage, segment.start - passage.start, segment.end - passage.start)
            if found and part:
                yield _Doubtful(number=number, segment=segment, passage=part, asked=found)
        if number == last:
            return


def _by_segment(transcript: Transcript, asked: Sequence[Reading]) -> list[list[Reading]]:
    """The readings of each segment, counted from its first word; none that goes over its end."""
    begins = list(accumulate((len(one.words) for one in transcript.segments), initial=0))
    found: list[list[Reading]] = [[] for _ in transcript.segments]
    for one in asked:
        number = bisect_right(begins, one.first) - 1
        if one.last < begins[number + 1]:
            begin = begins[number]
            found[number].append(replace(one, first=one.first - begin, last=one.last - begin))
    return found


def _verdicts(job: Job, engine: Weighing, one: _Doubtful) -> tuple[Verdict, ...]:
    words = [word.text for word in one.segment.words]

    def ask() -> tuple[int, ...]:
        gains = Gains(engine.weigher(one.passage, one.segment.language), words)
        return tuple(_asked(gains, reading) for reading in one.asked)

    found = job.memo(
        tuple[int, ...],
        ask,
        what=f"weighed {_ASKED}",
        engine=engine.identity,
        language=one.segment.language,
        words=words,
        readings=[codec.to_plain(reading) for reading in one.asked],
        sound=fingerprint(one.passage),
    )
    return tuple(map(Verdict, found))


def _asked(gains: Gains, reading: Reading) -> Verdict:
    change = Change(first=reading.first, last=reading.last, text=reading.text, names=reading.names)
    return verdict(reading, gains.plain(change), lambda: gains.told(change))
