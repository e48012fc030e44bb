"""What every speech engine promises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import toy_engine
from nexus_audio.config import Speech
from nexus_audio.engines import Engine, load_pcm, open_engine
from nexus_audio.engines.base import RATE, duration_of
from nexus_audio.engines.weights import fetch
from nexus_audio.models import Segment

if TYPE_CHECKING:
    from nexus_audio.engines.base import Pcm

RECORDING = Path(__file__).parents[2] / "episodes" / "301-beispiel" / "recording.opus"


@dataclass(frozen=True)
class Heard:
    """One engine, what it listened to, and what it made of it."""

    speech: Speech
    pcm: Pcm
    segments: list[Segment]
    progress: list[tuple[float, float]]


@pytest.fixture(scope="module")
def pcm() -> Pcm:
    """Twenty seconds of somebody speaking German."""
    return load_pcm(RECORDING)[: 20 * RATE]


@pytest.fixture(
    scope="module", params=["toy", pytest.param("faster-whisper", marks=pytest.mark.slow)]
)
def heard(request: pytest.FixtureRequest, pcm: Pcm) -> Iterator[Heard]:
    """What each engine hears; the model of a real one is fetched if it is not here."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "toy":
            toy_engine.install(patch)
        else:
            fetch("base")
        speech = Speech(engine=request.param)
        progress: list[tuple[float, float]] = []
        listening = open_engine(speech).transcribe(
            pcm, language="de", progress=lambda done, total: progress.append((done, total))
        )
        segments = list(listening)
        yield Heard(speech, pcm, segments, progress)


def test_speech_is_heard(heard: Heard) -> None:
    assert sum(len(segment.words) for segment in heard.segments) >= 15
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
    assert identity != open_engine(heard.speech.model_copy(update={"beam": 1})).identity
    assert identity != open_engine(heard.speech.model_copy(update={"model": "tiny"})).identity


def test_the_same_audio_is_heard_the_same_way(heard: Heard) -> None:
    engine = open_engine(heard.speech)
    assert list(listen(engine, heard.pcm)) == heard.segments


def test_closing_stops_the_work_and_the_engine_stays_usable(heard: Heard) -> None:
    engine = open_engine(heard.speech)
    progress: list[float] = []
    segments = engine.transcribe(
        heard.pcm, language="de", progress=lambda done, total: progress.append(done)
    )
    assert next(segments) == heard.segments[0]
    segments.close()
    assert max(progress) < duration_of(heard.pcm)
    assert next(listen(engine, heard.pcm)) == heard.segments[0]


def test_silence_holds_no_words(heard: Heard) -> None:
    engine = open_engine(heard.speech)
    assert list(listen(engine, heard.pcm[: 2 * RATE] * 0)) == []
    assert list(listen(engine, heard.pcm[:0])) == []


def listen(engine: Engine, pcm: Pcm) -> Iterator[Segment]:
    return engine.transcribe(pcm, language="de", progress=lambda done, total: None)
