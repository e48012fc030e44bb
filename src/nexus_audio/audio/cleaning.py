"""Presets: what is done to a sound before its loudness is set, and the filters for it."""

from __future__ import annotations

from dataclasses import dataclass

from nexus_audio.audio import flac
from nexus_audio.audio.hum import notches
from nexus_audio.config import Audio
from nexus_audio.models import Measurement


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """What a preset does; `denoise` is the most dB by which noise is lowered."""

    declip: bool = False
    dehum: bool = True
    denoise: float = 0.0
    level: bool = True


PRESETS = {
    "clean": Preset(declip=True, denoise=10.0),
    "studio": Preset(),
    "noisy": Preset(declip=True, denoise=20.0),
    "off": Preset(dehum=False, level=False),
}

_INAUDIBLE = 50.0  # dB under the speech; what lies lower needs no lowering
_LEAST = 1.0  # dB; less is not worth a filter
_FLOOR = 5.0  # dB: afftdn takes white noise for what it is from 5 dB over its RMS on; measured
_DELAY = flac.RATE // 40  # samples: afftdn's windows are 3/80 s long and 1/80 s apart


def filters(heard: Measurement, settings: Audio) -> tuple[str, ...]:
    """The ffmpeg filters of a preset for a recording; none of them moves anything in time."""
    preset = PRESETS[settings.preset]
    if settings.preset == "off":
        return ()
    highpass = (f"highpass=f={settings.highpass}",) if settings.highpass else ()
    hum = notches(heard.hum) if preset.dehum else ()
    return (*highpass, *hum, *_denoise(heard, preset.denoise))


def _denoise(heard: Measurement, most: float) -> tuple[str, ...]:
    """As much as brings the noise 50 dB under the speech, and no more than is safe."""
    amount = min(most, _INAUDIBLE - (heard.loudness.integrated - heard.noise))
    if amount < _LEAST:
        return ()
    floor = min(-20.0, max(-80.0, heard.noise + _FLOOR))  # what afftdn takes
    return (
        f"apad=pad_len={_DELAY}",
        f"afftdn=nr={amount:.1f}:nf={floor:.1f}",
        f"atrim=start_sample={_DELAY}",
        "asetpts=PTS-STARTPTS",
    )
