from __future__ import annotations

from typing import get_args

import pytest

from nexus_audio.audio.formats import FORMATS
from nexus_audio.config import Audio


def test_each_format_of_the_settings_is_there() -> None:
    inner = Audio.model_fields["formats"].annotation
    assert set(get_args(get_args(inner)[0])) == set(FORMATS)


@pytest.mark.parametrize(
    ("name", "mono", "channels", "expected"),
    [
        ("mp3", 96, 1, 96),
        ("mp3", 96, 2, 192),
        ("mp3", 192, 2, 320),
        ("m4a", 96, 1, 64),
        ("m4a", 64, 2, 96),
        ("opus", 96, 1, 48),
        ("opus", 320, 2, 320),
        ("opus", 32, 1, 16),
    ],
)
def test_bitrate(name: str, mono: int, channels: int, expected: int) -> None:
    assert FORMATS[name].bitrate(mono, channels) == expected
