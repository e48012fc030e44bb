"""Object storage that speaks S3: Amazon's, and that of everybody else."""

from __future__ import annotations

from pathlib import Path

from nexus_audio import config
from nexus_audio.storages.base import Tell, unheard
from nexus_audio.storages.providers import target
from nexus_audio.storages.s3.client import connect
from nexus_audio.storages.s3.storage import S3Storage

__all__ = ["S3Storage", "open_s3"]


def open_s3(settings: config.Storage, root: Path, tell: Tell = unheard) -> S3Storage:
    """The bucket that the settings name; nothing is asked of it yet.

    Keys come from the environment, the AWS profile of the settings or the instance.
    """
    place = target(settings)
    return S3Storage(
        target=place,
        client=connect(settings, place, tell),
        root=root,
        public_url=settings.public_url,
        checksum=settings.checksum,
    )
