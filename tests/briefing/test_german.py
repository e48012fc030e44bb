from __future__ import annotations

import pytest

from briefing.sayings import Saying, allows, sayings
from nexus_audio.briefing.spoken import phrases, spoken


@pytest.mark.parametrize("saying", sayings("german"), ids=lambda saying: saying.written)
def test_it_is_said(saying: Saying) -> None:
    assert tuple(token.text for token in spoken(saying.written, "de")) == saying.usual
    found = phrases(saying.written, "de")
    assert [way for way in saying.others if not allows(found, way)] == []
    assert [way for way in saying.never if allows(found, way)] == []
