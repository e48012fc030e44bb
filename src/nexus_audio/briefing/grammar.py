"""Rules that say written text: patterns in order, each with what is said for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

WORD = r"[^\W\d_²³¹⁰-₉][^\W\d_²³¹⁰-₉\u0300-\u036f]*"
"""A run of letters with their accents; a raised or lowered digit is a figure of its own."""

ADDRESS = (
    r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+(?:com|de|org|net|fm|io|ai|eu|at|ch|info|example))\b"
    r"(?:[/?#:][^\s)\]>\"“”«»]*)?"
)
"""A web address, its domain as the first group; the rest of it is not said."""

Say = Callable[[re.Match[str]], str]
"""The spoken words for what a pattern matched, separated by spaces or hyphens."""


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
        self._union = re.compile(union)

    def say(self, text: str) -> Iterator[tuple[int, int, str, bool]]:
        """Start, end, spoken words and whether they are a figure, for each place that is said."""
        for match in self._union.finditer(text):
            pattern, rule = self._rules[int(str(match.lastgroup)[1:])]
            alone = pattern.match(text, match.start())
            if alone:
                yield *match.span(), rule.say(alone), rule.number


def table(entries: Mapping[str, str], before: str = r"\b") -> Rule:
    """A rule for abbreviations and units: each as it is written, with what is said.

    Case is ignored, and so is a space after an inner dot: `z.b.` is `Z. B.` too.
    """
    longest_first = sorted(entries, key=len, reverse=True)
    forms = "|".join(
        re.escape(entry[:-1]).replace(r"\.", r"\.\s?")
        + re.escape(entry[-1])
        + (r"\b" if entry[-1].isalnum() else "")
        for entry in longest_first
    )

    def say(match: re.Match[str]) -> str:
        return entries["".join(match[0].split()).lower()]

    return Rule(f"{before}(?i:{forms})", say)
