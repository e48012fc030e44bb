"""What search engines are told of an episode and of the show: schema.org as JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nexus_audio.feed.license import license_address
from nexus_audio.models import Chapter, Enclosure, Episode, Milliseconds, Person, Show

CONTEXT = "https://schema.org"


def podcast_episode(
    show: Show,
    episode: Episode,
    enclosure: Enclosure,
    chapters: Sequence[tuple[Chapter, str]],
    *,
    page: str,
    base: str,
    media: str,
    cover: str,
    summary: str,
) -> dict[str, Any]:
    """A PodcastEpisode with its sound and its chapters; `chapters` are with their places."""
    return {"@context": CONTEXT} | _given(
        {
            "@type": "PodcastEpisode",
            "name": episode.title,
            "description": summary,
            "url": page,
            "mainEntityOfPage": page,
            "sameAs": episode.link,
            "datePublished": episode.date,
            "inLanguage": show.language,
            "episodeNumber": episode.number,
            "image": cover,
            "license": license_address(show),
            "timeRequired": duration(enclosure.duration),
            "author": [_person(person) for person in episode.people or show.people],
            "associatedMedia": _given(
                {
                    "@type": "AudioObject",
                    "contentUrl": media,
                    "encodingFormat": enclosure.type,
                    "contentSize": str(enclosure.length),
                    "duration": duration(enclosure.duration),
                    "transcript": f"{page.rpartition('/')[0]}/transcript.txt",
                }
            ),
            "partOfSeries": podcast_series(show, base=base, cover=cover),
            "hasPart": [_clip(chapter, f"{page}#{place}") for chapter, place in chapters],
        }
    )


def podcast_series(show: Show, *, base: str, cover: str) -> dict[str, Any]:
    """A PodcastSeries with its feed."""
    return _given(
        {
            "@type": "PodcastSeries",
            "name": show.title,
            "description": show.description,
            "url": f"{base}index.html",
            "sameAs": show.link,
            "webFeed": f"{base}feed.xml",
            "image": cover,
            "inLanguage": show.language,
            "author": {"@type": "Person", "name": show.author},
        }
    )


def duration(time: Milliseconds) -> str:
    """A duration as ISO 8601 writes it: `PT1H2M3S`."""
    minutes, seconds = divmod(time // 1000, 60)
    return f"PT{minutes // 60}H{minutes % 60}M{seconds}S"


def _person(person: Person) -> dict[str, Any]:
    return _given({"@type": "Person", "name": person.name, "url": person.url})


def _clip(chapter: Chapter, url: str) -> dict[str, Any]:
    return {
        "@type": "Clip",
        "name": chapter.title,
        "startOffset": chapter.start / 1000,
        "endOffset": chapter.end / 1000,
        "url": url,
    }


def _given(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value not in ("", None, [])}
