from __future__ import annotations

from pathlib import Path

import pytest

from align.hosts import Reading, hear, make_briefing
from nexus_audio import codec
from nexus_audio.align import Correction
from nexus_audio.errors import ConfigError
from nexus_audio.events import Event, EventKind
from nexus_audio.models import Alignment, Loudness, Measurement, Span
from nexus_audio.pipeline import Job
from nexus_audio.stages.align import align, corrections


def run(tmp_path: Path, *, with_sound: bool, heading: bool) -> tuple[Alignment, list[Event]]:
    briefing = make_briefing(2, topics=3)
    reading = Reading()
    for section in briefing.sections:
        if section.blocks or heading:
            reading.section(section)
    heard = hear(reading, 0.1, 2)
    quiet: tuple[Span, ...] = heard.silences if with_sound else ()
    measurement = Measurement(
        duration=heard.transcript.duration,
        loudness=Loudness(integrated=-16, range=5, true_peak=-1),
        silences=quiet,
        peaks=(),
        peak_interval=20,
    )
    inputs = {}
    for name, model in (
        ("parse", briefing),
        ("rehear", heard.transcript),
        ("measure", measurement),
    ):
        inputs[name] = tmp_path / name
        inputs[name].mkdir()
        codec.write(model, inputs[name])
    out = tmp_path / "out"
    out.mkdir()
    events: list[Event] = []
    align(
        Job(
            stage="align",
            episode="e",
            inputs=inputs,
            values={"corrections": [{"heard": "hafenverwaltung", "write": "Hafenamt"}]},
            out=out,
            emit=events.append,
        )
    )
    assert [path.name for path in out.iterdir()] == ["alignment.json"]
    return codec.read(Alignment, out), events


def test_writes_the_alignment_and_tells_how_far_it_is(tmp_path: Path) -> None:
    alignment, events = run(tmp_path, with_sound=True, heading=True)
    assert all(section.start is not None for section in alignment.sections)
    assert {event.kind for event in events} == {EventKind.PROGRESS}
    assert events[-1].done == events[-1].total


def test_asks_for_review_of_what_is_doubtful(tmp_path: Path) -> None:
    alignment, events = run(tmp_path, with_sound=False, heading=False)
    doubtful = [section for section in alignment.sections if section.review]
    reviews = [event.message for event in events if event.kind is EventKind.REVIEW]
    assert reviews == [f"{section.heading}: {section.review}" for section in doubtful]
    assert "c0" in [section.id for section in doubtful]


def test_corrections_are_read_with_their_times() -> None:
    written = [{"heard": "a", "write": "ä"}, {"heard": "o", "write": "ö", "at": "1:02.5"}]
    assert corrections(written) == (
        Correction(heard="a", write="ä"),
        Correction(heard="o", write="ö", at=62_500),
    )


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"heard": "a"}, "'write'"),
        ({"write": "a", "heard": 3}, "'heard'"),
        ({"heard": "a", "write": "b", "at": "bald"}, "'bald' is no time"),
    ],
)
def test_a_correction_that_cannot_be_meant(table: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        corrections([table])
    assert caught.value.subject == "corrections.toml"
