from __future__ import annotations

from dataclasses import replace

import pytest

from nexus_audio.errors import ConfigError
from nexus_audio.models import Block, BlockKind, Link
from nexus_audio.site import sources
from nexus_audio.site.words import ENGLISH, GERMAN
from toy_episode import BRIEFING, EPISODE, FERRY, HARBOUR, SAYING


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
    assert sources.web_address(written) == address


def test_each_address_is_linked_once() -> None:
    assert [link.text for link in sources.links(FERRY)] == ["Küstenblatt"]


def test_a_link_without_words_says_where_it_leads() -> None:
    links = (Link(text=" ", url="https://a.example/b"), Link(text="x", url="javascript:x"))
    block = Block(kind=BlockKind.PARAGRAPH, text="", links=links)
    found = sources.links(replace(FERRY, blocks=(block,)))
    assert [(link.text, link.url) for link in found] == [("a.example", "https://a.example/b")]


def test_who_is_quoted() -> None:
    twice = replace(SAYING, blocks=SAYING.blocks * 2)
    assert sources.quoted(twice) == ("Ruth Calder in ihrem Logbuch",)
    assert sources.quoted(FERRY) == ()


def test_issues_are_referred_to_where_they_were_spoken_of() -> None:
    numbers = [each.number for each in sources.references(BRIEFING, {FERRY.id})]
    assert numbers == [12]
    every = replace(BRIEFING, references=BRIEFING.references * 2)
    numbers = [each.number for each in sources.references(every, {FERRY.id, HARBOUR.id})]
    assert numbers == [12, 9]


def test_the_newsletter_is_where_the_host_or_the_text_says() -> None:
    assert sources.newsletter(BRIEFING, EPISODE) == "https://deichpost.example/17/"
    assert sources.newsletter(BRIEFING, EPISODE, "ä b").endswith("/17/#%C3%A4%20b")
    silent = replace(EPISODE, link="")
    assert sources.newsletter(BRIEFING, silent, "watt") == ""
    told = replace(BRIEFING, url="https://deichpost.example/text")
    assert sources.newsletter(told, silent) == "https://deichpost.example/text"


def test_dates_are_written_out() -> None:
    assert sources.day(EPISODE, GERMAN) == "20. November 2026"
    assert sources.day(EPISODE, ENGLISH) == "20 November 2026"
    assert sources.day(replace(EPISODE, date="2026-03-01"), GERMAN) == "1. März 2026"


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigError, match="gestern") as caught:
        sources.day(replace(EPISODE, date="gestern"), GERMAN)
    assert caught.value.subject == "episodes/17-faehren/episode.toml"
