from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from nexus_audio import codec
from nexus_audio.feed import xml
from nexus_audio.feed.item import Item, item_xml
from nexus_audio.feed.rss import build_feed
from nexus_audio.models import Show

CASE = json.loads(
    (Path(__file__).parents[1] / "data" / "feeds" / "alles.in.json").read_text(encoding="utf-8")
)
SHOW = codec.from_plain(Show, CASE["show"])
ITEM = codec.from_plain(Item, CASE["items"][0])


def read(item: Item) -> etree._Element:
    """The item as a reader of the whole feed finds it."""
    written = item_xml(item, SHOW, "https://pod.example")
    feed = build_feed(SHOW, [(item.episode, written)], "https://pod.example")["feed.xml"]
    (found,) = etree.fromstring(feed).iterfind("channel/item")
    return found


@given(st.text(), st.text())
def test_any_title_and_notes_are_read_back(title: str, notes: str) -> None:
    found = read(replace(ITEM, episode=replace(ITEM.episode, title=title), notes=notes))
    assert (found.findtext("title") or "") == xml.clean(title)
    written = found.findtext(xml.name("content:encoded")) or ""
    assert written == xml.clean(notes).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("notes", ["    <item>", "  </channel>\n</rss>", "]]>", "<![CDATA[x]]>"])
def test_notes_that_look_like_a_feed_do_no_harm(notes: str) -> None:
    assert read(replace(ITEM, notes=notes)).findtext(xml.name("content:encoded")) == notes.strip()


def test_the_other_formats_have_their_hash() -> None:
    alternate = read(ITEM).find(xml.name("podcast:alternateEnclosure"))
    assert alternate is not None
    integrity = alternate.find(xml.name("podcast:integrity"))
    assert integrity is not None
    # sha256 of nothing, as `openssl dgst -sha256 -binary | base64` gives it.
    assert integrity.get("value") == "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    assert alternate.get("bitrate") == "32000"


def test_no_number_is_no_tag() -> None:
    found = read(replace(ITEM, episode=replace(ITEM.episode, number=None, season=None)))
    for tag in ("itunes:episode", "itunes:season", "podcast:episode", "podcast:season"):
        assert found.find(xml.name(tag)) is None
