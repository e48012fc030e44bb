"""How well, and at what price, is a German briefing heard? `make bench-speech`.

All contenders hear the same audio with the same weights (base), one after the other, each in a
process of its own. Prints Markdown. What runs on PyTorch hears a short clip only: on a CPU it
takes many times as long. `--long` adds three hours, for memory.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import wave
from pathlib import Path

from listener import CONTENDERS
from reading import NAMES, RATE, Sentence, read_aloud
from scores import apart, score

from nexus_audio.engines.weights import fetch

sys.path.append(str(Path(__file__).parents[1] / "sound"))

CLIP = 6
"""Sentences of the short clip."""
HEAVY = ("nexus-audio with openai-whisper", "whisper (the command)")
LONG = 3 * 3600
_MB = 1e6

Heard = list[tuple[str, float, float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="three hours as well")
    parser.add_argument("--light", action="store_true", help="nothing that runs on PyTorch")
    wanted = parser.parse_args()
    model = fetch("base")
    with tempfile.TemporaryDirectory(prefix="bench-speech-") as temporary:
        whole, clip = Path(temporary) / "whole.wav", Path(temporary) / "clip.wav"
        truth = read_aloud(whole)
        compare(whole, truth, model, [name for name in CONTENDERS if name not in HEAVY])
        if not wanted.light:
            some = read_aloud(clip, CLIP)
            heard = compare(clip, some, model, ["nexus-audio", "faster-whisper", *HEAVY])
            far = apart(heard["nexus-audio"], heard[HEAVY[0]])
            print(f"\nBoth engines apart: {far:.1f} % of the words.")
        if wanted.long:
            memory(whole, Path(temporary) / "long.wav", model)


def compare(
    recording: Path, truth: list[Sentence], model: Path, names: list[str]
) -> dict[str, Heard]:
    """A table of all contenders over one recording."""
    seconds = duration(recording)
    said = sum(any(name in one.text for one in truth) for name in NAMES)
    print(f"\n{seconds:.0f} s, {len(truth)} sentences, {said} names\n")
    row("", "WER %", "CER %", "names", "English", "lost", "start ms", "CPU/s", "wall/s", "MB")
    row(*["---"] * 10)
    found: dict[str, Heard] = {}
    for name in names:
        heard, cpu, wall, peak = hear(name, recording, model)
        found[name] = heard
        one = score(heard, truth)
        row(
            name,
            *(f"{one.wer:.1f}", f"{one.cer:.1f}", f"{one.names} of {said}", one.quotes),
            *(str(one.lost), one.start, f"{cpu / seconds:.3f}", f"{wall / seconds:.3f}"),
            f"{peak / _MB:.0f}",
        )
    return found


def hear(name: str, recording: Path, model: Path) -> tuple[Heard, float, float, int]:
    """The words, CPU seconds, wall seconds and memory of one contender."""
    from gauge import run

    began = time.monotonic()
    script = str(Path(__file__).parent / "listener.py")
    cost = run([sys.executable, "-W", "ignore", script, name, str(recording), str(model)])
    wall = time.monotonic() - began
    return json.loads(cost.said.rpartition("HEARD")[2]), cost.cpu, wall, cost.memory


def memory(recording: Path, long: Path, model: Path) -> None:
    """What three hours take."""
    with wave.open(str(recording), "rb") as source, wave.open(str(long), "wb") as target:
        target.setparams(source.getparams())
        sound = source.readframes(source.getnframes())
        for _ in range(int(LONG / duration(recording)) + 1):
            target.writeframes(sound)
    words, cpu, _, peak = hear("nexus-audio", long, model)
    seconds = duration(long)
    print(f"\n{seconds / 3600:.1f} hours: {peak / _MB:.0f} MB, {cpu / seconds:.3f} CPU s for each")
    print(f"second of audio, {len(words)} words.")


def duration(path: Path) -> float:
    with wave.open(str(path), "rb") as file:
        return file.getnframes() / RATE


def row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
