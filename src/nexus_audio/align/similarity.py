"""How alike two tokens are, by letters and by sound, and how much a match of each is worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel

FloatArray = NDArray[np.float32]

SCALE = 200
"""What full similarity is in a matrix of bytes."""

HIT = 0.62
"""From this similarity on, a pair on the path counts as the same word."""

_SHORTEST_CODE = 3
"""Shorter phonetic codes ("in", "an", "um") say nothing: too many words share them."""


@lru_cache(maxsize=65536)
def koelner(word: str) -> str:
    """The Kölner Phonetik code of a folded word, "waymo" → "36" (Postel 1969)."""
    digits: list[str] = []
    for index, letter in enumerate(word):
        before = word[index - 1] if index else ""
        after = word[index + 1] if index + 1 < len(word) else ""
        digits += _digits(letter, before, after)
    code = "".join(d for index, d in enumerate(digits) if index == 0 or d != digits[index - 1])
    return code[:1] + code[1:].replace("0", "")


_ALWAYS = {
    letter: digit
    for letters, digit in (
        ("aeijouy", "0"),
        ("h", ""),
        ("b", "1"),
        ("fvw", "3"),
        ("gkq", "4"),
        ("l", "5"),
        ("mn", "6"),
        ("r", "7"),
        ("sz", "8"),
    )
    for letter in letters
}


def _digits(letter: str, before: str, after: str) -> str:
    if letter == "p":
        return "3" if after == "h" else "1"
    if letter in "dt":
        return "8" if after in tuple("csz") else "2"
    if letter == "x":
        return "8" if before in tuple("ckq") else "48"
    if letter == "c":
        hard = "ahkoqux" if before else "ahkloqrux"
        return "4" if after in tuple(hard) and before not in tuple("sz") else "8"
    return _ALWAYS.get(letter, letter)


def similarities(heard: Sequence[str], written: Sequence[str]) -> NDArray[np.uint8]:
    """The similarity of each heard with each written type, 0 to `SCALE`, heard along the rows.

    The better of Indel similarity and its mean with the Indel similarity of the
    phonetic codes: "weimo" and "waymo" differ on paper, not in the air.
    """
    letters = _indel(heard, written)
    heard_codes, heard_index = _codes(heard)
    written_codes, written_index = _codes(written)
    sounds = _indel(heard_codes, written_codes)
    sounds[:, [len(code) < _SHORTEST_CODE for code in written_codes]] = 0
    for row, code in enumerate(heard_index):
        sound = sounds[code][written_index]
        np.maximum(letters[row], letters[row] // 2 + sound // 2, out=letters[row])
    return letters


def similarity(heard: str, written: str) -> float:
    """The similarity of one pair of tokens, 0 to 1, as in the matrix of `similarities`."""
    letters = _of_pair(heard, written)
    code = koelner(written)
    if len(code) < _SHORTEST_CODE:
        return letters / SCALE
    return max(letters, letters // 2 + _of_pair(koelner(heard), code) // 2) / SCALE


def _of_pair(one: str, other: str) -> int:
    return round(SCALE * Indel.normalized_similarity(one, other))


def _indel(rows: Sequence[str], columns: Sequence[str]) -> NDArray[np.uint8]:
    return process.cdist(
        rows,
        columns,
        scorer=Indel.normalized_similarity,
        score_multiplier=SCALE,
        dtype=np.uint8,
    )


def _codes(words: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    codes = sorted({koelner(word) for word in words})
    index = {code: position for position, code in enumerate(codes)}
    return codes, np.array([index[koelner(word)] for word in words], dtype=np.int64)


def weights(tokens: Sequence[str]) -> FloatArray:
    """What a match of each written token is worth: long and rare ones say where we are.

    Lengths and shares are guesses that held on simulated hosts; in a short text a token
    counts as frequent only from its fourth occurrence on.
    """
    counts = Counter(tokens)
    often, very_often = max(3, 0.004 * len(tokens)), max(3, 0.01 * len(tokens))
    values = [
        min(1.5, 0.25 + 0.12 * len(token))
        * (0.5 if counts[token] > very_often else 0.75 if counts[token] > often else 1.0)
        for token in tokens
    ]
    return np.array(values, dtype=np.float32)
