"""The whole transcript in spoken order, each stretch attached to the text that it speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from nexus_audio.align.path import Match
from nexus_audio.align.placement import Start
from nexus_audio.align.tokens import Heard, Written
from nexus_audio.models import Adlib, Milliseconds, Section, Transcript, Utterance, Word

ADLIB = -1
"""The owner of a word that no place of the briefing holds."""

_ADLIB_WORDS = 5
"""Fewer words beside the text are a slip or misheard, not an ad-lib."""

_LONGER, _SLACK = 1.5, 3
"""A paraphrase has at most so many times the words that it replaces, and so many more."""

_SENTENCE_ENDS = (".", "!", "?", "…", ":")

_EARLY: Milliseconds = 100
"""By so much a section's first word may be heard before the section's start."""


def owners(
    path: Sequence[Match],
    starts: Mapping[int, Start],
    heard: Heard,
    written: Written,
    words: Sequence[Word],
) -> list[int]:
    """For each word the index of the place that it speaks, or `ADLIB`."""
    believed = [match for match in path if int(written.section[match.written]) in starts]
    owner = [ADLIB] * len(words)
    for match in reversed(believed):
        first, last = heard.word[match.first_heard], heard.last_word[match.heard]
        for index in range(int(first), int(last) + 1):
            owner[index] = int(written.place[match.first_written])
    for left, right in pairwise(believed):
        gap = range(int(heard.last_word[left.heard]) + 1, int(heard.word[right.first_heard]))
        _fill(owner, gap, left, right, written, words)
    for section, start in starts.items():
        _claim(owner, section, start, heard, written, words)
    return owner


def _fill(
    owner: list[int],
    gap: range,
    left: Match,
    right: Match,
    written: Written,
    words: Sequence[Word],
) -> None:
    """Attach words between two understood ones where the text leaves room for them."""
    if not gap:
        return
    skipped = range(left.written + 1, right.first_written)
    fits = not right.jumped and len(gap) <= _LONGER * len(skipped) + _SLACK
    if fits and skipped:
        for position, index in enumerate(gap):
            owner[index] = int(written.place[skipped[position * len(skipped) // len(gap)]])
    elif fits or len(gap) < _ADLIB_WORDS:
        before, after = int(written.place[left.written]), int(written.place[right.first_written])
        cut = _cut(gap, words) if before != after else gap.stop
        for index in gap:
            owner[index] = before if index < cut else after


def _cut(gap: range, words: Sequence[Word]) -> int:
    """The word of a gap, or the one behind it, with which the next block begins.

    It is where the heard text ends a sentence first, or else at the longest pause.
    """
    cuts = range(gap.start, gap.stop + 1)
    after_sentence = (index for index in cuts if words[index - 1].text.endswith(_SENTENCE_ENDS))
    longest = max(cuts, key=lambda index: (words[index].start - words[index - 1].end, index))
    return next(after_sentence, longest)


def _claim(
    owner: list[int],
    section: int,
    start: Start,
    heard: Heard,
    written: Written,
    words: Sequence[Word],
) -> None:
    """Give a section the misheard words between its start and its first understood one."""
    heading = int(written.place[written.range_of(section)[0]])
    index = int(heard.word[start.passage.first.first_heard]) - 1
    while index >= 0 and words[index].start >= start.time - _EARLY and owner[index] == ADLIB:
        owner[index] = heading
        index -= 1


def utterances(
    owner: Sequence[int],
    retaken: frozenset[int],
    spelled: Sequence[Word | None],
    sections: Sequence[Section],
    written: Written,
    transcript: Transcript,
) -> tuple[Utterance, ...]:
    """The utterances; one ends where the place changes, or where a retake begins.

    `retaken` has the indices of the words with which retakes begin; `spelled`
    has the words as they are to be written, none where one was joined to the
    word before it.
    """
    keys = list(_keys(owner, retaken, written, transcript))
    found = []
    for (section, block, language, _), indices in groupby(range(len(keys)), key=keys.__getitem__):
        words = tuple(word for index in indices if (word := spelled[index]) is not None)
        if words:
            found.append(
                Utterance(
                    section=None if section is None else sections[section].id,
                    block=block,
                    language=language,
                    words=words,
                )
            )
    return tuple(found)


def _keys(
    owner: Sequence[int], retaken: frozenset[int], written: Written, transcript: Transcript
) -> Iterator[tuple[int | None, int | None, str, int]]:
    languages = [segment.language for segment in transcript.segments for _ in segment.words]
    take = 0
    for index, place in enumerate(owner):
        take += index in retaken
        if place == ADLIB:
            yield None, None, languages[index], take
        else:
            text = written.places[place]
            yield text.section, text.block, text.language, take


def adlibs(spoken: Sequence[Utterance]) -> tuple[Adlib, ...]:
    """The stretches of speech that belong to no section."""
    found: list[Adlib] = []
    after: str | None = None
    for attached, run in groupby(spoken, key=lambda utterance: utterance.section is not None):
        stretch = list(run)
        if attached:
            after = stretch[-1].section
            continue
        text = " ".join(utterance.text for utterance in stretch)
        if len(text.split()) >= _ADLIB_WORDS:
            found.append(Adlib(start=stretch[0].start, end=stretch[-1].end, text=text, after=after))
    return tuple(found)
