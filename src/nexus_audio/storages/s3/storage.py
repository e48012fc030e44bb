"""An S3 bucket as storage.

Each object carries its sha256 and what its ETag must be, so that one question
says whether the storage holds the bytes that were meant.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nexus_audio.errors import StorageError
from nexus_audio.storages.base import (
    ANY,
    Count,
    Expected,
    Listed,
    Stored,
    Trait,
    Unfinished,
    check_key,
    unheard,
)
from nexus_audio.storages.providers import Target
from nexus_audio.storages.remembered import Remembered
from nexus_audio.storages.s3.client import ABSENT, AT_ONCE, Client, metadata
from nexus_audio.storages.s3.digests import digests
from nexus_audio.storages.s3.multipart import abort, uploads
from nexus_audio.storages.s3.outage import RESENT, Patience
from nexus_audio.storages.s3.probe import Answers, try_out
from nexus_audio.storages.s3.write import Write

_PROBE_PATIENCE = 5.0
"""Seconds: who sets up a new storage wants to know at once that its address is wrong."""


@dataclass(slots=True, kw_only=True)
class S3Storage:
    """A Storage in a bucket."""

    target: Target
    client: Client
    root: Path
    """The workspace, whose `.nexus` remembers what was begun and found out."""
    public_url: str
    checksum: str
    """`crc32`, `md5`, or `auto` for what the storage was found to compare."""
    at_once: int = AT_ONCE
    served: bool = True
    _answers: Answers | None = field(default=None)

    @property
    def name(self) -> str:
        """What the ledger calls it."""
        return self.target.name

    def traits(self, *, anew: bool = False) -> tuple[Trait, ...]:
        """What this storage does; tried out when that is not known, or again with `anew`."""
        return self._known(anew=anew).traits

    def head(self, key: str) -> Stored | None:
        """What is stored under a key; its hash is empty where the storage holds other bytes."""
        answer = self.client.look(self._key(key), subject=key)
        return None if answer is None else self._stored(key, answer)

    def get(self, key: str) -> bytes:
        """The bytes under a key, compared with the hash that they were stored with."""
        for _ in range(RESENT):
            data, meta = self.client.ask(
                "get_object",
                subject=key,
                read=lambda answer: (answer["Body"].read(), metadata(answer)),
                Key=self._key(key),
            )
            if meta.get("sha256", hashlib.sha256(data).hexdigest()) == _sha256(data):
                return bytes(data)
        raise StorageError(
            "is damaged: it has other bytes than were stored",
            subject=key,
            hint="Publish again; run `nexus-audio verify` to see what else is damaged.",
        )

    def put(
        self, key: str, source: Path | bytes, *, expected: Expected = ANY, count: Count = unheard
    ) -> Stored:
        """Store a file or bytes, if the version in its place is the expected one."""
        try:
            found = digests(source)
        except OSError as error:
            raise StorageError(
                f"cannot be read: {error.strerror}",
                subject=str(error.filename),
                hint="Build again: nexus-audio build --all.",
            ) from error
        known = self._known()
        write = Write(
            client=self.client,
            keeps=known,
            key=key,
            name=self._key(key),
            source=source,
            digests=found,
            expected=expected,
            crc32=known.crc32 if self.checksum == "auto" else self.checksum == "crc32",
            note=self._note(key),
            count=count,
        )
        return write.run()

    def delete(self, key: str) -> None:
        """Remove an object, if it is there."""
        self.client.ask("delete_object", subject=key, expecting=ABSENT, Key=self._key(key))

    def list(self, prefix: str = "") -> Iterator[Listed]:
        """The objects whose keys begin with a prefix, in order."""
        found: list[dict[str, Any]] = []
        token: dict[str, Any] = {}
        while True:
            answer = self.client.ask(
                "list_objects_v2",
                subject=self.target.bucket,
                Prefix=self.target.prefix + prefix,
                **token,
            )
            found += answer.get("Contents", ())
            if not answer.get("IsTruncated") or not answer.get("NextContinuationToken"):
                break
            token = {"ContinuationToken": answer["NextContinuationToken"]}
        for one in sorted(found, key=lambda one: one["Key"]):
            yield Listed(
                key=one["Key"].removeprefix(self.target.prefix),
                size=one["Size"],
                modified=one["LastModified"].timestamp(),
            )

    def unfinished(self) -> Iterator[Unfinished]:
        """Large uploads that were begun and not ended, by anybody."""
        for upload in uploads(self.client, self.target.prefix):
            yield Unfinished(
                key=upload["Key"].removeprefix(self.target.prefix),
                id=upload["UploadId"],
                begun=upload["Initiated"].timestamp(),
            )

    def abort(self, upload: Unfinished) -> None:
        """Forget an unfinished upload."""
        abort(self.client, self._key(upload.key), upload.id)
        self._note(upload.key).unlink(missing_ok=True)

    def give_up(self) -> None:
        """Let uploads and waiting in other threads end at once."""
        self.client.stop.set()

    def _stored(self, key: str, answer: Mapping[str, Any]) -> Stored:
        meta, etag = metadata(answer), answer["ETag"]
        meant = {meta.get("etag"), meta.get("md5")}
        holds = etag.strip('"') in meant or not self._known().etag
        return Stored(
            key=key,
            size=answer["ContentLength"],
            sha256=meta.get("sha256", "") if holds else "",
            content_type=answer.get("ContentType", ""),
            token=etag,
        )

    def _known(self, *, anew: bool = False) -> Answers:
        kept = Remembered.of(self.root, self.name)
        if self._answers is None and not anew:
            try:
                self._answers = Answers(**kept.read()["answers"])
            except (KeyError, TypeError):
                self._answers = None
        if self._answers is None or anew:
            patience = Patience(
                seconds=_PROBE_PATIENCE, tell=self.client.patience.tell, stop=self.client.stop
            )
            self._answers = try_out(self.client, self.target.prefix, self.public_url, patience)
            kept.add(answers=self._answers.as_json())
        return self._answers

    def _key(self, key: str) -> str:
        return self.target.prefix + check_key(key)

    def _note(self, key: str) -> Path:
        name = hashlib.sha256(f"{self.name}\0{key}".encode()).hexdigest()[:32]
        return self.root / ".nexus" / "uploads" / f"{name}.json"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
