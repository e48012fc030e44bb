"""Models survive the way to disk and back; damage is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio import codec
from nexus_audio.errors import StoreError
from nexus_audio.models import Briefing, EditList, Section, Segment, Span, Transcript, Word

briefings = st.builds(
    Briefing,
    title=st.text(),
    sections=st.lists(st.from_type(Section), max_size=3).map(tuple),
)


@given(briefing=briefings)
def test_a_briefing_survives(briefing: Briefing) -> None:
    assert codec.from_plain(Briefing, codec.to_plain(briefing)) == briefing


words = st.builds(Word, text=st.text(max_size=9), probability=st.floats(0, 1))
segments = st.builds(Segment, words=st.lists(words, max_size=3).map(tuple))
transcripts = st.builds(Transcript, segments=st.lists(segments, max_size=3).map(tuple))


@given(transcript=transcripts)
def test_a_transcript_survives_the_disk(
    tmp_path_factory: pytest.TempPathFactory, transcript: Transcript
) -> None:
    folder = tmp_path_factory.mktemp("artifact")
    codec.write(transcript, folder)
    assert codec.read(Transcript, folder) == transcript


def test_the_file_is_named_after_the_model(tmp_path: Path) -> None:
    path = codec.write(EditList(kept=(Span(start=0, end=5),)), tmp_path)
    assert path.name == "edit-list.json"
    assert codec.file_name(Transcript) == "transcript.json"


@pytest.mark.parametrize("text", ["", "{", "{}", '{"kept": 3}', "\x00"])
def test_damage_is_told_with_the_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "edit-list.json").write_text(text)
    with pytest.raises(StoreError) as caught:
        codec.read(EditList, tmp_path)
    assert caught.value.subject.endswith("edit-list.json")
    assert "build again" in caught.value.hint


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="EditList"):
        codec.read(EditList, tmp_path)


def test_json_is_for_people_too() -> None:
    assert codec.dump_json({"ä": ["🎙"]}) == '{\n  "ä": [\n    "🎙"\n  ]\n}\n'
