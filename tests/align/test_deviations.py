from __future__ import annotations

from dataclasses import replace

import pytest

from align.texts import briefing_of, transcript_of
from nexus_audio.align import align
from nexus_audio.models import Deviation

BEFORE = "Gestern meldete das Hafenamt überraschend"
AFTER = "wegen starker Unwetter am Nordkai."


def deviations(written: str, said: str) -> tuple[Deviation, ...]:
    briefing = briefing_of(f"{BEFORE} {written} {AFTER}")
    return align(briefing, transcript_of(f"{BEFORE} {said} {AFTER}"), ()).deviations


@pytest.mark.parametrize(
    ("written", "said", "kind"),
    [
        ("12 Schiffe", "20 Schiffe", "number"),
        ("zwölf Schiffe", "20 Schiffe", "number"),
        ("nicht alle Schiffe", "alle Schiffe", "negation"),
        ("eine Sperrung", "keine Sperrung", "negation"),
        ("Lindholm", "Petersen", "name"),
        (
            "eine sofortige vollständige Sperrung",
            "dass da lieber niemand durchfährt",
            "negation",
        ),
        ("dort neue Kräne Bagger", "ziemlich schlechtes Essen sowie", "words"),
    ],
)
def test_deviations_are_listed(written: str, said: str, kind: str) -> None:
    found = deviations(written, said)
    assert [one.kind.value for one in found] == [kind]
    assert found[0].section == "s0"
    assert found[0].start <= found[0].end
    assert set(found[0].spoken.split()) <= set(said.split())


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("12 Schiffe", "zwölf Schiffe"),
        ("2.700 Schiffe", "2700 Schiffe"),
        ("tausend Schiffe", "1000 Schiffe"),
        ("Serverhallen", "Särferhallen"),
        ("E-Autos", "E Autos"),
        ("1.250 Schiffe", "1250 Schiffe"),
        ("1.250 Schiffe", "zwölf hundert fünfzig Schiffe"),
        ("im Jahr 2024", "im Jahr zwanzig vierundzwanzig"),
        ("14:30 Uhr", "halb drei"),
        ("14:30 Uhr", "14 Uhr 30"),
        ("am 20.12.", "am 20. Dezember"),
        ("am 20.12.", "am zwanzigsten zwölften"),
        ("am 20.12.2024", "am 20. Dezember zwanzig vierundzwanzig"),
        ("1,5 Mrd. €", "anderthalb Milliarden Euro"),
        ("2,5 Mio. Wale", "2.500.000 Wale"),
        ("2,80 Euro", "2,80"),
        ("1 Schiff", "ein Schiff"),
        ("das 3. Schiff", "das dritte Schiff"),
        ("3/4 der Schiffe", "dreiviertel der Schiffe"),
        ("10–15 %", "10 bis 15 Prozent"),
        ("zwei neue, sehr große und teure Schiffe", "zwo neue sehr große und teure Schiffe"),
        ("die KI rechnet", "die künstliche Intelligenz rechnet"),
        ("ca. fünf", "ungefähr fünf"),
        ("Expert:innen", "Expertinnen und Experten"),
    ],
)
def test_the_same_said_otherwise_is_none(written: str, said: str) -> None:
    assert deviations(written, said) == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("15 Schiffe", "50 Schiffe"),
        ("fünfzehn Schiffe", "fünfzig Schiffe"),
        ("2027", "2007"),
        ("2023", "2022"),
        ("2024", "zwanzig vierzig"),
        ("23.000 Wale", "22.000 Wale"),
        ("1.250 Schiffe", "1205 Schiffe"),
        ("1,5 Mrd. €", "15 Milliarden Euro"),
        ("75 Milliarden $", "75 Millionen Dollar"),
        ("am 20.12.", "am 20.11."),
        ("am 20.12.2024", "am 20. Dezember 2023"),
        ("14:30 Uhr", "2:30 Uhr"),
        ("9 Uhr", "19 Uhr"),
        ("2,80 Euro", "2 Euro 18"),
        ("das 3. Schiff", "das zweite Schiff"),
        ("10–15 %", "10 bis 50 Prozent"),
        ("die dritte Fahrt", "die vierte Fahrt"),
        ("13 Schiffe", "drei zehn Schiffe"),
    ],
)
def test_another_number_is_always_listed(written: str, said: str) -> None:
    (found,) = deviations(written, said)
    assert found.kind.value == "number"
    assert found.written in written
    assert found.spoken in said


def test_another_number_at_the_start_of_a_section_is_listed_there() -> None:
    texts = ["Gestern meldete das Hafenamt Sturm.", "2027 beginnt der Umbau am Nordkai endlich."]
    said = "Gestern meldete das Hafenamt Sturm. 2007 beginnt der Umbau am Nordkai endlich."
    (found,) = align(briefing_of(*texts), transcript_of(said), ()).deviations
    assert (found.section, found.written, found.spoken) == ("s1", "2027", "2007")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("die Fähre nach Süden mit 12 Schiffen und sieben Kränen am Kai", "die Boote"),
        ("die Fähre", "die Fähre und ich war ja selbst nicht da aber es waren wohl drei"),
    ],
)
def test_what_was_left_out_or_said_freely_is_no_other_number(written: str, said: str) -> None:
    assert deviations(written, said) == ()


@pytest.mark.parametrize(("heard", "kinds"), [("", []), ("Petersen", ["name"])])
def test_a_doubtful_name_that_the_sound_confirmed_is_listed(heard: str, kinds: list[str]) -> None:
    transcript = transcript_of(f"{BEFORE} Petersen {AFTER}", 0.3)
    (segment,) = transcript.segments
    words = tuple(
        replace(word, heard=heard) if word.text == "Petersen" else word for word in segment.words
    )
    transcript = replace(transcript, segments=(replace(segment, words=words),))
    found = align(briefing_of(f"{BEFORE} Lindholm {AFTER}"), transcript, ()).deviations
    assert [one.kind.value for one in found] == kinds
