from __future__ import annotations

from spellchecker import SpellChecker

from nexus_audio.briefing import names
from nexus_audio.briefing.names import hard_names
from nexus_audio.models import Block, BlockKind, Section, SectionKind


def test_what_no_dictionary_knows_is_hard_to_say() -> None:
    text = "Waymo und OpenAI bauen eine Wertschöpfungskette. Das Zalando-Haus in Berlin, Waymo!"
    block = Block(kind=BlockKind.PARAGRAPH, text=text)
    section = Section(id="a", kind=SectionKind.TOPIC, level=2, heading="🔥 Der UMG-Plan")
    assert hard_names(section) == ["UMG"]
    known = Section(id="a", kind=SectionKind.TOPIC, level=2, heading="Wale", blocks=(block,))
    assert hard_names(known) == ["Waymo", "OpenAI", "Zalando"]


def test_the_dictionaries_are_those_of_the_package() -> None:
    words = SpellChecker(language=["de", "en"]).word_frequency.words()
    assert names._dictionary() == frozenset(words)
