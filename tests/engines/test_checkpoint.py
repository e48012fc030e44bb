from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nexus_audio.engines.checkpoint import checkpoint, read_arrays
from nexus_audio.errors import ModelCorrupt

STATE, HEADS, VOCABULARY = 4, 2, 7
TYPES = {"float32": 0, "int8": 1, "int16": 2, "int32": 3, "float16": 4}


def tiny_model() -> dict[str, NDArray[np.generic]]:
    """A Whisper of one layer as CTranslate2 names its parts, with numbers that tell them apart."""
    chance = np.random.default_rng(1)

    def numbers(*shape: int) -> NDArray[np.generic]:
        return chance.normal(size=shape).astype(np.float16)

    found: dict[str, NDArray[np.generic]] = {}

    def linear(name: str, rows: int, columns: int = STATE) -> None:
        found[f"{name}/weight"] = numbers(rows, columns)
        found[f"{name}/bias"] = numbers(rows)

    def norm(name: str) -> None:
        found[f"{name}/gamma"], found[f"{name}/beta"] = numbers(STATE), numbers(STATE)

    for side, context in (("encoder", 10), ("decoder", 6)):
        found[f"{side}/position_encodings/encodings"] = numbers(context, STATE)
        found[f"{side}/num_heads"] = np.array(HEADS, np.int16)
        norm(f"{side}/layer_norm")
        layer = f"{side}/layer_0"
        norm(f"{layer}/self_attention/layer_norm")
        linear(f"{layer}/self_attention/linear_0", 3 * STATE)
        linear(f"{layer}/self_attention/linear_1", STATE)
        norm(f"{layer}/ffn/layer_norm")
        linear(f"{layer}/ffn/linear_0", 4 * STATE)
        linear(f"{layer}/ffn/linear_1", STATE, 4 * STATE)
    norm("decoder/layer_0/attention/layer_norm")
    linear("decoder/layer_0/attention/linear_0", STATE)
    linear("decoder/layer_0/attention/linear_1", 2 * STATE)
    linear("decoder/layer_0/attention/linear_2", STATE)
    for number, columns in (("1", 8), ("2", STATE)):
        found[f"encoder/conv{number}/weight"] = numbers(STATE, columns, 3)
        found[f"encoder/conv{number}/bias"] = numbers(STATE)
    found["decoder/embeddings/weight"] = numbers(VOCABULARY, STATE)
    return found


def write(path: Path, arrays: dict[str, NDArray[np.generic]], version: int = 6) -> Path:
    def text(value: str) -> bytes:
        return struct.pack("<H", len(value) + 1) + value.encode() + b"\0"

    data = struct.pack("<I", version) + text("WhisperSpec") + struct.pack("<II", 3, len(arrays))
    for name, array in arrays.items():
        shape = struct.pack(f"<B{array.ndim}I", array.ndim, *array.shape)
        kind = struct.pack("<BI", TYPES[array.dtype.name], array.nbytes)
        data += text(name) + shape + kind + array.tobytes()
    aliases = {"decoder/projection/weight": "decoder/embeddings/weight"}
    data += struct.pack("<I", len(aliases))
    for alias, name in aliases.items():
        data += text(alias) + text(name)
    path.write_bytes(data)
    return path


def test_a_model_comes_back_as_it_was_written(tmp_path: Path) -> None:
    arrays = tiny_model()
    read = read_arrays(write(tmp_path / "model.bin", arrays))
    assert set(read) == set(arrays) | {"decoder/projection/weight"}
    assert all(np.array_equal(read[name], array) for name, array in arrays.items())


def test_each_part_goes_to_its_place() -> None:
    arrays = tiny_model()
    dimensions, state = checkpoint(arrays)
    assert dimensions == {
        **{"n_mels": 8, "n_audio_ctx": 10, "n_audio_state": 4, "n_audio_head": 2},
        **{"n_audio_layer": 1, "n_vocab": 7, "n_text_ctx": 6, "n_text_state": 4},
        **{"n_text_head": 2, "n_text_layer": 1},
    }
    fused = arrays["encoder/layer_0/self_attention/linear_0/weight"]
    for number, part in enumerate(("query", "key", "value")):
        piece = fused[number * STATE : (number + 1) * STATE]
        assert np.array_equal(state[f"encoder.blocks.0.attn.{part}.weight"], piece)
    assert not [name for name in state if name.endswith("key.bias")]
    pair = arrays["decoder/layer_0/attention/linear_1/weight"]
    assert np.array_equal(state["decoder.blocks.0.cross_attn.value.weight"], pair[STATE:])
    same = {
        "encoder.ln_post.weight": "encoder/layer_norm/gamma",
        "decoder.ln.bias": "decoder/layer_norm/beta",
        "encoder.conv2.weight": "encoder/conv2/weight",
        "decoder.blocks.0.mlp.2.bias": "decoder/layer_0/ffn/linear_1/bias",
        "decoder.token_embedding.weight": "decoder/embeddings/weight",
        "decoder.positional_embedding": "decoder/position_encodings/encodings",
    }
    assert all(np.array_equal(state[ours], arrays[theirs]) for ours, theirs in same.items())


@pytest.mark.parametrize("content", [b"", b"no model", b"\6\0\0\0" + b"\xff" * 40])
def test_what_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(content)
    with pytest.raises(ModelCorrupt, match="no model of CTranslate2") as raised:
        read_arrays(path)
    assert raised.value.subject == str(path)


def test_another_version_and_what_is_left_over_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelCorrupt, match="version 5"):
        read_arrays(write(tmp_path / "old.bin", tiny_model(), version=5))
    path = write(tmp_path / "long.bin", tiny_model())
    path.write_bytes(path.read_bytes() + b"more")
    with pytest.raises(ModelCorrupt, match="left at its end"):
        read_arrays(path)


def test_a_model_in_integers_is_refused() -> None:
    arrays = tiny_model()
    arrays["encoder/layer_0/ffn/linear_0/weight_scale"] = np.ones(4, np.float32)
    with pytest.raises(ModelCorrupt, match="8-bit"):
        checkpoint(arrays)
