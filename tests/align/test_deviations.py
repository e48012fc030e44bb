from __future__ import annotations

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
    ],
)
def test_the_same_said_otherwise_is_none(written: str, said: str) -> None:
    assert deviations(written, said) == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("die Fähre nach Süden mit 12 Schiffen und sieben Kränen am Kai", "die Boote"),
        ("die Fähre", "die Fähre und ich war ja selbst nicht da aber es waren wohl drei"),
    ],
)
def test_what_was_left_out_or_said_freely_is_no_other_number(written: str, said: str) -> None:
    assert deviations(written, said) == ()
