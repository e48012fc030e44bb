from __future__ import annotations

from math import inf

from align.texts import heard_of, spans, transcript_of
from nexus_audio.align.clock import Clock
from nexus_audio.align.onset import Islands

SAID = "eins zwei drei"
CLOCK = Clock(heard_of(SAID), transcript_of(SAID).words)


def test_the_pace_is_the_time_a_letter_takes() -> None:
    assert CLOCK.pace == 1200 / 12


def test_the_sound_has_a_pace_of_its_own_where_it_was_measured() -> None:
    assert CLOCK.pace_of(Islands.between(spans((0, 300)), 1500)) == 100
    assert CLOCK.pace_of(Islands.between((), 1500)) == inf


def test_tokens_have_the_words_they_come_from() -> None:
    assert CLOCK.word(1).text == "zwei"
    assert [word.text for word in CLOCK.words(range(1, 3))] == ["zwei", "drei"]
    assert CLOCK.words(range(0)) == ()
