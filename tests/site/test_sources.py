from __future__ import annotations

from dataclasses import replace

import pytest

from nexus_audio.errors import ConfigError
from nexus_audio.site import sources
from nexus_audio.site.words import ENGLISH, GERMAN
from toy_episode import BRIEFING, EPISODE, FERRY, HARBOUR, SAYING


def test_who_is_quoted() -> None:
    twice = replace(SAYING, blocks=SAYING.blocks * 2)
    linked = ("Ruth Calder in ihrem Logbuch", "https://calder.example/log")
    assert sources.quoted(twice) == (linked,)
    bare = replace(SAYING, blocks=(replace(SAYING.blocks[0], links=()), *SAYING.blocks))
    assert sources.quoted(bare) == (linked,)
    assert sources.quoted(FERRY) == ()


def test_issues_are_referred_to_where_they_were_spoken_of() -> None:
    numbers = [each.number for each in sources.references(BRIEFING, {FERRY.id})]
    assert numbers == [12]
    every = replace(BRIEFING, references=BRIEFING.references * 2)
    numbers = [each.number for each in sources.references(every, {FERRY.id, HARBOUR.id})]
    assert numbers == [12, 9]


def test_an_issue_that_is_named_twice_has_the_title_that_is_told() -> None:
    named = replace(BRIEFING.references[0], title="")
    twice = replace(BRIEFING, references=(named, *BRIEFING.references))
    (found,) = sources.references(twice, {FERRY.id})
    assert found.title == "Ebbe im Netz"


def test_dates_are_written_out() -> None:
    assert sources.day(EPISODE, GERMAN) == "20. November 2026"
    assert sources.day(EPISODE, ENGLISH) == "20 November 2026"
    assert sources.day(replace(EPISODE, date="2026-03-01"), GERMAN) == "1. März 2026"


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigError, match="gestern") as caught:
        sources.day(replace(EPISODE, date="gestern"), GERMAN)
    assert caught.value.subject == "episodes/17-faehren/episode.toml"
