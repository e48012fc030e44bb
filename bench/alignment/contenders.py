"""Who is compared: us, and how others find text in a transcript.

The others pair words; what they paired goes through our own choice of the take that counts and
our own snapping to the sound, so that only the pairing is compared. `5-gram votes` gives no pairs,
but one place a section: how storyteller looks for chapters.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from recordings import Recording
from scores import Outcome

from nexus_audio.align import align
from nexus_audio.align.clock import Clock
from nexus_audio.align.front import WORTH
from nexus_audio.align.onset import Islands
from nexus_audio.align.passages import findings, passages
from nexus_audio.align.path import Match
from nexus_audio.align.similarity import SCALE, similarities
from nexus_audio.align.starts import place_starts
from nexus_audio.align.tokens import Heard, Written, heard_tokens, written_tokens

Pair = tuple[int, int]
_NGRAM, _BIN, _MISSING = 5, 150, 0.5


def ours(recording: Recording) -> Outcome:
    """What nexus-audio makes of it."""
    alignment = align(recording.briefing, recording.transcript, recording.silences)
    return Outcome(
        recording=recording,
        found={one.id: one.start for one in alignment.sections if one.start is not None},
        confidence={one.id: one.confidence for one in alignment.sections},
        flagged={one.id for one in alignment.sections if one.review},
    )


def _by_pairs(
    pairing: Callable[[Heard, Written], list[Match]],
) -> Callable[[Recording], Outcome]:
    def run(recording: Recording) -> Outcome:
        briefing, transcript = recording.briefing, recording.transcript
        written, heard = written_tokens(briefing), heard_tokens(transcript)
        found = passages(pairing(heard, written), written)
        places = findings(found, written, len(briefing.sections))
        islands = Islands.between(recording.silences, transcript.duration)
        clock = Clock(heard, transcript.words)
        starts = place_starts(places, briefing.sections, written, clock, islands)
        return Outcome(
            recording=recording,
            found={briefing.sections[index].id: start.time for index, start in starts.items()},
        )

    return run


def _exact(pairs: Sequence[Pair]) -> list[Match]:
    return [Match(heard=heard, written=written, similarity=1.0) for heard, written in pairs]


def _difflib(heard: Heard, written: Written) -> list[Match]:
    """The longest common blocks, left and right of each other."""
    matcher = difflib.SequenceMatcher(None, heard.tokens, written.tokens, autojunk=False)
    return _exact(
        [(a + n, b + n) for a, b, size in matcher.get_matching_blocks() for n in range(size)]
    )


def _patience(heard: Heard, written: Written) -> list[Match]:
    """Unique trigrams in order (the longest rising run), then pairs and words between them."""
    found: set[Pair] = set()

    def within(left: range, right: range, size: int) -> None:
        if not (size and len(left) and len(right)):
            return
        said, text = left.start, right.start
        anchors = _rising(_unique(heard, written, left, right, size))
        for a, b in [*anchors, (left.stop, right.stop)]:
            if a >= said and b >= text:
                within(range(said, a), range(text, b), size - 1)
                if (a, b) != (left.stop, right.stop):
                    found.update((a + n, b + n) for n in range(size))
                said, text = a + size, b + size

    within(range(len(heard.tokens)), range(len(written.tokens)), 3)
    return _exact(sorted(found))


def _unique(heard: Heard, written: Written, left: range, right: range, size: int) -> list[Pair]:
    """The runs of so many words that stand once on either side."""
    places: list[dict[tuple[str, ...], list[int]]] = []
    for tokens, part in ((heard.tokens, left), (written.tokens, right)):
        at: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for start in range(part.start, part.stop - size + 1):
            at[tokens[start : start + size]].append(start)
        places.append(at)
    return sorted(
        (said[0], places[1][run][0])
        for run, said in places[0].items()
        if len(said) == 1 and len(places[1].get(run, ())) == 1
    )


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    tails: list[int] = []
    chains: list[list[Pair]] = []
    for pair in pairs:
        place = bisect_left(tails, pair[1])
        chain = [*(chains[place - 1] if place else []), pair]
        tails[place : place + 1], chains[place : place + 1] = [pair[1]], [chain]
    return chains[-1] if chains else []


def _smith_waterman(heard: Heard, written: Written) -> list[Match]:
    """The best local alignment of each section alone, with our similarities."""
    said, text = sorted(set(heard.tokens)), sorted(set(written.tokens))
    alike = similarities(said, text)
    rows = np.searchsorted(said, heard.tokens)
    columns = np.searchsorted(text, written.tokens)
    matches: list[Match] = []
    for section in range(int(written.section[-1]) + 1):
        first, last = written.range_of(section)
        if last > first:
            part = alike[rows][:, columns[first:last]]
            matches += _local(part, written.weight[first:last], first)
    return sorted(matches, key=lambda match: match.heard)


def _local(part: np.ndarray, weight: np.ndarray, first: int) -> list[Match]:
    gap = 0.45
    best = np.zeros((part.shape[0] + 1, part.shape[1] + 1), dtype=np.float32)
    omitted = gap * np.arange(part.shape[1] + 1, dtype=np.float32)
    for row in range(part.shape[0]):
        score = np.maximum(best[row] - gap, 0)
        score[1:] = np.maximum(score[1:], best[row, :-1] + WORTH[part[row]] * weight)
        best[row + 1] = np.maximum.accumulate(score + omitted) - omitted
    row, column = np.unravel_index(int(best.argmax()), best.shape)
    if best[row, column] < 4:
        return []
    found: list[Match] = []
    while row and column and best[row, column] > 0:
        worth = WORTH[part[row - 1, column - 1]] * weight[column - 1]
        if abs(best[row, column] - best[row - 1, column - 1] - worth) < 1e-4:
            row, column = row - 1, column - 1
            similarity = float(part[row, column]) / SCALE
            found.append(Match(heard=int(row), written=first + int(column), similarity=similarity))
        elif abs(best[row, column] - best[row - 1, column] + gap) < 1e-4:
            row -= 1
        else:
            column -= 1
    return found


def _votes(recording: Recording) -> Outcome:
    """Each section's runs of five words vote for where it begins."""
    written, heard = written_tokens(recording.briefing), heard_tokens(recording.transcript)
    clock = Clock(heard, recording.transcript.words)
    at: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for start in range(len(heard.tokens) - _NGRAM + 1):
        at[heard.tokens[start : start + _NGRAM]].append(start)
    found: dict[str, int] = {}
    for section, one in enumerate(recording.briefing.sections):
        first, last = written.range_of(section)
        runs = [written.tokens[j : j + _NGRAM] for j in range(first, last - _NGRAM + 1)]
        missing = sum(run not in at for run in runs)
        votes = [place - n for n, run in enumerate(runs) for place in at.get(run, ())]
        if votes and missing <= _MISSING * len(runs):
            most = Counter(vote // _BIN for vote in votes).most_common(1)[0][0]
            start = max(0, min(vote for vote in votes if vote // _BIN == most))
            found[one.id] = clock.word(start).start
    return Outcome(recording=recording, found=found)


CONTENDERS: dict[str, Callable[[Recording], Outcome]] = {
    "nexus-audio": ours,
    "difflib": _by_pairs(_difflib),
    "patience + LIS": _by_pairs(_patience),
    "Smith-Waterman a section": _by_pairs(_smith_waterman),
    "5-gram votes": _votes,
}


def outcomes(recordings: Sequence[Recording]) -> Iterator[tuple[str, list[Outcome]]]:
    """What each contender makes of all recordings."""
    for name, contender in CONTENDERS.items():
        yield name, [contender(recording) for recording in recordings]
