"""Times as the formats write them, and as a host writes them in `chapters.toml`."""

from __future__ import annotations

import re

from nexus_audio.errors import ConfigError
from nexus_audio.models import Milliseconds

_WRITTEN = re.compile(r"((?:\d+:){0,2}\d+)(?:[.,](\d+))?", re.ASCII)


def full(time: Milliseconds) -> str:
    """`00:01:02.500`, as WebVTT and Podlove Simple Chapters (normal play time) write it."""
    seconds, rest = divmod(time, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def short(time: Milliseconds, *, hours: bool) -> str:
    """`01:02`, or `00:01:02` with hours, cut to the second, as notes list chapters."""
    return full(time)[:8] if hours else f"{time // 60_000:02}:{time // 1000 % 60:02}"


def parse(text: str) -> Milliseconds:
    """A time that a person wrote: `62`, `1:02`, `1:02.5`, `1:00:02`; raises ConfigError.

    Only what stands first may be 60 and more.
    """
    match = _WRITTEN.fullmatch(text.strip())
    units = [int(unit) for unit in match[1].split(":")] if match else []
    if match is None or any(unit >= 60 for unit in units[1:]):
        raise ConfigError(f"{text!r} is no time", hint="Write it as 1:02 or 1:02.5 or 1:00:02.")
    whole = 0
    for unit in units:
        whole = whole * 60 + unit
    return whole * 1000 + int((match[2] or "").ljust(3, "0")[:3])
