"""Simulated hosts: a generated briefing, a plan of how it is spoken, and a noisy engine.

Everything follows from the seed. The sound is exact (silences where the host
pauses), the engine is not: it garbles, drops, splits and joins words, and its
times are early.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random

from nexus_audio.models import (
    Block,
    BlockKind,
    Briefing,
    Section,
    SectionKind,
    Segment,
    Span,
    Transcript,
    Word,
)

_NOUNS_TEXT = """
Brückenbauer Hafenverwaltung Fahrradwerkstatt Gemüsehändler Kläranlage Bibliothek Wetterdienst
Schulleitung Druckerei Straßenbahn Genossenschaft Molkerei Sternwarte Tischlerei Feuerwehr
Musikschule Papierfabrik Winzerin Baumschule Schleuse Turbine Kartoffelernte Rathaus Apotheke
Backstube Forschungsschiff Gletscher Orchester Zollamt Flugplatz Imkerei Glaserei Ziegelei
Mühle Weberei Gärtnerei Töpferei Spedition Schneiderei Redaktion Kantine Werft Messe
"""
_NOUNS = _NOUNS_TEXT.split()
_VERBS_TEXT = """
prüft verkauft erweitert schließt verleiht sammelt verschiebt begrüßt bezahlt repariert ordnet
beobachtet finanziert vermisst plant veröffentlicht kritisiert tauscht untersucht verdoppelt
"""
_VERBS = _VERBS_TEXT.split()
_ADJECTIVES_TEXT = """
alten neuen kleinen großen stillen teuren langsamen hellen schmalen gemeinsamen regionalen
ungewöhnlichen digitalen hölzernen jährlichen nächtlichen
"""
_ADJECTIVES = _ADJECTIVES_TEXT.split()
_ADVERBS_TEXT = """
heute morgen oft kaum wieder endlich gemeinsam vorsichtig bald überraschend jährlich leise
"""
_ADVERBS = _ADVERBS_TEXT.split()
_CHATTER_TEXT = """
ach übrigens das wollte ich noch erzählen neulich saß ich im Zug und da fiel mir ein dass wir
darüber schon einmal gesprochen haben na ja schreibt mir gern was ihr davon haltet
"""
_CHATTER = _CHATTER_TEXT.split()
_ENGLISH = (
    "The harbour will stay open during the winter because nobody wants to carry the coal",
    "We are building a smaller library that everyone can reach on foot",
)


def _sentence(random: Random) -> str:
    subject, place = random.sample(_NOUNS, 2)
    parts = [
        f"Die {subject} {random.choice(_VERBS)}",
        f"{random.choice(_ADVERBS)} den {random.choice(_ADJECTIVES)} {place}",
        f"mit {_thing(random)}",
        f"gegen {_thing(random)}",
    ]
    return " ".join(parts[: random.randint(2, 4)]) + "."


def _thing(random: Random) -> str:
    return f"{random.choice(_ADJECTIVES)} {random.choice(_NOUNS)}"


def _paragraph(random: Random) -> Block:
    text = " ".join(_sentence(random) for _ in range(random.randint(2, 4)))
    return Block(kind=BlockKind.PARAGRAPH, text=text)


def make_briefing(seed: int, topics: int = 9, english: bool = False) -> Briefing:
    """Categories of three topics each, after an opening."""
    random = Random(seed)  # noqa: S311 - a simulation
    sections = [
        Section(
            id="opening",
            kind=SectionKind.OPENING,
            level=1,
            heading="",
            blocks=(_paragraph(random), _paragraph(random)),
        )
    ]
    headings = random.sample(_NOUNS, topics + topics // 3)
    for topic in range(topics):
        if topic % 3 == 0:
            name = headings.pop()
            sections.append(
                Section(id=f"c{topic // 3}", kind=SectionKind.CATEGORY, level=1, heading=name)
            )
        blocks = [_paragraph(random) for _ in range(random.randint(2, 3))]
        if english and topic % 4 == 1:
            quote = _ENGLISH[topic // 4 % len(_ENGLISH)]
            blocks.insert(1, Block(kind=BlockKind.QUOTE, text=quote, language="en"))
        sections.append(
            Section(
                id=f"t{topic}",
                kind=SectionKind.TOPIC,
                level=2,
                heading=f"{headings.pop()} und {_thing(random)}",
                blocks=tuple(blocks),
            )
        )
    return Briefing(title="Ausgabe der Woche", sections=tuple(sections))


@dataclass(slots=True)
class Reading:
    """What a host says: words with the pause before each, and where each section starts."""

    words: list[tuple[str, int]] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)
    """The index of the word with which a section starts."""

    def say(self, text: str, pause: int) -> None:
        """Speak a text after a pause in milliseconds; a sentence has a pause after it."""
        for word in text.split():
            self.words.append((word, pause))
            pause = 400 if word.endswith(".") else 20

    def section(self, section: Section, heading: bool = True) -> None:
        """Read a section as it is written."""
        self.starts[section.id] = len(self.words)
        if section.heading and heading:
            self.say(section.heading, 1000)
        for block in section.blocks:
            self.say(block.text, 700)

    def adlib(self, words: int) -> None:
        """Say what nobody wrote."""
        text = [_CHATTER[index % len(_CHATTER)] for index in range(words)]
        self.say(" ".join(text), 900)


def paraphrased(section: Section, seed: int) -> Section:
    """The section as told freely: a third of the words are others."""
    random = Random(seed)  # noqa: S311 - a simulation

    def told(text: str) -> str:
        words = text.split()
        return " ".join(
            random.choice(_NOUNS).lower() if random.random() < 0.35 else word for word in words
        )

    blocks = tuple(
        Block(kind=block.kind, text=told(block.text), language=block.language)
        for block in section.blocks
    )
    return Section(
        id=section.id,
        kind=section.kind,
        level=section.level,
        heading=section.heading,
        blocks=blocks,
    )


@dataclass(frozen=True, slots=True)
class Heard:
    """What the engine and the measurement make of a reading."""

    transcript: Transcript
    silences: tuple[Span, ...]
    starts: dict[str, int]
    """The true start of each section in milliseconds."""


def hear(reading: Reading, noise: float, seed: int) -> Heard:
    """Recognise a reading with about this share of wrong words."""
    random = Random(seed)  # noqa: S311 - a simulation
    time, silences, spans = 300, [Span(start=0, end=300)], []
    for word, pause in reading.words:
        if pause >= 250:
            silences.append(Span(start=time, end=time + pause))
        start = time + pause
        time = start + 60 + 65 * len(word)
        spans.append((start, time))
    words = [
        Word(text=text, start=max(0, start), end=end, probability=probability)
        for (word, _), (start, end) in zip(reading.words, spans, strict=True)
        for text, start, end, probability in _recognised(word, start, end, noise, random)
    ]
    duration = time + 500
    transcript = Transcript(
        engine="simulated", model="none", duration=duration, segments=tuple(_segments(words))
    )
    starts = {section: spans[index][0] for section, index in reading.starts.items()}
    silences.append(Span(start=time, end=duration))
    return Heard(transcript, tuple(silences), starts)


def _recognised(
    word: str, start: int, end: int, noise: float, random: Random
) -> Iterable[tuple[str, int, int, float]]:
    early = random.randint(0, 250)
    start, end = start - early, max(start - early + 20, end - early)
    if random.random() >= noise:
        return [(word, start, end, 0.95)]
    kind = random.random()
    if kind < 0.15:
        return []
    if kind < 0.35 and len(word) > 7:
        cut, middle = len(word) // 2, (start + end) // 2
        return [(word[:cut], start, middle, 0.5), (word[cut:], middle, end, 0.5)]
    return [(_garbled(word, random), start, end, 0.5)]


def _garbled(word: str, random: Random) -> str:
    letters = list(word)
    for _ in range(max(1, len(word) // 5)):
        letters[random.randrange(len(letters))] = random.choice("aeioubdgklmnrst")
    return "".join(letters)


def _segments(words: Sequence[Word]) -> Iterable[Segment]:
    for first in range(0, len(words), 20):
        part = tuple(words[first : first + 20])
        yield Segment(
            start=part[0].start,
            end=part[-1].end,
            text=" ".join(word.text for word in part),
            language="de",
            words=part,
        )
