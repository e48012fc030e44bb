"""Benchmarks go on running when the stages change."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from sounds import speech, write_wav

if TYPE_CHECKING:
    from types import ModuleType

BENCH = Path(__file__).parents[1] / "bench"


def test_our_part_of_the_sound_benchmark_runs(tmp_path: Path) -> None:
    recording = write_wav(tmp_path / "a.wav", speech(3))
    command = [sys.executable, str(BENCH / "sound" / "ours.py"), str(recording), str(tmp_path)]
    done = subprocess.run([*command, "mp3"], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    [path] = map(Path, found["paths"])
    assert path.suffix == ".mp3"
    assert path.stat().st_size > 1000
    assert set(found["seconds"]) == {"ingest", "measure", "condition", "edit", "render"}


@pytest.fixture
def scores(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCH / "speech"))
    return importlib.import_module("scores")


@pytest.mark.parametrize(
    ("heard", "lost"),
    [
        ("Kultruhe. Opalwerkbautspeicher in Keller. Nummer 12.", 0),
        ("Kultur. Nummer zwölf.", 1),
        ("Opalwerk baut Speicher in Keller.", 2),
    ],
)
def test_a_misheard_sentence_is_not_lost(scores: ModuleType, heard: str, lost: int) -> None:
    said = ("Kultur", "Opalwerk baut Speicher in Keller", "Nummer zwölf")
    truth = [
        importlib.import_module("reading").Sentence(text, "de", start, start + 900)
        for start, text in enumerate(said)
    ]
    words = [(word, start * 1.0, start + 0.5) for start, word in enumerate(heard.split())]
    assert scores.score(words, truth, ()).lost == lost


def test_the_choice_is_fitted_to_what_was_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH / "alignment"))
    monkeypatch.delitem(sys.modules, "recordings", raising=False)
    choosing = importlib.import_module("choosing")
    # Of two and three candidates, mostly those with the first sign; the second says nothing.
    given = np.array([[1, 0], [0, 1], [0, 0], [1, 1], [0, 1], [1, 0], [0, 0]] * 9, dtype=float)
    firsts = np.array([start + 7 * n for n in range(9) for start in (0, 2, 5)])
    chosen = np.array([place + 7 * n for n in range(9) for place in (0, 3, 5)])
    chosen[0] = 1
    speaks, silent = choosing._fit(given, firsts, chosen)
    assert speaks > 1
    assert abs(silent) < 0.5 < speaks
