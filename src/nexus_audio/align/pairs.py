"""Which words of the transcript and of the text belong together, as whole words.

The path pairs tokens; spelling is a matter of whole words between spaces, with
their punctuation, and some of them are several on the other side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nexus_audio.align.path import Match
from nexus_audio.align.tokens import Heard, Written

_MOST_WORDS = 6
"""More words than this are no one word taken apart."""

_PICTURES = re.compile("[\U00010000-\U0010ffff\u2600-\u27bf\ufe0e\ufe0f\u200d]")
"""Emoji and what joins them: they are written, not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Whole words of both sides that the path pairs with each other and with no others."""

    words: range
    heard: range
    written: range
    text: str
    """The written words, with their punctuation."""


def pairs_of(path: Sequence[Match], heard: Heard, written: Written) -> Iterator[Pair]:
    """The pairs along a path in spoken order; words that are only half matched are in none."""
    run: list[Match] = []
    for match in path:
        if run and (match.jumped or not _shares(run[-1], match, heard, written)):
            yield from _pair(run, heard, written)
            run = []
        run.append(match)
    if run:
        yield from _pair(run, heard, written)


def _shares(left: Match, right: Match, heard: Heard, written: Written) -> bool:
    """Whether two matches in a row have a word of either side in common."""
    if heard.last_word[left.heard] >= heard.word[right.first_heard]:
        return True
    before, after = left.written, right.first_written
    end = _word_around(written, before)[1]
    return bool(written.place[before] == written.place[after] and written.spans[after][0] < end)


def _word_around(written: Written, token: int) -> tuple[int, int]:
    """Where the words between spaces that a token is of begin and end in its place."""
    text = written.places[written.place[token]].text
    start, end = written.spans[token]
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _pair(run: Sequence[Match], heard: Heard, written: Written) -> Iterator[Pair]:
    """The pair of a run of matches, if it leaves no word of either side half said."""
    said = range(run[0].first_heard, run[-1].heard + 1)
    text = range(run[0].first_written, run[-1].written + 1)
    all_heard = sum(match.heard_count for match in run) == len(said)
    all_written = sum(match.written_count for match in run) == len(text)
    pair = pair_of(said, text, heard, written) if all_heard and all_written else None
    if pair:
        yield pair


def pair_of(said: range, text: range, heard: Heard, written: Written) -> Pair | None:
    """The whole words that tokens of both sides are; none where they are parts of words."""
    words = range(int(heard.word[said[0]]), int(heard.last_word[said[-1]]) + 1)
    begin, end = _word_around(written, text[0])[0], _word_around(written, text[-1])[1]
    whole = (
        written.place[text[0]] == written.place[text[-1]]
        and not _cuts_heard(said, words, heard)
        and not _cuts_written(text, begin, end, written)
    )
    if not whole or len(words) > _MOST_WORDS:
        return None
    spelled = written.places[written.place[text[0]]].text[begin:end]
    plain = " ".join(_PICTURES.sub("", spelled).split())
    return Pair(words=words, heard=said, written=text, text=plain)


def _cuts_heard(tokens: range, words: range, heard: Heard) -> bool:
    before, after = tokens[0] - 1, tokens[-1] + 1
    return bool(
        (before >= 0 and heard.last_word[before] >= words[0])
        or (after < len(heard.tokens) and heard.word[after] <= words[-1])
    )


def _cuts_written(tokens: range, begin: int, end: int, written: Written) -> bool:
    before, after, place = tokens[0] - 1, tokens[-1] + 1, written.place[tokens[0]]
    return bool(
        (before >= 0 and written.place[before] == place and written.spans[before][1] > begin)
        or (
            after < len(written.tokens)
            and written.place[after] == place
            and written.spans[after][0] < end
        )
    )
