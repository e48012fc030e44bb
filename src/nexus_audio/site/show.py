"""The show's page: all its episodes, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nexus_audio.models import Chapter, Enclosure, Episode, Show
from nexus_audio.site import sources
from nexus_audio.site.templates import render
from nexus_audio.site.words import words


def render_show(
    show: Show,
    episodes: Sequence[tuple[Episode, Enclosure, Sequence[Chapter]]],
    public_url: str,
    templates: Path | None = None,
) -> str:
    """The page as HTML, for the root of the public tree.

    `public_url` is only told to search engines, `templates` is the host's folder. Raises
    ConfigError for an episode without a date and for a faulty template.
    """
    said = words(show.language)
    newest_first = sorted(
        episodes, key=lambda listed: (sources.moment(listed[0]), listed[0].slug), reverse=True
    )
    return render(
        "show.html",
        show.language,
        templates,
        root="",
        show=show,
        episodes=[(sources.day(listed[0], said), *listed) for listed in newest_first],
        canonical=f"{public_url.rstrip('/')}/index.html",
    )
