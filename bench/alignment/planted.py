"""Deviations that a host means: another number, a negation, another name. None may be lost.

The text is read word for word, but for one planted change in a sentence. Each is heard with noise,
the planted word too, and what the transcript shows is held against what the engine heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

from hosts import Kind, Line, starts_of
from recordings import Recording
from simulated import heard_lines
from texts import generated, written

from nexus_audio.align import align
from nexus_audio.briefing.names import hard_names
from nexus_audio.briefing.spoken import phrases
from nexus_audio.models import Alignment, Briefing, Span, Word

_SENTENCES = re.compile(r"(?<=[.!?:])\s+(?=[A-ZÄÖÜ„“\"])")
_NUMBER = re.compile(r"\b\d{1,4}\b")
_SWAPS = (
    (r"\bnicht ", ""),
    (r"\bkeinen ", "einen "),
    (r"\bkein ", "ein "),
    (r"\bkeine ", "eine "),
    (r"\bniemand\b", "jemand"),
    (r"\bnie\b", "immer"),
    (r"\bmehr\b", "weniger"),
    (r"\bMilliarden\b", "Millionen"),
    (r"\bMai\b", "März"),
    (r"\bMärz\b", "Mai"),
    (r"\bApril\b", "August"),
    (r"\bJuni\b", "Juli"),
    (r"\bDezember\b", "September"),
    (r"\bMontag\b", "Sonntag"),
    (r"\bSonntag\b", "Samstag"),
    (r"\bdreimal\b", "zweimal"),
    (r"\bunverletzt\b", "verletzt"),
    (r"\bohne\b", "mit"),
    (r"\bist\b", "ist nicht"),
    (r"\bwird\b", "wird nie"),
    (r"\bhat\b", "hat nicht"),
    (r"\beinen\b", "keinen"),
    (r"\beine\b", "keine"),
)


_NAMES = """
Petersen Andersen Brandner Corradini Vanderbilt Oltersdorf Belafonte Wiśniewski Adebayo Lundqvist
Novartis Helios Kessler Tavares Umbrien Solveig Prontera Zephyros Malteser Orbital Harmsen Oltmer
Joosten Maier Corwin Ottokar Tomkins Belhaj Broder Hendrike Wellner Scheidel Altenberg Fitzpatrick
Meppen Emsland Bautsch Zellweger Guldenburg Krefeld Mannheim Sebastian Katharina Schirmer Yılmaz
""".split()  # noqa: SIM905
_CAPITAL = re.compile(r"[^\W\d_][\w'’]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """One change, in the line that has it."""

    line: int
    written: tuple[str, ...]
    """The tokens that the text has and the host did not say."""
    spoken: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of the changes."""

    planted: int
    falsified: int
    """Shown as it is written, though the engine had not heard that."""
    told: int
    """Listed as a deviation."""


def tokens_of(text: str) -> list[str]:
    """The words as they are spoken."""
    return [token for phrase in phrases(text, "de") for token in phrase.ways[0]]


def plant(
    noise: float, seeds: Sequence[int], texts: Sequence[str], count: int, *, names: bool = False
) -> Result:
    """So many changes, or as many as the readings hold; with `names`, other names alone."""
    planted = falsified = told = 0
    for seed in seeds:
        briefing = generated(seed, 700) if seed % 3 == 0 else written(texts[seed % len(texts)])
        lines, changes = _reading(briefing, Random(f"planted {seed}"), names)
        recording = heard_lines(briefing, lines, noise, seed, "planted")
        alignment = align(briefing, recording.transcript, recording.silences)
        for change in changes[: count - planted]:
            planted += 1
            falsified += _is_falsified(change, recording, alignment)
            told += _is_told(recording.spans[change.line], alignment)
        if planted >= count:
            break
    return Result(planted=planted, falsified=falsified, told=told)


def _reading(briefing: Briefing, chance: Random, names: bool) -> tuple[list[Line], list[Planted]]:
    lines: list[Line] = []
    changes: list[Planted] = []
    for section in briefing.sections:
        if section.heading:
            lines.append(
                Line(text=section.heading, kind=Kind.HEADING, section=section.id, pause=1000)
            )
        for block in section.blocks:
            for sentence in _SENTENCES.split(block.text):
                change = partial(_renamed, hard_names(section)) if names else _changed
                changed = change(sentence, chance) if block.language == "de" else sentence
                if changed != sentence:
                    said, text = tokens_of(changed), tokens_of(sentence)
                    changes.append(
                        Planted(
                            line=len(lines),
                            written=tuple(_less(text, said)),
                            spoken=tuple(_less(said, text)),
                        )
                    )
                lines.append(
                    Line(
                        text=changed,
                        kind=Kind.TEXT,
                        section=section.id,
                        language=block.language,
                    )
                )
    assert starts_of(lines, briefing)
    return lines, changes


def _changed(sentence: str, chance: Random) -> str:
    number = _NUMBER.search(sentence)
    if number and chance.random() < 0.6:
        value = int(number.group())
        other = value + chance.choice((-10, -2, -1, 1, 2, 3, 10))
        if other > 1:
            return sentence[: number.start()] + str(other) + sentence[number.end() :]
    fitting = [swap for swap in _SWAPS if re.search(swap[0], sentence)]
    if not fitting:
        return sentence
    old, new = chance.choice(fitting)
    return re.sub(old, new, sentence, count=1)


def _renamed(names: Sequence[str], sentence: str, chance: Random) -> str:
    """A sentence with another name in place of one that no dictionary knows."""
    found = [match for match in _CAPITAL.finditer(sentence) if match.group() in names]
    if not found:
        return sentence
    name = chance.choice(found)
    other = chance.choice([other for other in _NAMES if other != name.group()])
    return sentence[: name.start()] + other + sentence[name.end() :]


def _less(some: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    rest = list(others)
    for token in some:
        if token in rest:
            rest.remove(token)
        else:
            yield token


def _is_falsified(change: Planted, recording: Recording, alignment: Alignment) -> bool:
    """Whether the transcript shows a written token more often than the engine heard it."""
    span = recording.spans[change.line]
    shown = [word for one in alignment.utterances for word in one.words]
    before = _tokens(recording.transcript.words, span)
    after = _tokens(shown, span)
    return any(after.count(token) > before.count(token) for token in change.written) or any(
        after.count(token) < before.count(token) for token in change.spoken
    )


def _tokens(words: Sequence[Word], span: Span) -> list[str]:
    """What is said in a span; its edges are another line's, and both sides have the same."""
    inside = [w.text for w in words if span.start - 400 <= w.start and w.end <= span.end + 400]
    return tokens_of(" ".join(inside))


def _is_told(span: Span, alignment: Alignment) -> bool:
    return any(
        one.start < span.end and one.end > span.start - 300
        for one in alignment.deviations
        if one.kind in ("number", "negation", "words", "name")
    )
