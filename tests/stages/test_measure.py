from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from audio_jobs import Desk
from nexus_audio import codec
from nexus_audio.models import Measurement
from nexus_audio.stages.ingest import ingest
from nexus_audio.stages.measure import measure
from sounds import noise, silence, write_wav


def test_a_recording_is_measured(tmp_path: Path) -> None:
    sound = np.concatenate([noise(1), silence(0.5), noise(1.5)])
    desk = Desk(tmp_path)
    desk.run(ingest, recording=write_wav(tmp_path / "s.wav", sound))
    out = desk.run(measure)
    assert [path.name for path in out.iterdir()] == ["measurement.json"]
    found = codec.read(Measurement, out)
    assert found.duration == 3000
    [pause] = found.silences
    assert (pause.start, pause.end) == pytest.approx((1000, 1500), abs=10)
    assert len(found.peaks) * found.peak_interval == 3000
    assert -25 < found.loudness.integrated < -15
