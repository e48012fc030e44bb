"""The second hearing: what is taken from it, what never, and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import toy_engine
from nexus_audio import codec
from nexus_audio.config import Speech
from nexus_audio.engines import Engine
from nexus_audio.engines.base import Languages, Passage
from nexus_audio.errors import ConfigError
from nexus_audio.models import (
    Block,
    BlockKind,
    Briefing,
    Section,
    SectionKind,
    Segment,
    Transcript,
)
from nexus_audio.pipeline import Job
from nexus_audio.stages import rehear as stage
from nexus_audio.store import Memos
from toy_engine import Scripted, said

Run = Callable[..., list[tuple[str, str]]]

GERMAN = "Die Händlerin Falkenried kauft im Norden einen kleinen Hafen mit Kran."
LONG = (
    "Seit gestern liegen sieben Schiffe vor der alten Mole, weil ihnen das Eis den Weg nach Westen "
    "versperrt, doch schon heute Abend soll ein Brecher aus Turku kommen und jede Rinne öffnen, "
    "damit Weizen, Holz sowie Zement endlich weiter fahren dürfen."
)
ENGLISH = "The harbour is a promise that was made of stone."
SPANS = ((0, 4_000), (7_000, 11_000))


def briefing(heading: str = "Häfen") -> Briefing:
    """What is read, and a section that nobody reads."""
    blocks = (
        Block(kind=BlockKind.PARAGRAPH, text=GERMAN),
        Block(kind=BlockKind.QUOTE, text=ENGLISH, language="en"),
        Block(kind=BlockKind.PARAGRAPH, text="und so weiter und so fort"),
    )
    read = Section(id="a", kind=SectionKind.TOPIC, level=2, heading="", blocks=blocks)
    unread = Section(id="b", kind=SectionKind.TOPIC, level=2, heading=heading, blocks=blocks[2:])
    return Briefing(title="", sections=(read, unread))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Hear two passages again with an engine; gives the text of each segment."""
    toy_engine.all_is_voice(monkeypatch)
    for name in ("condition", "transcribe", "parse", "out"):
        (tmp_path / name).mkdir()
    toy_engine.record(tmp_path, *SPANS)

    def call(
        engine: Engine, *segments: Segment, text: Briefing | None = None
    ) -> list[tuple[str, str]]:
        monkeypatch.setattr(stage, "open_engine", lambda speech: engine)
        transcript = Transcript(engine="e", model="m", duration=14_000, segments=segments)
        codec.write(transcript, tmp_path / "transcribe")
        codec.write(text or briefing(), tmp_path / "parse")
        stage.rehear(
            Job(
                stage="rehear",
                episode="e",
                inputs={name: tmp_path / name for name in ("condition", "transcribe", "parse")},
                values={"speech": codec.to_plain(Speech(engine="toy"))},
                out=tmp_path / "out",
                cores=2,
                memos=Memos(tmp_path / "memos"),
            )
        )
        found = codec.read(Transcript, tmp_path / "out")
        assert (found.engine, found.duration) == ("e", 14_000)
        return [(segment.language, segment.text) for segment in found.segments]

    return call


FIRST = said("Die Händlerin falten Ried kauft im Norden einen kleinen Hafen mit Kran.", each=330)
SECOND = said(ENGLISH, start=7_000, each=400, language="en")


def hearing(german: str, english: str = ENGLISH) -> Scripted:
    """Hears this in the second hearing, in the language that it is asked for."""

    def script(passage: Passage, languages: Languages, names: Sequence[str]) -> Sequence[Segment]:
        (language,) = languages
        text = english if language == "en" else german
        return [said(text, each=passage.duration // max(1, len(text.split())), language=language)]

    return Scripted(script)


def test_a_misheard_name_is_heard_again_with_its_name(run: Run) -> None:
    engine = hearing(GERMAN)
    assert run(engine, FIRST, SECOND) == [("de", GERMAN), ("en", ENGLISH)]
    ((_, languages, names),) = engine.asked
    assert (dict(languages), names) == ({"de": 1.0}, ("Falkenried",))


def test_where_nothing_is_doubtful_nothing_is_heard_again(run: Run) -> None:
    engine = hearing("nichts davon")
    right = said(GERMAN, each=360)
    assert run(engine, right, SECOND) == [("de", right.text), ("en", ENGLISH)]
    assert engine.asked == []


def test_speech_that_had_to_be_cut_is_said_once(run: Run, tmp_path: Path) -> None:
    toy_engine.record(tmp_path, (0, 34_000))  # the passages are 0 to 26 s, and from 23 s on
    words = LONG.split()
    first = said(" ".join(words[:30]), each=800)
    second = said(" ".join(words[30:]), start=24_000, each=800)
    engine = hearing(" ".join(words[28:]))
    found = run(engine, first, second, text=briefing(LONG))
    assert " ".join(text for _, text in found) == LONG


def test_a_second_hearing_that_loses_speech_changes_nothing(run: Run) -> None:
    assert run(hearing("Falkenried Falkenried"), FIRST, SECOND)[0] == ("de", FIRST.text)
    assert run(hearing(""), FIRST, SECOND)[0] == ("de", FIRST.text)


def test_a_quote_that_was_forced_into_german_comes_back_in_english(run: Run) -> None:
    flipped = said("Der Havarist der Promis war mit Steinen da", start=7_000, each=400)
    right = said(GERMAN, each=360)
    assert run(hearing("Unsinn"), right, flipped) == [("de", right.text), ("en", ENGLISH)]


def test_german_that_was_taken_for_english_comes_back(run: Run) -> None:
    flipped = said("The handler in falcon read caught in Norton", each=500, language="en")
    assert run(hearing(GERMAN), flipped, SECOND) == [("de", GERMAN), ("en", ENGLISH)]


def test_speech_without_words_is_heard_again(run: Run) -> None:
    part = said("Die Händlerin", each=330)
    assert run(hearing(GERMAN), part, SECOND) == [("de", GERMAN), ("en", ENGLISH)]


def test_a_changed_heading_hears_nothing_again(run: Run) -> None:
    engine = hearing(GERMAN)
    first = run(engine, FIRST, SECOND)
    count = len(engine.asked)
    assert run(engine, FIRST, SECOND, text=briefing("Meere")) == first
    assert len(engine.asked) == count


def test_what_lies_in_no_passage_is_kept(run: Run) -> None:
    late = said("ganz am Ende", start=12_800)
    assert run(hearing(GERMAN), FIRST, SECOND, late)[-1] == ("de", "ganz am Ende")


def test_a_language_of_the_text_that_the_model_does_not_know_is_no_error(run: Run) -> None:
    def script(passage: Passage, languages: Languages, names: Sequence[str]) -> Sequence[Segment]:
        if "en" in languages:
            raise ConfigError("the model does not know it")
        return []

    flipped = said("Der Havarist der Promis war mit Steinen da", start=7_000, each=400)
    right = said(GERMAN, each=360)
    assert run(Scripted(script), right, flipped)[1] == ("de", flipped.text)


def test_what_another_segment_of_the_passage_said_is_not_said_twice(run: Run) -> None:
    # Both in one passage: the second is German that was taken for English.
    first = said("The harbour is a promise", each=300, language="en")
    second = said("Darren's letter from Norton", start=2_200, each=400)
    heard = run(hearing(GERMAN), first, second)
    assert sum(text.count("harbour") for _, text in heard) <= 1
    assert sum(text.count("Norton") for _, text in heard) <= 1
