"""The feed: RSS 2.0 as Apple, PSP-1 and the podcast namespace ask for it.

`check` reads back what is written here, and tells who requires what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import quote

from lxml import etree

from nexus_audio.errors import FeedError
from nexus_audio.feed import transcripts, xml
from nexus_audio.feed.chapter_forms import add_psc
from nexus_audio.models import Chapter, Enclosure, Episode, Person, Show

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


def build_feed(show: Show, items: Sequence[Item], public_url: str, cover_url: str = "") -> bytes:
    """The feed as a document, newest episode first; raises FeedError for an unusable date.

    `public_url` is where the public tree lies; `cover_url` is empty when there is no cover.
    """
    base = public_url.rstrip("/") + "/"
    newest_first = sorted(
        items, key=lambda item: (_moment(item.episode), item.episode.slug), reverse=True
    )
    root = etree.Element("rss", nsmap=xml.NAMESPACES, version="2.0")
    channel = xml.add(root, "channel")
    _add_channel(channel, show, base, cover_url)
    if newest_first:
        xml.add(channel, "lastBuildDate", format_datetime(_moment(newest_first[0].episode)))
    for item in newest_first:
        _add_item(xml.add(channel, "item"), item, show, base)
    return xml.serialize(root)


def _add_channel(channel: etree._Element, show: Show, base: str, cover_url: str) -> None:
    self_link = {"href": f"{base}feed.xml", "rel": "self", "type": "application/rss+xml"}
    xml.add(channel, "title", show.title)
    xml.add(channel, "link", show.link)
    xml.add_html(channel, "description", show.description)
    xml.add(channel, "atom:link", attributes=self_link)
    xml.add(channel, "language", show.language)
    _add_if(channel, "copyright", show.copyright)
    xml.add(channel, "generator", "nexus-audio")
    _add_cover(channel, show, cover_url)
    _add_itunes(channel, show)
    _add_podcast(channel, show)


def _add_cover(channel: etree._Element, show: Show, cover_url: str) -> None:
    if not cover_url:
        return
    image = xml.add(channel, "image")
    for tag, text in (("url", cover_url), ("title", show.title), ("link", show.link)):
        xml.add(image, tag, text)
    xml.add(channel, "itunes:image", attributes={"href": cover_url})


def _add_itunes(channel: etree._Element, show: Show) -> None:
    xml.add(channel, "itunes:author", show.author)
    category = xml.add(channel, "itunes:category", attributes={"text": show.category})
    if show.subcategory:
        xml.add(category, "itunes:category", attributes={"text": show.subcategory})
    xml.add(channel, "itunes:explicit", _flag(show.explicit))
    xml.add(channel, "itunes:type", "episodic")
    if show.email:
        owner = xml.add(channel, "itunes:owner")
        xml.add(owner, "itunes:name", show.author)
        xml.add(owner, "itunes:email", show.email)


def _add_podcast(channel: etree._Element, show: Show) -> None:
    owner = {"owner": show.email} if show.email else {}
    xml.add(channel, "podcast:guid", show.guid)
    xml.add(channel, "podcast:locked", "yes" if show.locked else "no", owner)
    xml.add(channel, "podcast:medium", "podcast")
    _add_if(channel, "podcast:license", show.license.lower())
    if show.funding_url:
        xml.add(channel, "podcast:funding", show.funding_text, {"url": show.funding_url})
    _add_people(channel, show.people)


def _add_item(element: etree._Element, item: Item, show: Show, base: str) -> None:
    episode, enclosure = item.episode, item.enclosure
    folder = f"{base}episodes/{quote(episode.slug)}/"
    media = {
        "url": f"{base}media/{quote(enclosure.name)}",
        "length": str(enclosure.length),
        "type": enclosure.type,
    }
    xml.add(element, "title", episode.title)
    xml.add(element, "link", f"{folder}index.html")
    xml.add(element, "guid", episode.guid, {"isPermaLink": "false"})
    xml.add(element, "pubDate", format_datetime(_moment(episode)))
    # feedparser takes whichever comes first for the summary.
    xml.add_html(element, "description", item.description)
    xml.add_html(element, "content:encoded", item.notes)
    xml.add(element, "enclosure", attributes=media)
    _add_item_itunes(element, item)
    _add_people(element, episode.people)
    _add_transcripts(element, folder, show.language)
    if item.chapters:
        chapters = {"url": f"{folder}chapters.json", "type": CHAPTERS_TYPE}
        xml.add(element, "podcast:chapters", attributes=chapters)
        add_psc(element, item.chapters)


def _add_item_itunes(element: etree._Element, item: Item) -> None:
    episode = item.episode
    xml.add(element, "itunes:duration", str(round(item.enclosure.duration / 1000)))
    _add_if(element, "itunes:episode", str(episode.number or ""))
    _add_if(element, "itunes:season", str(episode.season or ""))
    xml.add(element, "itunes:episodeType", "full")
    xml.add(element, "itunes:explicit", _flag(episode.explicit))


def _add_transcripts(element: etree._Element, folder: str, language: str) -> None:
    for name, kind in transcripts.TYPES.items():
        attributes = {"url": folder + name, "type": kind, "language": language}
        xml.add(element, "podcast:transcript", attributes=attributes)


def _add_people(parent: etree._Element, people: Sequence[Person]) -> None:
    for person in people:
        fields = {"role": person.role, "href": person.url, "img": person.image}
        present = {key: value for key, value in fields.items() if value}
        xml.add(parent, "podcast:person", person.name, present)


def _add_if(parent: etree._Element, tag: str, text: str) -> None:
    if text:
        xml.add(parent, tag, text)


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _moment(episode: Episode) -> datetime:
    """The date of an episode with the zone that the host gave it."""
    try:
        moment = datetime.fromisoformat(episode.date)
    except ValueError as error:
        raise _unusable(episode) from error
    if moment.tzinfo is None:
        raise _unusable(episode)
    return moment


def _unusable(episode: Episode) -> FeedError:
    return FeedError(
        f"{episode.date!r} is no date with a time zone",
        subject=f"episodes/{episode.slug}/episode.toml",
        hint="Write it as 2026-11-23T06:00:00+01:00.",
    )
