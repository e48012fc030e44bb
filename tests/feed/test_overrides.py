from __future__ import annotations

from typing import Any

import pytest

from nexus_audio.errors import ConfigError
from nexus_audio.feed.overrides import Override, lost, read_overrides
from nexus_audio.models import Chapter


def test_corrections_are_read_in_their_order() -> None:
    written: list[dict[str, Any]] = [
        {"section": "ki", "start": "1:02.5", "title": "Künstliche Intelligenz"},
        {"section": "werbung", "drop": True},
        {"section": "schluss", "start": 90},
        {"start": "12:00", "title": "🎁 Verlosung"},
    ]
    found = read_overrides(written, ["ki", "werbung", "schluss", "mehr"])
    assert found == (
        Override(section="ki", start="1:02.5", title="Künstliche Intelligenz"),
        Override(section="werbung", drop=True),
        Override(section="schluss", start=90),
        Override(start="12:00", title="🎁 Verlosung"),
    )
    assert [each.start for each in found] == [62_500, None, 90_000, 720_000]


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"section": "kj"}, "no section 'kj'"),
        ({"title": "ohne Abschnitt"}, "both a start and a title"),
        ({"start": "1:00"}, "both a start and a title"),
        ({"start": "1:00", "title": "🎁"}, "both a start and a title"),
        ({"start": "1:00", "title": "Weg", "drop": True}, "both a start and a title"),
        ({}, "both a start and a title"),
        ({"section": "ki", "titel": "vertippt"}, "titel"),
        ({"section": "ki", "start": "gleich"}, "'gleich' is no time"),
        ({"section": "ki", "drop": "vielleicht"}, "drop"),
        ({"section": "ki", "start": "1:75"}, "'1:75' is no time"),
        ("ki", "must be a table"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_file_and_a_way_out(
    entry: object, says: str
) -> None:
    with pytest.raises(ConfigError, match=says) as caught:
        read_overrides([entry], ["ki"])
    assert caught.value.subject == "chapters.toml"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ([{"section": "ki", "title": "A"}, {"section": "ki", "start": 5}], "2 entries .* 'ki'"),
        ([{"section": "ki", "drop": True}] * 3, "3 entries"),
        ([{"start": 60, "title": "A"}, {"start": "1:00", "title": "B"}], "start at 00:01:00.000"),
        ([{"start": "1:00.5", "title": "A"}, {"section": "ki", "start": "1:01"}], "00:01:00.500"),
    ],
)
def test_entries_that_contradict_each_other_are_refused(
    written: list[dict[str, Any]], says: str
) -> None:
    with pytest.raises(ConfigError, match=says) as caught:
        read_overrides(written, ["ki"])
    assert caught.value.subject == "chapters.toml"
    assert caught.value.hint


def test_entries_a_second_apart_are_taken() -> None:
    written: list[dict[str, Any]] = [{"start": 60, "title": "A"}, {"start": 61, "title": "B"}]
    assert len(read_overrides(written, [])) == 2


def test_an_entry_of_which_no_chapter_came_is_told() -> None:
    overrides = (
        Override(section="ki", title="KI"),
        Override(section="werbung", drop=True),
        Override(section="sport", title="Sport"),
        Override(start="1:00", title="🎁 Verlosung"),
        Override(start="2:00", title="Nachtrag"),
    )
    chapters = [
        Chapter(start=0, end=60_000, title="KI", section="ki"),
        Chapter(start=60_000, end=90_000, title="Verlosung", emoji="🎁"),
    ]
    unspoken, short = lost(overrides, chapters)
    assert "'sport' has no chapter: it was not spoken" in unspoken
    assert "'Nachtrag' has no chapter" in short
