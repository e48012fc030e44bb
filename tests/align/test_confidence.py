from __future__ import annotations

from align.hosts import Reading, hear, make_briefing
from nexus_audio.align import align
from nexus_audio.models import AlignedSection
from nexus_audio.models import Reading as How


def sections(*, sound: bool, noise: float) -> tuple[AlignedSection, ...]:
    briefing = make_briefing(3)
    reading = Reading()
    for section in briefing.sections:
        if section.id != "t5":
            reading.section(section)
    heard = hear(reading, noise, 3)
    return align(briefing, heard.transcript, heard.silences if sound else ()).sections


def mean(found: tuple[AlignedSection, ...]) -> float:
    spoken = [one.confidence for one in found if one.start is not None]
    return sum(spoken) / len(spoken)


def test_sound_makes_a_start_surer() -> None:
    assert mean(sections(sound=True, noise=0.1)) > mean(sections(sound=False, noise=0.1))


def test_noise_makes_a_start_less_sure() -> None:
    assert mean(sections(sound=False, noise=0.6)) < mean(sections(sound=False, noise=0.0))


def test_a_long_section_that_is_nowhere_is_surely_skipped() -> None:
    skipped = [one for one in sections(sound=True, noise=0.1) if one.reading is How.SKIPPED]
    assert [one.id for one in skipped] == ["t5"]
    assert skipped[0].confidence > 0.8
    assert skipped[0].review is None
