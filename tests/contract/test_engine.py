"""What every speech engine promises."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import toy_engine
from nexus_audio.config import Speech
from nexus_audio.engines import (
    Engine,
    Weighing,
    Wording,
    listen,
    load_pcm,
    open_engine,
    passages,
)
from nexus_audio.engines.base import RATE, duration_of
from nexus_audio.engines.weights import fetch
from nexus_audio.models import Segment

if TYPE_CHECKING:
    from nexus_audio.engines.base import Pcm

RECORDING = Path(__file__).parents[2] / "episodes" / "301-beispiel" / "recording.opus"
SECONDS = {"toy": 20, "faster-whisper": 20, "openai-whisper": 5}
BEAM = {"openai-whisper": 1}  # on a CPU it takes many times as long
WITHOUT = (
    "openai-whisper is not installed: it brings several gigabytes; "
    "pip install -c constraints.txt -e '.[openai-whisper]'"
)
OPENAI = pytest.mark.skipif(
    importlib.util.find_spec("whisper") is None and os.environ.get("CI") != "true", reason=WITHOUT
)


@dataclass(frozen=True)
class Heard:
    """One engine, what it listened to, and what it made of it."""

    speech: Speech
    pcm: Pcm
    segments: list[Segment]
    progress: list[tuple[float, float]]


@pytest.fixture(
    scope="module",
    params=[
        "toy",
        pytest.param("faster-whisper", marks=pytest.mark.slow),
        pytest.param("openai-whisper", marks=[pytest.mark.slow, OPENAI]),
    ],
)
def heard(request: pytest.FixtureRequest) -> Iterator[Heard]:
    """What each engine hears; the model of a real one is fetched if it is not here."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "toy":
            toy_engine.install(patch)
        else:
            fetch("base")
        speech = Speech(engine=request.param, beam=BEAM.get(request.param, 5))
        pcm = load_pcm(RECORDING)[: SECONDS[request.param] * RATE]
        progress: list[tuple[float, float]] = []
        listening = listen(
            open_engine(speech),
            [pcm],
            {"de": 1.0},
            workers=2,
            progress=lambda done, total: progress.append((done, total)),
        )
        yield Heard(speech, pcm, list(listening), progress)


def test_speech_is_heard(heard: Heard) -> None:
    words = sum(len(segment.words) for segment in heard.segments)
    assert words >= 0.7 * duration_of(heard.pcm) / 1000
    assert {segment.language for segment in heard.segments} == {"de"}


def test_words_follow_one_another_inside_the_audio(heard: Heard) -> None:
    words = [word for segment in heard.segments for word in segment.words]
    times = [0, *(time for word in words for time in (word.start, word.end))]
    assert [*times, duration_of(heard.pcm)] == sorted([*times, duration_of(heard.pcm)])
    assert {type(time) for time in times} == {int}


def test_a_word_is_one_word_and_has_a_probability(heard: Heard) -> None:
    for segment in heard.segments:
        assert [word.text for word in segment.words] == segment.text.split()
        assert all(0 <= word.probability <= 1 for word in segment.words)
        assert all(word.heard == "" for word in segment.words)


def test_a_segment_spans_its_words(heard: Heard) -> None:
    for segment in heard.segments:
        assert (segment.start, segment.end) == (segment.words[0].start, segment.words[-1].end)


def test_progress_only_grows_and_reaches_the_end(heard: Heard) -> None:
    duration = duration_of(heard.pcm)
    assert heard.progress == sorted(heard.progress)
    assert len(heard.progress) >= 2
    assert heard.progress[-1] == (duration, duration)


def test_an_identity_is_stable_and_tells_settings_apart(heard: Heard) -> None:
    identity = open_engine(heard.speech).identity
    assert identity == open_engine(heard.speech).identity
    assert identity != open_engine(heard.speech.model_copy(update={"beam": 7})).identity
    assert identity != open_engine(heard.speech.model_copy(update={"model": "tiny"})).identity


def test_the_same_audio_is_heard_the_same_way(heard: Heard) -> None:
    # One passage after the other now, by an engine that is made anew.
    anew = type(open_engine(heard.speech))(heard.speech)  # type: ignore[call-arg]
    assert list(hear(anew, heard.pcm)) == heard.segments


def test_closing_stops_the_work_and_the_engine_stays_usable(heard: Heard) -> None:
    engine = open_engine(heard.speech)
    listening = listen(engine, [heard.pcm], {"de": 1.0})
    assert next(listening) == heard.segments[0]
    listening.close()
    assert next(hear(engine, heard.pcm)) == heard.segments[0]


def test_silence_holds_no_words(heard: Heard) -> None:
    engine = open_engine(heard.speech)
    assert list(hear(engine, heard.pcm[: 2 * RATE] * 0)) == []
    assert list(hear(engine, heard.pcm[:0])) == []


def test_what_was_heard_is_likelier_than_something_else(heard: Heard) -> None:
    engine = open_engine(heard.speech)
    if not isinstance(engine, Weighing):
        return  # an engine need not be able to
    passage = next(passages([heard.pcm]))
    first = heard.segments[0].text
    weigh = engine.weigher(passage, "de")
    right = weigh(Wording(text=first))
    assert weigh(Wording(text=f"Marmelade {first}")) < right < 0
    assert weigh(Wording(text=first)) == pytest.approx(right)


def hear(engine: Engine, pcm: Pcm) -> Iterator[Segment]:
    return listen(engine, [pcm], {"de": 1.0})
