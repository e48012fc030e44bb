from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.briefing.languages import identify, main_language, with_languages
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
    told = with_languages(blocks, "de")
    assert [block.language for block in told] == ["de", "en", "en", "de", "de"]


GERMAN = "Die Fähre fährt heute nur bis zum Leuchtturm."
ENGLISH = "The ferry only goes as far as the lighthouse today."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"Sie sagte: „{ENGLISH}“", "de"),
        (f"„{ENGLISH}“, sagte sie, „{ENGLISH} {ENGLISH}“", "de"),
        (f"{GERMAN} Oder: “{ENGLISH} {ENGLISH}”", "de"),
        (f"“{ENGLISH}”", "en"),
        (f"FT: “{ENGLISH}”", "en"),
        (f"{ENGLISH} In German: „{GERMAN}“", "en"),
        ("„Harbour Labs“ ist da.", "de"),
        ("", "de"),
    ],
)
def test_what_stands_around_quotations_is_the_main_language(text: str, language: str) -> None:
    assert main_language(text, "de") == language


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        (f"Sie sagte: „{ENGLISH}“ Und weiter?", [(f"„{ENGLISH}“", "en")]),
        (
            f"{GERMAN} We'll get there when we get there. {GERMAN}",
            [("We'll get there when we get there.", "en")],
        ),
        (f"{GERMAN} {ENGLISH} {ENGLISH}", [(GERMAN, "de")]),
        (
            f"{GERMAN} {GERMAN} {ENGLISH} {GERMAN} {ENGLISH} {ENGLISH}",
            [(ENGLISH, "en"), (f"{ENGLISH} {ENGLISH}", "en")],
        ),
        (f"“{ENGLISH}” und «{ENGLISH}»", [(f"“{ENGLISH}”", "en"), (f"«{ENGLISH}»", "en")]),
        (f"They called it „{GERMAN}“ and that was all there was to it.", [(f"„{GERMAN}“", "de")]),
        (f'Das hieß "{ENGLISH}", hieß es.', [(f'"{ENGLISH}"', "en")]),
        ("Das Buch „The Long Harbour“ von Ada Quill ist gut.", []),
        ("Smart Home, Internet of Things, Machine Learning. Das war viel auf einmal.", []),
        ("Move fast and break things war gestern, heute ist es anders.", []),
        (GERMAN, []),
        ("", []),
    ],
)
def test_passages_in_another_language_are_known(text: str, foreign: list[tuple[str, str]]) -> None:
    (block,) = with_languages([Block(kind=BlockKind.PARAGRAPH, text=text)], "de")
    assert [(text[each.start : each.end], each.language) for each in block.foreign] == foreign


@given(
    pieces=st.lists(
        st.one_of(
            st.sampled_from([GERMAN, ENGLISH, "„", "“", '"', "»", ". "]), st.text(max_size=9)
        ),
        max_size=12,
    )
)
def test_foreign_passages_are_ordered_and_lie_in_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    (block,) = with_languages([Block(kind=BlockKind.PARAGRAPH, text=text)], "de")
    end = 0
    for passage in block.foreign:
        assert end <= passage.start < passage.end <= len(text)
        assert passage.language != block.language
        end = passage.end


def test_the_model_is_loaded_only_when_it_is_needed() -> None:
    code = "import sys, nexus_audio.briefing; sys.exit('py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
