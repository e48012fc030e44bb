from __future__ import annotations

from typing import Any

import pytest

from nexus_audio.errors import ConfigError
from nexus_audio.feed.overrides import Override, read_overrides


def test_corrections_are_found_by_section() -> None:
    written: list[dict[str, Any]] = [
        {"section": "ki", "start": "1:02.5", "title": "Künstliche Intelligenz"},
        {"section": "werbung", "drop": True},
        {"section": "schluss", "start": 90},
    ]
    assert read_overrides(written, ["ki", "werbung", "schluss", "mehr"]) == {
        "ki": Override(section="ki", start="1:02.5", title="Künstliche Intelligenz"),
        "werbung": Override(section="werbung", drop=True),
        "schluss": Override(section="schluss", start=90),
    }
    assert read_overrides(written, ["ki", "werbung", "schluss"])["ki"].start == 62_500


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ({"section": "kj"}, "no section 'kj'"),
        ({"title": "ohne Abschnitt"}, "section"),
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
