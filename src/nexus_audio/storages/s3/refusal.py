"""What an S3 server refuses or a line breaks, in words that a host can act on.

The server's own words are left out: some repeat the key id, and none says what to do.
"""

from __future__ import annotations

import enum
from typing import Any

from botocore import exceptions as boto
from botocore.exceptions import BotoCoreError, ClientError

from nexus_audio.errors import StorageError


class Cure(enum.Enum):
    """What helps against an error."""

    WAITING = "waiting"
    """The line or the server is gone, or asks for patience."""
    REPAIR = "repair"
    """The server fails by itself; it may be full, and waiting for long is no use."""
    SENDING_AGAIN = "sending again"
    """The bytes were damaged on their way."""
    NONE = "none"
    """The answer will be the same."""


_DAMAGED = {"BadDigest", "InvalidDigest", "XAmzContentSHA256Mismatch", "ChecksumMismatch"}
_BUSY = {"SlowDown", "Throttling", "ThrottlingException", "TooManyRequests", "RequestTimeout"}
_BUSY |= {"ServiceUnavailable", "RequestTimeoutException", "429", "503", "502", "504"}
_BUSY |= {"ConditionalRequestConflict", "OperationAborted"}
_LINE = (
    boto.ConnectionError,  # refused, closed, timed out; its SSLError and ProxyError are below
    boto.HTTPClientError,
    boto.ConnectionClosedError,
    boto.ResponseStreamingError,
    boto.IncompleteReadError,
    boto.ReadTimeoutError,
)
_FULL = "the storage answers again and again that something in it failed; it may be full"
_KEYS = (
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile of "
    "~/.aws/credentials in [storage] profile."
)
_WAYS_OUT: dict[str, tuple[str, str]] = {
    "InvalidAccessKeyId": ("the storage does not know this access key", _KEYS),
    "SignatureDoesNotMatch": (
        "the secret key does not belong to the access key",
        "Copy AWS_SECRET_ACCESS_KEY again, whole and without spaces; also look at "
        "[storage] region and endpoint.",
    ),
    "ExpiredToken": ("these keys have expired", "Sign in again, then publish again."),
    "InvalidToken": ("these keys have expired", "Sign in again, then publish again."),
    "AccessDenied": (
        "these keys may not do this",
        "Let them read, write, list and delete in this bucket.",
    ),
    "AllAccessDisabled": ("this bucket is closed", "Look at the account at your provider."),
    "NoSuchBucket": (
        "there is no such bucket",
        "Make it at your provider, or correct [storage] bucket and endpoint in nexus.toml.",
    ),
    "InvalidBucketName": ("this is no name for a bucket", "Correct [storage] bucket."),
    "PermanentRedirect": ("the bucket lies in another region", "Correct [storage] region."),
    "AuthorizationHeaderMalformed": (
        "the bucket lies in another region",
        "Correct [storage] region.",
    ),
    "RequestTimeTooSkewed": (
        "this machine's clock is wrong by more than the storage accepts",
        "Set the clock (timedatectl set-ntp true), then publish again.",
    ),
    "RequestExpired": (
        "this machine's clock is wrong by more than the storage accepts",
        "Set the clock (timedatectl set-ntp true), then publish again.",
    ),
    "InsufficientStorage": ("the storage is full", "Free some space there, then publish again."),
    "QuotaExceeded": ("the quota is used up", "Free some space there, then publish again."),
    "EntityTooLarge": ("the storage takes no objects of this size", "Choose a lower bitrate."),
    "NoSuchKey": ("is not there", "Publish again; run `nexus-audio verify` to see what is gone."),
    "InvalidRange": ("the storage gives no parts of objects", "Choose another storage."),
}
_WAYS_OUT["AccessForbidden"] = _WAYS_OUT["AccessDenied"]
_WAYS_OUT["403"] = _WAYS_OUT["AccessDenied"]
_WAYS_OUT["404"] = _WAYS_OUT["NoSuchKey"]
_WAYS_OUT["301"] = _WAYS_OUT["PermanentRedirect"]


def code_of(error: Exception) -> str:
    """The code of a server's answer; empty where there was none."""
    response: dict[str, Any] = getattr(error, "response", None) or {}
    return str(response.get("Error", {}).get("Code", ""))


def status_of(error: Exception) -> int:
    """The HTTP status of a server's answer; 0 where there was none."""
    response: dict[str, Any] = getattr(error, "response", None) or {}
    return int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def cure(error: Exception) -> Cure:
    """What helps against an error."""
    if isinstance(error, boto.SSLError):
        return Cure.NONE
    if isinstance(error, _LINE):
        return Cure.WAITING
    code, status = code_of(error), status_of(error)
    if code in _DAMAGED:
        return Cure.SENDING_AGAIN
    if code in _BUSY or status in {429, 502, 503, 504}:
        return Cure.WAITING
    if status >= 500 and code not in _WAYS_OUT and status != 501:
        return Cure.REPAIR
    return Cure.NONE


def refusal(error: BotoCoreError | ClientError, subject: str) -> StorageError:
    """The error for what went wrong; `subject` is the object or bucket it is about."""
    code = code_of(error)
    if code in _WAYS_OUT:
        return refused(code, subject)
    match cure(error):
        case Cure.SENDING_AGAIN:
            message = "arrived damaged, several times"
            hint = "Nothing of it went live. Look at the line (a proxy?), then publish again."
        case Cure.REPAIR:
            message = _FULL
            hint = "Look at the room that is left there; what was sent is kept, so publish again."
        case Cure.WAITING:
            message = f"cannot be reached ({_kind(error)})"
            hint = (
                "Look at the line, and at [storage] endpoint. Publish again when it is back: "
                "what was sent is kept."
            )
        case Cure.NONE:
            message, hint = _other(error)
    return StorageError(message, subject=subject, hint=hint)


def refused(code: str, subject: str) -> StorageError:
    """The error for a code that was understood from something else."""
    message, hint = _WAYS_OUT[code]
    return StorageError(message, subject=subject, hint=hint)


def _other(error: BotoCoreError | ClientError) -> tuple[str, str]:
    match error:
        case boto.NoCredentialsError() | boto.PartialCredentialsError():
            return "there are no keys for this storage", _KEYS
        case boto.ProfileNotFound():
            return "there is no such AWS profile", "Correct [storage] profile in nexus.toml."
        case boto.SSLError():
            return "its certificate is not to be trusted", "Look at [storage] endpoint."
        case boto.ParamValidationError() | boto.InvalidEndpointDiscoveryConfigurationError():
            return "the settings make no sense to it", "Look at [storage] bucket and endpoint."
    kind = _kind(error)
    return f"the storage refused ({kind})", "Look this word up in your provider's documents."


def _kind(error: Exception) -> str:
    return code_of(error) or type(error).__name__
