from __future__ import annotations

import pytest

from nexus_audio.briefing.people import quoted


@pytest.mark.parametrize(
    ("attribution", "name"),
    [
        ("Ada Quill in einem Brief", "Ada Quill"),
        ("Ada Quill, Spans", "Ada Quill"),
        ("Ludwig van Beispiel", "Ludwig van Beispiel"),
        ("J. Quill", "J. Quill"),
        ("FT", ""),
        ("Nexus 77", ""),
        ("", ""),
    ],
)
def test_the_name_in_an_attribution(attribution: str, name: str) -> None:
    assert quoted(attribution) == name
