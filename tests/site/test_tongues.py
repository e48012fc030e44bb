from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.models import Block, BlockKind, Foreign, Word
from nexus_audio.site.tongues import tongues

TEXT = "Auf Englisch: A harbour is a promise. Das gilt noch."
BLOCK = Block(
    kind=BlockKind.PARAGRAPH,
    text=TEXT,
    foreign=(Foreign(start=14, end=37, language="en"),),
)


def told(text: str, block: Block | None = BLOCK) -> str:
    """The languages of the words, a letter each."""
    words = [Word(text=word, start=0, end=1, probability=1) for word in text.split()]
    return "".join(language[0] for language in tongues(words, block, "de"))


@pytest.mark.parametrize(
    ("said", "languages"),
    [
        (TEXT, "ddeeeeeddd"),
        ("auf englisch a harbor is a promise, das gilt noch", "ddeeeeeddd"),
        ("A harbour is promised, a promise", "eeeeee"),
        ("Auf Englisch, ähm, A harbour", "dddee"),
        ("Ganz etwas anderes", "ddd"),
        ("", ""),
    ],
)
def test_words_have_the_language_of_the_text(said: str, languages: str) -> None:
    assert told(said) == languages


def test_a_text_of_one_language_is_that() -> None:
    assert told("A harbour", None) == "dd"
    assert told("A harbour", Block(kind=BlockKind.PARAGRAPH, text="A harbour")) == "dd"


@given(st.text("aAb. ", max_size=30), st.text("aAb. ", max_size=30))
def test_each_word_has_one(said: str, written: str) -> None:
    middle = len(written) // 2
    block = Block(
        kind=BlockKind.PARAGRAPH,
        text=written,
        foreign=(Foreign(start=0, end=middle, language="en"),),
    )
    assert len(told(said, block)) == len(said.split())
