"""The reader's page of an episode: complete without its script, and from any host or file."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from nexus_audio.feed.license import license_address
from nexus_audio.feed.links import newsletter
from nexus_audio.models import Briefing, Chapter, Enclosure, Episode, Section, Show, Utterance
from nexus_audio.site import sources
from nexus_audio.site.linked import podcast_episode
from nexus_audio.site.neighbours import ROOM
from nexus_audio.site.notes import earlier_issues
from nexus_audio.site.subscribe import ways
from nexus_audio.site.templates import render
from nexus_audio.site.transcript import ID, Part, place
from nexus_audio.site.tree import sections_spoken, skipped
from nexus_audio.site.words import words

ROOT = "../../"
DOWNLOADS = (
    ("transcript.txt", "TXT"),
    ("transcript.vtt", "WebVTT"),
    ("transcript.srt", "SRT"),
)
SPEEDS = (0.75, 1, 1.25, 1.5, 1.75, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that the page of an episode is made of; times are on the episode's clock."""

    show: Show
    episode: Episode
    briefing: Briefing
    utterances: Sequence[Utterance]
    chapters: Sequence[Chapter]
    enclosure: Enclosure
    public_url: str
    """With a slash at its end; only told to search engines and podcast apps."""
    cover: str = ""
    """The name of the show's picture in the public tree; empty when there is none."""
    earlier: Mapping[int, str] = field(default_factory=dict)
    """The slugs of the earlier episodes by the number of their issue."""


def render_page(facts: Facts, parts: Sequence[Part], templates: Path | None = None) -> str:
    """The page as HTML, from the parts of its transcript.

    Everything that it needs lies at a relative address. `templates` is the host's folder.
    Raises ConfigError for an episode without a date and for a faulty template.
    """
    show, episode, enclosure = facts.show, facts.episode, facts.enclosure
    said, spoken = words(show.language), sections_spoken(facts.utterances)
    placed = [(chapter, place(chapter, parts)) for chapter in facts.chapters]
    summary = episode.summary or facts.briefing.summary
    canonical = f"{facts.public_url}episodes/{quote(episode.slug)}/index.html"
    cover = facts.public_url + facts.cover if facts.cover else ""
    media = f"{facts.public_url}media/{quote(enclosure.name)}"
    return render(
        "page.html",
        show.language,
        templates,
        root=ROOT,
        transcript_id=ID,
        room=ROOM.decode(),
        show=show,
        license=license_address(show),
        episode=episode,
        day=sources.day(episode, said),
        summary=summary,
        people=episode.people or show.people,
        parts=parts,
        chapters=placed,
        skipped=_beside(facts, spoken),
        earlier=earlier_issues(facts.briefing, spoken, _pages(facts), said),
        newsletter=newsletter(facts.briefing, episode),
        enclosure=enclosure,
        media=_address(enclosure),
        speeds=SPEEDS,
        formats=[
            (_address(each), PurePosixPath(each.name).suffix[1:].upper())
            for each in (enclosure, *enclosure.alternates)
        ],
        downloads=(*DOWNLOADS, ("chapters.txt", said.chapters)),
        ways=ways(show, facts.public_url),
        canonical=canonical,
        picture=bool(facts.cover),
        cover=cover,
        sound=media,
        linked=podcast_episode(
            show,
            episode,
            enclosure,
            placed,
            page=canonical,
            base=facts.public_url,
            media=media,
            cover=cover,
            summary=summary,
        ),
    )


def _beside(facts: Facts, spoken: Collection[str]) -> list[tuple[Section, str]]:
    """What only the newsletter has, with where it can be read."""
    return [
        (section, newsletter(facts.briefing, facts.episode, section.id))
        for section in skipped(facts.briefing, spoken)
    ]


def _pages(facts: Facts) -> dict[int, str]:
    """The pages of the earlier episodes by the number of their issue."""
    return {number: f"../{quote(slug)}/index.html" for number, slug in facts.earlier.items()}


def _address(enclosure: Enclosure) -> str:
    return f"{ROOT}media/{quote(enclosure.name)}"
