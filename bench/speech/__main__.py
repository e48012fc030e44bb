"""How well, and at what price, is a German briefing heard? `make bench-speech`.

All contenders hear the same audio with the same weights (base), one after the other, each in a
process of its own. Prints Markdown. What runs on PyTorch hears one minute only: on a CPU it takes
many times as long. `python bench/speech wall` takes a few minutes and wants an idle machine,
`memory` hears three hours.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from listener import CONTENDERS, Hearings
from reading import RATE, Sentence, Text, read_aloud
from scores import apart, score

from nexus_audio.engines.weights import fetch

sys.path.append(str(Path(__file__).parents[1] / "sound"))

HELD_OUT = ("wochenblick", "leuchtfeuer", "werkstoff")
"""Texts that nothing was tuned on."""
QUICK = (
    *("nexus-audio", "nexus-audio, first hearing alone"),
    *("faster-whisper", "stable-ts over faster-whisper"),
)
"""What can hear whole texts on a CPU."""
PAIR = ("nexus-audio", "faster-whisper")
LONG = 3 * 3600
_MB = 1e6


@dataclass(frozen=True)
class Recording:
    """A text, read aloud."""

    sound: Path
    truth: Sequence[Sentence]
    text: Text

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        with wave.open(str(self.sound), "rb") as file:
            return file.getnframes() / RATE

    @property
    def names(self) -> list[str]:
        """The names that are said in it."""
        return [name for name in self.text.names if any(name in one.text for one in self.truth)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all but the last two")
    wanted = parser.parse_args().parts or list(PARTS)[:-2]
    model = fetch("base")
    with tempfile.TemporaryDirectory(prefix="bench-speech-") as temporary:
        for part in wanted:
            PARTS[part](Path(temporary), model)


def texts(folder: Path, model: Path) -> None:
    """All that run quickly over a whole text, and those that count over others."""
    compare(record(HELD_OUT[0], folder), model, QUICK)
    for name in HELD_OUT[1:]:
        compare(record(name, folder), model, PAIR)


def clip(folder: Path, model: Path) -> None:
    """Everybody, over the two topics that have a quote; and how far both engines agree."""
    heard = compare(record(HELD_OUT[0], folder, quotes=True), model, list(CONTENDERS))
    first, last = heard["nexus-audio"]
    other_first, other_last = heard["nexus-audio with openai-whisper"]
    (exact,) = heard["nexus-audio, first hearing in float32"]
    print("\nWords in which openai-whisper differs:", end=" ")
    print(f"{apart(last, other_last):.1f} % after both hearings,", end=" ")
    print(f"{apart(first, other_first):.1f} % after the first,", end=" ")
    print(f"{apart(exact, other_first):.1f} % in the same precision.")


def wall(folder: Path, model: Path) -> None:
    """The time on the clock; on an idle machine."""
    compare(record(HELD_OUT[0], folder), model, PAIR)


def memory(folder: Path, model: Path) -> None:
    """What three hours take: the same reading over and over, and as long a text."""
    once = record(HELD_OUT[0], folder)
    times = int(LONG / once.seconds) + 1
    sound, briefing = folder / "long.wav", folder / "long.md"
    with wave.open(str(once.sound), "rb") as source, wave.open(str(sound), "wb") as target:
        target.setparams(source.getparams())
        frames = source.readframes(source.getnframes())
        for _ in range(times):
            target.writeframes(frames)
    briefing.write_text(once.text.briefing.read_text(encoding="utf-8") * times, encoding="utf-8")
    seconds = once.seconds * times
    heard, cpu, _, peak = hear("nexus-audio", sound, briefing, model)
    print(f"\n{seconds / 3600:.2f} hours: {peak / _MB:.0f} MB, {cpu / seconds:.3f} CPU s for each")
    print(f"second of audio, {len(heard[-1])} words.")


PARTS = {"texts": texts, "clip": clip, "wall": wall, "memory": memory}


def record(name: str, folder: Path, *, quotes: bool = False) -> Recording:
    """A text read aloud, or its quotes with what stands around them."""
    text, sound = Text(name), folder / f"{name}{'-quotes' * quotes}.wav"
    return Recording(sound, read_aloud(text, sound, quotes=quotes), text)


def compare(recording: Recording, model: Path, contenders: Sequence[str]) -> dict[str, Hearings]:
    """A table of all contenders over one recording."""
    seconds, names = recording.seconds, recording.names
    print(f"\n{recording.text.name}: {seconds:.0f} s, {len(recording.truth)} sentences\n")
    row("", "WER %", "CER %", "names", "English", "lost", "start ms", "CPU/s", "wall/s", "MB")
    row(*["---"] * 10)
    found: dict[str, Hearings] = {}
    for name in contenders:
        try:
            heard, cpu, wall, peak = hear(name, recording.sound, recording.text.briefing, model)
        except RuntimeError as error:  # it failed, or was stopped at `listener.BOUND`
            row(name, *["not finished"] * 9)
            print(error, file=sys.stderr)
            continue
        found[name] = heard
        one = score(heard[-1], recording.truth, names)
        row(
            name,
            *(f"{one.wer:.1f}", f"{one.cer:.1f}", f"{one.names} of {len(names)}", one.quotes),
            *(str(one.lost), one.start, f"{cpu / seconds:.3f}", f"{wall / seconds:.3f}"),
            f"{peak / _MB:.0f}",
        )
    return found


def hear(
    name: str, recording: Path, briefing: Path, model: Path
) -> tuple[Hearings, float, float, int]:
    """The words, CPU seconds, wall seconds and memory of one contender."""
    from gauge import run

    began = time.monotonic()
    script = str(Path(__file__).parent / "listener.py")
    files = (str(recording), str(briefing), str(model))
    cost = run([sys.executable, "-W", "ignore", script, name, *files])
    wall = time.monotonic() - began
    return json.loads(cost.said.rpartition("HEARD")[2]), cost.cpu, wall, cost.memory


def row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
