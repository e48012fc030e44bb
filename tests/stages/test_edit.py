from __future__ import annotations

from pathlib import Path

from audio_jobs import Desk
from nexus_audio import codec
from nexus_audio.models import EditList, Loudness, Measurement, Span
from nexus_audio.stages.edit import edit


def test_the_whole_recording_is_kept(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
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
