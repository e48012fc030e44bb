"""The speech models that are known by their size, as they were published."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from nexus_audio.errors import ModelMissing


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A Whisper model as it was published: by OpenAI, and converted for CTranslate2."""

    size: str
    repository: str
    revision: str
    sha256: str
    """Of `model.bin`."""
    bytes: int
    """The length of `model.bin`."""
    checkpoint: str
    """The sha256 of OpenAI's own file, which is a part of its address too."""


SIZES = {
    weights.size: weights
    for weights in (
        Weights(
            size="tiny",
            repository="Systran/faster-whisper-tiny",
            revision="d90ca5fe260221311c53c58e660288d3deb8d356",
            sha256="dcb76c6586fc06cbdac6dd21f14cfd129cc4cdd9dce19bf4ffa62e59cbe6e6d1",
            bytes=75_538_270,
            checkpoint="65147644a518d12f04e32d6f3b26facc3f8dd46e5390956a9424a650c0ce22b9",
        ),
        Weights(
            size="tiny.en",
            repository="Systran/faster-whisper-tiny.en",
            revision="0d3d19a32d3338f10357c0889762bd8d64bbdeba",
            sha256="1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
            bytes=75_537_502,
            checkpoint="d3dd57d32accea0b295c96e26691aa14d8822fac7d9d27d5dc00b4ca2826dd03",
        ),
        Weights(
            size="base",
            repository="Systran/faster-whisper-base",
            revision="ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
            sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
            bytes=145_217_532,
            checkpoint="ed3a0b6b1c0edf879ad9b11b1af5a0e6ab5db9205f891f668f8b0e6c6326e34e",
        ),
        Weights(
            size="base.en",
            repository="Systran/faster-whisper-base.en",
            revision="3d3d5dee26484f91867d81cb899cfcf72b96be6c",
            sha256="2a166925539a16005f14ff328359f9b9adb9dc4fb631bb3b227526862e93e2ef",
            bytes=145_216_508,
            checkpoint="25a8566e1d0c1e2231d1c762132cd20e0f96a85d16145c3a00adf5d1ac670ead",
        ),
        Weights(
            size="small",
            repository="Systran/faster-whisper-small",
            revision="536b0662742c02347bc0e980a01041f333bce120",
            sha256="3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671",
            bytes=483_546_902,
            checkpoint="9ecf779972d90ba49c06d968637d720dd632c55bbf19d441fb42bf17a411e794",
        ),
        Weights(
            size="small.en",
            repository="Systran/faster-whisper-small.en",
            revision="d1d751a5f8271d482d14ca55d9e2deeebbae577f",
            sha256="62b2a45b05ee59acb4a5341b33ee35e041395d378d418a18acfe4c9e768ee37a",
            bytes=483_545_366,
            checkpoint="f953ad0fd29cacd07d5a9eda5624af0f6bcf2258be67c92b79389873d91e0872",
        ),
        Weights(
            size="medium",
            repository="Systran/faster-whisper-medium",
            revision="08e178d48790749d25932bbc082711ddcfdfbc4f",
            sha256="9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae",
            bytes=1_527_906_378,
            checkpoint="345ae4da62f9b3d59415adc60127b97c714f32e89e936602e85993674d08dcb1",
        ),
        Weights(
            size="medium.en",
            repository="Systran/faster-whisper-medium.en",
            revision="a29b04bd15381511a9af671baec01072039215e3",
            sha256="11b220779aea4c6f3ce9d2549c8a95ea869ed84066864b999531ef53e594fe5b",
            bytes=1_527_904_330,
            checkpoint="d7440d1dc186f76616474e0ff0b3b6b879abc9d1a4926b7adfa41db2d497ab4f",
        ),
        Weights(
            size="large-v1",
            repository="Systran/faster-whisper-large-v1",
            revision="b07c8d4be0be90092aa01a29c975077acb8d15c9",
            sha256="a3cce8081a5414206ab09a80aa410ebf9965feef52adafeead13f4a83398b1d1",
            bytes=3_086_912_962,
            checkpoint="e4b87e7e0bf463eb8e6956e646f1e277e901512310def2c24bf0e11bd3c28e9a",
        ),
        Weights(
            size="large-v2",
            repository="Systran/faster-whisper-large-v2",
            revision="f0fe81560cb8b68660e564f55dd99207059c092e",
            sha256="bf2a9746382e1aa7ffff6b3a0d137ed9edbd9670c3b87e5d35f5e85e70d0333a",
            bytes=3_086_912_962,
            checkpoint="81f7c96c852ee8fc832187b0132e569d6c3065a3252ed18e56effd0b6a73e524",
        ),
        Weights(
            size="large-v3",
            repository="Systran/faster-whisper-large-v3",
            revision="edaa852ec7e145841d8ffdb056a99866b5f0a478",
            sha256="69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1",
            bytes=3_087_284_237,
            checkpoint="e5b1a55b89c1367dacf97e3e19bfd829a01529dbfdeefa8caeb59b3f1b81dadb",
        ),
        Weights(
            size="large-v3-turbo",
            repository="mobiuslabsgmbh/faster-whisper-large-v3-turbo",
            revision="0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf",
            sha256="e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da",
            bytes=1_617_884_929,
            checkpoint="aff26ae408abcba5fbf8813c21e62b0941638c5f6eebfb145be0c9839262a19a",
        ),
    )
}
"""Revision, digest and length as at least two unrelated public projects pin them (large-v1's by
one; the length of tiny.en follows from the others); checkpoints as openai-whisper lists them."""


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
