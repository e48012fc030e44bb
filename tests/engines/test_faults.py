"""Each thing that Whisper is known to do wrong, made to happen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nexus_audio.engines.faults import TOLERABLE, believed, looped, unexplained, without_loops
from nexus_audio.engines.words import segment_of
from nexus_audio.models import Segment, Span
from toy_engine import said

SPOKEN = (Span(start=0, end=4000),)


@pytest.mark.parametrize(
    "line",
    [
        "Untertitel der Amara.org-Community",
        "Untertitelung des ZDF, 2020",
        "Untertitel im Auftrag des ZDF für funk",
        "Vielen Dank fürs Zuschauen!",
        "Copyright WDR 2021",
        "Thanks for watching!",
    ],
)
def test_an_invented_line_in_silence_is_not_believed(line: str) -> None:
    in_silence = said(line, start=5000)
    assert believed([said("Guten Tag"), in_silence], SPOKEN) == (said("Guten Tag"),)
    half = (Span(start=5000, end=5100),)  # a cough under it
    assert believed([in_silence], half) == ()
    unsure = said(line, probability=0.3)
    assert believed([unsure], SPOKEN) == ()


@pytest.mark.parametrize(
    "line", ["Untertitel schreibt jetzt eine Maschine", "Vielen Dank fürs Zuhören und bis morgen"]
)
def test_the_same_words_are_believed_where_somebody_says_them(line: str) -> None:
    assert believed([said(line)], SPOKEN) == (said(line),)


def test_any_line_in_silence_is_not_believed() -> None:
    assert believed([said("Ein ganz gewöhnlicher Satz", start=5000)], SPOKEN) == ()


def test_words_that_fill_the_speech_explain_it() -> None:
    assert unexplained([said("Der Hafen wird in diesem Jahr viel tiefer gebaggert")], SPOKEN) <= 400
    assert unexplained([], SPOKEN) == 4000
    assert unexplained([], ()) == 0


def test_a_word_of_impossible_length_hides_a_retake() -> None:
    words = list(said("Der Hafen wird tiefer").words)
    words[1] = replace(words[1], end=words[1].end + 2400)
    words[2:] = [replace(one, start=one.start + 2400, end=one.end + 2400) for one in words[2:]]
    assert unexplained([segment_of(words, "de")], SPOKEN) > TOLERABLE


def loop(phrase: str, rounds: int, each: int) -> Segment:
    return said("Vorher " + " ".join([phrase] * rounds) + " danach", each=each)


@pytest.mark.parametrize(
    "phrase", ["so", "und dann", "wir werden sehen", "eins zwei drei vier fünf"]
)
def test_a_loop_is_seen_and_cut_to_one_round_when_nobody_can_say_it(phrase: str) -> None:
    size = len(phrase.split())
    rounds = 10 if size < 3 else 5
    segment = loop(phrase, rounds, each=10)
    assert looped(segment.words) == frozenset(range(1 + size, 1 + size * rounds))
    (cut,) = without_loops([segment])
    assert cut.text == f"Vorher {phrase} danach"
    assert unexplained([segment], SPOKEN) > TOLERABLE


def test_what_somebody_really_repeats_stays() -> None:
    for text in (
        "Nein, nein, nein, nein!",
        "Der Hafen wird, der Hafen wird, der Hafen wird tiefer",
    ):
        assert looped(said(text).words) == frozenset()
    slow = loop("wir werden sehen", 5, each=350)
    assert without_loops([slow]) == (slow,)


def test_more_words_than_anybody_can_say_count_as_unexplained() -> None:
    crammed = said(" ".join(f"Wortungetüm{number}" for number in range(60)), each=20)
    assert unexplained([crammed], (Span(start=0, end=1200),)) > TOLERABLE
