"""Hearing a whole recording: everything once, in order, whatever an engine does wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest

import toy_engine
from nexus_audio.config import Speech
from nexus_audio.engines import likely, listen
from nexus_audio.engines.base import RATE, Languages, Passage
from nexus_audio.engines.hearing import understood
from nexus_audio.models import Segment
from toy_engine import Scripted, passage, said, sound

if TYPE_CHECKING:
    from nexus_audio.engines.base import Pcm

GERMAN = {"de": 1.0}


@pytest.fixture(autouse=True)
def voice(monkeypatch: pytest.MonkeyPatch) -> None:
    toy_engine.all_is_voice(monkeypatch)


def always(text: str) -> Scripted:
    return Scripted(lambda passage, languages, names: [said(text)])


def blocks(pcm: Pcm) -> list[Pcm]:
    return [pcm[at : at + 10 * RATE] for at in range(0, len(pcm), 10 * RATE)]


def test_words_come_in_order_on_the_recordings_clock() -> None:
    pcm = sound((1_000, 3_000), (10_000, 13_000), (40_000, 41_000), duration=60_000)
    told: list[tuple[float, float]] = []
    heard = listen(
        always("eins zwei"),
        blocks(pcm),
        GERMAN,
        workers=2,
        progress=lambda done, total: told.append((done, total)),
        total=60_000,
    )
    segments = list(heard)
    assert [round(segment.start, -2) for segment in segments] == [900, 9_900, 39_900]
    assert told == sorted(told)
    assert told[-1] == (60_000, 60_000)
    assert len(told) == 4


def test_it_returns_how_long_the_recording_is() -> None:
    heard = listen(always("x"), blocks(sound(duration=31_007)), GERMAN)
    with pytest.raises(StopIteration) as end:
        next(heard)
    assert end.value.value == 31_007


def test_what_was_heard_is_kept_and_not_heard_again() -> None:
    kept: dict[str, tuple[Segment, ...]] = {}

    def memo(
        kind: object, make: Callable[[], tuple[Segment, ...]], **facts: object
    ) -> tuple[Segment, ...]:
        if repr(facts) not in kept:
            kept[repr(facts)] = make()
        return kept[repr(facts)]

    pcm = sound((0, 3_000), (10_000, 13_000), duration=15_000)
    engine = always("eins zwei")
    first = list(listen(engine, blocks(pcm), GERMAN, memo=memo))
    assert len(engine.asked) == 2
    assert list(listen(engine, blocks(pcm), GERMAN, memo=memo)) == first
    assert len(engine.asked) == 2
    list(listen(engine, blocks(pcm), {"en": 1.0}, memo=memo))
    assert len(engine.asked) == 4
    changed = pcm.copy()
    changed[11 * RATE] += 0.1
    list(listen(engine, blocks(changed), GERMAN, memo=memo))
    assert len(engine.asked) == 5  # the first passage sounds as before


def test_closing_stops_the_work() -> None:
    engine = always("eins")
    heard = listen(
        engine, blocks(sound(*((at, at + 5_000) for at in range(0, 300_000, 8_000)))), GERMAN
    )
    next(heard)
    heard.close()
    assert len(engine.asked) < 10


def test_the_main_language_is_likely_and_those_of_quotes_are_possible() -> None:
    assert likely(Speech()) == {"de": 0.8, "en": pytest.approx(0.2)}
    assert likely(Speech(quotes=[])) == {"de": 1.0}
    assert likely(Speech(language="en")) == {"en": 1.0}
    assert sum(likely(Speech(quotes=["en", "fr"])).values()) == pytest.approx(1)


def in_parts(whole: str, *, each: str) -> Scripted:
    """Hears something else where it is given less than four seconds."""

    def script(passage: Passage, languages: Languages, names: Sequence[str]) -> Sequence[Segment]:
        short = passage.duration < 4_000
        return [
            said(
                each if short else whole, start=passage.islands[0].start, each=400 if short else 10
            )
        ]

    return Scripted(script)


TWO = passage((0, 3_000), (3_400, 6_000))


def test_a_loop_is_heard_again_in_parts() -> None:
    engine = in_parts("so " * 200, each="ein Satz der eine Weile dauert")
    (first, second) = understood(engine, TWO, GERMAN)
    assert first.text == second.text == "ein Satz der eine Weile dauert"
    assert len(engine.asked) == 3


def test_speech_that_was_passed_over_is_heard_again_in_parts() -> None:
    engine = in_parts("kurz", each="ein Satz der eine Weile dauert")
    assert len(understood(engine, TWO, GERMAN)) == 2


def test_parts_that_are_no_better_are_not_taken() -> None:
    def script(passage: Passage, languages: Languages, names: Sequence[str]) -> Sequence[Segment]:
        return [said("drei Worte hier")] if passage.duration > 4_000 else []

    (segment,) = understood(Scripted(script), TWO, GERMAN)
    assert segment.text == "drei Worte hier"


def test_a_loop_that_stays_is_told_once() -> None:
    loop = said("Anfang " + "und dann weiter " * 60, each=5)
    engine = Scripted(lambda passage, languages, names: [loop])
    assert understood(engine, passage((0, 3_000)), GERMAN)[0].text == "Anfang und dann weiter"


def test_lines_in_silence_are_not_told() -> None:
    engine = Scripted(
        lambda passage, languages, names: [
            said("Guten Tag"),
            said("Untertitel im Auftrag des ZDF", start=4_000),
        ]
    )
    quiet = passage((0, 1_000), (6_500, 7_000))
    assert [segment.text for segment in understood(engine, quiet, GERMAN)] == ["Guten Tag"]


def test_words_that_drift_into_silence_are_put_back() -> None:
    engine = Scripted(lambda passage, languages, names: [said("spät gehört", start=2_600)])
    (segment,) = understood(engine, passage((500, 3_000), (6_000, 6_400)), GERMAN)
    assert segment.end <= 3_000
