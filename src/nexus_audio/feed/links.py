"""What an issue leads to: the links of its sections, and where the issue itself can be read."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from nexus_audio.models import Briefing, Episode, Link, Section

_FOREIGN = re.compile(r"[\s\x00-\x1f\x7f\"<>\\^`{|}()]")
"""What RFC 3986 has no place for, and the brackets, which Markdown and many apps cut at."""


def web_address(url: str) -> str:
    """The URL as it can stand in any text; empty when it does not lead into the web."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    usable = parts.scheme.lower() in ("http", "https") and bool(parts.netloc)
    return _FOREIGN.sub(lambda found: quote(found[0]), parts.geturl()) if usable else ""


def links(section: Section) -> tuple[Link, ...]:
    """The links of a section into the web, each address once, each with words to click."""
    found: dict[str, Link] = {}
    for link in (link for block in section.blocks for link in block.links):
        url = web_address(link.url)
        if url:
            text = " ".join(link.text.split()) or urlsplit(url).netloc
            found.setdefault(url, Link(text=text, url=url))
    return tuple(found.values())


def image(section: Section) -> str:
    """The first picture of a section that lies in the web; empty when there is none."""
    found = (web_address(block.image) for block in section.blocks)
    return next(filter(None, found), "")


def newsletter(briefing: Briefing, episode: Episode, section: str = "") -> str:
    """Where the written issue, or a section of it, can be read; empty when nobody said."""
    url = web_address(episode.link or briefing.url)
    return f"{url}#{quote(section)}" if url and section else url
