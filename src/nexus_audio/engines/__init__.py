"""Who hears the words: speech engines, found by name, and the models they need."""

from nexus_audio.engines.base import Engine, identity, load_pcm, open_engine

__all__ = ["Engine", "identity", "load_pcm", "open_engine"]
