"""One write: sent whole or in parts, compared with what arrived, and told from another's.

Each object carries the mark of the write that made it. When the answer to a
conditional write is lost and the repeated one is refused, the mark says who won.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nexus_audio.errors import PublishConflict, StorageError
from nexus_audio.storages.base import ANY, Count, Expected, Stored
from nexus_audio.storages.headers import headers
from nexus_audio.storages.s3.body import Body
from nexus_audio.storages.s3.client import ABSENT, Client, Refused, metadata
from nexus_audio.storages.s3.digests import SINGLE, Digests
from nexus_audio.storages.s3.multipart import Begun, Multipart
from nexus_audio.storages.s3.outage import RESENT
from nexus_audio.storages.s3.probe import Answers

_NOT_MET = ("412", "PreconditionFailed", "404", "NoSuchKey")
"""To a condition on an object that is gone, Amazon answers 404."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """An object on its way."""

    client: Client
    keeps: Answers
    """What this storage was found to do."""
    key: str
    name: str
    """The key with the prefix."""
    source: Path | bytes
    digests: Digests
    expected: Expected
    """The version that may be replaced."""
    crc32: bool
    """Whether CRC32 is sent beside MD5."""
    note: Path
    """The file that remembers a large upload."""
    count: Count

    def run(self) -> Stored:
        """Send it, again while it arrives damaged; PublishConflict when another version is there.

        Raises StorageError when it arrives damaged every time.
        """
        if self.expected is not ANY and not self.keeps.conditions:
            self._look_before()
        for _ in range(RESENT):
            if isinstance(self.source, Path) and self.digests.size > SINGLE:
                answer, mark = self._send_parts(self.source)
            else:
                answer, mark = self._send()
            stored = self._settle(answer, mark)
            if stored is not None:
                return stored
            self.count(-self.digests.size)
        raise StorageError(
            "arrived damaged, several times",
            subject=self.key,
            hint="Look at the line (a proxy?), then publish again.",
        )

    def _send(self) -> tuple[Any, str]:
        mark = uuid.uuid4().hex
        (part,) = self.digests.parts
        data = self.source if isinstance(self.source, bytes) else self.source.read_bytes()
        answer = self.client.ask(
            "put_object",
            subject=self.key,
            expecting=_NOT_MET if self.expected is not ANY else (),
            Key=self.name,
            Body=Body(data, count=self.count, pace=self.client.pace, stop=self.client.stop),
            **part.checks(crc32=self.crc32),
            **self._described(mark),
            **self._condition(),
        )
        return answer, mark

    def _send_parts(self, source: Path) -> tuple[Any, str]:
        upload = Multipart(
            client=self.client,
            key=self.name,
            source=source,
            digests=self.digests,
            crc32=self.crc32,
            note=self.note,
        )
        begun = upload.resume()
        if begun and (done := self._finished(begun)):
            upload.forget()
            self.count(self.digests.size)
            return done, begun.nonce
        for _ in range(RESENT):
            if begun is None:
                mark = uuid.uuid4().hex
                begun = upload.begin(mark, self._described(mark))
            answer = upload.send(begun, self._condition(), self.count)
            if not _is_gone(answer):
                break
            if done := self._finished(begun):  # it was put together, the answer was lost
                answer = done
                break
            if self.expected is None and self._look():  # by somebody else, who aborted ours
                break
            begun = None  # somebody aborted it
        upload.forget()
        if not isinstance(answer, Refused):
            upload.forget_others()
        return answer, begun.nonce if begun else ""

    def _finished(self, begun: Begun) -> dict[str, Any] | None:
        """The object, if it is the one that this upload was to make."""
        answer = self._look()
        done = answer is not None and metadata(answer).get("write") == begun.nonce
        return answer if done else None

    def _settle(self, answer: Any, mark: str) -> Stored | None:
        """What it came to; none when its bytes were damaged and must be sent again."""
        conditional = self.expected is not ANY
        if isinstance(answer, Refused) or (conditional and not self.keeps.conditions):
            there = self._look()
            if there is None or metadata(there).get("write") != mark:
                raise self._conflict()
            answer = there
        etag = answer.get("ETag", "")
        if etag.strip('"') not in self.digests.etags and not self._proven():
            return None
        return Stored(
            key=self.key,
            size=self.digests.size,
            sha256=self.digests.sha256,
            content_type=headers(self.key).content_type,
            token=etag,
        )

    def _proven(self) -> bool:
        """Whether the storage gives the bytes back; asked where its ETag is no MD5."""
        if self.keeps.etag:
            return False
        sha256 = self.client.ask(
            "get_object", subject=self.key, read=_hashed, Key=self.name, expecting=ABSENT
        )
        return bool(sha256 == self.digests.sha256)

    def _look_before(self) -> None:
        """The next best, where the storage itself keeps no condition."""
        there = self._look()
        if (there["ETag"] if there else None) != self.expected:
            raise self._conflict()

    def _look(self) -> dict[str, Any] | None:
        return self.client.look(self.name, subject=self.key)

    def _conflict(self) -> PublishConflict:
        return PublishConflict(
            "somebody else wrote this object meanwhile",
            subject=self.key,
            hint="Wait until the other publisher is done, then publish again.",
        )

    def _condition(self) -> dict[str, Any]:
        if self.expected is ANY or not self.keeps.conditions:
            return {}
        return {"IfNoneMatch": "*"} if self.expected is None else {"IfMatch": self.expected}

    def _described(self, mark: str) -> dict[str, Any]:
        served, found = headers(self.key), self.digests
        return {
            "ContentType": served.content_type,
            "CacheControl": served.cache_control,
            "Metadata": {
                "sha256": found.sha256,
                "md5": found.md5,
                "etag": found.etag,
                "write": mark,
            },
        }


def _is_gone(answer: Any) -> bool:
    return isinstance(answer, Refused) and answer.code in ("NoSuchUpload", "404")


def _hashed(answer: Mapping[str, Any]) -> str:
    digest = hashlib.sha256()
    for chunk in answer["Body"].iter_chunks(1 << 20):
        digest.update(chunk)
    return digest.hexdigest()
