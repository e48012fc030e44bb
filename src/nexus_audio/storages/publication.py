"""A publication, and the ledger's line for it: what is other than in an earlier one.

A line that names the publication it comes `after` is a merge patch (RFC 7396) of that one's
objects and episodes: it tells those that are new or other, and `null` for those that are
gone. A line that names none tells all. So a ledger grows with what changes and not with
what there is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TypeVar

from nexus_audio import codec
from nexus_audio.errors import StorageError
from nexus_audio.storages.manifest import Content

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEpisode:
    """What a feed promised about an episode."""

    enclosure: str
    """The URL of its audio."""
    length: int
    """Bytes."""
    documents: str = ""
    """The hash of its page, transcripts, chapters and notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    at: str
    """ISO 8601 with its zone."""
    storage: str
    feed_sha256: str
    tree_sha256: str
    """The hash of the manifest: another one says that some page or transcript differs."""
    show: str = ""
    """The show's own guid; empty in records that are older than this field."""
    address: str = ""
    """The address of the feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(_Facts):
    """What went live, where and when."""

    objects: dict[str, Content]
    """The feed and the media, by key."""
    episodes: dict[str, PublishedEpisode]
    """By guid."""

    def concerns(self, storage: str, address: str) -> bool:
        """Whether what it promised binds a publication to this storage, or under this address."""
        return storage == self.storage or (address != "" and address == self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line(_Facts):
    objects: dict[str, Content | None]
    episodes: dict[str, PublishedEpisode | None]
    after: str = ""
    """The `tree_sha256` of an earlier publication to the same storage; empty to tell all."""


def to_lines(publications: Iterable[Publication]) -> Iterator[bytes]:
    """The ledger's lines, each with its end; each tells what its storage's last one did not."""
    before: dict[str, Publication] = {}
    for one in publications:
        yield to_line(one, before.get(one.storage))
        before[one.storage] = one


def to_line(publication: Publication, before: Publication | None) -> bytes:
    """One line with its end; `before` is an earlier publication to the same storage."""
    line = _Line(
        **_facts(publication),
        objects=_patch(before.objects if before else {}, publication.objects),
        episodes=_patch(before.episodes if before else {}, publication.episodes),
        after=before.tree_sha256 if before else "",
    )
    plain = codec.to_plain(line)
    if not before:
        del plain["after"]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def from_lines(lines: Iterable[bytes], subject: str) -> tuple[Publication, ...]:
    """The publications that lines tell of, in their order; empty lines are passed over.

    Raises StorageError where a line is no publication, or comes after one that no earlier
    line tells of.
    """
    told: list[Publication] = []
    earlier: dict[tuple[str, str], Publication] = {}
    for number, line in enumerate(lines, 1):
        if line:
            try:
                one = _from_line(line, earlier)
            except (KeyError, ValueError) as error:  # pydantic's is a ValueError, too
                why = "its forerunner is missing" if isinstance(error, KeyError) else error
                raise StorageError(
                    f"line {number} is no publication: {why}",
                    subject=subject,
                    hint="Take the file from version control again; the ledger is only "
                    "appended to.",
                ) from error
            earlier[one.storage, one.tree_sha256] = one
            told.append(one)
    return tuple(told)


def _from_line(line: bytes, earlier: Mapping[tuple[str, str], Publication]) -> Publication:
    one = codec.from_plain(_Line, json.loads(line))
    before = earlier[one.storage, one.after] if one.after else None
    return Publication(
        **_facts(one),
        objects=_patched(before.objects if before else {}, one.objects),
        episodes=_patched(before.episodes if before else {}, one.episodes),
    )


def _facts(one: _Facts) -> dict[str, str]:
    return {field.name: getattr(one, field.name) for field in fields(_Facts)}


def _patch(before: Mapping[str, _T], now: Mapping[str, _T]) -> dict[str, _T | None]:
    gone: dict[str, _T | None] = {key: None for key in before if key not in now}
    return gone | {key: one for key, one in now.items() if before.get(key) != one}


def _patched(before: Mapping[str, _T], patch: Mapping[str, _T | None]) -> dict[str, _T]:
    whole: dict[str, _T | None] = {**before, **patch}
    return {key: one for key, one in whole.items() if one is not None}
