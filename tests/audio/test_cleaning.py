from __future__ import annotations

import pytest

from nexus_audio.audio.cleaning import PRESETS, filters
from nexus_audio.config import Audio
from nexus_audio.models import Loudness, Measurement


def _heard(noise: float, hum: tuple[int, ...] = ()) -> Measurement:
    return Measurement(
        duration=1000,
        loudness=Loudness(integrated=-20, range=3, true_peak=-3),
        silences=(),
        peaks=(),
        peak_interval=50,
        noise=noise,
        hum=hum,
    )


def _amount(noise: float, preset: str) -> float:
    settings = Audio.model_validate({"preset": preset})
    found = [each for each in filters(_heard(noise), settings) if each.startswith("afftdn")]
    return float(found[0].split("nr=")[1].split(":")[0]) if found else 0.0


@pytest.mark.parametrize(
    ("preset", "noise", "amount"),
    [
        ("clean", -75, 0),
        ("clean", -69.5, 0),
        ("clean", -64, 6),
        ("clean", -40, 10),
        ("noisy", -40, 20),
        ("noisy", -64, 6),
        ("studio", -40, 0),
        ("off", -40, 0),
    ],
)
def test_noise_is_lowered_no_more_than_is_needed_or_safe(
    preset: str, noise: float, amount: float
) -> None:
    assert _amount(noise, preset) == amount


def test_off_leaves_everything() -> None:
    assert filters(_heard(-30, hum=(50,)), Audio(preset="off")) == ()


@pytest.mark.parametrize("preset", sorted(set(PRESETS) - {"off"}))
def test_rumble_and_hum_go_first(preset: str) -> None:
    settings = Audio.model_validate({"preset": preset, "highpass": 80})
    found = filters(_heard(-75, hum=(50, 100)), settings)
    assert [each.partition("=")[0] for each in found] == ["highpass", "bandreject", "bandreject"]
    assert found[0] == "highpass=f=80"


def test_a_high_pass_of_0_is_none() -> None:
    assert filters(_heard(-75), Audio(highpass=0)) == ()


def test_every_preset_of_the_settings_is_known() -> None:
    annotation = Audio.model_fields["preset"].annotation
    assert set(PRESETS) == set(getattr(annotation, "__args__", ()))
