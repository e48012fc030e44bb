"""The reader's page of an episode: complete without its script, and from any host or file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from nexus_audio.feed.links import newsletter
from nexus_audio.models import Briefing, Chapter, Enclosure, Episode, Show, Utterance
from nexus_audio.site import sources
from nexus_audio.site.templates import render
from nexus_audio.site.transcript import ID, make_transcript, place
from nexus_audio.site.tree import skipped
from nexus_audio.site.words import words

DOWNLOADS = (
    ("transcript.txt", "TXT"),
    ("transcript.vtt", "WebVTT"),
    ("transcript.srt", "SRT"),
)


def render_page(
    *,
    show: Show,
    episode: Episode,
    briefing: Briefing,
    utterances: Sequence[Utterance],
    chapters: Sequence[Chapter],
    enclosure: Enclosure,
    public_url: str,
    templates: Path | None = None,
) -> str:
    """The page as HTML; `utterances` and `chapters` are on the episode's clock.

    Everything that it needs lies at a relative address; `public_url` is only told to
    search engines. `templates` is the host's folder. Raises ConfigError for an episode
    without a date and for a faulty template.
    """
    parts = make_transcript(briefing, utterances, chapters)
    said = words(show.language)
    spoken = {utterance.section for utterance in utterances if utterance.section}
    beside = [
        (section, newsletter(briefing, episode, section.id))
        for section in skipped(briefing, spoken)
    ]
    return render(
        "page.html",
        show.language,
        templates,
        root="../../",
        transcript_id=ID,
        show=show,
        episode=episode,
        day=sources.day(episode, said),
        summary=episode.summary or briefing.summary,
        people=episode.people or show.people,
        parts=parts,
        chapters=[(chapter, place(chapter, parts)) for chapter in chapters],
        skipped=beside,
        newsletter=newsletter(briefing, episode),
        enclosure=enclosure,
        media=_address(enclosure),
        formats=[
            (_address(each), PurePosixPath(each.name).suffix[1:].upper())
            for each in (enclosure, *enclosure.alternates)
        ],
        downloads=(*DOWNLOADS, ("chapters.txt", said.chapters)),
        canonical=f"{public_url.rstrip('/')}/episodes/{quote(episode.slug)}/index.html",
    )


def _address(enclosure: Enclosure) -> str:
    return f"../../media/{quote(enclosure.name)}"
