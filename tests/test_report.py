from __future__ import annotations

import json
from pathlib import Path

import pytest

from nexus_audio.report import spoken_pace


def test_the_pace_is_measured_over_all_episodes(tmp_path: Path) -> None:
    assert spoken_pace(tmp_path) is None
    for slug, words, minutes in (("a", 300, 2), ("b", 100, 1)):
        folder = tmp_path / "episodes" / slug
        folder.mkdir(parents=True)
        figures = {"words": words, "result": {"duration": minutes * 60_000}}
        (folder / "report.json").write_text(json.dumps(figures), "utf-8")
    broken = tmp_path / "episodes" / "c"
    broken.mkdir()
    (broken / "report.json").write_text("{", "utf-8")
    assert spoken_pace(tmp_path) == pytest.approx(400 / 3)
