"""The newsletter's own feed, RSS or Atom: one post an item."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any

import feedparser

from nexus_audio.briefing.dates import moment
from nexus_audio.briefing.markup import harmless
from nexus_audio.briefing.outline import FrontMatter
from nexus_audio.briefing.posts import Post
from nexus_audio.briefing.source import Source, clean
from nexus_audio.errors import BriefingError

MOST_ITEMS = 5_000
MOST_TAGS = 200_000
"""A feed of every issue of twenty years stays below both; a damaged one costs minutes above."""

_ITEM = re.compile(rb"<(?:item|entry)\b", re.I)


def read_feed(source: Source) -> list[Post]:
    """The posts in a feed; raises BriefingError, with the line, for what is none."""
    if len(_ITEM.findall(source.data)) > MOST_ITEMS or source.data.count(b"<") > MOST_TAGS:
        raise BriefingError(
            "there are too many items in this feed",
            subject=source.name,
            hint="Name the address of the issue's page instead.",
        )
    # The HTML of the items is cleaned where it is read, as every other.
    parsed = feedparser.parse(
        io.BytesIO(source.data), sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.entries:
        error = parsed.get("bozo_exception")
        line = error.getLineNumber() if hasattr(error, "getLineNumber") else 1
        raise BriefingError(
            "there are no items in this feed" if not error else "this feed is damaged",
            subject=f"{source.name}:{line}",
            hint="Open its address in a browser, and look whether it shows the issues.",
        )
    return [_post(entry, source.name) for entry in parsed.entries]


def _post(entry: Any, name: str) -> Post:
    contents = [each.get("value", "") for each in entry.get("content", [])]
    summary = entry.get("summary", "")
    return Post(
        front=FrontMatter(
            title=_line(entry.get("title", ""), name),
            date=moment(entry.get("published") or entry.get("updated") or ""),
            author=_line(entry.get("author", ""), name),
            summary=_line(summary, name) if contents else "",
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
