from __future__ import annotations

from typing import Any

import pytest

from nexus_audio.errors import ConfigError
from nexus_audio.feed.overrides import Override, read_overrides


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
        ("ki", "dictionary"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_the_file_and_a_way_out(
    entry: object, says: str
) -> None:
    with pytest.raises(ConfigError, match=says) as caught:
        read_overrides([entry], ["ki"])
    assert caught.value.subject == "chapters.toml"
    assert caught.value.hint
