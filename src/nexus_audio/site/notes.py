"""Show notes: what was spoken of, when, and where to read on.

One list of facts is written as HTML, as Markdown, and as the short form that goes
into a feed's description. Emoji stay on the page: many players show boxes for them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import accumulate
from pathlib import Path

import nh3

from nexus_audio.errors import ConfigError
from nexus_audio.feed.chapter_forms import chapter_lines
from nexus_audio.models import Briefing, Chapter, Episode, Reference, Section, Show, Utterance
from nexus_audio.site import sources
from nexus_audio.site.templates import render
from nexus_audio.site.tree import skipped
from nexus_audio.site.words import Words, words

DESCRIPTION_BYTES = 4000
"""Apple's limit for a description, in bytes of UTF-8 and with its tags."""
SUMMARY_BYTES = 1000
"""A longer summary is clipped in the short form, so that it leaves room for chapters and links."""
TAGS = {"p", "ol", "ul", "li", "a", "strong", "em", "br"}
"""Apple shows the first five; PSP-1 adds the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line, which may be a link."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines under a title."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """All that the notes of an episode say."""

    language: str
    summary: tuple[str, ...]
    """Paragraphs."""
    chapters: tuple[str, ...]
    """A line for each chapter: its time and its title."""
    groups: tuple[Group, ...]
    closing: tuple[Entry, ...]

    def shortened(self, count: int) -> Notes:
        """The notes with only the first so many entries of their groups."""
        before = accumulate((len(group.entries) for group in self.groups), initial=0)
        kept = (
            replace(group, entries=group.entries[: max(0, count - start)])
            for group, start in zip(self.groups, before, strict=False)
        )
        return replace(self, groups=tuple(group for group in kept if group.entries))


def make_notes(
    show: Show,
    episode: Episode,
    briefing: Briefing,
    utterances: Sequence[Utterance],
    chapters: Sequence[Chapter],
) -> Notes:
    """The notes of an episode; `utterances` and `chapters` are on its clock."""
    said = words(show.language)
    spoken = {utterance.section for utterance in utterances if utterance.section}
    return Notes(
        language=show.language,
        summary=_paragraphs(episode.summary or briefing.summary),
        chapters=chapter_lines(chapters),
        groups=tuple(group for group in _groups(briefing, episode, spoken, said) if group.entries),
        closing=tuple(_closing(show, episode, briefing, said)),
    )


def html(notes: Notes, templates: Path | None = None) -> str:
    """The notes as HTML of the few tags that podcast apps show."""
    rendered = render("notes.html", notes.language, templates, notes=notes)
    return (
        nh3.clean(
            rendered,
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https"},
            link_rel=None,
        ).strip()
        + "\n"
    )


def markdown(notes: Notes, templates: Path | None = None) -> str:
    """The notes as CommonMark."""
    return render("notes.md", notes.language, templates, notes=notes).strip() + "\n"


def description(notes: Notes, templates: Path | None = None) -> str:
    """The notes as HTML of at most 4000 bytes: whole paragraphs and list items.

    A long summary is clipped, and entries are left out from the last one on. Where that is
    not enough the closing lines go, and then the chapters, all of them, because half a list
    would mislead. Raises ConfigError when the host's template leaves no room at all.
    """
    short = replace(notes, summary=_clipped(notes.summary))
    counts = range(sum(len(group.entries) for group in notes.groups) + 1)
    for base in (
        short,
        replace(short, closing=()),
        replace(short, chapters=()),
        replace(short, chapters=(), closing=()),
    ):
        forms = _Forms(base, templates)
        fitting = bisect_right(counts, DESCRIPTION_BYTES, key=forms.size)
        if fitting:
            return forms.html(counts[fitting - 1])
    raise ConfigError(
        f"it makes more than {DESCRIPTION_BYTES} bytes even of notes that say nothing",
        subject="feed/templates/notes.html",
        hint="Podcast apps cut a longer description anywhere; shorten what it says always.",
    )


@dataclass(frozen=True, slots=True)
class _Forms:
    """The HTML of notes by how many of their entries it has."""

    notes: Notes
    templates: Path | None

    def html(self, count: int) -> str:
        return html(self.notes.shortened(count), self.templates)

    def size(self, count: int) -> int:
        return len(self.html(count).encode())


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())


def _clipped(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The first paragraphs, or else the first words, that take at most `SUMMARY_BYTES`."""
    whole = _fitting(paragraphs, "<p></p>\n")
    if whole or not paragraphs:
        return whole
    clipped = " ".join(_fitting(paragraphs[0].split(), " "))
    return (f"{clipped} …",) if clipped else ()


def _fitting(pieces: Sequence[str], around: str) -> tuple[str, ...]:
    sizes = accumulate(len((escape(piece) + around).encode()) for piece in pieces)
    return tuple(piece for piece, size in zip(pieces, sizes, strict=True) if size <= SUMMARY_BYTES)


def _groups(
    briefing: Briefing, episode: Episode, spoken: Collection[str], said: Words
) -> Iterator[Group]:
    for section in briefing.sections:
        if section.id in spoken:
            yield Group(title=section.heading or said.links, entries=_sources(section, said))
    earlier = (_earlier(reference, said) for reference in sources.references(briefing, spoken))
    yield Group(title=said.earlier, entries=tuple(earlier))
    beside = (
        Entry(text=section.heading, url=sources.newsletter(briefing, episode, section.id))
        for section in skipped(briefing, spoken)
    )
    yield Group(title=said.skipped, entries=tuple(beside))


def _sources(section: Section, said: Words) -> tuple[Entry, ...]:
    links = (Entry(text=link.text, url=link.url) for link in sources.links(section))
    quotes = (Entry(text=f"{said.quoted}: {name}") for name in sources.quoted(section))
    return (*links, *quotes)


def _earlier(reference: Reference, said: Words) -> Entry:
    issue = f"{said.issue} {reference.number}"
    text = f"{issue}: {reference.title}" if reference.title else issue
    return Entry(text=text, url=sources.web_address(reference.url))


def _closing(show: Show, episode: Episode, briefing: Briefing, said: Words) -> Iterator[Entry]:
    written = sources.newsletter(briefing, episode)
    if written:
        yield Entry(text=said.newsletter, url=written)
    for person in episode.people or show.people:
        yield Entry(text=f"{said.people}: {person.name}", url=sources.web_address(person.url))
    if show.license:
        yield Entry(text=f"{said.license}: {show.license}")
    if show.copyright:
        yield Entry(text=show.copyright)
