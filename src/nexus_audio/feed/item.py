"""What the feed says of one episode: its item, written once and put into every feed."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from urllib.parse import quote

from lxml import etree

from nexus_audio.errors import ConfigError
from nexus_audio.feed import clock, dates, tags, transcripts, xml
from nexus_audio.feed.chapter_forms import add_psc
from nexus_audio.models import Chapter, Enclosure, Episode, Milliseconds, Show
from nexus_audio.namespace import Soundbite

CHAPTERS_TYPE = "application/json+chapters"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One episode with all that its feed item tells."""

    episode: Episode
    enclosure: Enclosure
    chapters: tuple[Chapter, ...]
    description: str
    """HTML of at most 4000 bytes."""
    notes: str
    """The full show notes as HTML."""


def item_xml(item: Item, show: Show, public_url: str) -> bytes:
    """The lines of a feed that tell of an episode; raises FeedError for an unusable date.

    `public_url` is where the public tree lies. Its prefixes are those that the feed declares.
    """
    root = etree.Element("rss", nsmap=xml.NAMESPACES)
    channel = xml.add(root, "channel")
    _fill(xml.add(channel, "item"), item, show, public_url.rstrip("/") + "/")
    document = xml.serialize(root)
    start = document.index(b"    <item>")
    return document[start : document.rindex(b"  </channel>")]


def _fill(element: etree._Element, item: Item, show: Show, base: str) -> None:
    episode = item.episode
    folder = f"{base}episodes/{quote(episode.slug)}/"
    xml.add(element, "title", episode.title)
    xml.add(element, "link", f"{folder}index.html")
    xml.add(element, "guid", episode.guid, {"isPermaLink": "false"})
    xml.add(element, "pubDate", dates.written(dates.appeared(episode)))
    # feedparser takes whichever comes first for the summary.
    xml.add_html(element, "description", item.description)
    xml.add_html(element, "content:encoded", item.notes)
    _add_media(element, item.enclosure, base)
    _add_itunes(element, item)
    _add_podcast(element, episode)
    _add_transcripts(element, folder, show.language)
    if item.chapters:
        chapters = {"url": f"{folder}chapters.json", "type": CHAPTERS_TYPE}
        xml.add(element, "podcast:chapters", attributes=chapters)
        add_psc(element, item.chapters)


def _add_media(element: etree._Element, enclosure: Enclosure, base: str) -> None:
    media = {
        "url": f"{base}media/{quote(enclosure.name)}",
        "length": str(enclosure.length),
        "type": enclosure.type,
    }
    xml.add(element, "enclosure", attributes=media)
    for other in enclosure.alternates:
        _add_alternate(element, other, f"{base}media/{quote(other.name)}")


def _add_alternate(element: etree._Element, other: Enclosure, url: str) -> None:
    attributes = {
        "type": other.type,
        "length": str(other.length),
        "bitrate": str(other.length * 8000 // max(other.duration, 1)),
    }
    alternate = xml.add(element, "podcast:alternateEnclosure", attributes=attributes)
    xml.add(alternate, "podcast:source", attributes={"uri": url})
    integrity = {"type": "sri", "value": _integrity(other.sha256)}
    xml.add(alternate, "podcast:integrity", attributes=integrity)


def _integrity(sha256: str) -> str:
    """A hash as Subresource Integrity (W3C) writes it."""
    return "sha256-" + base64.b64encode(bytes.fromhex(sha256)).decode("ascii")


def _add_itunes(element: etree._Element, item: Item) -> None:
    episode = item.episode
    xml.add(element, "itunes:duration", str(round(item.enclosure.duration / 1000)))
    xml.add_if(element, "itunes:episode", str(episode.number or ""))
    xml.add_if(element, "itunes:season", str(episode.season or ""))
    xml.add(element, "itunes:episodeType", episode.type)
    xml.add(element, "itunes:explicit", xml.flag(episode.explicit))
    xml.add_if(element, "itunes:block", "Yes" if episode.block else "")
    if episode.image:
        xml.add(element, "itunes:image", attributes={"href": episode.image})


def _add_podcast(element: etree._Element, episode: Episode) -> None:
    if episode.season:
        name = {"name": episode.season_name}
        xml.add(element, "podcast:season", str(episode.season), name)
    if episode.number:
        display = {"display": episode.display}
        xml.add(element, "podcast:episode", str(episode.number), display)
    tags.add_people(element, episode.people)
    tags.add_locations(element, episode.locations)
    tags.add_social(element, episode.social)
    tags.add_txt(element, episode.txt)
    _add_soundbites(element, episode)


def _add_soundbites(element: etree._Element, episode: Episode) -> None:
    for bite in episode.soundbites:
        attributes = {
            "startTime": str(_start(bite, episode) / 1000),
            "duration": str(bite.duration),
        }
        xml.add(element, "podcast:soundbite", bite.title, attributes)


def _start(bite: Soundbite, episode: Episode) -> Milliseconds:
    try:
        return clock.parse(bite.start)
    except ConfigError as error:
        file = f"episodes/{episode.slug}/episode.toml"
        raise ConfigError(error.message, subject=file, hint=error.hint) from error


def _add_transcripts(element: etree._Element, folder: str, language: str) -> None:
    for name, kind in transcripts.TYPES.items():
        attributes = {"url": folder + name, "type": kind, "language": language}
        xml.add(element, "podcast:transcript", attributes=attributes)
