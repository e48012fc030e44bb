"""Large uploads in parts, which go on where they stopped: after kill -9, after an outage.

What was begun is noted in `.nexus/uploads/`: which upload, of which bytes. The
parts that the storage already holds are found by asking it, and only those
whose hash is that of our bytes are kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nexus_audio.errors import StorageError
from nexus_audio.storages.base import Count
from nexus_audio.storages.remembered import Remembered
from nexus_audio.storages.s3.body import Body
from nexus_audio.storages.s3.client import Client, Refused
from nexus_audio.storages.s3.digests import Digests, Part

AT_ONCE = 3
"""Parts at a time: more only share a slow line, and lose more when it breaks."""
_GONE = ("NoSuchUpload", "NoSuchKey", "404")


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An upload that was begun."""

    id: str
    nonce: str
    """Tells the object that it makes from one that another publisher made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Multipart:
    """One large object on its way."""

    client: Client
    key: str
    """With the prefix."""
    source: Path
    digests: Digests
    crc32: bool
    """Whether CRC32 is sent beside MD5."""
    note: Path
    """The file that remembers what was begun."""

    def resume(self) -> Begun | None:
        """The upload of these very bytes that was begun before; none when there is none."""
        noted = Remembered(self.note).read()
        if noted.get("sha256") != self.digests.sha256 or noted.get("parts") != self._layout:
            return None
        return Begun(id=noted["id"], nonce=noted["nonce"])

    def begin(self, nonce: str, arguments: Mapping[str, Any]) -> Begun:
        """Begin an upload, and note it."""
        extra: dict[str, Any] = {"ChecksumAlgorithm": "CRC32"} if self.crc32 else {}
        answer = self.client.ask(
            "create_multipart_upload", subject=self.key, Key=self.key, **arguments, **extra
        )
        begun = Begun(id=answer["UploadId"], nonce=nonce)
        Remembered(self.note).add(
            key=self.key,
            id=begun.id,
            nonce=nonce,
            sha256=self.digests.sha256,
            parts=self._layout,
        )
        return begun

    def send(self, begun: Begun, condition: Mapping[str, Any], count: Count) -> Any:
        """Send what is missing and put it together; Refused when it is gone or not wanted."""
        there = self._there(begun)
        if isinstance(there, Refused):
            return there
        missing = []
        for number, part in enumerate(self.digests.parts, 1):
            if there.get(number) == part.md5.hex():
                count(part.size)
            else:
                missing.append((number, part))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                sent = list(pool.map(lambda one: self._send(begun, one[0], one[1], count), missing))
            except BaseException as error:
                if not isinstance(error, Exception):
                    self.client.stop.set()
                pool.shutdown(cancel_futures=True)
                raise
        refused = [answer for answer in sent if isinstance(answer, Refused)]
        return refused[0] if refused else self._complete(begun, condition)

    def forget(self) -> None:
        """There is nothing to resume any more."""
        self.note.unlink(missing_ok=True)

    def forget_others(self) -> None:
        """Abort what else was begun for this object, which is there now.

        Who dies while the answer to the beginning is on its way never learns which upload it
        was, so nobody could ever resume it.
        """
        for upload in uploads(self.client, self.key):
            if upload["Key"] == self.key:
                abort(self.client, self.key, upload["UploadId"])

    @property
    def _layout(self) -> int:
        return self.digests.parts[0].size

    def _there(self, begun: Begun) -> dict[int, str] | Refused:
        """The MD5 of each part that the storage holds, by number."""
        found: dict[int, str] = {}
        marker = 0
        while True:
            answer = self.client.ask(
                "list_parts",
                subject=self.key,
                expecting=_GONE,
                Key=self.key,
                UploadId=begun.id,
                PartNumberMarker=marker,
            )
            if isinstance(answer, Refused):
                return answer
            for part in answer.get("Parts", ()):
                found[part["PartNumber"]] = part["ETag"].strip('"')
            following = int(answer.get("NextPartNumberMarker") or 0)
            if not answer.get("IsTruncated") or following <= marker:
                return found
            marker = following

    def _send(self, begun: Begun, number: int, part: Part, count: Count) -> Any:
        with self.source.open("rb") as file:
            file.seek(part.offset)
            data = file.read(part.size)
        if hashlib.md5(data, usedforsecurity=False).digest() != part.md5:
            raise StorageError(
                "changed while it was sent",
                subject=str(self.source),
                hint="Wait until the build is done, then publish again.",
            )
        body = Body(data, count=count, pace=self.client.pace, stop=self.client.stop)
        return self.client.ask(
            "upload_part",
            subject=self.key,
            expecting=_GONE,
            Key=self.key,
            UploadId=begun.id,
            PartNumber=number,
            Body=body,
            **part.checks(crc32=self.crc32),
        )

    def _complete(self, begun: Begun, condition: Mapping[str, Any]) -> Any:
        parts = [
            {
                "PartNumber": number,
                "ETag": f'"{part.md5.hex()}"',
                **(part.crc32_check if self.crc32 else {}),
            }
            for number, part in enumerate(self.digests.parts, 1)
        ]
        return self.client.ask(
            "complete_multipart_upload",
            subject=self.key,
            expecting=(*_GONE, "412"),
            Key=self.key,
            UploadId=begun.id,
            MultipartUpload={"Parts": parts},
            **condition,
        )


def uploads(client: Client, prefix: str) -> Iterator[dict[str, Any]]:
    """All uploads that were begun and not ended below a prefix, as S3 tells them."""
    markers: dict[str, Any] = {}
    while True:
        answer = client.ask(
            "list_multipart_uploads",
            subject=prefix,
            expecting=("501", "404"),
            Prefix=prefix,
            **markers,
        )
        if isinstance(answer, Refused):
            return
        yield from answer.get("Uploads", ())
        following = {
            "KeyMarker": answer.get("NextKeyMarker") or "",
            "UploadIdMarker": answer.get("NextUploadIdMarker") or "",
        }
        if not answer.get("IsTruncated") or following == markers or not following["KeyMarker"]:
            return
        markers = following


def abort(client: Client, key: str, upload: str) -> None:
    """Forget an upload and free its room."""
    client.ask("abort_multipart_upload", subject=key, expecting=_GONE, Key=key, UploadId=upload)
