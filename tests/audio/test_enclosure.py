from __future__ import annotations

import errno
import hashlib
from pathlib import Path
from typing import Any

import pytest

from nexus_audio.audio.enclosure import finish
from nexus_audio.errors import StoreError
from nexus_audio.models import EditList, Enclosure, Loudness, Span

HEARD = Loudness(integrated=-16, range=3, true_peak=-1.5)
EDITS = EditList(kept=(Span(start=0, end=1234), Span(start=2000, end=3000)))


def test_the_file_is_the_tag_and_the_sound_named_by_both(tmp_path: Path) -> None:
    sound = tmp_path / "sound.mp3"
    sound.write_bytes(b"klang" * 500_000)
    whole = b"etikett" + b"klang" * 500_000
    digest = hashlib.sha256(whole).hexdigest()
    assert finish(sound, b"etikett", "7-rueben", EDITS, HEARD) == Enclosure(
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


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = tmp_path / "sound.mp3"
    sound.write_bytes(b"klang")
    original = Path.open

    def full(self: Path, mode: str = "r", *arguments: Any) -> Any:
        if "w" in mode:
            raise OSError(errno.ENOSPC, "No space left on device")
        return original(self, mode, *arguments)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(StoreError, match="No space left") as caught:
        finish(sound, b"etikett", "7-rueben", EDITS, HEARD)
    assert "Make room" in caught.value.hint
