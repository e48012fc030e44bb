from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.errors import FeedError
from nexus_audio.feed.origin import TreeOrigin
from nexus_audio.feed.published import label, links, open_published

URL = "https://pod.example/"
ATOM = 'xmlns:atom="http://www.w3.org/2005/Atom"'


def document(title: str, older: str = "") -> bytes:
    link = f'<atom:link rel="prev-archive" href="{URL}{older}"/>' if older else ""
    item = f"<item><title>{title}</title></item>"
    return f"<rss {ATOM}><channel>{link}{item}</channel></rss>".encode()


def write(tree: Path, **documents: bytes) -> TreeOrigin:
    for name, content in documents.items():
        (tree / f"{name}.xml").write_bytes(content)
    return TreeOrigin(tree, URL)


def test_the_archives_are_read_too(tmp_path: Path) -> None:
    origin = write(tmp_path, b=document("Mitte", "a.xml"), a=document("Älteste"))
    published = open_published(document("Neueste", "b.xml"), origin)
    assert [label(item) for item in published.items] == ["'Neueste'", "'Mitte'", "'Älteste'"]
    assert links(published.channel, "prev-archive") == [f"{URL}b.xml"]


def test_an_archive_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FeedError) as caught:
        open_published(document("Neueste", "b.xml"), write(tmp_path))
    assert caught.value.subject == f"{URL}b.xml"


def test_archives_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    origin = write(tmp_path, b=document("Mitte", "b.xml"))
    with pytest.raises(FeedError, match="circle"):
        open_published(document("Neueste", "b.xml"), origin)


@pytest.mark.parametrize("source", [b"", b"<rss/>", b"<rss>", b"\xff", b"{}"])
def test_what_is_no_feed_is_told(tmp_path: Path, source: bytes) -> None:
    with pytest.raises(FeedError):
        open_published(source, write(tmp_path))


def test_entities_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "geheim").write_text("geheim")
    evil = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/geheim">]>'.encode()
    source = evil + b"<rss><channel><item><title>&x;</title></item></channel></rss>"
    assert "geheim" not in label(open_published(source, write(tmp_path)).items[0])


def test_json_is_read_once_and_damage_is_nothing(tmp_path: Path) -> None:
    published = open_published(document("Neueste"), write(tmp_path))
    (tmp_path / "c.json").write_text("[1]")
    (tmp_path / "d.json").write_text("{")
    assert published.json(f"{URL}c.json") == [1]
    assert published.json(f"{URL}d.json") is None
    assert published.json(f"{URL}e.json") is None
    (tmp_path / "c.json").unlink()
    assert published.json(f"{URL}c.json") == [1]
