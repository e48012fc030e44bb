"""The stage that hears doubtful words a second time, with what the text says of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace

from nexus_audio.align.expected import Expected, Prior
from nexus_audio.align.rehearing import merged
from nexus_audio.config import Speech
from nexus_audio.engines import Engine, Passage, blocks, open_engine, passages, side_by_side
from nexus_audio.engines.cutting import around, some
from nexus_audio.engines.faults import TOLERABLE, unexplained
from nexus_audio.engines.hearing import VERSION, fingerprint, understood
from nexus_audio.engines.seams import shared_out
from nexus_audio.engines.words import moved, segment_of
from nexus_audio.errors import ConfigError
from nexus_audio.models import Briefing, Segment, Transcript, Word
from nexus_audio.pipeline import Job
from nexus_audio.stages.weighing import PART, weighed

_STRANGE = 85.0
"""Words that agree less with the text may be in another of its languages (of 100)."""
_BETTER, _GOOD = 15.0, 65.0
"""In another language they must agree by so much more, and at least so well."""

_NAMED = 1
"""Goes up when an engine makes something else of the names that it is told."""

_Doubtful = tuple[Passage, tuple[Segment, ...]]
"""A passage with what was heard in it, counted from its start."""


def rehear(job: Job) -> None:
    """Hear again what the text contradicts: names, languages, speech that has no words.

    Reads the artifacts of condition, transcribe and parse; writes the transcript anew.
    Each second hearing is kept by its sound, names and language, so that another
    heading costs little. Words are taken from it only where `align.rehearing` allows.
    """
    transcript = job.read("transcribe", Transcript)
    briefing = job.read("parse", Briefing)
    prior = Prior(briefing, transcript)
    engine = open_engine(job.value("speech", Speech))
    second = _Second(job, engine, prior)
    rest = list(transcript.segments)
    found: list[Segment] = []
    heard = _heard(passages(blocks(job.inputs["condition"] / "master.flac")), rest)
    with closing(side_by_side(second.hear, heard, job.cores)) as pairs:
        for (passage, _), segments in pairs:
            found += (moved(segment, passage.start) for segment in segments)
            job.progress(passage.start * (1 - PART), transcript.duration)
    again = replace(transcript, segments=tuple(found + rest))
    job.write(weighed(job, engine, briefing, again))
    job.progress(transcript.duration, transcript.duration)


def _heard(found: Iterator[Passage], rest: list[Segment]) -> Iterator[_Doubtful]:
    """The passages with their segments, which are taken out of `rest`."""
    for passage, segments in shared_out(found, rest):
        yield passage, tuple(moved(segment, -passage.start) for segment in segments)


@dataclass(frozen=True, slots=True)
class _Second:
    """Hears passages again, from several threads."""

    job: Job
    engine: Engine
    prior: Prior

    def hear(self, doubtful: _Doubtful) -> tuple[Segment, ...]:
        """What counts of both hearings."""
        passage, first = doubtful
        expected = self.prior.expected(passage.start, passage.start + passage.duration)
        if not expected.tokens:
            return first
        told = [
            again
            for segment in first
            for again in self._in_its_language(passage, segment, first, expected)
        ]
        named = [self._with_names(passage, segment, expected) for segment in told]
        return self._with_all_speech(passage, tuple(named), expected)

    def _in_its_language(
        self,
        passage: Passage,
        segment: Segment,
        every: tuple[Segment, ...],
        expected: Expected,
    ) -> Iterator[Segment]:
        """The segment, with those islands in another language that the text has in one."""
        others = [language for language in expected.languages if language != segment.language]
        words, kept = list(segment.words), list[Word]()
        foreign = [word for other in every if other is not segment for word in other.words]
        for first, stop in _strange(passage, segment, foreign, expected) if others else ():
            part = some(passage, first, stop)
            inside = [word for word in words if _within(word, passage, part)]
            if best := self._best(part, passage, inside, segment.language, others, expected):
                at = words.index(inside[0])
                kept += words[:at]
                if kept:
                    yield segment_of(kept, segment.language)
                yield best
                words, kept = words[at + len(inside) :], []
        if kept + words:
            yield segment_of(kept + words, segment.language)

    def _best(
        self,
        part: Passage,
        passage: Passage,
        words: Sequence[Word],
        language: str,
        others: Sequence[str],
        expected: Expected,
    ) -> Segment | None:
        before = expected.fit(words, language)
        found: list[tuple[float, Segment]] = []
        for other in others:
            with suppress(ConfigError):  # a language of the text that the model does not know
                for segment in self._again(part, other, ()):
                    fit = expected.fit(segment.words, other)
                    if fit >= max(_GOOD, before + _BETTER):
                        found.append((fit, moved(segment, part.start - passage.start)))
        return max(found, key=lambda pair: pair[0], default=(0.0, None))[1]

    def _with_names(self, passage: Passage, segment: Segment, expected: Expected) -> Segment:
        """The segment, with names that the second hearing spells better."""
        part = around(passage, segment.start, segment.end) if expected.names else None
        if part is None:
            return segment
        again = [
            word
            for heard in self._again(part, segment.language, expected.names)
            for word in moved(heard, part.start - passage.start).words
        ]
        return segment_of(merged(segment.words, again, expected), segment.language)

    def _with_all_speech(
        self, passage: Passage, segments: tuple[Segment, ...], expected: Expected
    ) -> tuple[Segment, ...]:
        """The passage as it was heard with the names, where that leaves less speech unheard."""
        left = unexplained(segments, passage.islands)
        if left <= TOLERABLE:
            return segments
        language = segments[0].language if segments else expected.languages[0]
        again = self._again(passage, language, expected.names)
        words = [word for segment in segments for word in segment.words]
        gained = [word for segment in again for word in segment.words]
        fits = expected.fit(gained, language) >= expected.fit(words, language)
        less = unexplained(again, passage.islands) < left
        return again if less and fits and len(gained) > len(words) else segments

    def _again(self, passage: Passage, language: str, names: Sequence[str]) -> tuple[Segment, ...]:
        return self.job.memo(
            tuple[Segment, ...],
            lambda: understood(self.engine, passage, {language: 1.0}, names),
            what=f"second hearing {VERSION}.{_NAMED}",
            engine=self.engine.identity,
            language=language,
            names=list(names),
            sound=fingerprint(passage),
        )


def _strange(
    passage: Passage, segment: Segment, foreign: Sequence[Word], expected: Expected
) -> list[tuple[int, int]]:
    """Runs of islands whose words agree badly with the text, and are all of this segment."""
    runs: list[tuple[int, int]] = []
    for number in range(len(passage.islands)):
        island = some(passage, number, number + 1)
        words = [word for word in segment.words if _within(word, passage, island)]
        shared = any(_within(word, passage, island) for word in foreign)
        if not words or shared or expected.fit(words, segment.language) >= _STRANGE:
            continue
        if runs and runs[-1][1] == number:
            runs[-1] = runs[-1][0], number + 1
        else:
            runs.append((number, number + 1))
    return runs


def _within(word: Word, passage: Passage, part: Passage) -> bool:
    middle = (word.start + word.end) // 2 + passage.start - part.start
    return 0 <= middle < part.duration
