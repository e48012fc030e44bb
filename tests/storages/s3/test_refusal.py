from __future__ import annotations

import pytest
from botocore import exceptions as boto
from botocore.exceptions import BotoCoreError, ClientError

from nexus_audio.storages.s3.refusal import Cure, cure, refusal

URL = "https://s3.example"


def answer(status: int, code: str) -> ClientError:
    response = {
        "Error": {"Code": code, "Message": "AKSECRETID does not exist"},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(response, "PutObject")


WAITING = [
    answer(503, "SlowDown"),
    answer(429, "TooManyRequests"),
    answer(400, "RequestTimeout"),
    answer(409, "ConditionalRequestConflict"),
    answer(502, ""),
    boto.EndpointConnectionError(endpoint_url=URL),
    boto.ConnectionClosedError(endpoint_url=URL),
    boto.ReadTimeoutError(endpoint_url=URL),
    boto.ConnectTimeoutError(endpoint_url=URL),
    boto.IncompleteReadError(actual_bytes=1, expected_bytes=2),
]
FINAL = [
    answer(403, "AccessDenied"),
    answer(403, "SignatureDoesNotMatch"),
    answer(403, "RequestTimeTooSkewed"),
    answer(404, "NoSuchBucket"),
    answer(501, "NotImplemented"),
    answer(507, "InsufficientStorage"),
    answer(301, "PermanentRedirect"),
    answer(400, "ExpiredToken"),
    boto.NoCredentialsError(),
    boto.ProfileNotFound(profile="nobody"),
    boto.SSLError(endpoint_url=URL, error="self-signed"),
]


@pytest.mark.parametrize("error", WAITING, ids=repr)
def test_what_passes_is_waited_for(error: BotoCoreError | ClientError) -> None:
    assert cure(error) is Cure.WAITING


@pytest.mark.parametrize("error", FINAL, ids=repr)
def test_what_does_not_pass_ends_at_once(error: BotoCoreError | ClientError) -> None:
    assert cure(error) is Cure.NONE


@pytest.mark.parametrize("code", ["BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch"])
def test_what_was_damaged_is_sent_again(code: str) -> None:
    assert cure(answer(400, code)) is Cure.SENDING_AGAIN


@pytest.mark.parametrize("code", ["InternalError", "500", ""])
def test_a_server_that_fails_by_itself_may_be_full(code: str) -> None:
    assert cure(answer(500, code)) is Cure.REPAIR
    assert "full" in str(refusal(answer(500, code), "a"))


@pytest.mark.parametrize("error", [*WAITING, *FINAL, answer(418, "Teapot")], ids=repr)
def test_every_refusal_has_a_way_out_and_shows_no_key(error: BotoCoreError | ClientError) -> None:
    told = refusal(error, "media/a.mp3")
    assert told.subject == "media/a.mp3"
    assert told.hint
    assert "AKSECRETID" not in str(told) + told.hint


def test_an_unknown_word_is_passed_on() -> None:
    assert "Teapot" in str(refusal(answer(418, "Teapot"), "a"))
