"""The pictures of an issue: those that show something, without icons, pixels and portraits."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from lxml.html import HtmlElement

from nexus_audio.briefing.cards import classes

SMALLEST = 100
"""Pixels; what is written as smaller is an icon, or counts who opens a mail."""

THUMBNAILS = {"kg-bookmark-thumbnail", "kg-audio-thumbnail"}
"""The classes of what shows where a box leads: of the picture, or of what is around it."""

_EMOJI = {"emoji", "wp-smiley"}
_ORNAMENT = re.compile(r"avatar|emoji|icon|logo|pixel|smiley|spacer|tracking")
_PIXELS = re.compile(r"(\d{1,5})(?:\.\d*)?(?:px)?$")
_ADDRESS = re.compile(r"https?://.")


def picture(image: HtmlElement, base: str) -> str:
    """The address of a picture; empty for an ornament, and for what lies nowhere on the web."""
    sizes = [_PIXELS.match(image.get(side) or "") for side in ("width", "height")]
    is_small = any(size and int(size[1]) < SMALLEST for size in sizes)
    if is_small or any(_ORNAMENT.search(name) for name in classes(image)):
        return ""
    # Pages that load their pictures late keep the address elsewhere.
    written = (image.get("data-src") or image.get("src") or "").strip()
    try:
        address = urljoin(base, written)
    except ValueError:
        return ""
    return address if written and _ADDRESS.match(address) else ""


def emoji(image: HtmlElement) -> str:
    """The emoji that a picture stands for, as WordPress puts pictures in their places."""
    return image.get("alt") or "" if _EMOJI & set(classes(image)) else ""


def thumbnail(box: HtmlElement, base: str) -> str:
    """The picture of a box that leads elsewhere; empty when it has none."""
    images = (
        image
        for image in box.iter("img")
        if THUMBNAILS & {*classes(image), *classes(image.getparent())}
    )
    return next(filter(None, (picture(image, base) for image in images)), "")
