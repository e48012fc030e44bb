"""Where a feed is published: object storages, and what is known of what they hold."""

from nexus_audio.storages.base import Listed, Storage, Stored, Trait, open_storage

__all__ = ["Listed", "Storage", "Stored", "Trait", "open_storage"]
