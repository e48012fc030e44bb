from __future__ import annotations

import errno
import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audio_jobs import tags
from nexus_audio.audio import id3
from nexus_audio.audio.enclosure import finish, sound
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
