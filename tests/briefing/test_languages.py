from __future__ import annotations

import subprocess
import sys

import pytest

from nexus_audio.briefing.languages import block_languages, identify
from nexus_audio.models import Block, BlockKind


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Die Fähre fährt heute nur bis zum Leuchtturm.", "de"),
        ("The ferry only goes as far as the lighthouse today.", "en"),
        ("Das Start-up Harbour Labs baut Open-Source-Software für Smart Cities.", "de"),
        ("For the record: Ich glaube nicht daran.", "de"),
        ("Harbour Labs", "de"),
        ("Like a dog", "de"),
        ("— Ada Quill, Slow Reading", "de"),
        ("", "de"),
        ("1 2 3 4 5 6", "de"),
    ],
)
def test_a_text_is_identified(text: str, language: str) -> None:
    assert identify(text) == language


def test_a_short_text_takes_the_default() -> None:
    assert identify("Kein Wunder.", "en") == "en"


def test_a_short_quote_speaks_as_the_quote_before_it() -> None:
    quote, paragraph = BlockKind.QUOTE, BlockKind.PARAGRAPH
    blocks = [
        Block(kind=paragraph, text="FT:"),
        Block(kind=quote, text="The harbour was closed for the whole of the winter."),
        Block(kind=quote, text="Nobody minded."),
        Block(kind=paragraph, text="Kein Wunder."),
        Block(kind=quote, text="Wirklich niemand."),
    ]
    assert list(block_languages(blocks, "de")) == ["de", "en", "en", "de", "de"]


def test_the_model_is_loaded_only_when_it_is_needed() -> None:
    code = "import sys, nexus_audio.briefing; sys.exit('py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
