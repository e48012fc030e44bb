from __future__ import annotations

import re
from dataclasses import replace

import pytest

from align.texts import briefing_of, transcript_of
from nexus_audio.align import Correction, align
from nexus_audio.align.misheard import sounds_like
from nexus_audio.models import Alignment

BEFORE = "Gestern meldete das Hafenamt überraschend"
AFTER = "wegen starker Unwetter am Nordkai."


def spoken(written: str, said: str, probability: float) -> Alignment:
    briefing = briefing_of(f"{BEFORE} {written} {AFTER}")
    return align(briefing, transcript_of(f"{BEFORE} {said} {AFTER}", probability), ())


def text(alignment: Alignment) -> str:
    line = " ".join(one.text for one in alignment.utterances)
    return line.removeprefix(BEFORE + " ").removesuffix(" " + AFTER)


@pytest.mark.parametrize(
    ("written", "said", "expected"),
    [
        ("Datenzentren", "daten zentren", "Datenzentren"),
        ("E-Auto", "E Auto", "E-Auto"),
        ("Jahrhundert", "Jahr hundert", "Jahrhundert"),
        ("E-Auto", "Eauto", "E-Auto"),
        ("Straßennetz", "strassennetz", "Straßennetz"),
        ("Paketkäfer", "Paketkefer", "Paketkäfer"),
        ("Foxconn", "Foxkon", "Foxconn"),
        ("Serverhalle", "Särferhalle", "Serverhalle"),
        ("„Morgenstern“,", "morgenstern", "„Morgenstern“,"),
        ("🔥Hafenfest", "hafenfest", "Hafenfest"),
    ],
)
def test_spelling_follows_the_text(written: str, said: str, expected: str) -> None:
    alignment = spoken(written, said, 0.5)
    assert text(alignment) == expected
    fixed = [word for one in alignment.utterances for word in one.words if word.heard]
    assert [word.heard for word in fixed] == [said]


@pytest.mark.parametrize("probability", [0.3, 0.99])
@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("zwölf Schiffe", "zwanzig Schiffe"),
        ("12 Schiffe", "20 Schiffe"),
        ("15 Prozent", "50 Prozent"),
        ("2027", "2007"),
        ("drei Millionen", "drei Milliarden"),
        ("nicht schließen", "schließen"),
        ("keine Fähre", "eine Fähre"),
        ("eine Fähre", "keine Fähre"),
        ("niemals offen", "manchmal offen"),
        ("bekannte Namen", "unbekannte Namen"),
        ("verkaufte Schiffe", "gekaufte Schiffe"),
        ("investiert", "investierte"),
        ("konnte", "könnte"),
        ("vor Ort", "nach Ort"),
        ("im Mai", "im März"),
        ("E-Auto", "Auto"),
        ("Auto", "E Auto"),
        ("fünfzehn Schiffe", "fünfzig Schiffe"),
        ("13 Schiffe", "drei zehn Schiffe"),
        ("23.000 Wale", "22.000 Wale"),
        ("14:30 Uhr", "2:30 Uhr"),
        ("14:30 Uhr", "halb drei"),
        ("am 20.12.2024", "am 20. Dezember 2023"),
        ("das 3. Schiff", "das zweite Schiff"),
        ("2,80 €", "2,80"),
        ("die KI rechnet", "die künstliche Intelligenz rechnet"),
        ("ca. fünf", "ungefähr fünf"),
        ("vs. Lindholm", "gegen Lindholm"),
        ("aus Brandenburg", "aus Oldenburg"),
        ("Harmsen", "Hansen"),
        ("Helionis", "Helios"),
        ("Algen", "Alben"),
        ("Kellner", "Keller"),
        ("Ober-Ramstadt", "Nieder-Ramstadt"),
        ("auf Westerland", "auf Osterland"),
        ("die BASF", "die BSF"),
        ("IBM", "IBN,"),
        ("Bad Segeberg", "Bad Segelberg"),
        ("Opalwerk", "Opelwerk"),
        ("Expert:innen", "Expertinnen"),
        ("Expert*innen", "Expertinnen und Experten"),
    ],
)
def test_what_was_said_is_never_falsified(written: str, said: str, probability: float) -> None:
    assert text(spoken(written, said, probability)) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2024 noch", "zwanzig vierundzwanzig noch"),
        ("1.250 Schiffe", "1250 Schiffe"),
        ("1.250 Schiffe", "zwölf hundert fünfzig Schiffe"),
        ("tausend Schiffe", "1000 Schiffe"),
        ("um 14:30 schon", "um halb drei schon"),
        ("14:30 Uhr", "14 Uhr 30"),
        ("am 20.12. noch", "am zwanzigsten zwölften noch"),
        ("1,5 Mrd. €", "anderthalb Milliarden Euro"),
        ("2,80 Euro", "zwei Euro achtzig"),
        ("die KI rechnet", "die Ka I rechnet"),
        ("die KI rechnet", "die K.I. rechnet"),
    ],
)
def test_the_same_value_is_spelled_as_in_the_text(written: str, said: str) -> None:
    assert text(spoken(written, said, 0.9)) == written


OTHER_MEANINGS = """
fünfzig fünfzehn / achtzig achtzehn / vierhundert fünfhundert / dreimal zweimal
Zweifache Dreifache / Milliardäre Millionäre / illegale legale / instabil stabil / Abnahme Zunahme
Ausstieg Einstieg / sinkende steigende / keinmal einmal / Sonntag Montag / Osten Westen
Export Import / Verkauf Einkauf / Zusage Absage / Aufstieg Abstieg / Anstieg Abstieg
"""


@pytest.mark.parametrize(
    "pair", [pair.strip() for pair in re.split(r"/|\n", OTHER_MEANINGS.strip())]
)
def test_what_means_something_else_stays_as_it_was_said(pair: str) -> None:
    one, other = pair.split()
    assert text(spoken(one, other, 0.8)) == other
    assert text(spoken(other, one, 0.8)) == one


def test_what_the_host_corrected_stays() -> None:
    briefing = briefing_of(f"{BEFORE} 1.250 Schiffe {AFTER}")
    transcript = transcript_of(f"{BEFORE} 1250 Schiffe {AFTER}")
    corrected = align(briefing, transcript, (), [Correction(heard="1250", write="1250")])
    assert text(corrected) == "1250 Schiffe"


def test_a_word_that_the_engine_is_sure_of_stays() -> None:
    assert text(spoken("Formen", "Firmen", 0.95)) == "Firmen"
    assert text(spoken("die KI rechnet", "die Kai rechnet", 0.95)) == "die Kai rechnet"


def test_nothing_is_inserted() -> None:
    assert text(spoken("sehr lange Verspätungen", "Verspätungen", 0.9)) == "Verspätungen"


@pytest.mark.parametrize(
    ("said", "written", "alike"),
    [
        ("tokyo", "tokio", True),
        ("bekannt", "unbekannt", False),
        ("erkannt", "bekannt", False),
        ("konzern", "konzerne", False),
        ("hafen", "haken", True),
        ("maus", "haus", False),
        ("tal", "ton", False),
    ],
)
def test_sounds_like(said: str, written: str, alike: bool) -> None:
    assert sounds_like(said, written) == alike


@pytest.mark.parametrize(("heard", "shown"), [("", "Foxconn"), ("Foxkon", "Foxkon")])
def test_what_the_sound_confirmed_stays(heard: str, shown: str) -> None:
    transcript = transcript_of(f"{BEFORE} Foxkon {AFTER}", 0.5)
    (segment,) = transcript.segments
    words = tuple(
        replace(word, heard=heard) if word.text == "Foxkon" else word for word in segment.words
    )
    transcript = replace(transcript, segments=(replace(segment, words=words),))
    assert text(align(briefing_of(f"{BEFORE} Foxconn {AFTER}"), transcript, ())) == shown
