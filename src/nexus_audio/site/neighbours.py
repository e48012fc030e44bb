"""The way from an issue to the one before and the one after.

A new episode must not change the pages before it: they would all have to be built again.
So a page leaves room for this, which is filled when the public tree is laid out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from nexus_audio.models import Episode, Show
from nexus_audio.site import sources
from nexus_audio.site.templates import render

ROOM = b"<!--neighbours-->"
"""What a page has in the place; nothing that anybody wrote can look like it, it is escaped."""


def neighbours(
    show: Show, episodes: Sequence[Episode], templates: Path | None = None
) -> Mapping[str, str]:
    """For each episode, by slug, the HTML that leads to those beside it."""
    shown = sorted(episodes, key=lambda episode: (sources.moment(episode), episode.slug))
    around = zip([None, *shown], shown, [*shown[1:], None], strict=False)
    return {
        episode.slug: render(
            "neighbours.html", show.language, templates, previous=before, following=after
        )
        for before, episode, after in around
    }


def filled(page: bytes, between: str) -> bytes:
    """A page with its neighbours in the room that it left for them."""
    return page.replace(ROOM, between.strip().encode(), 1)
