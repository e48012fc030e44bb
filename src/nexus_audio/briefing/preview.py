"""What a host wants to know of each section before recording it: its length, its hard names."""

from __future__ import annotations

from dataclasses import dataclass

from nexus_audio.briefing.names import hard_names
from nexus_audio.models import BlockKind, Briefing, Section

PACE = 140.0
"""Words a minute of a text read aloud, until there are episodes to measure.

German radio news is read at five syllables a second at most (Bose et al., Testmaterial zur
Hörverständlichkeit von Radionachrichten, 2011). A word of a newsletter about business and
technology, with its figures and abbreviations spoken out, has 2.04 syllables (measured on an
issue of 2,225 words), which makes 147 words a minute; hosts pause a little more. Easier texts
are read at 167 (Altpeter et al., Graefe's Archive 253, 2015); the sample's synthetic voice,
which pauses long, reads at 128."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """One section as it will be spoken; captions are not read aloud, so they do not count."""

    section: Section
    words: int
    minutes: float
    languages: tuple[str, ...]
    names: tuple[str, ...]


def preview(briefing: Briefing, pace: float) -> list[Preview]:
    """Each section of a briefing with its length at a pace in words a minute."""
    return [_preview(section, briefing.language, pace) for section in briefing.sections]


def _preview(section: Section, language: str, pace: float) -> Preview:
    spoken = [block for block in section.blocks if block.kind is not BlockKind.CAPTION]
    words = sum(len(text.split()) for text in (section.heading, *(b.text for b in spoken)))
    languages = dict.fromkeys(
        code
        for block in spoken
        for code in (block.language, *(passage.language for passage in block.foreign))
    )
    return Preview(
        section=section,
        words=words,
        minutes=round(words / pace, 2),
        languages=tuple(languages) or (language,),
        names=tuple(hard_names(section)),
    )
