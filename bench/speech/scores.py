"""How well words were heard, against what was said."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein
from reading import Sentence

from nexus_audio.briefing.spoken import phrases

LOST = 0.5
"""A sentence of which fewer letters came through is lost: misheard words keep most of theirs."""
KEPT = 0.8
"""A quote of which so many words came through in their language is kept."""


@dataclass(frozen=True)
class Score:
    """Error rates and shares of one hearing; starts in milliseconds."""

    wer: float
    cer: float
    names: int
    quotes: str
    lost: int
    start: str


def score(
    heard: Sequence[tuple[str, float, float]], truth: Sequence[Sentence], names: Sequence[str]
) -> Score:
    """`names` are those that are spoken in it."""
    said: list[str] = []
    owner: list[int] = []
    for number, sentence in enumerate(truth):
        words = tokens(sentence.text, sentence.language)
        said += words
        owner += [number] * len(words)
    found: list[str] = []
    times: list[float] = []
    for text, start, _ in heard:
        words = tokens(text, "de")
        found += words
        times += [start] * len(words)
    pairs = _pairs(said, found)
    letters = [number for number, word in zip(owner, said, strict=True) for _ in word]
    came = Counter(letters[place] for place in _pairs("".join(said), "".join(found)))
    spoken_letters = Counter(letters)
    shares, late = [], []
    for number, sentence in enumerate(truth):
        inside = [place for place, one in enumerate(owner) if one == number]
        shares.append(sum(place in pairs for place in inside) / max(1, len(inside)))
        if inside and inside[0] in pairs:
            late.append(abs(times[pairs[inside[0]]] * 1000 - sentence.start))
    english = [share for share, one in zip(shares, truth, strict=True) if one.language == "en"]
    text = " ".join(found)
    return Score(
        wer=100 * Levenshtein.distance(said, found) / len(said),
        cer=100 * Levenshtein.distance("".join(said), "".join(found)) / len("".join(said)),
        names=sum(" ".join(plain(name)) in text for name in names),
        quotes=f"{sum(share >= KEPT for share in english)} of {len(english)}",
        lost=sum(came[number] < LOST * spoken_letters[number] for number in range(len(truth))),
        start=f"{statistics.median(late):.0f} / {sorted(late)[int(0.95 * len(late))]:.0f}",
    )


def _pairs(said: Sequence[str], found: Sequence[str]) -> dict[int, int]:
    """What came through, as the index of each with that of what it was heard as."""
    return {
        code.src_start + n: code.dest_start + n
        for code in Levenshtein.opcodes(said, found)
        if code.tag == "equal"
        for n in range(code.src_end - code.src_start)
    }


def tokens(text: str, language: str) -> list[str]:
    """A text as it sounds: "zehntausend" and "10.000" are the same."""
    return [token for phrase in phrases(text, language) for token in phrase.ways[0]]


def plain(name: str) -> list[str]:
    return tokens(re.sub(r"\s+", " ", name), "de")


def apart(
    one: Sequence[tuple[str, float, float]], other: Sequence[tuple[str, float, float]]
) -> float:
    """The word error rate of one hearing against another, in percent."""
    first, second = (
        [w for text, *_ in heard for w in tokens(text, "de")] for heard in (one, other)
    )
    return 100 * Levenshtein.distance(first, second) / max(1, len(first))
