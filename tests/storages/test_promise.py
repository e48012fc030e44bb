from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.errors import FeedError
from nexus_audio.storages.promise import read_promise
from nexus_audio.storages.publication import PublishedEpisode
from toy_storages import PUBLIC_URL, media_name, write_tree

SLUG = "301-größe & „maß“"


@pytest.fixture
def feed(tmp_path: Path) -> bytes:
    return (write_tree(tmp_path, {SLUG: b"audio"}) / "feed.xml").read_bytes()


def rss(channel: str) -> bytes:
    return f"<rss><channel>{channel}</channel></rss>".encode()


def item(guid: str = "<guid>1</guid>", enclosure: str = 'url="u" length="1"') -> str:
    return f"<item><title>Folge</title>{guid}<enclosure {enclosure}/></item>"


def test_episodes_by_guid(feed: bytes) -> None:
    name = quote(media_name(SLUG, b"audio"))
    assert read_promise(feed, "feed.xml").episodes == {
        f"{PUBLIC_URL}guid/{SLUG}": PublishedEpisode(
            enclosure=f"{PUBLIC_URL}media/{name}", length=5
        )
    }


@pytest.mark.parametrize("public_url", [PUBLIC_URL, PUBLIC_URL.rstrip("/")])
def test_every_object_it_names_and_no_guid(feed: bytes, public_url: str) -> None:
    assert read_promise(feed, "feed.xml").keys(public_url) == (
        f"media/{media_name(SLUG, b'audio')}",
        f"episodes/{SLUG}/transcript.vtt",
        f"episodes/{SLUG}/chapters.json",
        "feed.xml",
        f"episodes/{SLUG}/index.html",
    )


def test_a_site_of_the_host_on_the_same_domain_is_none_of_ours() -> None:
    links = f'<link>{PUBLIC_URL}about</link><person href="{PUBLIC_URL}me"/>'
    assert read_promise(rss(links + item()), "feed.xml").keys(PUBLIC_URL) == ()


def test_objects_of_others_are_none_of_ours(feed: bytes) -> None:
    assert read_promise(feed, "feed.xml").keys("https://audio.example.org/brief") == ()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_key_survives_its_way_through_an_address(name: str) -> None:
    url = f"{PUBLIC_URL}media/{quote(name, safe='')}.mp3"
    feed = rss(f'<image href="{url}?from=feed#t=1"/>')
    assert read_promise(feed, "feed.xml").keys(PUBLIC_URL) == (f"media/{name}.mp3",)


def test_a_whole_tree_breaks_no_promise(feed: bytes) -> None:
    promise = read_promise(feed, "feed.xml")
    assert list(promise.broken(PUBLIC_URL, dict.fromkeys(promise.keys(PUBLIC_URL), 5).get)) == []


def test_what_is_missing_or_of_another_length_is_named(feed: bytes) -> None:
    promise = read_promise(feed, "feed.xml")
    sizes = {key: 6 for key in promise.keys(PUBLIC_URL) if not key.endswith(".vtt")}
    missing, longer = promise.broken(PUBLIC_URL, sizes.get)
    assert "transcript.vtt" in missing
    assert "6 bytes" in longer
    assert "says 5" in longer


@pytest.mark.parametrize(
    ("feed", "words"),
    [
        (b"", "not well-formed"),
        (b"<rss><channel>", "not well-formed"),
        (b"\xff\xfe", "not well-formed"),
        (rss(item(guid="")), "Folge has no guid"),
        (rss(item(guid="<guid> </guid>")), "Folge has no guid"),
        (rss("<item><guid>7</guid></item>"), "7 has no guid or no enclosure"),
        (rss(item(enclosure='length="1"')), "without address or length"),
        (rss(item(enclosure='url="u"')), "without address or length"),
        (rss(item(enclosure='url="u" length="-1"')), "without address or length"),
        (rss(item(enclosure='url="u" length="²"')), "without address or length"),
        (rss(item() + item()), "two items have the guid 1"),
    ],
)
def test_what_is_no_feed_is_refused(feed: bytes, words: str) -> None:
    with pytest.raises(FeedError, match=words) as caught:
        read_promise(feed, "feed/public/feed.xml")
    assert caught.value.subject == "feed/public/feed.xml"
    assert caught.value.hint


def test_no_file_is_read_through_an_entity(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    feed = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'.encode() + rss(
        item(guid="<guid>a&x;</guid>")
    )
    assert "secret" not in str(read_promise(feed, "feed.xml").episodes)


def test_the_guid_of_the_show_is_read() -> None:
    podcast = 'xmlns:podcast="https://podcastindex.org/namespace/1.0"'
    told = rss(f"<podcast:guid {podcast}> 9b024349 </podcast:guid>")
    assert read_promise(told, "feed.xml").show == "9b024349"
    assert read_promise(rss(""), "feed.xml").show == ""
