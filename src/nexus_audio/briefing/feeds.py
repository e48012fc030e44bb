"""The newsletter's own feed, RSS or Atom: one post an item."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from html import unescape
from itertools import islice
from typing import Any
from xml.sax import SAXParseException

import feedparser

from nexus_audio.briefing.dates import moment
from nexus_audio.briefing.markup import harmless
from nexus_audio.briefing.outline import FrontMatter
from nexus_audio.briefing.posts import Post, matching
from nexus_audio.briefing.source import Source, clean, where
from nexus_audio.errors import BriefingError

MOST_ITEMS = 5_000
MOST_TAGS = 200_000
"""A feed of every issue of twenty years stays below both; a damaged one costs minutes above."""

_ITEM = re.compile(rb"<(?:item|entry)\b", re.I)


_END = re.compile(rb"</(?:rss|feed|rdf:RDF)\s*>")


def read_feed(source: Source, wanted: str = "") -> list[Post]:
    """The posts in a feed; raises BriefingError, with the line, for what is none.

    A damaged feed is read as far as it goes, unless the wanted issue is not in
    what is left of it, or may have been cut off.
    """
    _bound(source)
    # The HTML of the items is cleaned where it is read, as every other.
    parsed = feedparser.parse(
        io.BytesIO(source.data), sanitize_html=False, resolve_relative_uris=False
    )
    damaged = parsed.get("bozo_exception")
    line = damaged.getLineNumber() if isinstance(damaged, SAXParseException) else 0
    posts = [_post(entry, source.name) for entry in parsed.entries]
    if not posts or (line and not _is_whole(matching(posts, wanted), posts, source)):
        raise BriefingError(
            "this feed is damaged" if line else "there are no items in this feed",
            subject=f"{source.name}:{line or 1}",
            hint="Open its address in a browser, and look whether it shows the issues.",
        )
    return posts


def _bound(source: Source) -> None:
    """Refuse what would take the parser minutes."""
    items = (item.start() for item in _ITEM.finditer(source.data))
    tags = (tag.start() for tag in re.finditer(rb"<", source.data))
    flooded = next(islice(items, MOST_ITEMS, None), None) or next(islice(tags, MOST_TAGS, None), 0)
    if flooded:
        raise BriefingError(
            "there are too many items in this feed",
            subject=where(source.name, source.data, flooded),
            hint="Name the address of the issue's page instead.",
        )


def _is_whole(found: Sequence[Post], posts: Sequence[Post], source: Source) -> bool:
    """Whether what is wanted of a damaged feed is there: its last item may have been cut off."""
    may_be_cut = _END.search(source.data, max(0, len(source.data) - 1000)) is None
    return bool(found) and not (may_be_cut and found[-1] is posts[-1])


def _post(entry: Any, name: str) -> Post:
    contents = [each.get("value", "") for each in entry.get("content", [])]
    # Without a description feedparser gives the whole text as the summary, too.
    summary = entry.get("summary", "")
    told = "" if summary in contents else summary
    return Post(
        front=FrontMatter(
            title=_line(entry.get("title", ""), name),
            date=moment(entry.get("published") or entry.get("updated") or ""),
            author=_line(entry.get("author", ""), name),
            summary=_line(told, name) if contents else "",
            url=entry.get("link", ""),
            image=_image(entry),
            guid=entry.get("id", ""),
            categories=tuple(_line(tag.get("term") or "", name) for tag in entry.get("tags", [])),
        ),
        html=max([*contents, ""], key=len) or summary,
    )


def _image(entry: Any) -> str:
    media = [*entry.get("media_content", []), *entry.get("media_thumbnail", [])]
    enclosed = [each for each in entry.get("enclosures", []) if "image" in each.get("type", "")]
    addresses = [each.get("url") for each in media] + [each.get("href") for each in enclosed]
    return next((str(address) for address in addresses if address), "")


def _line(html: str, name: str) -> str:
    """The words of a title or summary, which may hold HTML or be cut off in the middle of it."""
    text = harmless(html, name).text_content() if "<" in html else unescape(html)
    return " ".join(clean(text).split())
