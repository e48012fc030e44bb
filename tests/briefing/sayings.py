"""The tables of what is written and how it may be said, in tests/data/spoken."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from nexus_audio.briefing.spoken import Phrase, fold, phrases

TABLES = Path(__file__).parent.parent / "data" / "spoken"


@dataclass(frozen=True, slots=True)
class Saying:
    """A line of a table: what is written, then what is said for it, separated by bars.

    The first way is the most usual. With others it is one phrase, and those
    behind a `!` must never be ways to say it.
    """

    written: str
    usual: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]
    never: tuple[tuple[str, ...], ...]


def sayings(name: str) -> list[Saying]:
    """All lines of a table."""
    lines = (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [_saying(line) for line in lines if "\t" in line]


def _saying(line: str) -> Saying:
    written, _, said = line.partition("\t")
    usual, *others = said.split("|")
    return Saying(
        written,
        _words(usual),
        tuple(_words(way) for way in others if not way.startswith("!")),
        tuple(_words(way) for way in others if way.startswith("!")),
    )


def _words(way: str) -> tuple[str, ...]:
    return tuple(map(fold, way.split()))


def allows(found: tuple[Phrase, ...], said: tuple[str, ...]) -> bool:
    """Whether the only phrase of a text may be said so."""
    (phrase,) = found
    return phrase.allows(said)


def confused(texts: list[str], language: str) -> list[tuple[str, str]]:
    """Each of the texts that, in its usual way, could be another one of them."""
    found = {text: phrases(text, language)[0] for text in texts}
    saying: dict[str, set[str]] = defaultdict(set)
    for text, phrase in found.items():
        for way in phrase.ways:
            saying["".join(way)].add(text)
    return [
        (text, other)
        for text, phrase in found.items()
        for other in saying["".join(phrase.ways[0])] - {text}
        if found[other].allows(phrase.ways[0])
    ]
