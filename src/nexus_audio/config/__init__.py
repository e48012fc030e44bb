"""Settings: what they are, their defaults, and the one place that reads files and environment.

A setting comes from the first of these that names it: a flag of the command,
the environment (`NEXUS_AUDIO_LOUDNESS=-14`), the workspace's `nexus.toml`, the
user's own `config.toml`, the defaults below. An unknown key is an error.
"""

from __future__ import annotations

from nexus_audio.config.loading import Loaded, load_settings
from nexus_audio.config.parts import (
    Audio,
    Build,
    Chapters,
    Feed,
    Models,
    Settings,
    Speech,
    Storage,
    Studio,
    keys,
    parts,
)
from nexus_audio.config.toml import check_keys, read_model, read_toml

__all__ = [
    "Audio",
    "Build",
    "Chapters",
    "Feed",
    "Loaded",
    "Models",
    "Settings",
    "Speech",
    "Storage",
    "Studio",
    "check_keys",
    "keys",
    "load_settings",
    "parts",
    "read_model",
    "read_toml",
]
