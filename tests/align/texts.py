"""Small written and heard texts as tokens, for the tests of the parts."""

from __future__ import annotations

from nexus_audio.align.tokens import Heard, Written, heard_tokens, written_tokens
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


def briefing_of(*texts: str) -> Briefing:
    """A section of one paragraph, without a heading, for each text."""
    return Briefing(
        title="",
        sections=tuple(
            Section(
                id=f"s{index}",
                kind=SectionKind.TOPIC,
                level=2,
                heading="",
                blocks=(Block(kind=BlockKind.PARAGRAPH, text=text),),
            )
            for index, text in enumerate(texts)
        ),
    )


def category_of(ids: str, category: str, topic: str, text: str) -> tuple[Section, Section]:
    """A category over one topic with a text, by the letters that are their ids."""
    block = Block(kind=BlockKind.PARAGRAPH, text=text)
    return (
        Section(id=ids[0], kind=SectionKind.CATEGORY, level=1, heading=category),
        Section(id=ids[1], kind=SectionKind.TOPIC, level=2, heading=topic, blocks=(block,)),
    )


BODY = "Gletscher kalben donnernd ins warme Meer und niemand sieht hin."

HEADED = Briefing(title="", sections=category_of("ct", "Klima", "Eisberge", BODY))
"""A category over a topic that has `BODY`."""


def written_of(*texts: str) -> Written:
    """The tokens of `briefing_of`."""
    return written_tokens(briefing_of(*texts))


def transcript_of(text: str, probability: float = 0.9) -> Transcript:
    """Words of 400 ms each, 500 ms apart."""
    words = tuple(
        Word(text=word, start=500 * index, end=500 * index + 400, probability=probability)
        for index, word in enumerate(text.split())
    )
    duration = 500 * len(words)
    segment = Segment(start=0, end=duration, text=text, language="de", words=words)
    return Transcript(engine="e", model="m", duration=duration, segments=(segment,))


def heard_of(text: str) -> Heard:
    """The tokens of `transcript_of`."""
    return heard_tokens(transcript_of(text))


def spans(*times: tuple[int, int]) -> tuple[Span, ...]:
    """Spans from pairs of milliseconds."""
    return tuple(Span(start=start, end=end) for start, end in times)


def paused(*parts: tuple[int, str]) -> tuple[Transcript, tuple[Span, ...]]:
    """Texts, each after so many milliseconds of quiet; words of 400 ms, 100 ms apart."""
    time, words, silences = 0, [], []
    for pause, text in parts:
        silences.append(Span(start=time, end=time + pause))
        time += pause
        for word in text.split():
            words.append(Word(text=word, start=time, end=time + 400, probability=0.9))
            time += 500
        time -= 100
    segment = Segment(start=0, end=time, text="", language="de", words=tuple(words))
    transcript = Transcript(engine="e", model="m", duration=time, segments=(segment,))
    return transcript, tuple(silences)
