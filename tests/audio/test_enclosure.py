from __future__ import annotations

import errno
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audio_jobs import tags
from nexus_audio.audio import enclosure, id3, loudness
from nexus_audio.audio.enclosure import finish, sound
from nexus_audio.audio.encode import Output
from nexus_audio.audio.loudness import Level
from nexus_audio.config import Audio
from nexus_audio.errors import StoreError
from nexus_audio.models import EditList, Enclosure, Loudness, Span

HEARD = Loudness(integrated=-16, range=3, true_peak=-1.5)
EDITS = EditList(kept=(Span(start=0, end=1234), Span(start=2000, end=3000)))


def test_the_file_is_the_tag_and_the_sound_named_by_both(tmp_path: Path) -> None:
    sound(tmp_path, "mp3").write_bytes(b"klang" * 500_000)
    whole = id3.tag(tags(), "2.3") + b"klang" * 500_000
    digest = hashlib.sha256(whole).hexdigest()
    assert finish(tmp_path, {"mp3": HEARD}, tags(), "7-rueben", EDITS, "2.3") == Enclosure(
        name=f"7-rueben-{digest[:12]}.mp3",
        type="audio/mpeg",
        length=len(whole),
        duration=2234,
        sha256=digest,
        loudness=HEARD,
    )
    [only] = tmp_path.iterdir()
    assert only.name == f"7-rueben-{digest[:12]}.mp3"
    assert only.read_bytes() == whole


def test_the_first_is_the_enclosure_the_others_are_its_alternates(tmp_path: Path) -> None:
    for name in ("m4a", "mp3", "opus"):
        sound(tmp_path, name).write_bytes(name.encode())
    heard = {name: replace(HEARD, range=n) for n, name in enumerate(("m4a", "opus", "mp3"))}
    made = finish(tmp_path, heard, tags(), "7-rueben", EDITS, "2.4")
    files = (made, *made.alternates)
    assert [each.type for each in files] == ["audio/x-m4a", "audio/ogg", "audio/mpeg"]
    assert [each.loudness.range for each in files] == [0, 1, 2]
    assert not any(each.alternates for each in made.alternates)
    for each in files:
        data = (tmp_path / each.name).read_bytes()
        assert (each.length, each.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    assert (tmp_path / made.name).read_bytes() == b"m4a"
    assert len(list(tmp_path.iterdir())) == 3


class Studio:
    """Encodes nothing, and hears what it is told to hear, one answer after the other."""

    def __init__(self, **answers: list[Loudness]) -> None:
        self.answers = answers
        self.passes: list[dict[str, Level]] = []

    def encode(
        self, master: Path, edits: EditList, outputs: Sequence[Output], *_: object, **__: object
    ) -> None:
        self.passes.append({output.path.suffix[1:]: output.level for output in outputs})

    def measure(self, path: Path) -> Loudness:
        return self.answers[path.suffix[1:]].pop(0)

    def render(self, monkeypatch: pytest.MonkeyPatch, before: Loudness) -> enclosure.Approaches:
        monkeypatch.setattr(enclosure, "encode", self.encode)
        monkeypatch.setattr(loudness, "measure", self.measure)
        settings = Audio.model_validate({"formats": list(self.answers)})
        return enclosure.render(
            Path("master.flac"),
            before,
            EDITS,
            Path("edit"),
            Path("out"),
            settings,
            tags(),
            lambda _: None,
        )


GOOD, SOFT, HIGH = HEARD, replace(HEARD, integrated=-17.5), replace(HEARD, true_peak=-0.2)


def test_only_what_is_not_right_is_encoded_again_in_one_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    studio = Studio(mp3=[GOOD], m4a=[SOFT, GOOD], opus=[HIGH, HIGH, GOOD])
    found = studio.render(monkeypatch, HEARD)
    assert [set(each) for each in studio.passes] == [
        {"mp3", "m4a", "opus"},
        {"m4a", "opus"},
        {"opus"},
    ]
    assert all(approach.met for approach in found.values())
    first, second, third = (each["opus"] for each in studio.passes)
    assert studio.passes[1]["m4a"].gain == pytest.approx(1.5)
    assert first.ceiling > second.ceiling > third.ceiling


def test_the_first_level_makes_up_for_master_and_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio(mp3=[GOOD], opus=[GOOD])
    studio.render(monkeypatch, replace(HEARD, integrated=-16.2, true_peak=-1.5))
    gains = {name: level.gain for name, level in studio.passes[0].items()}
    assert gains == {"mp3": pytest.approx(0.65), "opus": pytest.approx(0.2)}
    assert [len(level.filters) for level in studio.passes[0].values()] == [1, 1]  # no limiter


def test_a_master_that_is_far_off_is_limited_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio(mp3=[GOOD])
    studio.render(monkeypatch, replace(HEARD, integrated=-20, true_peak=-2))
    level = studio.passes[0]["mp3"]
    assert level.gain == pytest.approx(4.45)
    assert level.ceiling == pytest.approx(-2 + 0.45 + 0.3)
    assert len(level.filters) > 1


def test_what_cannot_be_reached_ends_after_three_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    studio = Studio(mp3=[SOFT] * 9)
    found = studio.render(monkeypatch, HEARD)
    assert len(studio.passes) == 3
    assert not found["mp3"].met
    assert found["mp3"].heard == [SOFT] * 3


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound(tmp_path, "mp3").write_bytes(b"klang")
    original = Path.open

    def full(self: Path, mode: str = "r", *arguments: Any) -> Any:
        if "w" in mode:
            raise OSError(errno.ENOSPC, "No space left on device")
        return original(self, mode, *arguments)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(StoreError, match="No space left") as caught:
        finish(tmp_path, {"mp3": HEARD}, tags(), "7-rueben", EDITS, "2.4")
    assert "Make room" in caught.value.hint
