"""What is wrong with the samples of a recording, and the ffmpeg filters that put it right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nexus_audio.audio.survey import Survey

_DEAD = 40.0  # dB; the loudest second of a dead channel is softer than the other's by this
_OPPOSITE = -0.8  # the likeness of two channels of which one is upside down; a wide stereo has -0.3
_OFFSET = 0.002  # of full scale; less is no louder than a quiet room


@dataclass(frozen=True, slots=True, kw_only=True)
class Cure:
    """Which channels are kept, turned upside down, shifted and turned down, and what was broken."""

    keep: tuple[int, ...]
    turned: bool
    offset: tuple[float, ...]
    over: float
    """The peak where it is over full scale (1), else 1."""
    broken: int

    @property
    def filters(self) -> tuple[str, ...]:
        """The filter that does it; none when nothing is wrong with the samples themselves."""
        if not self._told:
            return ()
        layout = "mono" if len(self.keep) == 1 else "stereo"
        return (f"aeval={'|'.join(map(self._sample, self.keep))}:c={layout}",)

    @property
    def repairs(self) -> bool:
        """Whether the sound has to be decoded once more."""
        return bool(self._told) or self.broken > 0

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was wrong, as the host is told."""
        silenced = f"{self.broken} samples were not numbers and were silenced."
        return (*([silenced] if self.broken else []), *self._told)

    @property
    def _told(self) -> tuple[str, ...]:
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
        if len(self.keep) < len(self.offset):
            dead = ("right", "left")[self.keep[0]]
            yield f"Its {dead} channel was dead, so the other one was taken alone."
        if self.turned:
            yield "One of its channels was upside down (inverted phase) and was turned."
        if any(self.offset):
            most = 100 * max(map(abs, self.offset))
            yield f"A constant offset (DC) of {most:.1f} % was taken out."
        if self.over > 1:
            loud = 20 * np.log10(self.over)
            yield f"It went {loud:.1f} dB over full scale and was turned down by as much."

    def _sample(self, channel: int) -> str:
        factor = (-1 if self.turned and channel == 1 else 1) / self.over
        return f"(val({channel})-({self.offset[channel]:.9f}))*({factor:.12f})"


def cure(found: Survey) -> Cure:
    """What has to be done to a sound with one channel or two."""
    keep = _living(found)
    offset = tuple(
        mean if abs(mean) > _OFFSET and channel in keep else 0.0
        for channel, mean in enumerate(found.offset)
    )
    return Cure(
        keep=keep,
        turned=len(keep) == 2 and found.likeness < _OPPOSITE,
        offset=offset,
        over=max(1.0, peak(found, keep, offset)),
        broken=found.broken,
    )


def peak(found: Survey, keep: tuple[int, ...], offset: tuple[float, ...]) -> float:
    """The highest sample of some channels, once their offsets are gone."""
    return max(
        max(found.highest[channel] - offset[channel], offset[channel] - found.lowest[channel])
        for channel in keep
    )


def _living(found: Survey) -> tuple[int, ...]:
    least = max(found.loudest) * 10 ** (-_DEAD / 20)
    living = tuple(number for number, level in enumerate(found.loudest) if level > least)
    return living or tuple(range(len(found.loudest)))
