"""The ways to subscribe: a button for each app that takes an address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from nexus_audio.feed.links import web_address
from nexus_audio.models import Show

ANTENNAPOD = "https://antennapod.org/deeplink/subscribe?url="
"""Opens AntennaPod where it is installed, and tells where to get it where it is not
(AntennaPod, "Subscribe links for podcasters")."""


@dataclass(frozen=True, slots=True)
class Way:
    """An app, or the feed itself, and where its button leads."""

    name: str
    url: str


def ways(show: Show, public_url: str) -> tuple[Way, ...]:
    """Where listeners can subscribe, the feed's own address last.

    Apple Podcasts opens a feed by the scheme `podcast:` where the show has no page there;
    Spotify knows only shows that were handed in.
    """
    feed = f"{public_url}feed.xml"
    beyond = feed.partition("://")[2]
    found = (
        Way("Apple Podcasts", web_address(show.apple_url) or f"podcast://{beyond}"),
        Way("Spotify", web_address(show.spotify_url)),
        Way("AntennaPod", f"{ANTENNAPOD}{quote(feed, safe='')}"),
        Way("RSS", feed),
    )
    return tuple(way for way in found if way.url)
