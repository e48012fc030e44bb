from __future__ import annotations

import re

import pytest

from nexus_audio.config import Speech
from nexus_audio.engines.sizes import SIZES, known
from nexus_audio.errors import ModelMissing


def test_every_size_is_pinned_to_one_revision_and_one_digest() -> None:
    for size, weights in SIZES.items():
        assert weights.size == size
        assert weights.repository.endswith(f"faster-whisper-{size}")
        assert re.fullmatch("[0-9a-f]{40}", weights.revision)
        assert re.fullmatch("[0-9a-f]{64}", weights.sha256)
        assert re.fullmatch("[0-9a-f]{64}", weights.checkpoint)
    assert len({weights.sha256 for weights in SIZES.values()}) == len(SIZES)


def test_the_default_model_is_known() -> None:
    weights = known(Speech().model)
    assert weights.bytes == 145_217_532
    assert weights.sha256 == "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"


@pytest.mark.parametrize(
    ("asked", "hint"),
    [("smal", "Choose small, "), ("large", "Choose large-v"), ("größe 🎙", "Choose tiny, tiny.en,")],
)
def test_an_unknown_size_is_answered_with_the_nearest(asked: str, hint: str) -> None:
    with pytest.raises(ModelMissing, match=asked) as raised:
        known(asked)
    assert raised.value.hint.startswith(hint)
