"""The transcript as a page shows it: what was said, in the newsletter's own structure.

It follows the recording: a section stands where it was spoken, under the headings
above it. Headings are as they were written; one that was read out in other words
has these words below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, groupby, pairwise

from nexus_audio.feed.links import links
from nexus_audio.models import (
    Block,
    BlockKind,
    Briefing,
    Chapter,
    Link,
    Milliseconds,
    Section,
    Utterance,
)
from nexus_audio.site.anchors import anchor, letters
from nexus_audio.site.sentences import Sentence, sentences, spelled
from nexus_audio.site.tree import ancestors

ID = "transcript"
"""The id of the whole transcript in the page."""
SLACK = 1000
"""Milliseconds by which a first word can lie before its chapter: engines are not exact."""
BEAT = 20
"""Milliseconds to which a page knows when words begin, as exactly as Whisper tells them."""
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""The digits of base64url, in its order (RFC 4648): one sign a word is a fifth less to load
than numbers."""
HEADING = -1
"""The block of an utterance that speaks a heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph, list item, quote or ad-lib as it was spoken."""

    id: str
    """Its name for links, made of what was written: `p-1a2b3c4d`, unique in the page."""
    time_id: str
    """Its time as a media fragment, unique in the page: `t=754`."""
    sentences: tuple[Sentence, ...]
    language: str
    block: Block | None
    """The text that it speaks; none for a heading and for an ad-lib."""
    adlib: bool

    @property
    def kind(self) -> BlockKind:
        """The form in which it is shown."""
        return self.block.kind if self.block else BlockKind.PARAGRAPH

    @property
    def start(self) -> Milliseconds:
        """When it begins."""
        return self.sentences[0].start

    @property
    def end(self) -> Milliseconds:
        """When it ends."""
        return self.sentences[-1].words[-1].end

    @property
    def text(self) -> str:
        """All that is said in it, as one line."""
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def beats(self) -> str:
        """When each word begins, one sign a word: how many `BEAT`s after the one before.

        A sign stands for its place in `SIGNS`, and each `~` before it for as many more as
        there are signs. The first word counts from the passage's start. Engines give words
        that overlap; none begins before its forerunner.
        """
        words = [word for sentence in self.sentences for word in sentence.words]
        starts = accumulate((round((word.start - self.start) / BEAT) for word in words), max)
        pauses = (later - earlier for earlier, later in pairwise([0, *starts]))
        return "".join("~" * (pause // 64) + SIGNS[pause % 64] for pause in pauses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A section, or a stretch of it, with what was said there."""

    start: Milliseconds
    id: str = ""
    """The section's id, made unique in the page; empty for what comes before all sections."""
    section: str = ""
    level: int = 1
    emoji: str = ""
    heading: str = ""
    continued: bool = False
    """Whether the section was spoken before, too."""
    spoken: Passage | None = None
    """The heading, where it was read out just as it is written."""
    groups: tuple[tuple[Passage, ...], ...] = ()
    """What else was said; the items of a list are one group, and so are a quote's paragraphs."""
    links: tuple[Link, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All that was said in it."""
        said = tuple(passage for group in self.groups for passage in group)
        return (self.spoken, *said) if self.spoken else said


def make_transcript(
    briefing: Briefing, utterances: Sequence[Utterance], chapters: Sequence[Chapter]
) -> tuple[Part, ...]:
    """The parts of the transcript in spoken order; `utterances` are on the episode's clock.

    A section without a heading takes the title of its chapter.
    """
    layout = _Layout(
        sections={section.id: section for section in briefing.sections},
        above=ancestors(briefing.sections),
        titles={chapter.section: chapter.title for chapter in chapters},
    )
    return tuple(layout.parts(utterances))


def place(chapter: Chapter, parts: Sequence[Part]) -> str:
    """The id of the place in the transcript where a chapter starts."""
    earliest = chapter.start - SLACK
    for part in parts:
        # A chapter that goes on after an ad-lib has the section of the one before.
        if part.id and part.section == chapter.section and part.start >= earliest:
            return part.id
    passages = [passage for part in parts for passage in part.passages]
    following = [passage for passage in passages if passage.start >= earliest]
    return next((passage.id for passage in (*following, *passages[-1:])), ID)


@dataclass(frozen=True, slots=True)
class _Layout:
    """What is remembered from part to part."""

    sections: Mapping[str, Section]
    above: Mapping[str, tuple[Section, ...]]
    titles: Mapping[str, str]
    shown: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=lambda: {ID})

    def parts(self, utterances: Sequence[Utterance]) -> Iterator[Part]:
        for name, run in _runs(utterances):
            start = run[0].start
            for section in self.above.get(name, ()):
                if section.id not in self.shown:
                    yield self._titled(section, start)
            if name in self.sections:
                yield self._spoken(self.sections[name], run)
            else:
                yield Part(start=start, groups=_grouped(self._passages((), run)))

    def _titled(self, section: Section, start: Milliseconds) -> Part:
        continued = section.id in self.shown
        self.shown.add(section.id)
        return Part(
            start=start,
            id=self._unique(section.id),
            section=section.id,
            level=section.level,
            emoji=section.emoji,
            heading=section.heading or self.titles.get(section.id, ""),
            continued=continued,
        )

    def _spoken(self, section: Section, run: Sequence[Utterance]) -> Part:
        part = self._titled(section, run[0].start)
        passages = self._passages(section.blocks, run)
        first = passages[0] if passages and run[0].block == HEADING else None
        spoken = _as_written(first, part.heading) if first else None
        return replace(
            part,
            spoken=spoken,
            groups=_grouped(passages[1:] if spoken else passages),
            links=() if part.continued else links(section),
        )

    def _passages(self, blocks: Sequence[Block], run: Sequence[Utterance]) -> list[Passage]:
        places = groupby(run, key=lambda each: (each.section, each.block, each.language))
        found = (
            self._passage(list(said), _block(blocks, section, index))
            for (section, index, _), said in places
        )
        return [passage for passage in found if passage]

    def _passage(self, said: Sequence[Utterance], block: Block | None) -> Passage | None:
        """What was said of a block; none when it holds nothing that can be seen."""
        first = said[0]
        words = (word for utterance in said for word in utterance.words)
        cut = sentences(words, first.language, block)
        if not cut:
            return None
        text = " ".join(sentence.text for sentence in cut)
        return Passage(
            id=self._unique(anchor(block.text if block and block.text else text)),
            time_id=self._time_id(cut[0].start),
            sentences=cut,
            language=first.language,
            block=block,
            adlib=first.section is None,
        )

    def _unique(self, wanted: str) -> str:
        name, count = wanted, 1
        while name in self.taken:
            count += 1
            name = f"{wanted}.{count}"
        self.taken.add(name)
        return name

    def _time_id(self, start: Milliseconds) -> str:
        name = f"t={start // 1000}"
        while name in self.taken:
            name = f"t={start / 1000:.3f}"
            start += 1
        self.taken.add(name)
        return name


def _runs(utterances: Sequence[Utterance]) -> Iterator[tuple[str, list[Utterance]]]:
    """Stretches of one section; an ad-lib belongs to the section before it, if there is one."""
    owners: list[str] = []
    for utterance in utterances:
        owners.append(utterance.section or (owners[-1] if owners else ""))
    owned = zip(owners, utterances, strict=True)
    for name, group in groupby(owned, key=lambda pair: pair[0]):
        yield name, [utterance for _, utterance in group]


def _as_written(spoken: Passage, heading: str) -> Passage | None:
    """A heading that was read out, in its own spelling; none when it was said otherwise."""
    if letters(spoken.text) != letters(heading):
        return None
    words = [word for sentence in spoken.sentences for word in sentence.words]
    return replace(spoken, sentences=(Sentence(spelled(words, heading), spoken.language),))


def _block(blocks: Sequence[Block], section: str | None, index: int | None) -> Block | None:
    return None if section is None or index is None or index == HEADING else blocks[index]


def _grouped(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], ...]:
    return tuple(tuple(group) for _, group in groupby(passages, key=_form))


def _form(passage: Passage) -> tuple[object, ...]:
    """What passages have in common that are shown as one."""
    if passage.block and passage.kind is BlockKind.LIST_ITEM:
        return passage.kind, passage.block.ordinal is None
    if passage.block and passage.kind is BlockKind.QUOTE:
        return passage.kind, passage.block.attribution
    return passage.kind, passage.id
