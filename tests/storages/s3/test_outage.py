from __future__ import annotations

from collections.abc import Callable
from threading import Event, Timer

import pytest
from botocore import exceptions as boto
from botocore.exceptions import BotoCoreError, ClientError

from nexus_audio.storages.s3 import outage
from nexus_audio.storages.s3.outage import RESENT, Patience

GONE = boto.EndpointConnectionError(endpoint_url="https://s3.example")


def answer(status: int, code: str) -> ClientError:
    response = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "PutObject")


class Attempts:
    """Fails as told, and then gives its number."""

    def __init__(self, *errors: BotoCoreError | ClientError) -> None:
        self.errors, self.made = list(errors), 0

    def __call__(self) -> int:
        self.made += 1
        if self.errors:
            raise self.errors.pop(0)
        return self.made


def patience(tell: Callable[[str], None] = lambda words: None, seconds: float = 60) -> Patience:
    return Patience(seconds=seconds, tell=tell, stop=Event(), first=0.001)


def test_what_works_is_not_told() -> None:
    told: list[str] = []
    assert patience(told.append).outlast(Attempts()) == 1
    assert told == []


def test_an_outage_is_told_once_and_its_end() -> None:
    told: list[str] = []
    assert patience(told.append).outlast(Attempts(GONE, GONE, answer(503, "SlowDown"))) == 4
    assert [words.split(";")[0] for words in told] == [
        "the storage is not reached",
        "the storage answers again",
    ]


def test_the_deadline_ends_it() -> None:
    attempts = Attempts(*[GONE] * 1000)
    with pytest.raises(boto.EndpointConnectionError):
        patience(seconds=0.05).outlast(attempts)
    assert 2 < attempts.made < 20


def test_a_server_that_fails_by_itself_is_not_waited_for_that_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outage, "REPAIR", 0.05)
    attempts = Attempts(*[answer(500, "InternalError")] * 1000)
    with pytest.raises(ClientError):
        patience(seconds=3600).outlast(attempts)
    assert attempts.made < 20


def test_what_will_not_change_ends_at_once() -> None:
    attempts = Attempts(answer(403, "AccessDenied"))
    with pytest.raises(ClientError):
        patience().outlast(attempts)
    assert attempts.made == 1


def test_damaged_bytes_are_sent_again_a_few_times() -> None:
    assert patience().outlast(Attempts(*[answer(400, "BadDigest")] * RESENT)) == RESENT + 1
    attempts = Attempts(*[answer(400, "BadDigest")] * 100)
    with pytest.raises(ClientError):
        patience().outlast(attempts)
    assert attempts.made == RESENT + 1


def test_who_stops_it_does_not_wait() -> None:
    waiting = Patience(seconds=3600, tell=lambda words: None, stop=Event(), first=60)
    Timer(0.05, waiting.stop.set).start()
    with pytest.raises(boto.EndpointConnectionError):
        waiting.outlast(Attempts(GONE, GONE))
