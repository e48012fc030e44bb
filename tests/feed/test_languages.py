from __future__ import annotations

import pytest

from nexus_audio.feed.languages import is_foreign, primary


@pytest.mark.parametrize("tag", ["de", "de-AT", "DE", "de-Latn-CH", "de_CH"])
def test_german_is_german_everywhere(tag: str) -> None:
    assert primary(tag) == "de"
    assert not is_foreign("de", tag)
    assert not is_foreign(tag, "de")
    assert is_foreign(tag, "en-GB")
