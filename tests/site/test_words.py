from __future__ import annotations

from dataclasses import astuple

import pytest

from nexus_audio.site.words import ENGLISH, GERMAN, Words, words

BOTH = pytest.mark.parametrize("said", [GERMAN, ENGLISH], ids=["de", "en"])


@pytest.mark.parametrize(
    ("language", "spoken"),
    [("de", "de"), ("de-AT", "de"), ("en", "en"), ("EN-gb", "en"), ("fr", "de"), ("", "de")],
)
def test_a_show_is_spoken_to_in_its_language(language: str, spoken: str) -> None:
    assert words(language).language == spoken


@BOTH
def test_nothing_is_left_unsaid(said: Words) -> None:
    assert all(astuple(said))


@BOTH
def test_a_year_has_twelve_months(said: Words) -> None:
    assert len(set(said.months)) == 12
