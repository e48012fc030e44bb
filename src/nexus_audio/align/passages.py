"""From the path to passages: which stretch of the recording holds which section.

A passage is an unbroken run of hits in one section. A section's passages form
clusters (takes); the last one that is nearly as good as the best is where the
section was spoken, because a later take supersedes an earlier one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from nexus_audio.align.path import Match
from nexus_audio.align.similarity import HIT, FloatArray
from nexus_audio.align.tokens import Written

# All bounds are guesses that held on simulated hosts with 10 to 40 % of the words misheard.
_HEARD_GAP = 8
_WRITTEN_GAP = 15
"""This many tokens without a hit end a passage."""
_FOREIGN_HITS = 6
"""This many hits of other sections in between begin a new take."""
_NEARLY_AS_GOOD = 0.6
_LEAST_SCORE, _LEAST_SHARE, _SURE_SCORE = 2.2, 0.12, 12.0
_LITTLE_SHARE, _LITTLE_SCORE = 0.3, 5.0
"""A few words of a section may be said by chance: "schreibt mir, was ihr"."""
_DENSE, _FEWEST_HITS, _LEAST_WORTH, _LEAST_OF_SPAN, _HEADING = 0.5, 4, 3.0, 0.35, 0.5
_BEGUN = 3
"""A take begins anew within so many tokens of its first."""
_NEIGHBOUR_GAP = 4
"""A short section counts when what follows it in the text is heard within so many tokens."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Hits in one section, in spoken order."""

    section: int
    hits: tuple[Match, ...]
    order: int
    """How many hits the path has before it."""

    @property
    def first(self) -> Match:
        """Its first hit."""
        return self.hits[0]

    @property
    def last(self) -> Match:
        """Its last hit."""
        return self.hits[-1]


@dataclass(frozen=True, kw_only=True)
class Take:
    """One hearing of a section: passages with little of other sections in between."""

    passages: tuple[Passage, ...]
    score: float
    """The summed worth of the written tokens that it matches."""
    share: float
    """The score's share of what the whole section is worth."""

    @property
    def section(self) -> int:
        """The index of the section that was heard."""
        return self.passages[0].section

    @cached_property
    def hits(self) -> tuple[Match, ...]:
        """All its hits."""
        return tuple(hit for passage in self.passages for hit in passage.hits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found of one section: the take that counts, if any, and the best of the others."""

    section: int
    take: Take | None
    rival: float
    """The score of the best other take, also of one that was not believed."""
    weak: Take | None = None
    """A take that says too little to be believed by itself."""


def passages(path: Sequence[Match], written: Written) -> list[Passage]:
    """The path's hits cut where it jumps, pauses for long, or enters another section."""
    runs: list[list[Match]] = []
    jumped = True
    for match in path:
        jumped = jumped or match.jumped
        if match.similarity < HIT:
            continue
        if jumped or _apart(runs[-1][-1], match, written):
            runs.append([])
        # What jumped may itself be no hit; the passage that it begins has jumped all the same.
        runs[-1].append(replace(match, jumped=True) if jumped else match)
        jumped = False
    return list(_numbered(runs, written))


def _apart(before: Match, after: Match, written: Written) -> bool:
    return bool(
        written.section[before.written] != written.section[after.written]
        or after.first_heard - before.heard > _HEARD_GAP
        or after.first_written - before.written > _WRITTEN_GAP
    )


def _numbered(runs: Iterable[list[Match]], written: Written) -> Iterator[Passage]:
    order = 0
    for run in runs:
        yield Passage(section=int(written.section[run[0].written]), hits=tuple(run), order=order)
        order += len(run)


def findings(found: Sequence[Passage], written: Written, sections: int) -> list[Finding]:
    """For each section of the briefing, where it was spoken."""
    by_section: dict[int, list[Passage]] = defaultdict(list)
    for passage in found:
        by_section[passage.section].append(passage)
    follows = {before.last: after.first for before, after in pairwise(found)}
    return [
        _finding(section, _takes(by_section[section], written, section), written, follows)
        for section in range(sections)
    ]


def _takes(own: Sequence[Passage], written: Written, section: int) -> list[Take]:
    clusters: list[list[Passage]] = []
    for passage in own:
        last = clusters[-1][-1] if clusters else None
        if last is None or passage.order - last.order - len(last.hits) >= _FOREIGN_HITS:
            clusters.append([])
        clusters[-1].append(passage)
    first, end = written.range_of(section)
    whole = float(written.weight[first:end].sum())
    return [_take(cluster, written.weight, whole) for cluster in clusters]


def _take(cluster: Sequence[Passage], worth: FloatArray, whole: float) -> Take:
    matched: dict[int, float] = defaultdict(float)
    for passage in cluster:
        for hit in passage.hits:
            for token in range(hit.first_written, hit.written + 1):
                matched[token] = max(matched[token], quality(hit) * float(worth[token]))
    score = sum(matched.values())
    return Take(passages=tuple(cluster), score=score, share=score / whole)


def quality(hit: Match) -> float:
    """How well a hit matches: 0 for barely, 1 for every letter."""
    return min(1.0, max(0.0, (hit.similarity - 0.6) / 0.4))


def _finding(
    section: int, takes: Sequence[Take], written: Written, follows: dict[Match, Match]
) -> Finding:
    best = max((take.score for take in takes), default=0.0)
    chosen = [take for take in takes if take.score >= _NEARLY_AS_GOOD * best][-1:]
    rival = max((take.score for take in takes if take not in chosen), default=0.0)
    if chosen and _believed(chosen[0], section, written, follows):
        return Finding(section=section, take=chosen[0], rival=rival)
    weak = chosen[0] if chosen and chosen[0].score >= _LEAST_SCORE else None
    return Finding(section=section, take=None, rival=best, weak=weak)


def _believed(take: Take, section: int, written: Written, follows: dict[Match, Match]) -> bool:
    if take.share < _LEAST_SHARE:
        return take.score >= _SURE_SCORE
    if take.share < _LITTLE_SHARE:
        return take.score >= _LITTLE_SCORE
    return take.score >= _LEAST_SCORE or _leads_on(take, section, written, follows)


def _leads_on(take: Take, section: int, written: Written, follows: dict[Match, Match]) -> bool:
    """Whether a section of a word or two stands right before what follows it in the text."""
    last = take.hits[-1]
    after = follows.get(last)
    return (
        take.share >= 0.5
        and after is not None
        and not after.jumped
        and after.first_written == written.range_of(section)[1]
        and after.first_heard - last.heard <= _NEIGHBOUR_GAP
    )


def body_passage(take: Take, written: Written) -> Passage:
    """The passage with which a section's text begins: not said again later, and no chance hit.

    Where only the heading was understood, it is that of the heading.
    """
    body = written.end_of_heading(take.section)
    standing = [passage for passage in take.passages if not _said_again(passage, take, written)]
    texts = [passage for passage in standing if any(hit.written >= body for hit in passage.hits)]
    solid = next((passage for passage in texts if _solid(passage, written)), None)
    return solid or next((one for one in standing if _solid(one, written)), standing[0])


def heading_passages(take: Take, written: Written, before: Match) -> list[Passage]:
    """The passages that hold half the heading, well understood, before a hit in spoken order."""
    begin, body = written.range_of(take.section)[0], written.end_of_heading(take.section)
    whole = float(written.weight[begin:body].sum())

    def understood(passage: Passage) -> float:
        hits = (hit for hit in passage.hits if hit.written < body)
        return sum(quality(hit) * float(written.weight[hit.written]) for hit in hits)

    return [
        passage
        for passage in take.passages
        if passage.first.heard < before.heard and understood(passage) >= _HEADING * whole > 0
    ]


def superseded(take: Take, written: Written) -> list[Passage]:
    """The passages of a take that it says again, the latest first."""
    return [passage for passage in take.passages[::-1] if _said_again(passage, take, written)]


def _said_again(passage: Passage, take: Take, written: Written) -> bool:
    """Whether later passages of the take say half of this one again, from its first text on."""
    said = {hit.written for hit in passage.hits}
    begin = max(passage.first.first_written, written.end_of_heading(passage.section))
    text = next((hit.first_written for hit in passage.hits if hit.first_written >= begin), begin)
    if text - begin > _HEARD_GAP:
        # Words from the midst of the text, said freely right after the heading, begin nothing.
        return False
    later = [one for one in take.passages if one.order > passage.order]
    begun = any(one.first.jumped and one.first.first_written <= begin + _BEGUN for one in later)
    again = {hit.written for one in later for hit in one.hits}
    return begun and 2 * len(said & again) >= len(said)


def _heads(passage: Passage, written: Written) -> bool:
    """Whether a passage covers half the heading of its section."""
    worth = written.weight
    begin, _ = written.range_of(passage.section)
    body = written.end_of_heading(passage.section)
    in_heading = sum(worth[hit.written] for hit in passage.hits if hit.written < body)
    return bool(body > begin and in_heading >= _HEADING * worth[begin:body].sum())


def _solid(passage: Passage, written: Written) -> bool:
    """Whether a passage covers half the heading, or is dense and long enough."""
    worth, hits = written.weight, passage.hits
    first, last = passage.first.first_written, max(hit.written for hit in hits)
    if _heads(passage, written):
        return True
    value = sum(quality(hit) * worth[hit.written] for hit in hits)
    span = passage.last.heard - passage.first.first_heard + 1
    return bool(
        len(hits) >= max(_FEWEST_HITS, _DENSE * span)
        and value >= max(_LEAST_WORTH, _LEAST_OF_SPAN * worth[first : last + 1].sum())
    )
