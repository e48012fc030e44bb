"""Headings that are said where the path does not follow: named before they come, or apart.

"Gleich geht es um ein Pop-Wall in der Weser" is free speech, and still speaks a heading of the
text, whose names it may spell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from nexus_audio.align.path import Match
from nexus_audio.align.similarity import similarity
from nexus_audio.align.tokens import Heard, Written

_ALIKE = 0.8
"""The similarity of all that is said to the whole heading."""
_SHORTEST = 3
"""Tokens; of a shorter heading nothing around a garbled name would tell that it was said."""
_TELLING = 4
"""Letters of a word that is looked for."""
_MOST = 3
"""So many tokens may be one on the other side."""


def mentions(path: Sequence[Match], heard: Heard, written: Written) -> list[Match]:
    """The pairs of each mention in spoken order; its first one has jumped."""
    taken = {token for match in path for token in range(match.first_heard, match.heard + 1)}
    headings = _by_word(written)
    found: list[Match] = []
    for token, word in enumerate(heard.tokens):
        for heading, offset in headings.get(word, ()) if token not in taken else ():
            run = _best_run(token - offset, heading, heard, written)
            if run and taken.isdisjoint(run):
                found += _paired(run, heading, heard, written)
                taken.update(run)
    return found


def _by_word(written: Written) -> dict[str, list[tuple[range, int]]]:
    """The headings by each of their words that tells something, and its place in them."""
    found: dict[str, list[tuple[range, int]]] = defaultdict(list)
    for section in range(int(written.section[-1]) + 1 if written.tokens else 0):
        heading = range(written.range_of(section)[0], written.end_of_heading(section))
        if len(heading) >= _SHORTEST:
            for offset, token in enumerate(heading):
                if len(written.tokens[token]) >= _TELLING:
                    found[written.tokens[token]].append((heading, offset))
    return found


def _best_run(start: int, heading: range, heard: Heard, written: Written) -> range:
    """The heard tokens about a place that are most like a heading; none if none are."""
    text = "".join(written.tokens[token] for token in heading)
    best, run = _ALIKE, range(0)
    for first in range(max(0, start - 1), start + 2):
        for length in range(len(heading) - 1, len(heading) + 2):
            alike = similarity("".join(heard.tokens[first : first + length]), text)
            if alike > best and first + length <= len(heard.tokens):
                best, run = alike, range(first, first + length)
    return run


def _paired(run: range, heading: range, heard: Heard, written: Written) -> Iterator[Match]:
    """The tokens of both that are the same, and between them what may be."""
    said = heard.tokens[run.start : run.stop]
    text = written.tokens[heading.start : heading.stop]
    jumped = True
    for kind, a, b, c, d in SequenceMatcher(None, said, text, autojunk=False).get_opcodes():
        for pair in _pairs(kind, range(a, b), range(c, d)):
            one, other = (said[token] for token in pair[0]), (text[token] for token in pair[1])
            match = Match(
                heard=run.start + pair[0][-1],
                written=heading.start + pair[1][-1],
                similarity=similarity("".join(one), "".join(other)),
                heard_count=len(pair[0]),
                written_count=len(pair[1]),
            )
            yield replace(match, jumped=True) if jumped else match
            jumped = False


def _pairs(kind: str, said: range, text: range) -> Iterator[tuple[range, range]]:
    if len(said) == len(text):
        yield from ((range(a, a + 1), range(b, b + 1)) for a, b in zip(said, text, strict=True))
    elif kind == "replace" and 1 in (len(said), len(text)) and len(said) + len(text) <= _MOST + 1:
        yield said, text
