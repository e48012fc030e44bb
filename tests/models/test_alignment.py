from __future__ import annotations

from nexus_audio.models import Utterance, Word


def test_an_utterance_reaches_from_its_first_word_to_its_last() -> None:
    words = (
        Word(text="Guten", start=120, end=300, probability=1),
        Word(text="Tag", start=310, end=480, probability=1),
    )
    spoken = Utterance(section=None, block=None, language="de", words=words)
    assert (spoken.start, spoken.end, spoken.text) == (120, 480, "Guten Tag")
