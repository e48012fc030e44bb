"""What the stages hand to each other: plain, frozen values.

All times are integer milliseconds. Which clock they are on is said where they
are made: `align` and everything before it count from the start of the
recording, everything after `edit` counts from the start of the episode.
The words are those of docs/glossary.md.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Literal

from nexus_audio.namespace import (
    Blocking,
    Funding,
    Image,
    Location,
    Recommendation,
    Social,
    Soundbite,
    Trailer,
    Txt,
    UpdateFrequency,
)

Milliseconds = int


# --- what was written ---------------------------------------------------------


class SectionKind(StrEnum):
    """The part that a section plays in a briefing."""

    OPENING = "opening"
    FOCUS = "focus"
    QUOTE = "quote"
    CATEGORY = "category"
    TOPIC = "topic"
    SUBTOPIC = "subtopic"
    PREVIOUS_ISSUES = "previous-issues"
    CLOSING = "closing"


class BlockKind(StrEnum):
    """The form of one block of written text."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link in a block, with the words it stood on."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A passage of a block in another language than its own, such as an English quotation."""

    start: int
    """The index of its first character in the block's text, as Python counts them."""
    end: int
    """The index after its last character."""
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, list item, block quote or caption."""

    kind: BlockKind
    text: str
    language: str = "de"
    """The language that it is written in, whatever it quotes; ISO 639-1."""
    foreign: tuple[Foreign, ...] = ()
    """What in it is in another language, in order; these passages never overlap."""
    ordinal: int | None = None
    """The number of a numbered list item; none for a bullet."""
    attribution: str = ""
    """Who is quoted, for a block quote that says so."""
    links: tuple[Link, ...] = ()
    image: str = ""
    """The address of the picture, for a caption; such a caption may have no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its blocks; `level` 1 is a category, 2 a topic, 3 a subtopic."""

    id: str
    """The slug of the heading, unique in the issue."""
    kind: SectionKind
    level: int
    heading: str
    """The heading's words without its emoji; empty for an opening that has none."""
    emoji: str = ""
    blocks: tuple[Block, ...] = ()
    members_only: bool = False
    """Whether anything in it is for members; then all of it is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A mention of another issue of the newsletter."""

    number: int
    title: str = ""
    url: str = ""
    section: str = ""
    """The id of the section that mentions it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who speaks in or works on an episode, or whom a briefing names."""

    name: str
    role: str = "host"
    """As in the podcast namespace; in a briefing `author`, or `quoted` for who is cited."""
    group: str = ""
    """The part of the work that the role belongs to; the cast when it is left out."""
    url: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """One written issue: its sections in reading order, the tree told by their levels."""

    title: str
    sections: tuple[Section, ...]
    emoji: str = ""
    number: int | None = None
    date: str = ""
    """ISO 8601 as the text states it, with time and zone where it does; empty when it does not."""
    summary: str = ""
    language: str = "de"
    author: str = ""
    url: str = ""
    image: str = ""
    """The address of the picture above the issue."""
    guid: str = ""
    """What the newsletter's own feed calls the issue."""
    categories: tuple[str, ...] = ()
    """The tags that the newsletter's site files it under."""
    references: tuple[Reference, ...] = ()
    people: tuple[Person, ...] = ()
    """Its author, and who is quoted in it."""


# --- what was recorded --------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What the host's file holds, and what was cured on the way in."""

    duration: Milliseconds
    codec: str
    rate: int
    channels: int
    cured: tuple[str, ...] = ()
    """What was wrong with the file and was put right, one sentence each."""
    clipped: float = 0.0
    """The level, 0 to 1, at which its peaks are cut off flat; 0 when they are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    """A measurement by EBU R 128: integrated (LUFS), range (LU), true peak (dBTP)."""

    integrated: float
    range: float
    true_peak: float
    threshold: float = -70.0
    """The relative gate in LUFS, which the second pass of a normaliser needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time, end excluded."""

    start: Milliseconds
    end: Milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """How a recording sounds: loudness, silences, and peaks to draw it with."""

    duration: Milliseconds
    loudness: Loudness
    silences: tuple[Span, ...]
    peaks: tuple[int, ...]
    """Absolute peak of each `peak_interval`, 0 to 127."""
    peak_interval: Milliseconds
    noise: float = -120.0
    """The level of the silences, in dB of full scale (RMS)."""
    hum: tuple[int, ...] = ()
    """The frequencies of mains hum that stand out of the silences, in Hz."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One recognised word; `heard` keeps what the engine wrote where the spelling was corrected."""

    text: str
    start: Milliseconds
    end: Milliseconds
    probability: float
    heard: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One unit of an engine's output, in one language."""

    start: Milliseconds
    end: Milliseconds
    text: str
    language: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What an engine heard in a recording."""

    engine: str
    model: str
    duration: Milliseconds
    segments: tuple[Segment, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in the order they were spoken."""
        return tuple(word for segment in self.segments for word in segment.words)


# --- how the text was spoken --------------------------------------------------


class Reading(StrEnum):
    """How a section was spoken."""

    READ = "read"
    PARAPHRASED = "paraphrased"
    PARTIAL = "partial"
    SKIPPED = "skipped"
    MOVED = "moved"


class DeviationKind(StrEnum):
    """In what a spoken passage differs from the written one."""

    NAME = "name"
    NUMBER = "number"
    NEGATION = "negation"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedSection:
    """Where and how one section was spoken; a skipped one has no start."""

    id: str
    kind: SectionKind
    level: int
    emoji: str
    heading: str
    reading: Reading
    start: Milliseconds | None
    end: Milliseconds | None
    confidence: float
    """How sure the start is, 0 to 1."""
    coverage: float
    """The share of the section's text that was spoken, 0 to 1."""
    review: str | None = None
    """Why a person should look at it; none when nothing is doubtful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adlib:
    """Speech that no section holds; `after` is the id of the section before it."""

    start: Milliseconds
    end: Milliseconds
    text: str
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retake:
    """A passage spoken again: the earlier take and the one that counts."""

    section: str
    superseded: Span
    """What would be cut: up to the take that counts, with the slip between, if that follows."""
    kept: Span
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """A place where what was said differs from what was written."""

    section: str
    kind: DeviationKind
    written: str
    spoken: str
    start: Milliseconds
    end: Milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Contiguous speech attached to one block of one section, or to none (an ad-lib)."""

    section: str | None
    block: int | None
    """The index of the block in its section; -1 is the heading."""
    language: str
    words: tuple[Word, ...]

    @property
    def start(self) -> Milliseconds:
        """When it begins."""
        return self.words[0].start

    @property
    def end(self) -> Milliseconds:
        """When it ends."""
        return self.words[-1].end

    @property
    def text(self) -> str:
        """Its words as one line."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Which part of the briefing was spoken when, and what was said instead."""

    sections: tuple[AlignedSection, ...]
    adlibs: tuple[Adlib, ...]
    retakes: tuple[Retake, ...]
    deviations: tuple[Deviation, ...]
    utterances: tuple[Utterance, ...]
    """The whole transcript in spoken order, spelled as the text spells it."""


# --- what is kept, and what comes out -----------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Jingle:
    """A sound of the show that plays before a kept range, or after the last one."""

    name: str
    """The file in the artifact of stage edit."""
    before: int
    """The index of the kept range that follows; their number for a jingle at the end."""
    duration: Milliseconds


@dataclass(frozen=True, kw_only=True)
class EditList:
    """The ranges of the recording that the episode keeps, in order, and the jingles around them.

    A jingle has no place in the recording: it moves all that follows it. Where the ranges lie
    is found once, as every word of an episode asks for it; hence no slots.
    """

    kept: tuple[Span, ...]
    jingles: tuple[Jingle, ...] = ()

    @property
    def duration(self) -> Milliseconds:
        """How long the episode is."""
        ranges = sum(span.end - span.start for span in self.kept)
        return ranges + sum(jingle.duration for jingle in self.jingles)

    @cached_property
    def placed(self) -> tuple[tuple[Milliseconds, Span], ...]:
        """Each kept range with the time of the episode at which it begins."""
        found: list[tuple[Milliseconds, Span]] = []
        clock = 0
        for index, span in enumerate(self.kept):
            clock += sum(jingle.duration for jingle in self.jingles if jingle.before == index)
            found.append((clock, span))
            clock += span.end - span.start
        return tuple(found)

    @cached_property
    def _ends(self) -> Sequence[Milliseconds]:
        """Where each kept range ends, by the recording."""
        return [span.end for span in self.kept]

    @cached_property
    def _ends_placed(self) -> Sequence[Milliseconds]:
        """Where each kept range ends, by the episode."""
        return [start + span.end - span.start for start, span in self.placed]

    def to_episode(self, time: Milliseconds) -> Milliseconds | None:
        """The episode's time for a time of the recording; none where it was cut."""
        index = min(bisect_right(self._ends, time), len(self.kept) - 1)
        for start, span in self.placed[index : index + 1]:
            if span.start <= time <= span.end:
                return start + time - span.start
        return None

    def parts(self, start: Milliseconds, end: Milliseconds) -> tuple[Span, ...]:
        """What is left of a stretch of the recording, on the episode's clock, in order.

        There is a part for each kept range that the stretch lies in. A moment, which ends where
        it starts, is left as one or not at all.
        """
        if end <= start:
            moment = self.to_episode(start)
            return () if moment is None else (Span(start=moment, end=moment),)
        found: list[Span] = []
        for index in range(bisect_right(self._ends, start), len(self.kept)):
            placed, kept = self.placed[index]
            first, last = max(start, kept.start), min(end, kept.end)
            if first >= last:
                break
            shift = placed - kept.start
            found.append(Span(start=first + shift, end=last + shift))
        return tuple(found)

    def to_recording(self, time: Milliseconds) -> Milliseconds:
        """The recording's time for a time of the episode, held inside the episode.

        A jingle stands for the moment that follows it.
        """
        index = bisect_right(self._ends_placed, time)
        for start, span in self.placed[index : index + 1]:
            return span.start + max(0, time - start)
        return self.kept[-1].end if self.kept else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A titled stretch of an episode; the emoji is for the page alone."""

    start: Milliseconds
    end: Milliseconds
    title: str
    emoji: str = ""
    section: str = ""
    link: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One timed caption of one or two lines."""

    start: Milliseconds
    end: Milliseconds
    lines: tuple[str, ...]
    language: str = "de"
    speaker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """The media file of an episode, as it was measured after encoding."""

    name: str
    type: str
    length: int
    """Bytes."""
    duration: Milliseconds
    sha256: str
    loudness: Loudness
    alternates: tuple[Enclosure, ...] = ()
    """The same episode in other formats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What the host decided about a stretch of the recording: it goes, or it stays."""

    start: str
    """On the recording's clock, as `3:12.250`."""
    end: str
    why: str = ""
    keep: bool = False
    """Whether it stays, so that nobody proposes again to cut it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the host wants done about a place where what was said differs from the text."""

    start: str
    """On the recording's clock, as `3:12.250`."""
    written: str
    spoken: str
    answer: Literal["keep", "note", "patch"]
    """It stays as it was said; the notes put it right; it is to be recorded anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """What the host wrote about one episode (`episode.toml`)."""

    slug: str
    title: str
    date: str
    """ISO 8601 with its zone, kept as the host wrote it."""
    guid: str
    number: int | None = None
    season: int | None = None
    summary: str = ""
    link: str = ""
    """The written issue on the newsletter's site."""
    explicit: bool = False
    people: tuple[Person, ...] = ()
    type: Literal["full", "trailer", "bonus"] = "full"
    season_name: str = ""
    display: str = ""
    """What to show instead of the number."""
    image: str = ""
    """The address of a picture of its own."""
    block: bool = False
    """Whether directories should leave it out."""
    unpublished: bool = False
    """Whether it is kept out of the feed."""
    soundbites: tuple[Soundbite, ...] = ()
    locations: tuple[Location, ...] = ()
    social: tuple[Social, ...] = ()
    txt: tuple[Txt, ...] = ()
    cut: tuple[Cut, ...] = ()
    """What of the recording is left out, and which retakes stay."""
    deviation: tuple[Answer, ...] = ()
    """What becomes of the places where what was said differs from the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPublished:
    """What went live last, to which the next publication is held."""

    show: str = ""
    """The show's guid; empty when nothing was published yet."""
    enclosures: Mapping[str, str] = field(default_factory=dict)
    """The address of the audio of each episode, by guid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """What the host wrote about the podcast (`feed/show.toml`)."""

    title: str
    description: str
    author: str
    link: str
    guid: str
    language: str = "de"
    category: str = "News"
    subcategory: str = ""
    explicit: bool = False
    copyright: str = ""
    license: str = ""
    email: str = ""
    """Only for the optional owner tag and the lock; left out of the feed when empty."""
    locked: bool = True
    members_text: str = ""
    """What the notes tell members, or those who may become one."""
    members_url: str = ""
    apple_url: str = ""
    """The show's page in Apple Podcasts, for the button on the pages."""
    spotify_url: str = ""
    """The same in Spotify, which has no button otherwise."""
    people: tuple[Person, ...] = ()
    type: Literal["episodic", "serial"] = "episodic"
    medium: str = "podcast"
    license_url: str = ""
    complete: bool = False
    """Whether no further episode will come."""
    new_feed_url: str = ""
    """Where the feed has moved to."""
    hub: str = ""
    """The WebSub hub that tells subscribers of changes."""
    update_frequency: UpdateFrequency | None = None
    block: Blocking | None = None
    funding: tuple[Funding, ...] = ()
    locations: tuple[Location, ...] = ()
    trailers: tuple[Trailer, ...] = ()
    social: tuple[Social, ...] = ()
    podroll: tuple[Recommendation, ...] = ()
    images: tuple[Image, ...] = ()
    txt: tuple[Txt, ...] = ()
