"""Bytes on their way out: counted as they leave, no faster than allowed, and stoppable."""

from __future__ import annotations

import time
from threading import Event, Lock
from typing import Any

from nexus_audio.errors import Cancelled
from nexus_audio.storages.base import Count, unheard

_SENDING = ("PutObject", "UploadPart")


class Pace:
    """A limit that all uploads of one storage share; 0 bytes a second is none."""

    def __init__(self, bytes_per_second: float) -> None:
        self._rate = bytes_per_second
        self._free = 0.0
        self._lock = Lock()

    def wait(self, size: int) -> None:
        """Wait until so many bytes may leave."""
        if not self._rate:
            return
        with self._lock:
            now = time.monotonic()
            self._free = max(self._free, now) + size / self._rate
            pause = self._free - now
        time.sleep(max(0.0, pause))


class Body:
    """A file in memory that botocore reads twice: to sign it, and then to send it."""

    def __init__(self, data: bytes, *, count: Count = unheard, pace: Pace, stop: Event) -> None:
        self._data, self._count, self._pace, self._stop = data, count, pace, stop
        self._position = self._left = 0
        self._leaving = False

    def read(self, size: int | None = -1) -> bytes:
        """The next bytes."""
        if self._stop.is_set():
            raise Cancelled("the upload was stopped")
        end = len(self._data) if size is None or size < 0 else self._position + size
        chunk = self._data[self._position : end]
        self._position += len(chunk)
        if self._leaving and chunk:
            self._pace.wait(len(chunk))
            self._left += len(chunk)
            self._count(len(chunk))
        return chunk

    def seek(self, position: int, whence: int = 0) -> int:
        """Go to a place, as of every file."""
        self._position = position + (0, self._position, len(self._data))[whence]
        return self._position

    def tell(self) -> int:
        """Where the next bytes come from."""
        return self._position

    def __len__(self) -> int:
        return len(self._data)

    def signing(self) -> None:
        """What is read from now on does not leave; what left is to be sent again."""
        self._leaving = False
        self._count(-self._left)
        self._left = 0

    def sending(self) -> None:
        """What is read from now on leaves."""
        self._leaving = True


def watch(client: Any) -> None:
    """Tell each Body of a client's requests when it is signed and when it is sent."""
    events = client.meta.events
    events.register_first("request-created.s3", _signing, unique_id="nexus-audio-signing")
    events.register_last("request-created.s3", _sending, unique_id="nexus-audio-sending")


def _signing(request: Any, operation_name: str, **_: Any) -> None:
    if operation_name in _SENDING and isinstance(request.body, Body):
        request.body.signing()


def _sending(request: Any, operation_name: str, **_: Any) -> None:
    if operation_name in _SENDING and isinstance(request.body, Body):
        request.body.sending()
