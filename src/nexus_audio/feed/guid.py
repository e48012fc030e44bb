"""The show's own guid, as the podcast namespace makes it of the address of its feed."""

from __future__ import annotations

import uuid

PODCAST_GUIDS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of podcast guids (podcast-namespace, docs/tags/guid.md)."""


def show_guid(feed_url: str) -> str:
    """The guid for a feed's address, without scheme and closing slashes.

    It is made once, and kept for ever, wherever the feed moves.
    """
    _, mark, rest = feed_url.partition("://")
    return str(uuid.uuid5(PODCAST_GUIDS, (rest if mark else feed_url).rstrip("/")))
