from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from audio_jobs import Desk
from nexus_audio import codec
from nexus_audio.config import Audio
from nexus_audio.errors import BriefingError, ConfigError
from nexus_audio.events import EventKind
from nexus_audio.models import (
    AlignedSection,
    Alignment,
    Briefing,
    Cut,
    EditList,
    Loudness,
    Measurement,
    Retake,
    Section,
    SectionKind,
    Span,
)
from nexus_audio.stages.edit import edit
from sounds import convert, sine, write_wav
from toy_episode import aligned


def test_the_whole_recording_is_kept(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.put_no_text()
    desk.put(
        "measure",
        Measurement(
            duration=61_234,
            loudness=Loudness(integrated=-20, range=3, true_peak=-2),
            silences=(Span(start=0, end=900),),
            peaks=(),
            peak_interval=50,
        ),
    )
    out = desk.run(edit)
    assert [path.name for path in out.iterdir()] == ["edit-list.json"]
    edits = codec.read(EditList, out)
    assert edits == EditList(kept=(Span(start=0, end=61_234),))
    assert edits.duration == 61_234


def _section(name: str, kind: SectionKind, start: int | None) -> AlignedSection:
    section = Section(id=name, kind=kind, level=1, heading=name)
    return aligned(section, start, None if start is None else start + 5_000)


def _desk(tmp_path: Path, *, members: str = "") -> Desk:
    """An opening, two categories that were spoken, and one that was not."""
    desk = Desk(tmp_path)
    written = (
        Section(id=name, kind=SectionKind.CATEGORY, level=1, heading=name, members_only=True)
        for name in members.split()
    )
    desk.put("parse", Briefing(title="", sections=tuple(written)))
    quiet = (Span(start=18_000, end=20_000), Span(start=40_000, end=48_000))
    heard = Loudness(integrated=-20, range=3, true_peak=-2)
    desk.put(
        "measure",
        Measurement(duration=60_000, loudness=heard, silences=quiet, peaks=(), peak_interval=50),
    )
    sections = (
        _section("hallo", SectionKind.OPENING, 500),
        _section("garten", SectionKind.CATEGORY, 20_010),
        _section("beet", SectionKind.TOPIC, 25_000),
        _section("keller", SectionKind.CATEGORY, None),
        _section("dach", SectionKind.CATEGORY, 48_000),
    )
    desk.put(
        "align",
        Alignment(sections=sections, adlibs=(), retakes=(), deviations=(), utterances=()),
    )
    return desk


def test_the_hosts_cuts_are_made_in_silence(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    desk.cuts = [
        Cut(start="0:19.9", end="0:40.050"),
        Cut(start="0:50", end="0:55", keep=True),
    ]
    edits = codec.read(EditList, desk.run(edit))
    assert edits.kept == (Span(start=0, end=19_000), Span(start=44_000, end=60_000))


def test_a_cut_behind_the_end_is_told(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    desk.cuts = [Cut(start="0:50", end="1:05")]
    with pytest.raises(ConfigError, match=r"1:05\.000"):
        desk.run(edit)


def test_retakes_wait_for_the_hosts_decision(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    heard = codec.read(Alignment, tmp_path / "align")
    retakes = tuple(
        Retake(
            section="dach",
            superseded=Span(start=start, end=start + 2_000),
            kept=Span(start=start + 2_000, end=start + 5_000),
            confidence=0.8,
        )
        for start in (50_000, 55_000)
    )
    codec.write(replace(heard, retakes=retakes), tmp_path / "align")
    desk.cuts = [Cut(start="0:50", end="0:52", keep=True)]
    edits = codec.read(EditList, desk.run(edit))
    assert edits.kept == (Span(start=0, end=60_000),)
    asked = [event.message for event in desk.events if event.kind is EventKind.REVIEW]
    assert [message.split(":")[0] for message in asked] == ["retake 2"]


def test_long_pauses_are_shortened_when_asked(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    desk.audio = Audio(longest_pause=3)
    edits = codec.read(EditList, desk.run(edit))
    assert edits.kept == (Span(start=0, end=41_500), Span(start=46_500, end=60_000))


def _put_master(desk: Desk) -> None:
    desk.put("condition")
    source = write_wav(desk.folder / "master.wav", sine(1))
    convert(source, desk.folder / "condition" / "master.flac")


def test_jingles_play_before_each_category_in_its_pause(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    folder = tmp_path / "host"
    folder.mkdir()
    _put_master(desk)
    write_wav(folder / "before.wav", sine(2))
    write_wav(folder / "between.wav", sine(1))
    out = desk.run(edit, jingles=folder)
    edits = codec.read(EditList, out)
    assert [span.end for span in edits.kept] == [19_000, 44_000, 60_000]
    assert [(each.name, each.before, each.duration) for each in edits.jingles] == [
        ("before", 0, 2_000),
        ("between", 1, 1_000),
        ("between", 2, 1_000),
    ]
    assert edits.to_episode(20_010) == 23_010
    assert {path.name for path in out.iterdir()} == {
        "edit-list.json",
        "jingle-before.flac",
        "jingle-between.flac",
    }


def test_the_hosts_word_moves_a_jingle_or_drops_it(tmp_path: Path) -> None:
    desk = _desk(tmp_path)
    desk.overrides = [{"section": "garten", "start": 30.0}, {"section": "dach", "drop": True}]
    folder = tmp_path / "host"
    folder.mkdir()
    _put_master(desk)
    write_wav(folder / "between.wav", sine(1))
    edits = codec.read(EditList, desk.run(edit, jingles=folder))
    assert [span.end for span in edits.kept] == [30_000, 60_000]


def test_what_is_for_members_only_is_never_made_public(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match="'garten' is for members only") as caught:
        _desk(tmp_path, members="keller garten").run(edit)
    assert "Leave it out" in caught.value.hint


def test_a_members_part_that_was_not_spoken_is_no_matter(tmp_path: Path) -> None:
    _desk(tmp_path, members="keller").run(edit)
