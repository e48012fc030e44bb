"""An S3 bucket as storage: every write is checked, and tells another publisher from itself.

Each object carries its sha256 and what its ETag must be, so that one question
says whether the storage holds the bytes that were meant. It also carries the
mark of the write that made it: when the answer to a conditional write is lost
and the repeated one is refused, the mark says who won.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nexus_audio.errors import PublishConflict, StorageError
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
from nexus_audio.storages.headers import headers
from nexus_audio.storages.providers import Target
from nexus_audio.storages.remembered import Remembered
from nexus_audio.storages.s3.body import Body
from nexus_audio.storages.s3.client import AT_ONCE, Client, Refused
from nexus_audio.storages.s3.digests import SINGLE, Digests, digests
from nexus_audio.storages.s3.multipart import Begun, Multipart, abort, uploads
from nexus_audio.storages.s3.outage import RESENT, Patience
from nexus_audio.storages.s3.probe import Answers, try_out

_ABSENT = ("404", "NoSuchKey")
_NOT_MET = ("412", "PreconditionFailed", "404", "NoSuchKey")
"""To a condition on an object that is gone, Amazon answers 404."""
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
        answer = self._head(key)
        return None if answer is None else self._stored(key, answer)

    def get(self, key: str) -> bytes:
        """The bytes under a key, compared with the hash that they were stored with."""
        for _ in range(RESENT):
            data, meta = self.client.ask(
                "get_object",
                subject=key,
                read=lambda answer: (answer["Body"].read(), _metadata(answer)),
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
        name = self._key(key)
        try:
            found = digests(source)
        except OSError as error:
            raise StorageError(
                f"cannot be read: {error.strerror}",
                subject=str(error.filename),
                hint="Build again: nexus-audio build --all.",
            ) from error
        if expected is not ANY and not self._known().conditions:
            self._look_before(key, expected)
        large = isinstance(source, Path) and found.size > SINGLE
        for _ in range(RESENT):
            if isinstance(source, Path) and large:
                answer, mark = self._send_parts(key, name, source, found, expected, count)
            else:
                answer, mark = self._send(key, name, source, found, expected, count)
            stored = self._settle(key, answer, mark, found, expected)
            if stored is not None:
                return stored
            count(-found.size)
        raise StorageError(
            "arrived damaged, several times",
            subject=key,
            hint="Look at the line (a proxy?), then publish again.",
        )

    def delete(self, key: str) -> None:
        """Remove an object, if it is there."""
        self.client.ask("delete_object", subject=key, expecting=_ABSENT, Key=self._key(key))

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

    # --- one write ------------------------------------------------------------

    def _send(
        self,
        key: str,
        name: str,
        source: Path | bytes,
        found: Digests,
        expected: Expected,
        count: Count,
    ) -> tuple[Any, str]:
        mark = uuid.uuid4().hex
        (part,) = found.parts
        data = source if isinstance(source, bytes) else source.read_bytes()
        checks: dict[str, Any] = {
            name: value for name, value in part.checks.items() if self._sends(name)
        }
        answer = self.client.ask(
            "put_object",
            subject=key,
            expecting=_NOT_MET if expected is not ANY else (),
            Key=name,
            Body=Body(data, count=count, pace=self.client.pace, stop=self.client.stop),
            **checks,
            **self._described(key, found, mark),
            **self._condition(expected),
        )
        return answer, mark

    def _send_parts(
        self,
        key: str,
        name: str,
        source: Path,
        found: Digests,
        expected: Expected,
        count: Count,
    ) -> tuple[Any, str]:
        upload = Multipart(
            client=self.client,
            key=name,
            source=source,
            digests=found,
            crc32=self._sends("ChecksumCRC32"),
            note=self._note(key),
        )
        begun = upload.resume()
        if begun and (done := self._finished(key, begun)):
            upload.forget()
            count(found.size)
            return done, begun.nonce
        for _ in range(RESENT):
            if begun is None:
                mark = uuid.uuid4().hex
                begun = upload.begin(mark, self._described(key, found, mark))
            answer = upload.send(begun, self._condition(expected), count)
            if not _is_gone(answer):
                break
            if done := self._finished(key, begun):  # it was put together, the answer was lost
                answer = done
                break
            if expected is None and self._head(key):  # by somebody else, who aborted ours
                break
            begun = None  # somebody aborted it
        upload.forget()
        if not isinstance(answer, Refused):
            upload.forget_others()
        return answer, begun.nonce if begun else ""

    def _finished(self, key: str, begun: Begun) -> dict[str, Any] | None:
        """The object, if it is the one that this upload was to make."""
        answer = self._head(key)
        done = answer is not None and _metadata(answer).get("write") == begun.nonce
        return answer if done else None

    def _settle(
        self, key: str, answer: Any, mark: str, found: Digests, expected: Expected
    ) -> Stored | None:
        """What a write came to; none when its bytes were damaged and must be sent again."""
        conditional = expected is not ANY
        if isinstance(answer, Refused) or (conditional and not self._known().conditions):
            head = self._head(key)
            if head is None or _metadata(head).get("write") != mark:
                raise PublishConflict(
                    "somebody else wrote this object meanwhile",
                    subject=key,
                    hint="Wait until the other publisher is done, then publish again.",
                )
            answer = head
        etag = answer.get("ETag", "")
        if etag.strip('"') not in found.etags and not self._proven(key, found):
            return None
        return Stored(
            key=key,
            size=found.size,
            sha256=found.sha256,
            content_type=headers(key).content_type,
            token=etag,
        )

    def _proven(self, key: str, found: Digests) -> bool:
        """Whether the storage gives the bytes back; asked where its ETag is no MD5."""
        if self._known().etag:
            return False
        sha256 = self.client.ask(
            "get_object", subject=key, read=_hashed, Key=self._key(key), expecting=_ABSENT
        )
        return bool(sha256 == found.sha256)

    def _look_before(self, key: str, expected: str | None) -> None:
        """The next best, where the storage itself keeps no condition."""
        there = self._head(key)
        if (there["ETag"] if there else None) != expected:
            raise PublishConflict(
                "somebody else wrote this object meanwhile",
                subject=key,
                hint="Wait until the other publisher is done, then publish again.",
            )

    def _condition(self, expected: Expected) -> dict[str, Any]:
        if expected is ANY or not self._known().conditions:
            return {}
        return {"IfNoneMatch": "*"} if expected is None else {"IfMatch": expected}

    def _described(self, key: str, found: Digests, mark: str) -> dict[str, Any]:
        served = headers(key)
        metadata = {"sha256": found.sha256, "md5": found.md5, "etag": found.etag, "write": mark}
        return {
            "ContentType": served.content_type,
            "CacheControl": served.cache_control,
            "Metadata": metadata,
        }

    def _sends(self, check: str) -> bool:
        if check != "ChecksumCRC32":
            return True
        if self.checksum == "auto":
            return self._known().crc32
        return self.checksum == "crc32"

    # --- what is there --------------------------------------------------------

    def _head(self, key: str) -> dict[str, Any] | None:
        answer = self.client.ask("head_object", subject=key, expecting=_ABSENT, Key=self._key(key))
        return None if isinstance(answer, Refused) else answer

    def _stored(self, key: str, answer: Mapping[str, Any]) -> Stored:
        meta, etag = _metadata(answer), answer["ETag"]
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


def _metadata(answer: Mapping[str, Any]) -> dict[str, str]:
    """What was noted at an object; some servers change the letters' case."""
    return {name.lower(): value for name, value in answer.get("Metadata", {}).items()}


def _is_gone(answer: Any) -> bool:
    return isinstance(answer, Refused) and answer.code in ("NoSuchUpload", "404")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _hashed(answer: Mapping[str, Any]) -> str:
    digest = hashlib.sha256()
    for chunk in answer["Body"].iter_chunks(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()
