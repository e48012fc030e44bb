"""The recordings of the benchmark: the sample's voice, as other hosts would have recorded it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from nexus_audio.audio.ffmpeg import address, executable

SAMPLE = Path(__file__).parents[2] / "episodes" / "301-beispiel" / "recording.opus"
SECONDS = 120
"""How much of the sample each kind of recording has."""

_STEP = f"volume='if(lt(t,{SECONDS / 2}),0.5,2)':eval=frame"
KINDS = {
    "as it is": "anull",
    "very soft": "volume=-25dB",
    "clipped": "volume=16dB,alimiter=level=0:limit=1,volume=3dB",
    "a step of 12 dB": _STEP,
    "peaky": "compand=attacks=0:decays=0.05:points=-80/-100|-40/-52|-20/-22|0/6",
    "two channels": "pan=stereo|c0=c0|c1=0.5*c0",
    "hum and noise": "volume=-10dB[v];sine=50:d=600,volume=-40dB[h];"
    "anoisesrc=d=600:a=0.003:seed=1[n];[v][h][n]amix=inputs=3:duration=first:normalize=0",
}


def recordings(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each kind by its name, as a WAV file of 24 bits."""
    for number, (name, filters) in enumerate(KINDS.items()):
        path = folder / f"{number}.wav"
        cut = ("-t", str(SECONDS), "-filter_complex", f"[0:a]{filters}")
        _ffmpeg("-i", address(SAMPLE), *cut, "-c:a", "pcm_s24le", address(path))
        yield name, path


def long_recording(folder: Path, minutes: int) -> Path:
    """The sample over and over."""
    path = folder / f"{minutes}min.opus"
    loop = ("-stream_loop", "-1", "-i", address(SAMPLE), "-t", str(60 * minutes))
    _ffmpeg(*loop, "-c", "copy", address(path))
    return path


def _ffmpeg(*arguments: str) -> None:
    subprocess.run([executable(), "-v", "error", "-nostdin", "-y", *arguments], check=True)
