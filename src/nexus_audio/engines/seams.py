"""Putting passages together where two of them heard the same sound, and telling them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain, pairwise

from nexus_audio.engines.base import Passage
from nexus_audio.engines.cutting import OVERLAP, clipped
from nexus_audio.engines.words import moved, segment_of
from nexus_audio.models import Milliseconds, Segment, Word

Heard = tuple[Passage, tuple[Segment, ...]]


def sewn(passages: Iterable[Heard]) -> Iterator[Heard]:
    """The passages with what was heard in each, on the recording's clock, no word twice.

    Most passages are cut in silence and simply follow each other. Where speech had to be cut,
    both heard the words around it: the seam lies in what they have in common.
    """
    before: Heard | None = None
    for passage, segments in passages:
        now = passage, tuple(moved(segment, passage.start) for segment in segments)
        if before:
            before, now = _joined(before, now)
            yield before
        before = now
    if before:
        yield before


def shared_out(passages: Iterable[Passage], segments: list[Segment]) -> Iterator[Heard]:
    """The passages with the segments of each, which are taken out of `segments`.

    Where two passages overlap, a segment is of the one that holds more of it, and each passage
    ends where its words do: no sound is of both.
    """
    begin: Milliseconds | None = None
    for passage, following in pairwise(chain(passages, (None,))):
        if passage is None:
            return
        own: list[Segment] = []
        while segments and _is_of(segments[0], passage, following):
            own.append(segments.pop(0))
        end = _between(passage, following, own, segments)
        yield _cut(passage, begin, end), tuple(own)
        begin = end


def _between(
    passage: Passage, following: Passage | None, left: Sequence[Segment], right: Sequence[Segment]
) -> Milliseconds | None:
    """Where a passage stops and the next begins, of what both have; none if they have nothing."""
    end = passage.start + passage.duration
    if following is None or end - following.start < OVERLAP:
        return None
    before = left[-1].end if left else following.start
    after = right[0].start if right else end
    return min(max((before + min(after, end)) // 2, following.start), end)


def _cut(passage: Passage, begin: Milliseconds | None, end: Milliseconds | None) -> Passage:
    if begin is None and end is None:
        return passage
    start = 0 if begin is None else begin - passage.start
    stop = passage.duration if end is None else end - passage.start
    return clipped(passage, start, stop)


def _is_of(segment: Segment, passage: Passage, following: Passage | None) -> bool:
    if segment.start >= passage.start + passage.duration:
        return False
    return following is None or _inside(segment, passage) >= _inside(segment, following)


def _inside(segment: Segment, passage: Passage) -> Milliseconds:
    """How much of a segment lies in a passage."""
    end = min(segment.end, passage.start + passage.duration)
    return max(0, end - max(segment.start, passage.start))


def _joined(before: Heard, after: Heard) -> tuple[Heard, Heard]:
    first, second = before[0], after[0]
    end = first.start + first.duration
    if end - second.start < OVERLAP or not before[1] or not after[1]:
        return before, after
    left = [word for segment in before[1] for word in segment.words if word.end > second.start]
    right = [word for segment in after[1] for word in segment.words if word.start < end]
    until, begin = _seam(left, right, (second.start + end) // 2)
    return (
        (first, _kept(before[1], left[until:])),
        (second, _kept(after[1], right[:begin])),
    )


def _seam(left: Sequence[Word], right: Sequence[Word], middle: Milliseconds) -> tuple[int, int]:
    """How many words of the left are kept, and how many of the right are left out."""
    matcher = SequenceMatcher(
        None, [_bare(word) for word in left], [_bare(word) for word in right], autojunk=False
    )
    # Both may have misheard words at their edges: the longest common run, of equals the last.
    common = max(matcher.get_matching_blocks(), key=lambda block: (block.size, block.a))
    if common.size:
        return common.a + common.size, common.b + common.size
    return (
        sum(word.start + word.end < 2 * middle for word in left),
        sum(word.start + word.end < 2 * middle for word in right),
    )


def _kept(segments: Sequence[Segment], dropped: Sequence[Word]) -> tuple[Segment, ...]:
    gone = set(map(id, dropped))
    rest = (
        ([word for word in segment.words if id(word) not in gone], segment.language)
        for segment in segments
    )
    return tuple(segment_of(words, language) for words, language in rest if words)


def _bare(word: Word) -> str:
    return "".join(character for character in word.text.lower() if character.isalnum())
