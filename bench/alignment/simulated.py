"""An engine that errs as Whisper does, but for nothing, and at any rate that is wanted.

It garbles, drops, splits and joins words, takes one small word for another, leaves short headings
out, hears words in silence, and its times are early: a first word swallows the pause before it.
The sound, which is measured and not heard, is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from random import Random

from hosts import Host, Kind, Line
from recordings import Recording, lines_for

from nexus_audio.briefing.spoken import phrases
from nexus_audio.models import Briefing, Milliseconds, Segment, Span, Transcript, Word

_QUIET: Milliseconds = 200
_SMALL = "der die das den dem ein eine und in im mit zu auf ist es sie er so da".split()  # noqa: SIM905
_SOUNDS = (
    ("ei", "ai"),
    ("t", "d"),
    ("p", "b"),
    ("k", "g"),
    ("v", "w"),
    ("ä", "e"),
    ("ö", "e"),
    ("ü", "i"),
    ("z", "s"),
    ("ch", "sch"),
    ("o", "u"),
    ("ie", "i"),
    ("m", "n"),
    ("f", "w"),
    ("r", "l"),
    ("en", "n"),
)


def hear(briefing: Briefing, host: Host, noise: float, seed: int) -> Recording:
    """A reading with about this share of its words heard wrong."""
    return heard_lines(briefing, lines_for(briefing, host, seed), noise, seed, host.name)


def heard_lines(
    briefing: Briefing, lines: Sequence[Line], noise: float, seed: int, host: str
) -> Recording:
    """The same of lines that are known."""
    chance = Random(f"engine {seed} {noise}")
    spans, silences, duration = _timed(lines, chance)
    words: list[Word] = []
    for line, span in zip(lines, spans, strict=True):
        words += _heard(line, span, noise, chance)
    transcript = Transcript(
        engine="simulated",
        model=f"{noise:.0%}",
        duration=duration,
        segments=tuple(_segments(words)),
    )
    return Recording(
        name=f"{host}-{seed}-{noise:.0%}",
        host=host,
        briefing=briefing,
        transcript=transcript,
        first=transcript,
        silences=silences,
        lines=tuple(lines),
        spans=spans,
    )


def _timed(
    lines: Sequence[Line], chance: Random
) -> tuple[tuple[Span, ...], tuple[Span, ...], Milliseconds]:
    """When each line is spoken, the silences between, and how long it all takes."""
    time, spans, silences = 300, [], [Span(start=0, end=300)]
    for line in lines:
        pause = round(line.pause * chance.uniform(0.5, 1.4))
        if pause >= _QUIET:
            silences.append(Span(start=time, end=time + pause))
        start = time + pause
        time = start + sum(map(_length, line.text.split()))
        spans.append(Span(start=start, end=time))
    silences.append(Span(start=time, end=time + 600))
    return tuple(spans), tuple(silences), time + 600


@cache
def _length(word: str) -> Milliseconds:
    """A figure takes as long as the words that it is said in."""
    spoken = sum(len(token) for phrase in phrases(word, "de") for token in phrase.ways[0])
    return 70 + 62 * max(len(word), spoken)


def _heard(line: Line, span: Span, noise: float, chance: Random) -> Iterator[Word]:
    words = line.text.split()
    short = line.kind is Kind.HEADING and len(words) <= 3
    if short and chance.random() < 0.7 * noise:
        return
    noisy = 1.8 * noise if short else noise
    time = span.start
    for number, word in enumerate(words):
        early = chance.randint(60, 280) + (chance.randint(0, 500) if number == 0 else 0)
        start, end = max(0, time - early), time + _length(word) - chance.randint(0, 150)
        time += _length(word)
        for text, first, last, wrong in _recognised(word, noisy, chance):
            length = end - start
            sure = chance.uniform(0.15, 0.85) if wrong else min(1.0, chance.uniform(0.5, 1.3))
            yield Word(
                text=text,
                start=start + round(length * first),
                end=start + max(20, round(length * last)),
                probability=round(sure, 3),
            )


def _recognised(word: str, noise: float, chance: Random) -> list[tuple[str, float, float, bool]]:
    """What is heard of a word: texts with their shares of its time, and whether it is wrong."""
    if chance.random() >= noise:
        return [(word, 0, 1, False)]
    kind = chance.random()
    if kind < 0.15:
        return []
    if kind < 0.22:
        return [(word, 0, 0.7, False), (chance.choice(_SMALL), 0.7, 1, True)]
    if kind < 0.4 and len(word) > 7:
        cut = len(word) // 2
        return [(word[:cut], 0, 0.5, True), (word[cut:].capitalize(), 0.5, 1, True)]
    if len(word) <= 3:
        return [(chance.choice(_SMALL), 0, 1, True)]
    return [(_garbled(word, chance), 0, 1, True)]


def _garbled(word: str, chance: Random) -> str:
    """The word as it may have sounded."""
    found = word
    for _ in range(max(1, len(word) // 5)):
        fitting = [pair for pair in _SOUNDS if pair[0] in found.lower()]
        if fitting and chance.random() < 0.7:
            old, new = chance.choice(fitting)
            at = found.lower().index(old)
            found = found[:at] + new + found[at + len(old) :]
        else:
            at = chance.randrange(len(found))
            found = found[:at] + chance.choice("aeioubdgklmnrst") + found[at + 1 :]
    return found[:1].upper() + found[1:] if word[:1].isupper() else found


def _segments(words: Sequence[Word]) -> Iterator[Segment]:
    for first in range(0, len(words), 20):
        part = tuple(words[first : first + 20])
        yield Segment(
            start=part[0].start,
            end=part[-1].end,
            text=" ".join(word.text for word in part),
            language="de",
            words=part,
        )
