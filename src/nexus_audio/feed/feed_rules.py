"""What can be wrong in what a feed says of the show: one function a rule, one message a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import SplitResult, urlsplit

import feedparser
from lxml import etree

from nexus_audio.feed import vocabulary, xml
from nexus_audio.feed.published import Published, attribute, doubled, label, links, text

CHANNEL_TAGS = ("title", "link", "description", "language", "itunes:explicit")
DESCRIPTION_BYTES = 4000
"""Apple counts bytes, not letters."""
FEED_BYTES = 5_000_000
"""Where apps begin to give up, and feedvalidator does."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MARKUP = re.compile(r"</?(p|br|b|i|em|strong|a|span|div|ul|ol|li|h\d)\b[^>]*>|&[a-z]+;", re.I)
_ADDRESSES = ("url", "href", "uri", "feedUrl", "accountUrl")
_ADDRESS_TAGS = ("link", "url", xml.name("itunes:new-feed-url"))
_LINK = re.compile(r"""<a\s[^>]*?href\s*=\s*["']([^"']*)""", re.I)
ONCE = (
    *("title", "link", "description", "language", "copyright", "image"),
    *("itunes:author", "itunes:explicit", "itunes:image", "itunes:type", "itunes:new-feed-url"),
)
_TYPES = {
    "itunes:type": ("episodic", "serial"),
    "itunes:episodeType": ("full", "trailer", "bonus"),
}


def reads_back(published: Published) -> Iterator[str]:
    """A reader finds every item of the newest document."""
    read, written = feedparser.parse(published.source), published.channel.findall("item")
    if len(read.entries) != len(written):
        yield f"a reader finds {len(read.entries)} of {len(written)} episodes"


def channel_complete(published: Published) -> Iterator[str]:
    """The channel has the tags that directories require."""
    channel = published.channel
    yield from (f"the show has no {tag}" for tag in CHANNEL_TAGS if not text(channel, tag))
    if not attribute(channel, "itunes:category", "text"):
        yield "the show has no itunes:category"


def self_link(published: Published) -> Iterator[str]:
    """The feed names its own address: the one where it was asked for, or found."""
    selves, address = links(published.channel, "self"), published.address
    known = {address, published.origin.look(address).address} if address else set(selves)
    if len(selves) != 1 or selves[0] not in known:
        where = f", the feed lies at {published.address}" if published.address else ""
        yield f"atom:link rel=self is {' and '.join(selves) or 'missing'}{where}"


def items_last(published: Published) -> Iterator[str]:
    """All items stand after everything else of the channel."""
    tags = [child.tag for child in published.channel if isinstance(child.tag, str)]
    if "item" in tags and set(tags[tags.index("item") :]) != {"item"}:
        yield "something of the show stands after the first episode"


def explicit_is_plain(published: Published) -> Iterator[str]:
    """itunes:explicit is true or false."""
    for element in published.tags(xml.name("itunes:explicit")):
        if element.text not in ("true", "false"):
            yield f"itunes:explicit is {element.text!r}"


def language_known(published: Published) -> Iterator[str]:
    """The language is a code, as de or en-us."""
    written = text(published.channel, "language")
    if written and not _LANGUAGE.fullmatch(written):
        yield f"the language is {written!r}"


def categories_known(published: Published) -> Iterator[str]:
    """Category and subcategory stand in Apple's list, to the letter."""
    listed = vocabulary.categories()
    for category in published.channel.iterfind(xml.name("itunes:category")):
        name = category.get("text", "")
        if name and name not in listed:
            yield f"there is no category {name!r}{vocabulary.nearest(name, listed)}"
        for part in category.iterfind(xml.name("itunes:category")):
            written, parts = part.get("text", ""), listed.get(name)
            if parts is not None and written not in parts:
                near = vocabulary.nearest(written, parts)
                yield f"{name} has no subcategory {written!r}{near}"


def types_known(published: Published) -> Iterator[str]:
    """Show and episodes are of a type that Apple knows."""
    for tag, known in _TYPES.items():
        for element in published.tags(xml.name(tag)):
            if (element.text or "").lower() not in known:
                yield f"{tag} is {element.text!r}"


def titles_plain(published: Published) -> Iterator[str]:
    """No title holds HTML."""
    for element in published.tags("title"):
        if _MARKUP.search(element.text or ""):
            yield f"the title {element.text!r} holds HTML"


def descriptions_short(published: Published) -> Iterator[str]:
    """No description is longer than directories take."""
    for parent in (published.channel, *published.items):
        size = len((parent.findtext("description") or "").encode())
        if size > DESCRIPTION_BYTES:
            yield f"a description has {size} bytes"


def addresses_absolute(published: Published) -> Iterator[str]:
    """Every address is absolute and ASCII."""
    for element in published.tags("*"):
        tag = etree.QName(element).localname
        named = {key: element.get(key) for key in _ADDRESSES}
        if element.tag in _ADDRESS_TAGS:
            named[""] = (element.text or "").strip()
        for key, url in named.items():
            # Posts may lie in networks that have their own schemes, and media, too.
            usable = is_uri if key == "uri" else is_address
            if url is not None and not usable(url):
                yield f"{tag} has the address {url!r}"


def links_lead(published: Published) -> Iterator[str]:
    """Links in descriptions are whole: an app does not know where the text once stood."""
    for parent in (published.channel, *published.items):
        for tag in ("description", "content:encoded"):
            for url in _LINK.findall(parent.findtext(xml.name(tag)) or ""):
                if not split_address(unescape(url)).scheme:
                    yield f"{label(parent)}: {tag} links to {url!r}"


def feed_small(published: Published) -> Iterator[str]:
    """The newest document is not too long for apps."""
    if len(published.source) > FEED_BYTES:
        yield f"the feed has {len(published.source)} bytes"


def author_given(published: Published) -> Iterator[str]:
    """The show says whose it is."""
    if not text(published.channel, "itunes:author"):
        yield "the show has no itunes:author"


def show_tags_once(published: Published) -> Iterator[str]:
    """What a show says once, it says once."""
    yield from (f"the show has more than one {tag}" for tag in doubled(published.channel, ONCE))


def is_uri(url: str) -> bool:
    """Whether it is an address of any kind: a scheme, in ASCII, without blanks."""
    return bool(split_address(url).scheme) and url.isascii() and not re.search(r"\s", url)


def is_address(url: str) -> bool:
    """Whether it is a whole web address in ASCII, without blanks."""
    parts = split_address(url)
    whole = parts.scheme in ("http", "https") and bool(parts.netloc)
    return whole and url.isascii() and not re.search(r"\s", url)


def split_address(url: str) -> SplitResult:
    """The parts of an address; of one that is none at all there are none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")
