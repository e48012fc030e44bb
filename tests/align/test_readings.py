from __future__ import annotations

from dataclasses import replace

import pytest

from align.texts import briefing_of, transcript_of
from nexus_audio.align.readings import Reading, Verdict, decided, readings, verdict
from nexus_audio.models import Segment, Word

BEFORE, AFTER = "Gestern meldete das Hafenamt überraschend", "wegen starker Unwetter am Nordkai."


def asked(written: str, said: str) -> list[tuple[str, str]]:
    """What is heard and written of each reading, where only these words differ."""
    transcript = transcript_of(f"{BEFORE} {said} {AFTER}")
    found = readings(briefing_of(f"{BEFORE} {written} {AFTER}"), transcript)
    words = transcript.words
    return [(" ".join(words[at].text for at in one.words), one.text) for one in found]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Algen", "Alben"),
        ("Okonkwo", "Okonk"),
        ("in Sevilla", "Insefüller"),
        ("Korbinian Haas", "Korbinianhaus"),
        ("Detlef", "der Tlef"),
        ("fliegt", "kriegt"),
        ("Glass", "last"),
    ],
)
def test_what_differs_is_asked(written: str, said: str) -> None:
    assert (said, written) in asked(written, said)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("zwölf Schiffe", "zwanzig Schiffe"),
        ("12 Schiffe", "20 Schiffe"),
        ("dreizehn", "dreißig"),
        ("nicht schließen", "schließen"),
        ("eine Fähre", "keine Fähre"),
        ("bekannte", "unbekannte"),
        ("unverletzt", "verletzt"),
        ("investiert", "investierte"),
        ("Forscher", "Forsche"),
        ("dass", "das"),
        ("SPD", "CDU"),
        ("FDP", "AfD"),
        ("did it", "didn't it"),
        ("can go", "can't go"),
        ("Montag", "Sonntag"),
        ("Millionen", "Milliarden"),
        ("Hafen", "Hafen"),
    ],
)
def test_what_turns_a_meaning_is_never_asked(written: str, said: str) -> None:
    assert asked(written, said) == []


def test_several_words_are_asked_together_and_one_by_one() -> None:
    assert asked("Walburga Stadler", "Waldorga Schdadler") == [
        ("Waldorga Schdadler", "Walburga Stadler"),
        ("Waldorga", "Walburga"),
        ("Schdadler", "Stadler"),
    ]


def test_the_signs_are_those_that_were_heard() -> None:
    assert asked("Nau, Lichtenau.", "Nau, Liechtennau,") == [("Liechtennau,", "Lichtenau,")]


def test_a_name_of_the_text_may_be_said_beside_it() -> None:
    briefing = briefing_of("Der Physiker Sobotta schreibt an das Amt.", "Der Wal schläft im Meer.")
    said = "Der Physiker Sobotta schreibt an das Amt. Sobota. Der Wal schläft im Meer."
    (found,) = readings(briefing, transcript_of(said))
    assert (found.first, found.text, found.beside, found.known) == (7, "Sobotta.", True, False)


@pytest.mark.parametrize("said", ["Vielleicht", "Kranlos", "sobota"])
def test_a_word_or_what_resembles_no_name_is_nobody_beside_the_text(said: str) -> None:
    briefing = briefing_of("Der Physiker Sobotta schreibt an das Amt.", "Der Wal schläft im Meer.")
    text = f"Der Physiker Sobotta schreibt an das Amt. {said}. Der Wal schläft im Meer."
    assert readings(briefing, transcript_of(text)) == []


def reading(text: str = "Algen", *, first: int = 0, last: int = 0, known: bool = False) -> Reading:
    return Reading(first=first, last=last, text=text, known=known, names=(text,))


@pytest.mark.parametrize(
    ("known", "text", "plain", "told", "expected"),
    [
        (False, "Sobotta", -4.0, 3.0, Verdict.WRITTEN),
        (False, "Sobotta", -4.0, -3.0, Verdict.OPEN),
        (False, "Sobotta", -8.0, 5.0, Verdict.WRITTEN),
        (False, "Sobotta", -8.0, 3.0, Verdict.OPEN),
        (False, "Sobotta", -9.0, 5.0, Verdict.OPEN),
        (False, "Sobotta", -20.0, -5.0, Verdict.HEARD),
        (True, "Algen", -1.0, 3.0, Verdict.WRITTEN),
        (True, "„Algen“", -1.0, 3.0, Verdict.WRITTEN),
        (True, "Algen", -4.0, 3.0, Verdict.OPEN),
        (True, "druckt", -1.0, 3.0, Verdict.OPEN),
        (True, "druckt", 1.0, 3.0, Verdict.WRITTEN),
        (True, "Algen", -20.0, 3.0, Verdict.OPEN),
    ],
)
def test_the_less_a_word_can_be_meant_the_less_must_speak_for_another(
    known: bool, text: str, plain: float, told: float, expected: Verdict
) -> None:
    assert verdict(reading(text, known=known), plain, lambda: told) is expected


def never() -> float:
    raise AssertionError("it is asked in vain")


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        (reading("Algen", known=True), -3.0),
        (reading("wachsen", known=True), -1.0),
        (reading("Sobotta"), -9.0),
        (replace(reading("Sobotta"), beside=True), -8.0),
        (replace(reading("Sobotta"), back=True), -30.0),
    ],
)
def test_an_engine_is_told_of_nothing_that_would_change_no_verdict(
    asked: Reading, plain: float
) -> None:
    assert verdict(asked, plain, never) is Verdict.OPEN


def test_a_name_beside_the_text_needs_more() -> None:
    beside = replace(reading("Sobotta"), beside=True)
    assert verdict(beside, -5.0, lambda: 1.0) is Verdict.OPEN
    assert verdict(beside, -5.0, lambda: 3.0) is Verdict.WRITTEN


def test_what_a_second_hearing_replaced_is_asked_for() -> None:
    word = Word(text="Sobotta.", start=0, end=400, probability=0.5, heard="Sobetzki.")
    segment = Segment(start=0, end=400, text="Sobotta.", language="de", words=(word,))
    transcript = replace(transcript_of("x"), segments=(segment,))
    (back,) = readings(briefing_of("Sobotta."), transcript)
    assert (back.text, back.names, back.back) == ("Sobetzki.", ("Sobotta",), True)
    assert verdict(back, 9.0, never) is Verdict.OPEN
    assert verdict(back, 12.0, lambda: -9.0) is Verdict.OPEN
    assert verdict(back, 12.0, lambda: -1.0) is Verdict.WRITTEN
    (found,) = decided([word], [(back, Verdict.WRITTEN)])
    assert (found.text, found.heard) == ("Sobetzki.", "Sobetzki.")


def spelled(*verdicts: tuple[Reading, Verdict]) -> list[tuple[str, str]]:
    words = transcript_of("Die Alben wachsen im Meer").words
    return [(word.text, word.heard) for word in decided(words, verdicts)]


def test_what_was_heard_is_kept_with_what_is_written() -> None:
    algae = reading(first=1, last=1)
    assert spelled((algae, Verdict.WRITTEN))[:3] == [
        ("Die", ""),
        ("Algen", "Alben"),
        ("wachsen", ""),
    ]
    assert spelled((algae, Verdict.OPEN))[1] == ("Alben", "")
    assert spelled((algae, Verdict.HEARD))[1] == ("Alben", "Alben")


def test_of_readings_with_a_word_in_common_the_first_counts() -> None:
    both, one = reading("Algen wuchern", first=1, last=2), reading(first=1, last=1)
    assert spelled((both, Verdict.WRITTEN), (one, Verdict.WRITTEN))[1:3] == [
        ("Algen", "Alben"),
        ("wuchern", "wachsen"),
    ]
    found = spelled((both, Verdict.HEARD), (one, Verdict.OPEN))
    assert found[1:3] == [("Alben", ""), ("wachsen", "wachsen")]


@pytest.mark.parametrize(
    ("known", "found", "expected"),
    [
        (False, Verdict.HEARD, ["Waldorga", "Hansen"]),
        (True, Verdict.OPEN, ["Waldorga", "Hansen"]),
        (False, Verdict.OPEN, ["Walburga", "Harmsen"]),
        (True, Verdict.WRITTEN, ["Walburga", "Harmsen"]),
    ],
)
def test_amid_nonsense_another_name_is_not_overwritten(
    known: bool, found: Verdict, expected: list[str]
) -> None:
    words = transcript_of("Waldorga Hansen").words
    both, one = reading("Walburga Harmsen", last=1), reading("Walburga")
    other = reading("Harmsen", first=1, last=1, known=known)
    verdicts = [(both, Verdict.WRITTEN), (one, Verdict.OPEN), (other, found)]
    assert [word.text for word in decided(words, verdicts)] == expected


def test_a_text_without_words_and_words_without_a_text_ask_nothing() -> None:
    assert readings(briefing_of("Ein Satz."), transcript_of("")) == []
    assert readings(briefing_of(), transcript_of("Ein Satz.")) == []


def test_the_words_keep_their_times() -> None:
    words = transcript_of("Die Alben wachsen").words
    both = reading("Algenwuchs", first=1, last=2)
    (_, word) = decided(words, [(both, Verdict.WRITTEN)])
    assert isinstance(word, Word)
    assert (word.start, word.end) == (words[1].start, words[2].end)
