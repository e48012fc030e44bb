from __future__ import annotations

import re

import pytest

from nexus_audio.engines.hardware import Hardware, choice, choose, cuda_cards


@pytest.mark.parametrize(
    ("found", "engine", "reason"),
    [
        (Hardware(cuda=1, torch="rocm", whisper=True), "faster-whisper", "float16"),
        (Hardware(torch="mps", whisper=True), "openai-whisper", "Apple"),
        (Hardware(torch="rocm", whisper=True), "openai-whisper", "AMD"),
        (Hardware(torch="mps"), "faster-whisper", "nexus-audio\\[openai-whisper\\]"),
        (Hardware(whisper=True), "faster-whisper", "8-bit"),
        (Hardware(), "faster-whisper", "8-bit"),
    ],
)
def test_the_best_for_the_hardware_is_taken_with_its_reason(
    found: Hardware, engine: str, reason: str
) -> None:
    chosen = choose(found)
    assert chosen.engine == engine
    assert re.search(reason, chosen.reason)


def test_this_machine_has_an_answer() -> None:
    assert choice().reason
    assert cuda_cards() >= 0
