"""Where a feed is published: object storages, and what is known of what they hold."""

from nexus_audio.storages.base import Storage, Stored, open_storage

__all__ = ["Storage", "Stored", "open_storage"]
