from __future__ import annotations

import time
from threading import Event

import pytest

from nexus_audio.errors import Cancelled
from nexus_audio.storages.s3.body import Body, Pace


def body(data: bytes, counted: list[int], stop: Event | None = None) -> Body:
    return Body(data, count=counted.append, pace=Pace(0), stop=stop or Event())


def test_what_is_read_to_be_signed_does_not_count() -> None:
    counted: list[int] = []
    one = body(b"abcdef", counted)
    one.signing()
    assert one.read() == b"abcdef"
    one.seek(0)
    one.sending()
    assert (one.read(4), one.read(4), one.read(4)) == (b"abcd", b"ef", b"")
    assert sum(counted) == 6


def test_what_is_sent_again_is_counted_once() -> None:
    counted: list[int] = []
    one = body(b"abcdef", counted)
    one.sending()
    one.read(4)
    one.signing()
    assert sum(counted) == 0
    one.seek(0)
    one.sending()
    one.read()
    assert sum(counted) == 6


def test_it_is_a_file() -> None:
    one = body(b"abcdef", [])
    assert len(one) == 6
    assert (one.seek(0, 2), one.tell(), one.seek(2), one.read(None)) == (6, 6, 2, b"cdef")
    assert (one.seek(-1, 1), one.read(-1)) == (5, b"f")


def test_it_stops_when_told() -> None:
    stop = Event()
    one = body(b"abc", [], stop)
    stop.set()
    with pytest.raises(Cancelled):
        one.read(1)


def test_all_share_one_pace() -> None:
    pace, begun = Pace(1000), time.monotonic()
    for _ in range(3):
        pace.wait(100)
    assert time.monotonic() - begun >= 0.3
