"""The feed's XML: its namespaces, and elements that only hold what XML 1.0 can hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from lxml import etree

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
ATOM = "http://www.w3.org/2005/Atom"
PSC = "http://podlove.org/simple-chapters"
HISTORY = "http://purl.org/syndication/history/1.0"

NAMESPACES = {
    "itunes": ITUNES,
    "podcast": PODCAST,
    "content": CONTENT,
    "atom": ATOM,
    "psc": PSC,
    "fh": HISTORY,
}

# Everything but the characters of XML 1.0, section 2.2; lxml raises on these.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@cache
def name(tag: str) -> str:
    """A prefixed name as lxml wants it: `itunes:image` is `{http://www.itunes.com/…}image`."""
    prefix, _, local = tag.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local


def clean(text: str) -> str:
    """Text without control characters, and without blanks around it, as PSP-1 asks."""
    # Nothing forbidden can be printed, and most texts can: that is told many times faster.
    return (text if text.isprintable() else _FORBIDDEN.sub("", text)).strip()


def add(
    parent: etree._Element,
    tag: str,
    text: str = "",
    attributes: Mapping[str, str | int | None] | None = None,
) -> etree._Element:
    """Append an element with its text and attributes, cleaned; empty attributes are left out."""
    element = etree.SubElement(parent, name(tag))
    for key, value in (attributes or {}).items():
        if value is not None and value != "":
            element.set(key, clean(str(value)))
    if text:
        element.text = clean(text) or None
    return element


def add_if(parent: etree._Element, tag: str, text: str) -> None:
    """Append an element if there is something to put into it."""
    if text:
        add(parent, tag, text)


def flag(value: bool) -> str:
    """Yes and no, as Apple and the podcast namespace write a truth value."""
    return "true" if value else "false"


def add_html(parent: etree._Element, tag: str, html: str) -> None:
    """Append an element that holds HTML as a CDATA section, which Apple asks for."""
    element = etree.SubElement(parent, name(tag))
    # A CDATA section cannot hold its own end mark; escaped text reads back the same.
    text = clean(html)
    element.text = text if "]]>" in text else etree.CDATA(text)


def serialize(root: etree._Element) -> bytes:
    """The document as indented UTF-8 with its XML declaration."""
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
