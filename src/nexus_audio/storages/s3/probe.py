"""Trying a new storage out, once: three real servers answer 200 to a condition and overwrite."""

from __future__ import annotations

import hashlib
import os
import time
import urllib.request
import uuid
from base64 import b64encode
from collections.abc import Collection
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

from nexus_audio.storages.base import Trait
from nexus_audio.storages.s3.client import Client, Refused
from nexus_audio.storages.s3.outage import Patience
from nexus_audio.storages.s3.refusal import refused

_SIZE = 1 << 18
"""Bytes of the object that is sent; enough to see how fast the line is."""
_NOT_MET = ("412", "404")
"""The answers to a condition that does not hold; Amazon has 404 where nothing is there."""
_NO_CONDITIONS = ("400", "501")
_DAMAGED = ("400",)
_WRONG = b64encode(bytes(16)).decode()
_WRONG_CRC = b64encode(bytes(4)).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a storage was found to do."""

    conditions: bool
    """Whether a write that expects another version is refused."""
    md5: bool
    """Whether bytes that do not match Content-MD5 are refused."""
    crc32: bool
    """Whether bytes that do not match x-amz-checksum-crc32 are refused."""
    etag: bool
    """Whether the ETag of an object is its MD5."""
    ranges: bool
    """Whether a part of an object can be asked for."""
    public: str
    """Why the public address does not give what is stored; empty when it does."""
    bytes_per_second: int

    @property
    def traits(self) -> tuple[Trait, ...]:
        """The same in words."""
        return (
            Trait(
                name="conditional writes",
                holds=self.conditions,
                words="two publishers at once are told apart by the storage itself"
                if self.conditions
                else "this storage overwrites whatever condition is set, so it is looked before "
                "and after each write; do not publish from two machines at the same time",
            ),
            Trait(
                name="checksums",
                holds=self.md5 or self.crc32,
                words="bytes that were damaged on their way are refused"
                if self.md5 or self.crc32
                else "this storage compares no checksums, so each object is checked after it "
                "was stored",
            ),
            Trait(
                name="ranges",
                holds=self.ranges,
                words="apps can jump in an episode"
                if self.ranges
                else "the storage's own address gives no parts of objects; listeners need a "
                "server before it that does",
            ),
            Trait(
                name="public address",
                holds=not self.public,
                lasting=False,
                words="listeners reach what is stored"
                if not self.public
                else f"listeners do not reach what is stored: {self.public}",
            ),
        )

    def as_json(self) -> dict[str, object]:
        """For the file that remembers it."""
        return asdict(self)


def try_out(client: Client, prefix: str, public_url: str, patience: Patience) -> Answers:
    """Write an object of our own, look what the storage does with it, and remove it.

    Raises StorageError with its way out when keys, bucket, clock or address are wrong.
    """
    bucket = client.ask("head_bucket", patience=patience, expecting=("404",))
    if isinstance(bucket, Refused):
        raise refused("NoSuchBucket", client.bucket)
    name = f"probe-{uuid.uuid4().hex}"
    key, body = prefix + name, os.urandom(_SIZE)
    md5 = hashlib.md5(body, usedforsecurity=False)
    probe = _Probe(client, key, patience)
    begun = time.monotonic()
    probe.put(body, ContentMD5=b64encode(md5.digest()).decode())
    seconds = time.monotonic() - begun
    try:
        head = client.ask("head_object", Key=key, patience=patience)
        ranges, public = probe.gives_parts(), _problem(public_url + name)
        # From here on the object may be overwritten, which is what is to be found out.
        return Answers(
            conditions=probe.refuses(_NOT_MET, IfNoneMatch="*")
            and probe.refuses(_NOT_MET, IfMatch='"0"'),
            md5=probe.refuses(_DAMAGED, ContentMD5=_WRONG),
            crc32=probe.refuses(_DAMAGED, ChecksumCRC32=_WRONG_CRC),
            etag=head["ETag"].strip('"') == md5.hexdigest(),
            ranges=ranges,
            public=public,
            bytes_per_second=round(_SIZE / max(seconds, 0.001)),
        )
    finally:
        client.ask("delete_object", Key=key, patience=patience)


@dataclass(frozen=True, slots=True)
class _Probe:
    client: Client
    key: str
    patience: Patience

    def put(self, body: bytes, expecting: Collection[str] = (), **extra: Any) -> Any:
        return self.client.ask(
            "put_object",
            Key=self.key,
            Body=body,
            ContentType="application/octet-stream",
            patience=self.patience,
            expecting=expecting,
            **extra,
        )

    def refuses(self, meant: Collection[str], **extra: str) -> bool:
        """Whether a write that must fail does, with an answer that is meant for it."""
        answer = self.put(b"1", {*meant, *_NO_CONDITIONS}, **extra)
        return isinstance(answer, Refused) and answer.status in meant

    def gives_parts(self) -> bool:
        answer = self.client.ask(
            "get_object", Key=self.key, Range="bytes=0-1", patience=self.patience
        )
        status: int = answer["ResponseMetadata"]["HTTPStatusCode"]
        return status == HTTPStatus.PARTIAL_CONTENT


def _problem(url: str) -> str:
    """Why a part of an object cannot be had at its public address; empty when it can."""
    request = urllib.request.Request(url, headers={"Range": "bytes=0-1"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310 -- http by config
            parts = answer.status == HTTPStatus.PARTIAL_CONTENT
            return "" if parts else "it is not given in parts there"
    except (OSError, ValueError) as error:
        return f"{getattr(error, 'reason', error)}"
