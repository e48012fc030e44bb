from __future__ import annotations

from pathlib import Path

import numpy as np
from lxml import etree

from audio_jobs import Desk
from nexus_audio.models import Chapter
from nexus_audio.stages.chart import chart
from nexus_audio.stages.condition import condition
from nexus_audio.stages.edit import edit
from nexus_audio.stages.ingest import ingest
from nexus_audio.stages.measure import measure
from nexus_audio.stages.render import render
from sounds import speech, write_wav


def test_the_picture_shows_recording_episode_and_chapters(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.run(ingest, recording=write_wav(tmp_path / "s.wav", speech(9, level=-40), bits=24))
    desk.put_no_text()
    for stage in (measure, condition, edit):
        desk.run(stage)
    desk.put_chapters(Chapter(start=0, end=9_000, title="Möhren"))
    desk.run(render)
    out = desk.run(chart)
    assert [path.name for path in out.iterdir()] == ["loudness.svg"]
    root = etree.parse(out / "loudness.svg").getroot()
    curves = {
        line.get("class"): [float(point.split(",")[1]) for point in line.get("points", "").split()]
        for line in root.iter("{*}polyline")
    }
    assert len(curves["before"]) == len(curves["after"]) == 9
    assert np.subtract(curves["before"], curves["after"]).min() > 50  # higher is louder
    assert "Möhren" in [text.text for text in root.iter("{*}text")]
