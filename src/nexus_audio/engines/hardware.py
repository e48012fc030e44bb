"""Which engine suits this machine: what `engine = "auto"` takes, and why."""

from __future__ import annotations

import ctypes
import sys
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec

AUTO = "auto"
FASTER, OPENAI = "faster-whisper", "openai-whisper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An engine, and the reason in the user's words."""

    engine: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardware:
    """What there is to compute with."""

    cuda: int = 0
    """NVIDIA cards that CTranslate2 can use."""
    torch: str = ""
    """What an installed PyTorch can use besides the CPU: `mps`, `rocm` or nothing."""
    whisper: bool = False
    """Whether openai-whisper is installed."""


def name_of(engine: str) -> str:
    """The engine that a setting means."""
    return choice().engine if engine == AUTO else engine


@cache
def choice() -> Choice:
    """The engine for this machine."""
    return choose(look())


def choose(found: Hardware) -> Choice:
    """CTranslate2 where it has a card or only the CPU; PyTorch for the cards that it alone has."""
    if found.cuda:
        return Choice(engine=FASTER, reason="an NVIDIA card: CTranslate2 in float16")
    if found.torch and found.whisper:
        card = {"mps": "an Apple GPU", "rocm": "an AMD card"}[found.torch]
        return Choice(engine=OPENAI, reason=f"{card}, which only PyTorch can use")
    if found.torch:
        reason = "the CPU in 8-bit integers; install nexus-audio[openai-whisper] for the GPU"
        return Choice(engine=FASTER, reason=reason)
    return Choice(engine=FASTER, reason="the CPU: CTranslate2 in 8-bit integers")


def look() -> Hardware:
    """What this machine has; imports PyTorch only where it is installed."""
    cards = cuda_cards()
    return Hardware(
        cuda=cards,
        torch="" if cards else _torch(),
        whisper=find_spec("whisper") is not None,
    )


@cache
def cuda_cards() -> int:
    """How many NVIDIA cards CTranslate2 sees; 0 without its driver."""
    try:
        ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:  # no driver: CTranslate2 need not even be loaded
        return 0
    import ctranslate2  # noqa: PLC0415 - it costs a quarter of a second

    try:
        return int(ctranslate2.get_cuda_device_count())
    except RuntimeError:  # a driver that is too old
        return 0


def _torch() -> str:
    if find_spec("torch") is None:
        return ""
    import torch  # noqa: PLC0415 - it costs seconds, and may not be installed

    if torch.version.hip and torch.cuda.is_available():
        return "rocm"
    return "mps" if torch.backends.mps.is_available() else ""
