"""Who hears the words: speech engines, found by name, and the models they need."""

from nexus_audio.engines.base import (
    Engine,
    Passage,
    Weigher,
    Weighing,
    Wording,
    identity,
    open_engine,
)
from nexus_audio.engines.crew import side_by_side
from nexus_audio.engines.cutting import passages
from nexus_audio.engines.hearing import likely, listen
from nexus_audio.engines.sound import blocks, length, load_pcm

__all__ = [
    "Engine",
    "Passage",
    "Weigher",
    "Weighing",
    "Wording",
    "blocks",
    "identity",
    "length",
    "likely",
    "listen",
    "load_pcm",
    "open_engine",
    "passages",
    "side_by_side",
]
