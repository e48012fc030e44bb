"""The show's page: all its episodes, newest first, and the search in all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from nexus_audio.feed.license import license_address
from nexus_audio.feed.links import web_address
from nexus_audio.models import Enclosure, Episode, Show
from nexus_audio.site import sources
from nexus_audio.site.linked import CONTEXT, podcast_series
from nexus_audio.site.passages import SCHEMA, compact
from nexus_audio.site.subscribe import ways
from nexus_audio.site.templates import render
from nexus_audio.site.words import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An episode as the show's page lists it."""

    episode: Episode
    enclosure: Enclosure
    chapters: Sequence[Mapping[str, Any]]
    """As in its `passages.json`: `id`, `title`, `emoji`, `start` and `end`."""

    @property
    def page(self) -> str:
        """Where its page lies below the root of the public tree."""
        return f"episodes/{quote(self.episode.slug)}/index.html"


def newest_first(episodes: Sequence[Listed]) -> list[Listed]:
    """The episodes in the order in which they are listed; raises ConfigError for a wrong date."""
    return sorted(
        episodes,
        key=lambda listed: (sources.moment(listed.episode), listed.episode.slug),
        reverse=True,
    )


def render_show(
    show: Show,
    episodes: Sequence[Listed],
    public_url: str,
    cover: str = "",
    templates: Path | None = None,
) -> str:
    """The page as HTML, for the root of the public tree.

    `public_url` ends with a slash and is only told to search engines and podcast apps, as
    is `cover`, the address of the show's picture; `templates` is the host's folder. Raises
    ConfigError for an episode without a date and for a faulty template.
    """
    said = words(show.language)
    return render(
        "show.html",
        show.language,
        templates,
        root="",
        show=show,
        license=license_address(show),
        episodes=[(sources.day(each.episode, said), each) for each in newest_first(episodes)],
        ways=ways(show, public_url),
        canonical=f"{public_url}index.html",
        picture=bool(cover),
        cover=cover,
        linked={"@context": CONTEXT} | podcast_series(show, base=public_url, cover=cover),
    )


def episodes_json(show: Show, episodes: Sequence[Listed]) -> str:
    """All episodes for programs, newest first: what each is called and where it is read."""
    listed = [
        {
            "slug": each.episode.slug,
            "title": each.episode.title,
            "number": each.episode.number,
            "date": each.episode.date,
            "duration": each.enclosure.duration,
            "page": each.page,
            "newsletter": web_address(each.episode.link),
        }
        for each in newest_first(episodes)
    ]
    about = {"schema": SCHEMA, "title": show.title, "language": show.language}
    return compact(about | {"episodes": listed})
