from __future__ import annotations

from align.texts import briefing_of, transcript_of
from nexus_audio.align import align
from nexus_audio.models import AlignedSection, Reading

TEXT = (
    "Brücken rosten heimlich nachts im Nebel. Der Hafenmeister streicht sie jeden Sommer blau.",
    "Gletscher kalben donnernd ins warme Meer. Forscherinnen zählen die Brocken vom Flugzeug aus.",
    "Kartoffeln wachsen langsam unter dem Acker. Bauern ernten sie erst im späten Herbst.",
)


def sections(*said: str) -> tuple[AlignedSection, ...]:
    return align(briefing_of(*TEXT), transcript_of(" ".join(said)), ()).sections


def readings(*said: str) -> list[str]:
    return [section.reading.value for section in sections(*said)]


def test_read_in_order() -> None:
    found = sections(*TEXT)
    assert [section.reading for section in found] == [Reading.READ] * 3
    assert [section.start for section in found] == [0, 6500, 13000]
    assert [section.end for section in found] == [6400, 12900, 19400]
    assert [section.coverage for section in found] == [1.0, 1.0, 1.0]


def test_skipped() -> None:
    assert readings(TEXT[0], TEXT[2]) == ["read", "skipped", "read"]


def test_moved() -> None:
    assert readings(TEXT[2], TEXT[0], TEXT[1]) == ["read", "read", "moved"]


def test_partial() -> None:
    assert readings(TEXT[0], TEXT[1].partition(".")[0], TEXT[2]) == ["read", "partial", "read"]


def test_paraphrased() -> None:
    told = "Gletscher kalben wohl dauernd ins sehr warme Meer und Leute zählen die vom Rand aus"
    assert readings(TEXT[0], told, TEXT[2])[1] in {"paraphrased", "read"}


def test_nothing_was_said() -> None:
    assert readings("") == ["skipped"] * 3
