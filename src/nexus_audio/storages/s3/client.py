"""Requests to one bucket: with the host's keys, patient, and with errors in the host's words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from nexus_audio import config
from nexus_audio.errors import StorageError
from nexus_audio.storages.base import Tell
from nexus_audio.storages.providers import Target
from nexus_audio.storages.s3.body import Body, Pace, watch
from nexus_audio.storages.s3.outage import Patience
from nexus_audio.storages.s3.refusal import code_of, refusal, status_of

AT_ONCE = 8
"""Small objects at a time: 100 to 150 a second is what servers take, and a line of 50 ms."""
ABSENT = ("404", "NoSuchKey")
"""What a storage answers about an object that is not there."""
_ATTEMPTS = 3
"""Of botocore itself, within a second or two; an outage is outlasted by Patience."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that the caller asked to hear of."""

    code: str
    """As NoSuchKey; answers to HEAD have only their status."""
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """A bucket, and how to ask it."""

    bucket: str
    s3: Any
    """boto3's client."""
    pace: Pace
    patience: Patience
    stop: Event = field(default_factory=Event)

    def ask(
        self,
        operation: str,
        *,
        subject: str = "",
        expecting: Collection[str] = (),
        patience: Patience | None = None,
        read: Callable[[dict[str, Any]], Any] = lambda answer: answer,
        **arguments: Any,
    ) -> Any:
        """The answer to one operation of S3.

        A refusal whose code or status is one of `expecting` comes back as Refused; every other
        is raised as a StorageError about `subject`. `read` takes what it needs of the answer
        while the line stands.
        """

        def attempt() -> Any:
            if isinstance(body := arguments.get("Body"), Body):
                body.seek(0)  # botocore takes a file from where it stands
            return read(getattr(self.s3, operation)(Bucket=self.bucket, **arguments))

        try:
            return (patience or self.patience).outlast(attempt)
        except (BotoCoreError, ClientError) as error:
            code, status = code_of(error), str(status_of(error))
            # A bucket that is gone is never what was expected, though its status is 404, too.
            if code != "NoSuchBucket" and (code in expecting or status in expecting):
                return Refused(code, status)
            if operation.startswith("head_") and status in {"400", "403"}:
                self._diagnose(subject)
            raise refusal(error, subject or self.bucket) from None  # it may show a key id

    def look(self, key: str, *, subject: str) -> dict[str, Any] | None:
        """What the storage says of one object, by HEAD; none when it is not there."""
        answer = self.ask("head_object", subject=subject, expecting=ABSENT, Key=key)
        return None if isinstance(answer, Refused) else answer

    def _diagnose(self, subject: str) -> None:
        """Ask something harmless whose refusal says why: answers to HEAD have no words."""
        try:
            self.s3.list_objects_v2(Bucket=self.bucket, MaxKeys=1)
        except (BotoCoreError, ClientError) as error:
            raise refusal(error, subject or self.bucket) from None


def metadata(answer: Mapping[str, Any]) -> dict[str, str]:
    """What was noted at an object; some servers change the letters' case."""
    return {name.lower(): value for name, value in answer.get("Metadata", {}).items()}


def connect(settings: config.Storage, target: Target, tell: Tell) -> Client:
    """The bucket of a target, with keys from the environment, a profile or the instance."""
    stop = Event()
    try:
        session = boto3.session.Session(profile_name=settings.profile or None)
        s3 = session.client(
            "s3",
            endpoint_url=target.endpoint or None,
            region_name=target.region or session.region_name or "us-east-1",
            config=Config(
                signature_version="s3v4",
                s3={"addressing_style": target.addressing},
                retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
                connect_timeout=10,
                read_timeout=60,
                tcp_keepalive=True,
                max_pool_connections=2 * AT_ONCE,
                # Every checksum is sent as a header of its own: the trailers that boto3 would
                # send over https are refused by older servers (411 MissingContentLength).
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )
    except (BotoCoreError, ValueError) as error:
        if isinstance(error, BotoCoreError):
            raise refusal(error, target.name) from None
        raise StorageError(
            "this is no address of a storage",
            subject=target.endpoint,
            hint="Correct [storage] endpoint in nexus.toml.",
        ) from None
    watch(s3)
    patience = Patience(seconds=settings.patience * 60, tell=tell, stop=stop)
    pace = Pace(settings.bandwidth * 1_000_000 / 8)
    return Client(bucket=target.bucket, s3=s3, pace=pace, patience=patience, stop=stop)
