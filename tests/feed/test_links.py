from __future__ import annotations

from dataclasses import replace

import pytest

from nexus_audio.feed import links
from nexus_audio.models import Block, BlockKind, Link
from toy_episode import BRIEFING, EPISODE, FERRY


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://a.example/b?c=1&d=%20#e", "https://a.example/b?c=1&d=%20#e"),
        ("  HTTP://a.example/ü ", "http://a.example/ü"),
        ("https://a.example/x y(1)<\"'", "https://a.example/x%20y%281%29%3C%22'"),
        ("javascript:alert(1)", ""),
        ("data:text/html,<p>", ""),
        ("mailto:a@b.example", ""),
        ("//a.example/", ""),
        ("/pfad", ""),
        ("https:", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_only_what_leads_into_the_web_is_an_address(written: str, address: str) -> None:
    assert links.web_address(written) == address


def test_each_address_is_linked_once() -> None:
    assert [link.text for link in links.links(FERRY)] == ["Küstenblatt"]


def test_a_link_without_words_says_where_it_leads() -> None:
    written = (Link(text=" ", url="https://a.example/b"), Link(text="x", url="javascript:x"))
    block = Block(kind=BlockKind.PARAGRAPH, text="", links=written)
    found = links.links(replace(FERRY, blocks=(block,)))
    assert [(link.text, link.url) for link in found] == [("a.example", "https://a.example/b")]


def test_the_newsletter_is_where_the_host_or_the_text_says() -> None:
    assert links.newsletter(BRIEFING, EPISODE) == "https://deichpost.example/17/"
    assert links.newsletter(BRIEFING, EPISODE, "ä b").endswith("/17/#%C3%A4%20b")
    silent = replace(EPISODE, link="")
    assert links.newsletter(BRIEFING, silent, "watt") == ""
    told = replace(BRIEFING, url="https://deichpost.example/text")
    assert links.newsletter(told, silent) == "https://deichpost.example/text"


def test_the_first_picture_in_the_web_is_that_of_the_section() -> None:
    pictures = ("bild.png", "https://a.example/ä b.png", "https://a.example/c.png")
    blocks = tuple(Block(kind=BlockKind.CAPTION, text="", image=each) for each in pictures)
    assert links.image(replace(FERRY, blocks=blocks)) == "https://a.example/ä%20b.png"
    assert links.image(FERRY) == ""
