"""The sound is asked about the text's words: what is taken, what is kept, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import toy_engine
from align.texts import briefing_of
from nexus_audio import codec
from nexus_audio.config import Speech
from nexus_audio.engines import Engine, Passage, Weigher, Wording
from nexus_audio.engines.words import moved
from nexus_audio.models import Segment, Transcript
from nexus_audio.pipeline import Job
from nexus_audio.stages.weighing import weighed
from nexus_audio.store import Memos
from toy_engine import Scripted, said

TEXT = ("Die Händlerin kauft Algen im Norden.", "Der Physiker Sobotta misst das Wasser am Abend.")
HEARD = ("Die Händlerin kauft Alben im Norden.", "Der Physiker Sobota misst das Wasser am Abend.")

Run = Callable[..., list[list[tuple[str, str]]]]


@dataclass
class Scales(Scripted):
    """Likes a wording the better, the more of these words it has."""

    likes: dict[str, float] = field(default_factory=dict)
    weighed: list[tuple[Passage, str, list[Wording]]] = field(default_factory=list)

    def weigher(self, passage: Passage, language: str) -> Weigher:
        asked: list[Wording] = []
        self.weighed.append((passage, language, asked))

        def weigh(wording: Wording) -> float:
            asked.append(wording)
            return sum(worth for word, worth in self.likes.items() if word in wording.text)

        return weigh


def scales(**likes: float) -> Scales:
    return Scales(script=lambda passage, languages, names: (), likes=likes)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Weigh two segments, one in each of two passages; gives their words with what was heard."""
    toy_engine.all_is_voice(monkeypatch)
    (tmp_path / "condition").mkdir()
    toy_engine.record(tmp_path, (0, 4_000), (7_000, 11_000))

    def call(engine: Engine, *segments: Segment) -> list[list[tuple[str, str]]]:
        job = Job(
            stage="rehear",
            episode="e",
            inputs={"condition": tmp_path / "condition"},
            values={"speech": codec.to_plain(Speech(engine="toy"))},
            out=tmp_path,
            cores=2,
            memos=Memos(tmp_path / "memos"),
        )
        transcript = Transcript(engine="e", model="m", duration=14_000, segments=segments)
        found = weighed(job, engine, briefing_of(*TEXT), transcript)
        return [[(word.text, word.heard) for word in one.words] for one in found.segments]

    return call


FIRST = said(HEARD[0], each=500)
SECOND = moved(said(HEARD[1], each=400), 7_000)


def test_what_the_sound_goes_with_is_written_and_what_was_heard_is_kept(run: Run) -> None:
    first, second = run(scales(Algen=1.0, Sobotta=-3.0, Sobota=0.0), FIRST, SECOND)
    assert first[3] == ("Algen", "Alben")
    assert [text for text, heard in first if heard] == ["Algen"]
    assert [text for text, _ in second] == HEARD[1].split()


def test_each_segment_is_asked_with_its_own_sound(run: Run) -> None:
    engine = scales()
    run(engine, FIRST, SECOND)
    first, second = sorted(engine.weighed, key=lambda asked: asked[0].start)
    assert first[0].start == 0
    assert 6_500 <= second[0].start <= 7_000
    assert first[2][1] == Wording(text=TEXT[0])
    assert second[2][1] == Wording(text=TEXT[1])


def test_where_speech_had_to_be_cut_a_segment_is_asked_with_the_sound_around_it(
    run: Run, tmp_path: Path
) -> None:
    toy_engine.record(tmp_path, (0, 34_000))  # the passages are 0 to 26 s, and from 23 s on
    engine = scales()
    run(engine, said(HEARD[0], each=4_000), moved(said(HEARD[1], each=1_200), 24_200))
    first, second = sorted(engine.weighed, key=lambda asked: asked[0].start)
    assert (first[0].start, second[2][0].text) == (0, HEARD[1])
    assert second[0].start == 24_100  # no sound is of both


def test_what_the_sound_speaks_against_is_final(run: Run) -> None:
    second = run(scales(Alben=20.0, Sobota=20.0, Sobotta=-40.0), FIRST, SECOND)[1]
    assert second[2] == ("Sobota", "Sobota")


def test_what_was_weighed_is_weighed_once(run: Run) -> None:
    engine = scales(Algen=1.0)
    assert run(engine, FIRST, SECOND) == run(engine, FIRST, SECOND)
    assert len(engine.weighed) == 2


def test_an_engine_that_cannot_weigh_changes_nothing(run: Run) -> None:
    engine = Scripted(script=lambda passage, languages, names: ())
    assert run(engine, FIRST, SECOND)[0] == [(text, "") for text in HEARD[0].split()]


def test_where_nothing_differs_nothing_is_weighed(run: Run) -> None:
    engine = scales()
    right = said(TEXT[0], each=500)
    found = run(engine, right, moved(said(TEXT[1], each=400), 7_000))
    assert engine.weighed == []
    assert [" ".join(text for text, _ in one) for one in found] == list(TEXT)


def test_where_nothing_is_asked_the_recording_is_not_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "condition" / "master.flac").unlink()
    assert run(scales(), said(TEXT[0], each=500)) == [[(text, "") for text in TEXT[0].split()]]
    assert run(scales()) == []
