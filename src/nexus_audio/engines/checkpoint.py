"""The weights of a CTranslate2 model as a checkpoint that openai-whisper loads: the same numbers.

The binary format is that of CTranslate2's model specification, version 6: a header,
named arrays, and aliases for arrays that are shared. Of Whisper's attention it keeps
query, key and value in one matrix; the key has no bias there, only zeros.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nexus_audio.errors import ModelCorrupt

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[np.generic]]

_VERSION = 6
_TYPES = ("<f4", "<i1", "<i2", "<i4", "<f2")

# Each name of CTranslate2's with openai-whisper's; layers are numbered in both.
_NAMES = (
    (r"conv(\d)", r"conv\1"),
    (r"layer_norm", "NORM"),
    (r"layer_(\d+)/self_attention/layer_norm", r"blocks.\1.attn_ln"),
    (r"layer_(\d+)/self_attention/linear_0", r"blocks.\1.attn.query key value"),
    (r"layer_(\d+)/self_attention/linear_1", r"blocks.\1.attn.out"),
    (r"layer_(\d+)/attention/layer_norm", r"blocks.\1.cross_attn_ln"),
    (r"layer_(\d+)/attention/linear_0", r"blocks.\1.cross_attn.query"),
    (r"layer_(\d+)/attention/linear_1", r"blocks.\1.cross_attn.key value"),
    (r"layer_(\d+)/attention/linear_2", r"blocks.\1.cross_attn.out"),
    (r"layer_(\d+)/ffn/layer_norm", r"blocks.\1.mlp_ln"),
    (r"layer_(\d+)/ffn/linear_0", r"blocks.\1.mlp.0"),
    (r"layer_(\d+)/ffn/linear_1", r"blocks.\1.mlp.2"),
)
_PARTS = {"weight": "weight", "bias": "bias", "gamma": "weight", "beta": "bias"}
_FINAL_NORM = {"encoder": "ln_post", "decoder": "ln"}


def read_arrays(path: Path) -> Arrays:
    """All arrays of a `model.bin` by name; raises ModelCorrupt for any other file."""
    try:
        return _Reader(memoryview(path.read_bytes())).arrays()
    except (struct.error, ValueError, IndexError, KeyError, UnicodeDecodeError) as error:
        raise ModelCorrupt(
            f"is no model of CTranslate2: {error}",
            subject=str(path),
            hint="Use a Whisper model that was converted for CTranslate2, or a .pt of openai's.",
        ) from error


class _Reader:
    """Reads one value after the other."""

    def __init__(self, data: memoryview) -> None:
        self._data, self._at = data, 0

    def arrays(self) -> Arrays:
        import numpy as np  # noqa: PLC0415 - keys are made without it

        if (version := self._number("I")) != _VERSION:
            raise ValueError(f"binary version {version}, not {_VERSION}")
        self._text(), self._number("I")  # the name and revision of the specification
        found: dict[str, Any] = {}
        for _ in range(self._number("I")):
            name = self._text()
            shape = [self._number("I") for _ in range(self._number("B"))]
            kind, size = np.dtype(_TYPES[self._number("B")]), self._number("I")
            array = np.frombuffer(self._data, kind, size // kind.itemsize, self._at)
            found[name], self._at = array.reshape(shape), self._at + size
        for _ in range(self._number("I")):
            alias, name = self._text(), self._text()
            found[alias] = found[name]
        if self._at != len(self._data):
            raise ValueError("bytes are left at its end")
        return found

    def _number(self, kind: str) -> int:
        (value,) = struct.unpack_from(f"<{kind}", self._data, self._at)
        self._at += struct.calcsize(kind)
        return int(value)

    def _text(self) -> str:
        length = self._number("H")
        text = bytes(self._data[self._at : self._at + length])
        self._at += length
        return text.rstrip(b"\0").decode()


def checkpoint(arrays: Arrays) -> tuple[dict[str, int], dict[str, NDArray[np.generic]]]:
    """The dimensions and the state of openai-whisper's model; raises ModelCorrupt."""
    state: dict[str, Any] = {}
    for name, array in arrays.items():
        side, _, rest = name.partition("/")
        if side in _FINAL_NORM:
            _put(state, side, rest, array)
    token_embedding = arrays["decoder/embeddings/weight"]
    state["decoder.token_embedding.weight"] = token_embedding
    return _dimensions(arrays, state), state


def _put(state: dict[str, Any], side: str, rest: str, array: Any) -> None:
    import numpy as np  # noqa: PLC0415

    if rest == "position_encodings/encodings":
        state[f"{side}.positional_embedding"] = array
        return
    owner, _, part = rest.rpartition("/")
    if part == "weight_scale":
        raise ModelCorrupt(
            "is stored in 8-bit integers, which openai-whisper cannot use",
            hint="Use the model in float16, as `nexus-audio models fetch` brings it.",
        )
    found = next((re.sub(a, b, owner) for a, b in _NAMES if re.fullmatch(a, owner)), None)
    if found is None or part not in _PARTS:
        return  # settings, and the embeddings, which both sides of the decoder share
    head, _, first = found.rpartition(".")
    owners = [f"{head}.{one}" for one in first.split()] if " " in first else [found]
    for one, piece in zip(owners, np.split(array, len(owners)), strict=True):
        if not (one.endswith(".key") and part == "bias"):
            state[f"{side}.{one.replace('NORM', _FINAL_NORM[side])}.{_PARTS[part]}"] = piece


def _dimensions(arrays: Arrays, state: Mapping[str, Any]) -> dict[str, int]:
    def layers(side: str) -> int:
        return len({name.split(".")[2] for name in state if name.startswith(f"{side}.blocks.")})

    audio, text = state["encoder.positional_embedding"], state["decoder.positional_embedding"]
    return {
        "n_mels": state["encoder.conv1.weight"].shape[1],
        "n_audio_ctx": audio.shape[0],
        "n_audio_state": audio.shape[1],
        "n_audio_head": int(arrays["encoder/num_heads"].item()),
        "n_audio_layer": layers("encoder"),
        "n_vocab": state["decoder.token_embedding.weight"].shape[0],
        "n_text_ctx": text.shape[0],
        "n_text_state": text.shape[1],
        "n_text_head": int(arrays["decoder/num_heads"].item()),
        "n_text_layer": layers("decoder"),
    }
