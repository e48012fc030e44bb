"""Rules that say written text: patterns in order, each with what may be said for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

LETTER = r"[^\W\d_²³¹⁰-₉]"
"""A letter; a raised or lowered digit is a figure of its own, as in `CO₂`."""

WORD = rf"{LETTER}(?:{LETTER}|[\u0300-\u036f])*"
"""A run of letters with their accents."""

Ways = Sequence[str]
"""What may be said, the most usual way first; its words are separated by spaces or hyphens."""

Say = Callable[[re.Match[str]], Ways]
"""The ways to say what a pattern matched."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of writing, and how it is said."""

    pattern: str
    """A regular expression without named groups."""
    say: Say
    number: bool = False
    """Whether it is a figure."""


class Grammar:
    """The rules of one language, tried in order at each place of a text."""

    def __init__(self, *rules: Rule) -> None:
        self._rules = tuple((re.compile(rule.pattern), rule) for rule in rules)
        # Groups are numbered anew in the union, so the rule that fits matches once more alone.
        union = "|".join(f"(?P<r{index}>{rule.pattern})" for index, rule in enumerate(rules))
        # Most places are spaces between words, where nothing begins: that is seen first.
        self._union = re.compile(rf"(?!(?<!\d)\s\w)(?:{union})")

    def say(self, text: str) -> Iterator[tuple[int, int, Ways, bool]]:
        """Start, end, ways and whether it is a figure, for each place that is said."""
        for match in self._union.finditer(text):
            pattern, rule = self._rules[int(str(match.lastgroup)[1:])]
            # Most of a text is words as they are written, which need no groups.
            alone = match if rule.say is as_written else pattern.match(text, match.start())
            if alone:
                yield *match.span(), rule.say(alone), rule.number


def as_written(match: re.Match[str]) -> Ways:
    """A word is said as it is written."""
    return (match[0],)


def table(entries: Mapping[str, str], before: str = r"\b") -> Rule:
    """A rule for abbreviations and units: each as it is written, with what may be said.

    Several ways are separated by a bar. Case is ignored, and so is a space
    after an inner dot: `z.b.` is `Z. B.` too.
    """
    longest_first = sorted(entries, key=len, reverse=True)
    forms = "|".join(
        re.escape(entry[:-1]).replace(r"\.", r"\.\s?")
        + re.escape(entry[-1])
        + (r"\b" if entry[-1].isalnum() else "")
        for entry in longest_first
    )
    ways = {entry: tuple(said.split("|")) for entry, said in entries.items()}

    def say(match: re.Match[str]) -> Ways:
        return ways["".join(match[0].split()).lower()]

    return Rule(f"{before}(?i:{forms})", say)
