"""What the feed says of the show: everything in its channel but the items."""

from __future__ import annotations

from lxml import etree

from nexus_audio.feed import dates, tags, xml
from nexus_audio.feed.license import license_address
from nexus_audio.models import Show
from nexus_audio.namespace import Blocking, UpdateFrequency

SHOW = "feed/show.toml"
GENERATOR = "nexus-audio"


def add_channel(channel: etree._Element, show: Show, cover_url: str) -> None:
    """Fill a channel with all that `show.toml` says; `cover_url` is empty without a cover."""
    xml.add(channel, "title", show.title)
    xml.add(channel, "link", show.link)
    xml.add_html(channel, "description", show.description)
    xml.add(channel, "language", show.language)
    xml.add_if(channel, "copyright", show.copyright)
    xml.add(channel, "generator", GENERATOR)
    _add_cover(channel, show, cover_url)
    _add_itunes(channel, show)
    _add_podcast(channel, show)
    _add_more_podcast(channel, show)


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
    xml.add(channel, "itunes:explicit", xml.flag(show.explicit))
    xml.add(channel, "itunes:type", show.type)
    if show.email:
        owner = xml.add(channel, "itunes:owner")
        xml.add(owner, "itunes:name", show.author)
        xml.add(owner, "itunes:email", show.email)
    xml.add_if(channel, "itunes:new-feed-url", show.new_feed_url)
    # Apple gives these two a meaning only when they say Yes.
    xml.add_if(channel, "itunes:block", "Yes" if show.block and show.block.all else "")
    xml.add_if(channel, "itunes:complete", "Yes" if show.complete else "")


def _add_podcast(channel: etree._Element, show: Show) -> None:
    xml.add(channel, "podcast:guid", show.guid)
    locked = "yes" if show.locked else "no"
    xml.add(channel, "podcast:locked", locked, {"owner": show.email})
    xml.add(channel, "podcast:medium", show.medium)
    if show.license:
        xml.add(channel, "podcast:license", _license(show), {"url": license_address(show)})
    for funding in show.funding:
        xml.add(channel, "podcast:funding", funding.text, {"url": funding.url})
    tags.add_people(channel, show.people)
    tags.add_locations(channel, show.locations)
    tags.add_social(channel, show.social)
    tags.add_txt(channel, show.txt)


def _license(show: Show) -> str:
    """A known licence is written in small letters; one with its own address as the host does."""
    return show.license if show.license_url else show.license.lower()


def _add_more_podcast(channel: etree._Element, show: Show) -> None:
    if show.update_frequency:
        _add_frequency(channel, show.update_frequency)
    if show.block:
        _add_block(channel, show.block)
    _add_trailers(channel, show)
    _add_images(channel, show)
    if show.podroll:
        podroll = xml.add(channel, "podcast:podroll")
        for other in show.podroll:
            attributes = {"feedGuid": other.guid, "feedUrl": other.url, "title": other.title}
            xml.add(podroll, "podcast:remoteItem", attributes=attributes)


def _add_frequency(channel: etree._Element, frequency: UpdateFrequency) -> None:
    attributes = {
        "complete": "true" if frequency.complete else "",
        "dtstart": frequency.start,
        "rrule": frequency.rrule,
    }
    xml.add(channel, "podcast:updateFrequency", frequency.text, attributes)


def _add_block(channel: etree._Element, block: Blocking) -> None:
    if block.all:
        xml.add(channel, "podcast:block", "yes")
    for word, services in (("yes", block.services), ("no", block.allowed)):
        for service in services:
            xml.add(channel, "podcast:block", word, {"id": service})


def _add_trailers(channel: etree._Element, show: Show) -> None:
    for trailer in show.trailers:
        attributes = {
            "url": trailer.url,
            "pubdate": dates.written(dates.moment(trailer.date, SHOW)),
            "length": trailer.length,
            "type": trailer.type,
            "season": trailer.season,
        }
        xml.add(channel, "podcast:trailer", trailer.title, attributes)


def _add_images(channel: etree._Element, show: Show) -> None:
    for image in show.images:
        attributes = {
            "href": image.url,
            "alt": image.alt,
            "aspect-ratio": image.ratio,
            "width": image.width,
            "height": image.height,
            "type": image.type,
            "purpose": image.purpose,
        }
        xml.add(channel, "podcast:image", attributes=attributes)
