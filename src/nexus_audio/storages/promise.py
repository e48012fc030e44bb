"""What a feed promises: episodes by guid, and objects under the show's public address."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from nexus_audio.errors import FeedError
from nexus_audio.storages.ledger import PublishedEpisode

_ATOM = "{http://www.w3.org/2005/Atom}link"
_SHOW = "{https://podcastindex.org/namespace/1.0}guid"
_NAMING = (
    ("enclosure", "url"),
    ("{*}transcript", "url"),
    ("{*}chapters", "url"),
    ("{*}trailer", "url"),
    ("{*}source", "uri"),
    ("{*}image", "href"),
    (_ATOM, "href"),
)
"""The elements that name what we publish; what else a feed links to may share our domain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """All that a feed names."""

    episodes: dict[str, PublishedEpisode]
    """By guid."""
    urls: tuple[str, ...]
    """Every address of a file that it names, in order."""
    folders: dict[str, str]
    """The address of the folder with an episode's documents, by guid, where it has one."""
    archive: str = ""
    """The address of the part with the next older episodes; empty when there is none."""
    show: str = ""
    """The show's own guid; empty when it tells none."""

    def with_archives(self, public_url: str, read: Callable[[str], bytes | None]) -> Promise:
        """All that the feed and its archives name; `read` gives the bytes of a key, or none."""
        parts, seen = [self], set[str]()
        key = _key(self.archive, public_url)
        while key and key not in seen and (document := read(key)) is not None:
            seen.add(key)
            parts.append(read_promise(document, key))
            key = _key(parts[-1].archive, public_url)
        return Promise(
            episodes={guid: one for part in reversed(parts) for guid, one in part.episodes.items()},
            urls=tuple(url for part in parts for url in part.urls),
            folders={guid: url for part in reversed(parts) for guid, url in part.folders.items()},
            show=self.show,
        )

    def prefix(self, guid: str, public_url: str) -> str:
        """The part that the keys of an episode's documents have in common; empty for none."""
        return (_key(self.folders.get(guid, ""), public_url) or "").removesuffix("index.html")

    def keys(self, public_url: str) -> tuple[str, ...]:
        """The keys of all objects that it names under the public address."""
        found = (_key(url, public_url) for url in self.urls)
        return tuple(dict.fromkeys(key for key in found if key is not None))

    def broken(self, public_url: str, size: Callable[[str], int | None]) -> Iterator[str]:
        """What it names that is not there, or not as long as it says, one sentence each."""
        for key in self.keys(public_url):
            if size(key) is None:
                yield f"the feed names {key}, which is not there"
        for guid, episode in self.episodes.items():
            name = _key(episode.enclosure, public_url)
            real = size(name) if name else None
            if real not in {None, episode.length}:
                yield f"{guid}: {name} has {real} bytes, but the feed says {episode.length}"


def read_promise(feed: bytes, subject: str) -> Promise:
    """Read a feed; raises FeedError where it is no feed with a guid and audio in each item."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(feed, parser)
    except etree.XMLSyntaxError as error:
        raise _wrong(f"not well-formed: {error}", subject) from error
    episodes: dict[str, PublishedEpisode] = {}
    folders: dict[str, str] = {}
    for item in root.iterfind("channel/item"):
        guid, episode = _episode(item, subject)
        if guid in episodes:
            raise _wrong(f"two items have the guid {guid}", subject)
        episodes[guid] = episode
        document = item.find("{*}transcript")
        if document is not None:
            folders[guid] = document.get("url", "").rpartition("/")[0] + "/"
    return Promise(
        episodes=episodes,
        urls=tuple(_urls(root)),
        folders=folders,
        archive=_archive(root),
        show=(root.findtext(f"channel/{_SHOW}") or "").strip(),
    )


def _episode(item: etree._Element, subject: str) -> tuple[str, PublishedEpisode]:
    guid = (item.findtext("guid") or "").strip()
    enclosure = item.find("enclosure")
    title = item.findtext("title") or guid or "an item"
    if not guid or enclosure is None:
        raise _wrong(f"{title} has no guid or no enclosure", subject)
    url, length = enclosure.get("url", ""), enclosure.get("length", "")
    if not url or not (length.isascii() and length.isdigit()):
        raise _wrong(f"{title} has an enclosure without address or length", subject)
    return guid, PublishedEpisode(enclosure=url, length=int(length))


def _archive(root: etree._Element) -> str:
    links = root.iterfind("channel/{http://www.w3.org/2005/Atom}link[@rel='prev-archive']")
    return next((link.get("href", "") for link in links), "")


def _urls(root: etree._Element) -> Iterator[str]:
    named = [
        element.get(attribute, "")
        for name, attribute in _NAMING
        for element in root.iterfind(f".//{name}")
    ]
    texts = [
        root.findtext("channel/image/url"),
        *(link.text for link in root.iterfind(".//item/link")),
    ]
    for value in (*named, *texts):
        if value and value.strip().startswith(("http://", "https://")):
            yield value.strip()


def _key(url: str, public_url: str) -> str | None:
    base = public_url.rstrip("/") + "/"
    if not url.startswith(base):
        return None
    key = unquote(urlsplit(url[len(base) :]).path)
    return key + "index.html" if key == "" or key.endswith("/") else key


def _wrong(message: str, subject: str) -> FeedError:
    return FeedError(
        message, subject=subject, hint="Build the feed again: nexus-audio build --all."
    )
