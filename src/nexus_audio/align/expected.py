"""What the written text lets us expect in a stretch of the recording that was heard once.

A path through the text ties the words that were understood to their place; what
lies between them was probably said there too. From that come the names that were
heard otherwise than they are written, and the languages that the stretch may be in.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from nexus_audio.align.path import Match, best_path
from nexus_audio.align.similarity import HIT
from nexus_audio.align.tokens import Heard, Place, Written, heard_tokens, written_tokens
from nexus_audio.briefing.spoken import phrases
from nexus_audio.models import Briefing, Milliseconds, Transcript, Word

_MOST_NAMES = 16
"""Words of names; more would fill the model's memory, and it would begin to recite them."""

_FAR = 60
"""Written tokens between two understood words; a longer stretch was skipped, not misheard."""

_EDGE = 2
"""Written tokens beside the stretch that may still belong to it."""

_NAME = re.compile(r"\w*[^\W\d_a-zäöüß]\w*(?:[-'’&]\w+)*")
"""A word with a capital anywhere, whole ("KI-Blase", "iPhone")."""

_JOINTS = (" ", "-")
"""What stands between the parts of one name."""

_CAPITAL_NOUNS = ("de",)
"""Languages in which a capital at a sentence's beginning is likely the word's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the text lets us expect in one stretch."""

    names: tuple[str, ...] = ()
    """Words with a capital that were heard otherwise, as they are written, in reading order;
    those that stand side by side are one name."""
    languages: tuple[str, ...] = ()
    """The languages of what stands there, the most of it first."""
    tokens: tuple[str, ...] = ()
    """What stands there, as it sounds."""

    def fit(self, words: Sequence[Word], language: str) -> float:
        """How well words agree with what stands there, 0 to 100; the order counts."""
        said = _sounds(" ".join(word.text for word in words), language)
        return fuzz.partial_ratio(said, " ".join(self.tokens)) if said else 0.0


class Prior:
    """The text beside what was heard of it."""

    def __init__(self, briefing: Briefing, transcript: Transcript) -> None:
        self._written: Written = written_tokens(briefing)
        self._own_capital, self._small = self._spellings()
        self._heard: Heard = heard_tokens(transcript)
        words = transcript.words
        hits = [
            match
            for match in best_path(self._heard, self._written)
            if match.similarity >= HIT or match.written_count > 1
        ]
        self._hits: list[Match] = hits
        self._starts = [words[self._heard.word[match.first_heard]].start for match in hits]

    def expected(self, start: Milliseconds, end: Milliseconds) -> Expected:
        """What stands where this stretch of the recording was read; nothing in an ad-lib."""
        first, stop = bisect_left(self._starts, start), bisect_right(self._starts, end)
        found = self._range(first, stop)
        if found is None:
            return Expected()
        exact = {
            token
            for match in self._hits[first:stop]
            if match.similarity > 0.999
            for token in range(match.first_written, match.written + 1)
        }
        return Expected(
            names=self._names(found, exact),
            languages=self._languages(found),
            tokens=tuple(self._written.tokens[found.start : found.stop]),
        )

    def _range(self, first: int, stop: int) -> range | None:
        """The written tokens of the hits, and those around them that have no other place."""
        inside = self._hits[first:stop]
        before = self._hits[first - 1].written + 1 if first else 0
        after = self._hits[stop].first_written if stop < len(self._hits) else None
        last = len(self._written.tokens)
        if inside:
            begin = min(match.first_written for match in inside)
            finish = max(match.written for match in inside) + 1
            begin = before if 0 <= begin - before <= _FAR // 4 else max(0, begin - _EDGE)
            if after is None or not 0 <= after - finish <= _FAR // 4:
                after = min(last, finish + _EDGE)
            return range(begin, max(after, finish))
        after = min(last, before + _FAR) if after is None else after
        return range(before, after) if 0 < after - before <= _FAR else None

    def _names(self, tokens: range, exact: set[int]) -> tuple[str, ...]:
        names: list[str] = []
        before = -1
        for token in tokens:
            if token in exact or self._written.numbers[token]:
                continue
            text = self._text(token)
            if not (_NAME.fullmatch(text) and self._is_name(token, text)):
                continue
            between = self._between(before, token)
            if between in _JOINTS:
                names[-1] += f"{between}{text}"
            elif between is not None:
                names.append(text)
            before = token
            if sum(len(name.split()) for name in names) >= _MOST_NAMES:
                break
        return tuple(dict.fromkeys(names))

    def _between(self, token: int, other: int) -> str | None:
        """What stands between the words of two tokens; nothing between those of one word."""
        if token < 0 or self._written.place[token] != self._written.place[other]:
            return ""
        (start, end), (following, _) = self._written.spans[token], self._written.spans[other]
        return self._place(token).text[end:following] if following > start else None

    def _is_name(self, token: int, text: str) -> bool:
        """Whether the capital is the word's own, and not that of the sentence it begins."""
        if not self._written.boundary[token] or text in self._own_capital:
            return True
        return self._language(token) in _CAPITAL_NOUNS and text.lower() not in self._small

    def _spellings(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words with a capital inside a sentence, and those without any."""
        texts = [(token, self._text(token)) for token in range(len(self._written.tokens))]
        return (
            frozenset(
                text
                for token, text in texts
                if text[1:] != text[1:].lower()
                or (text != text.lower() and not self._written.boundary[token])
            ),
            frozenset(text for _, text in texts if text == text.lower()),
        )

    def _text(self, token: int) -> str:
        """The word that a token is of, as it is written."""
        start, end = self._written.spans[token]
        return self._place(token).text[start:end]

    def _language(self, token: int) -> str:
        return self._place(token).language

    def _place(self, token: int) -> Place:
        return self._written.places[int(self._written.place[token])]

    def _languages(self, tokens: range) -> tuple[str, ...]:
        counts: dict[str, int] = {}
        for token in tokens:
            language = self._language(token)
            counts[language] = counts.get(language, 0) + 1
        return tuple(sorted(counts, key=lambda language: -counts[language]))


def _sounds(text: str, language: str) -> str:
    return " ".join(token for phrase in phrases(text, language) for token in phrase.ways[0])
