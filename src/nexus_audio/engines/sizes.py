"""The speech models that are known by their size, as they were published."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from nexus_audio.errors import ModelMissing


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A Whisper model as it was published, converted for CTranslate2."""

    size: str
    repository: str
    revision: str
    sha256: str
    """Of `model.bin`."""
    bytes: int
    """The length of `model.bin`."""


SIZES = {
    weights.size: weights
    for weights in (
        Weights(
            size="tiny",
            repository="Systran/faster-whisper-tiny",
            revision="d90ca5fe260221311c53c58e660288d3deb8d356",
            sha256="dcb76c6586fc06cbdac6dd21f14cfd129cc4cdd9dce19bf4ffa62e59cbe6e6d1",
            bytes=75_538_270,
        ),
        Weights(
            size="base",
            repository="Systran/faster-whisper-base",
            revision="ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
            sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
            bytes=145_217_532,
        ),
        Weights(
            size="small",
            repository="Systran/faster-whisper-small",
            revision="536b0662742c02347bc0e980a01041f333bce120",
            sha256="3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671",
            bytes=483_546_902,
        ),
        Weights(
            size="medium",
            repository="Systran/faster-whisper-medium",
            revision="08e178d48790749d25932bbc082711ddcfdfbc4f",
            sha256="9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae",
            bytes=1_527_906_378,
        ),
        Weights(
            size="large-v3",
            repository="Systran/faster-whisper-large-v3",
            revision="edaa852ec7e145841d8ffdb056a99866b5f0a478",
            sha256="69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1",
            bytes=3_087_284_237,
        ),
        Weights(
            size="large-v3-turbo",
            repository="mobiuslabsgmbh/faster-whisper-large-v3-turbo",
            revision="0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf",
            sha256="e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da",
            bytes=1_617_884_929,
        ),
    )
}
"""Revision, digest and length as at least two unrelated public projects pin them."""


def known(size: str) -> Weights:
    """The model of that size; raises ModelMissing, with the nearest name, for an unknown one."""
    if size not in SIZES:
        near = get_close_matches(size, SIZES, n=1) or SIZES
        raise ModelMissing(
            f"there is no speech model {size!r}, neither as a size nor as a folder",
            subject="speech.model",
            hint=f"Choose {', '.join(near)}, or the path of a folder with a converted model.",
        )
    return SIZES[size]
