from __future__ import annotations

from align.hosts import Reading, hear, make_briefing
from nexus_audio.align import align
from nexus_audio.align.confidence import REASONS, judge_start
from nexus_audio.align.doubts import Doubts
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


def doubts(guess: float = 0.0, aside: int = 0, **values: float) -> Doubts:
    names = ("guess", "shared", "pause", "heading", "lead", "again", "rival")
    every = dict.fromkeys(names, 0.0) | {"guess": guess, **values}
    return Doubts(values=every, aside=aside, guess=guess > 0, measured=True)


def test_nothing_against_it_needs_no_review() -> None:
    assert judge_start(doubts()).review is None


def test_the_reason_is_what_speaks_most_against_it() -> None:
    every = doubts(pause=1.0, lead=1.0, again=1.0, heading=1.0)
    assert judge_start(every).review == REASONS["heading"]
    assert judge_start(doubts(pause=1.0, lead=1.0, again=1.0, rival=0.9)).review == REASONS["rival"]
    assert judge_start(doubts(guess=1.0, pause=1.0)).review == REASONS["guess"]


def test_long_free_speech_between_heading_and_text_always_asks() -> None:
    verdict = judge_start(doubts(aside=40_300))
    assert verdict.review == "heading heard, but 40 s of free speech before the text"
    assert verdict.confidence == judge_start(doubts()).confidence
    assert judge_start(doubts(aside=10_000)).review is None


def test_a_rival_asks() -> None:
    assert judge_start(doubts(rival=1.0)).review == REASONS["rival"]


def test_more_against_it_is_less_sure() -> None:
    some, more = judge_start(doubts(lead=0.4)), judge_start(doubts(lead=0.4, heading=0.8))
    assert more.confidence < some.confidence < judge_start(doubts()).confidence
