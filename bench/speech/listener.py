"""One contender hears one recording, `listener.py NAME RECORDING BRIEFING MODEL`: words as JSON.

Each runs in a process of its own, so that CPU and memory are its own.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

Heard = list[tuple[str, float, float]]
Hearings = list[Heard]
"""The words of each hearing; the last is what counts."""

BOUND = 1800
"""CPU seconds after which nobody waits for `whisper` any longer."""


def ours(engine: str, *, compute: str = "", second: bool = True) -> Callable[..., Hearings]:
    """Our stages transcribe and rehear; `compute` is a precision other than the usual."""

    def listen(recording: Path, briefing: Path, model: Path) -> Hearings:
        from nexus_audio import codec
        from nexus_audio.briefing import read_briefing
        from nexus_audio.config import Speech
        from nexus_audio.engines.faster_whisper import COMPUTE
        from nexus_audio.models import Transcript
        from nexus_audio.pipeline import Job
        from nexus_audio.stages.rehear import rehear
        from nexus_audio.stages.transcribe import transcribe

        COMPUTE["cpu"] = compute or COMPUTE["cpu"]
        with tempfile.TemporaryDirectory() as temporary:
            folders = {
                name: Path(temporary) / name
                for name in ("condition", "parse", "transcribe", "rehear")
            }
            for folder in folders.values():
                folder.mkdir()
            (folders["condition"] / "master.flac").symlink_to(recording)
            codec.write(read_briefing(briefing), folders["parse"])
            values = {"speech": codec.to_plain(Speech(engine=engine, model=str(model)))}
            found: Hearings = []
            for stage in (transcribe, rehear) if second else (transcribe,):
                out = folders[stage.__name__]
                stage(Job(stage="s", episode="e", inputs=folders, values=values, out=out, cores=2))
                words = codec.read(Transcript, out).words
                found.append([(word.text, word.start / 1000, word.end / 1000) for word in words])
        return found

    return listen


def faster_whisper(recording: Path, _: Path, model: Path) -> Hearings:
    """The plain library at its usual setting."""
    from faster_whisper import WhisperModel

    hearing = WhisperModel(str(model), device="cpu", compute_type="int8", cpu_threads=2)
    segments, _ = hearing.transcribe(str(recording), language="de", word_timestamps=True)
    return [[(w.word.strip(), w.start, w.end) for s in segments for w in s.words or ()]]


def stable_ts(recording: Path, _: Path, model: Path) -> Hearings:
    """stable-ts over faster-whisper."""
    # It imports torchaudio, which has no build for each torch, only to read and resample files.
    sys.modules.setdefault("torchaudio", ModuleType("torchaudio"))
    import stable_whisper
    from faster_whisper.audio import decode_audio

    hearing = stable_whisper.load_faster_whisper(
        str(model), device="cpu", compute_type="int8", cpu_threads=2
    )
    result = hearing.transcribe(decode_audio(str(recording)), language="de", verbose=None)
    return [[(w.word.strip(), w.start, w.end) for w in result.all_words()]]


def whisper(recording: Path, _: Path, model: Path) -> Hearings:
    """What the command `whisper` runs, with its defaults (beam 5), on the same weights.

    On one thread: what PyTorch's threads wait for each other on a busy machine would count, too.
    """
    import resource

    import torch
    from whisper.transcribe import cli

    from nexus_audio.engines.checkpoint import checkpoint, read_arrays

    resource.setrlimit(resource.RLIMIT_CPU, (BOUND, BOUND))
    dimensions, state = checkpoint(read_arrays(model / "model.bin"))
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary) / "base.pt"
        tensors = {name: torch.from_numpy(array.copy()) for name, array in state.items()}
        torch.save({"dims": dimensions, "model_state_dict": tensors}, file)
        out = ["--output_dir", temporary, "--output_format", "json", "--verbose", "False"]
        sys.argv = ["whisper", str(recording), "--model", str(file), "--language", "de", *out]
        sys.argv += ["--word_timestamps", "True", "--fp16", "False", "--threads", "1"]
        cli()
        found = json.loads((Path(temporary) / f"{recording.stem}.json").read_text())
    words = [word for segment in found["segments"] for word in segment["words"]]
    return [[(word["word"].strip(), word["start"], word["end"]) for word in words]]


CONTENDERS: dict[str, Callable[..., Hearings]] = {
    "nexus-audio": ours("faster-whisper"),
    "nexus-audio, first hearing alone": ours("faster-whisper", second=False),
    "nexus-audio, first hearing in float32": ours(
        "faster-whisper", compute="float32", second=False
    ),
    "faster-whisper": faster_whisper,
    "stable-ts over faster-whisper": stable_ts,
    "nexus-audio with openai-whisper": ours("openai-whisper"),
    "whisper (the command)": whisper,
}


if __name__ == "__main__":
    heard = CONTENDERS[sys.argv[1]](*map(Path, sys.argv[2:]))
    print("HEARD" + json.dumps(heard))
