"""What can be wrong with the files that listeners get, and with who serves them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from nexus_audio.feed.cover import read_picture
from nexus_audio.feed.feed_rules import split_address
from nexus_audio.feed.published import Published, attribute, label, media, text, written_duration

COVER_SIDES = range(1400, 3001)
"""Pixels of a square cover that Apple takes."""
FEED_TYPES = ("application/rss+xml", "application/xml", "text/xml")
_MEDIA = {
    ".mp3": ("audio/mpeg",),
    ".m4a": ("audio/x-m4a", "audio/mp4", "audio/m4a"),
    ".opus": ("audio/ogg", "audio/opus"),
    ".ogg": ("audio/ogg", "audio/vorbis"),
    ".aac": ("audio/aac", "audio/x-aac"),
    ".flac": ("audio/flac", "audio/x-flac"),
    ".wav": ("audio/wav", "audio/x-wav"),
    ".mp4": ("video/mp4", "audio/mp4"),
    ".m4v": ("video/x-m4v", "video/mp4", "audio/mp4"),
    ".mov": ("video/quicktime", "audio/mp4"),
    ".pdf": ("application/pdf",),
    ".m3u8": ("application/x-mpegurl", "application/x-mpegURL", "application/vnd.apple.mpegurl"),
}
"""The types that Apple (AppleTags) and PSP-1 name for these files, and IANA for the others."""
SLACK = 2000
"""Milliseconds that a file may play longer or shorter: seconds are rounded, frames filled up."""
_ENDINGS = {"png": (".png",), "jpeg": (".jpg", ".jpeg")}
_HEAD = 512 * 1024
"""A picture's facts stand at its beginning, behind what a camera wrote."""


def enclosures_there(published: Published) -> Iterator[str]:
    """The file of each enclosure, and of its other forms, is there."""
    for item in published.items:
        for url, _ in media(item):
            problem = published.origin.look(url).problem
            if problem:
                yield f"{label(item)}: {url!r}: {problem}"


def enclosures_measured(published: Published) -> Iterator[str]:
    """The length of each enclosure is that of its file."""
    for item in published.items:
        for url, element in media(item):
            answer, written = published.origin.look(url), element.get("length", "")
            if answer.size is not None and written != str(answer.size):
                yield f"{label(item)}: length is {written!r}, the file has {answer.size} bytes"


def durations_real(published: Published) -> Iterator[str]:
    """Each file plays as long as its episode says, to two seconds."""
    for item in published.items:
        written = written_duration(item)
        for url, _ in media(item):
            real = published.sound(url).duration
            if written and real is not None and abs(real - written) > SLACK:
                told = f"{text(item, 'itunes:duration')!r}, {url} plays for {real / 1000:.1f} s"
                yield f"{label(item)}: itunes:duration is {told}"


def enclosures_typed(published: Published) -> Iterator[str]:
    """The type of each enclosure is that of its name, of its bytes, and of its server's word."""
    for item in published.items:
        for url, element in media(item):
            written = element.get("type", "")
            ending = PurePosixPath(split_address(url).path).suffix.lower()
            expected = _MEDIA.get(ending, ())
            if not expected:
                yield f"{label(item)}: {url} does not end as a media file does"
                continue
            if written not in expected:
                yield f"{label(item)}: type is {written!r}, the name says {expected}"
                continue
            served = published.origin.look(url).type
            if served and served not in expected:
                yield f"{label(item)}: type is {written!r}, the server says {served!r}"
            found = published.sound(url).kind
            if found and found not in expected:
                yield f"{label(item)}: type is {written!r}, the file is {found}"


def media_ranged(published: Published) -> Iterator[str]:
    """The server gives parts of a media file, so that apps can jump."""
    for item in published.items:
        url = attribute(item, "enclosure", "url")
        if published.origin.look(url).ranges is False:
            yield f"{label(item)}: the server gives {url} only as a whole"


def heads_answered(published: Published) -> Iterator[str]:
    """The server answers HEAD for media and cover."""
    urls = [attribute(item, "enclosure", "url") for item in published.items]
    for url in (attribute(published.channel, "itunes:image", "href"), *urls):
        if url and published.origin.look(url).head is False:
            yield f"the server does not answer HEAD for {url}"


def versions_told(published: Published) -> Iterator[str]:
    """The server tells the version of the feed, so that apps need not fetch it again."""
    address = published.address
    if address and published.origin.look(address).versioned is False:
        yield f"the server gives neither ETag nor Last-Modified for {address}"


def feed_typed(published: Published) -> Iterator[str]:
    """The feed is served as one."""
    served = published.origin.look(published.address).type if published.address else ""
    if served and served not in FEED_TYPES:
        yield f"the feed is served as {served}"


def documents_shared(published: Published) -> Iterator[str]:
    """Players on other sites may read chapters and transcripts."""
    for item in published.items:
        for tag in ("podcast:chapters", "podcast:transcript"):
            url = attribute(item, tag, "url")
            if url and published.origin.look(url).shared is False:
                yield f"{label(item)}: {url} has no Access-Control-Allow-Origin"


def cover_fits(published: Published) -> Iterator[str]:
    """The cover is a square PNG or JPEG in RGB of the size that directories take."""
    url = attribute(published.channel, "itunes:image", "href")
    if not url:
        yield "the show has no cover"
        return
    yield from (f"the cover {fault}" for fault in _faults(published, url))
    for item in published.items:
        own = attribute(item, "itunes:image", "href")
        if own and not published.origin.look(own).problem:
            yield from (f"{label(item)}: its picture {fault}" for fault in _faults(published, own))


def _faults(published: Published, url: str) -> Iterator[str]:
    data = published.origin.read(url, _HEAD)
    if data is None:
        yield f"cannot be had: {url!r}: {published.origin.look(url).problem}"
        return
    picture = read_picture(data)
    if picture is None:
        yield "is no PNG or JPEG"
        return
    if picture.width != picture.height or picture.width not in COVER_SIDES:
        yield f"is {picture.width} × {picture.height}"
    if picture.colours != "RGB":
        yield f"is not in RGB: {picture.colours}"
    if picture.transparent:
        yield "has an alpha channel"
    if not split_address(url).path.lower().endswith(_ENDINGS[picture.kind]):
        yield f"is a {picture.kind} file, but is called {url}"
