"""What the stages hand to each other: plain, frozen values.

All times are integer milliseconds. Which clock they are on is said where they
are made: `align` and everything before it count from the start of the
recording, everything after `edit` counts from the start of the episode.
The words are those of docs/glossary.md.
"""

from __future__ import annotations

from nexus_audio.models.alignment import (
    Adlib,
    AlignedSection,
    Alignment,
    Deviation,
    DeviationKind,
    Reading,
    Retake,
    Utterance,
)
from nexus_audio.models.briefing import (
    Block,
    BlockKind,
    Briefing,
    Foreign,
    Link,
    Reference,
    Section,
    SectionKind,
)
from nexus_audio.models.edit_list import EditList, Jingle
from nexus_audio.models.episode import Answer, Cut, Episode
from nexus_audio.models.people import Person
from nexus_audio.models.published import Chapter, Cue, Enclosure, LastPublished
from nexus_audio.models.recording import Loudness, Measurement, Recording
from nexus_audio.models.show import Show
from nexus_audio.models.times import Milliseconds, Span
from nexus_audio.models.transcript import Segment, Transcript, Word

__all__ = [
    "Adlib",
    "AlignedSection",
    "Alignment",
    "Answer",
    "Block",
    "BlockKind",
    "Briefing",
    "Chapter",
    "Cue",
    "Cut",
    "Deviation",
    "DeviationKind",
    "EditList",
    "Enclosure",
    "Episode",
    "Foreign",
    "Jingle",
    "LastPublished",
    "Link",
    "Loudness",
    "Measurement",
    "Milliseconds",
    "Person",
    "Reading",
    "Recording",
    "Reference",
    "Retake",
    "Section",
    "SectionKind",
    "Segment",
    "Show",
    "Span",
    "Transcript",
    "Utterance",
    "Word",
]
