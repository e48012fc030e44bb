"""What is known of providers of object storage: `data/providers.toml`, one table each."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from nexus_audio import config
from nexus_audio.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One provider, and what it needs to be told."""

    title: str
    addressing: Literal["auto", "path", "virtual"]
    checksum: Literal["crc32", "md5"]
    """What is sent until the storage was tried out."""
    evidence: Literal["tested", "read"]
    """Whether the tests publish to this very server, or its documents were read."""
    notes: str
    endpoint: str = ""
    """May hold `{region}`."""
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A place in an object storage, with all that settings and provider say of it."""

    bucket: str
    prefix: str
    """What each key begins with there; ends with a slash unless it is empty."""
    endpoint: str
    """Empty for Amazon's own."""
    region: str
    addressing: str
    checksum: str
    """What to send before it was tried out."""

    @property
    def name(self) -> str:
        """What the ledger calls it."""
        host = self.endpoint.partition("://")[2] or "amazonaws.com"
        return f"s3:{host}/{self.bucket}/{self.prefix}".rstrip("/")


@cache
def providers() -> Mapping[str, Provider]:
    """All providers by the name that `storage.provider` gives."""
    text = files("nexus_audio.storages").joinpath("data/providers.toml").read_text("utf-8")
    return {name: Provider(**table) for name, table in tomllib.loads(text).items()}


def target(settings: config.Storage) -> Target:
    """The place that settings name; raises ConfigError where they leave something open."""
    known = providers()
    if settings.provider not in known:
        near = difflib.get_close_matches(settings.provider, known, n=1) or sorted(known)
        raise ConfigError(
            f"there is no provider {settings.provider!r}",
            subject="storage.provider",
            hint=f"Did you mean {' or '.join(near)}? Any other that speaks S3 is 'other'.",
        )
    provider = known[settings.provider]
    region = settings.region or provider.region
    endpoint = settings.endpoint or provider.endpoint.format(region=region)
    if not settings.bucket:
        raise _open("bucket", "Say in nexus.toml, [storage] bucket, where to publish.")
    if not endpoint and settings.provider != "aws":
        raise _open("endpoint", f"Say in nexus.toml, [storage] endpoint. {provider.notes}")
    if "{region}" in provider.endpoint and not (region or settings.endpoint):
        raise _open("region", f"Say in nexus.toml, [storage] region. {provider.notes}")
    addressing = settings.addressing if settings.addressing != "auto" else provider.addressing
    return Target(
        bucket=settings.bucket,
        prefix=settings.prefix + "/" if settings.prefix else "",
        endpoint=endpoint,
        region=region,
        addressing=addressing,
        checksum=settings.checksum if settings.checksum != "auto" else provider.checksum,
    )


def _open(key: str, hint: str) -> ConfigError:
    return ConfigError("an S3 storage needs this setting", subject=f"storage.{key}", hint=hint)
