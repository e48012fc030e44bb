"""Show notes: what was spoken of, when, and where to read on.

The facts are gathered here, once; `note_forms` writes them. Emoji stay on the page: many
players show boxes for them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from urllib.parse import urlsplit

from nexus_audio.feed import clock
from nexus_audio.feed.chapter_forms import chapter_lines
from nexus_audio.feed.license import license_address
from nexus_audio.feed.links import links, newsletter, web_address
from nexus_audio.models import (
    Answer,
    Briefing,
    Chapter,
    Episode,
    Milliseconds,
    Reference,
    Section,
    SectionKind,
    Show,
    Utterance,
)
from nexus_audio.site import sources
from nexus_audio.site.tree import sections_spoken, skipped
from nexus_audio.site.words import Words, words

HOUR: Milliseconds = 3_600_000


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
    pages: Mapping[int, str],
    answers: Mapping[Milliseconds, Answer] | None = None,
) -> Notes:
    """The notes of an episode; `utterances`, `chapters` and `answers` are on its clock.

    `pages` are the addresses of the earlier episodes' pages by the number of their issue.
    `answers` are the slips that the host wants put right.
    """
    said = words(show.language)
    spoken = sections_spoken(utterances)
    return Notes(
        language=show.language,
        summary=_paragraphs(episode.summary or briefing.summary),
        chapters=chapter_lines(chapters),
        groups=(
            *_slips(answers or {}, said),
            *_spoken(briefing, spoken, said),
            *_beside(briefing, episode, spoken, pages, said),
        ),
        closing=tuple(_closing(show, episode, briefing, said)),
    )


def earlier_issues(
    briefing: Briefing, spoken: Collection[str], pages: Mapping[int, str], said: Words
) -> tuple[Entry, ...]:
    """The other issues that the spoken sections refer to, each with where it is heard or read.

    `pages` are the addresses of the earlier episodes' pages by the number of their issue.
    An issue of which nothing but its number is known is left out.
    """
    referred = sources.references(briefing, spoken)
    told = ((one, _earlier(one, pages, said)) for one in referred)
    return tuple(entry for reference, entry in told if entry.url or reference.title)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip())


def _slips(answers: Mapping[Milliseconds, Answer], said: Words) -> Iterator[Group]:
    """What was said otherwise than it is, with the time at which it was said."""
    entries = tuple(
        Entry(text=f"{_time(time)} {said.slip.format(one.spoken, one.written)}")
        for time, one in sorted(answers.items())
    )
    if entries:
        yield Group(title=said.slips, entries=entries)


def _time(moment: Milliseconds) -> str:
    return clock.short(moment, hours=moment >= HOUR)


def _spoken(briefing: Briefing, spoken: Collection[str], said: Words) -> Iterator[Group]:
    """What the sections that were spoken lead to."""
    for section in briefing.sections:
        entries = _sources(section, said)
        if section.id in spoken and entries:
            yield Group(title=section.heading or said.links, entries=entries)


def _sources(section: Section, said: Words) -> tuple[Entry, ...]:
    """Its links, and who is quoted; a quote that is linked has its link with it."""
    # A section that is a quote as a whole says so in its title.
    before = "" if section.kind is SectionKind.QUOTE else f"{said.quoted}: "
    quotes = [Entry(text=before + name, url=url) for name, url in sources.quoted(section)]
    quoted = {quote.url for quote in quotes}
    others = (Entry(text=link.text, url=link.url) for link in links(section))
    return (*(link for link in others if link.url not in quoted), *quotes)


def _beside(
    briefing: Briefing,
    episode: Episode,
    spoken: Collection[str],
    pages: Mapping[int, str],
    said: Words,
) -> Iterator[Group]:
    """The issues that were spoken of, and what only the newsletter has."""
    earlier = earlier_issues(briefing, spoken, pages, said)
    left_out = tuple(
        Entry(text=section.heading, url=newsletter(briefing, episode, section.id))
        for section in skipped(briefing, spoken)
    )
    for title, entries in ((said.earlier, earlier), (said.skipped, left_out)):
        if entries:
            yield Group(title=title, entries=entries)


def _earlier(reference: Reference, pages: Mapping[int, str], said: Words) -> Entry:
    """The episode of an issue, at the section that the text links to; else the issue itself."""
    issue = f"{said.issue} {reference.number}"
    written = web_address(reference.url)
    section = urlsplit(written).fragment
    page = pages.get(reference.number, "")
    return Entry(
        text=f"{issue}: {reference.title}" if reference.title else issue,
        url=f"{page}#{section}" if page and section else page or written,
    )


def _closing(show: Show, episode: Episode, briefing: Briefing, said: Words) -> Iterator[Entry]:
    written = newsletter(briefing, episode)
    if written:
        yield Entry(text=said.newsletter, url=written)
    if show.members_text:
        yield Entry(text=show.members_text, url=web_address(show.members_url))
    for person in episode.people or show.people:
        yield Entry(text=f"{said.people}: {person.name}", url=web_address(person.url))
    if show.license:
        yield Entry(text=f"{said.license}: {show.license}", url=license_address(show))
    if show.copyright:
        yield Entry(text=show.copyright)
