"""The ledger: one line for each publication, only ever appended to."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from nexus_audio import codec
from nexus_audio.errors import FeedError, StorageError
from nexus_audio.models import LastPublished
from nexus_audio.storages.headers import immutable
from nexus_audio.storages.manifest import Content


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
class Publication:
    """What went live, where and when."""

    at: str
    """ISO 8601 with its zone."""
    storage: str
    feed_sha256: str
    tree_sha256: str
    """The hash of the manifest: another one says that some page or transcript differs."""
    objects: dict[str, Content]
    """The feed and the media, by key."""
    episodes: dict[str, PublishedEpisode]
    """By guid."""
    show: str = ""
    """The show's own guid; empty in records that are older than this field."""
    address: str = ""
    """The address of the feed."""

    def concerns(self, storage: str, address: str) -> bool:
        """Whether what it promised binds a publication to this storage, or under this address."""
        return storage == self.storage or (address != "" and address == self.address)


def read_ledger(path: Path) -> tuple[Publication, ...]:
    """All publications, oldest first; a last line that a crash cut short is left out."""
    whole, _ = _split(_bytes(path))
    return tuple(_parse(line, number, path) for number, line in enumerate(whole, 1) if line)


def published(path: Path) -> dict[str, PublishedEpisode]:
    """Every episode that went live anywhere, as it last did, by guid."""
    return {
        guid: episode
        for publication in read_ledger(path)
        for guid, episode in publication.episodes.items()
    }


def last_published(path: Path, storage: str, address: str) -> LastPublished:
    """What the last publication to this storage or address told; nothing without one."""
    past = [one for one in read_ledger(path) if one.concerns(storage, address)]
    if not past:
        return LastPublished()
    enclosures = {guid: episode.enclosure for guid, episode in past[-1].episodes.items()}
    return LastPublished(show=past[-1].show, enclosures=enclosures)


def ledger_copy(history: Iterable[Publication], storage: str) -> bytes:
    """The lines of one storage, for everybody to see: without the storage's name in them."""
    return b"".join(_line(replace(one, storage="")) for one in history if one.storage == storage)


def joined(history: Iterable[Publication], copy: bytes, storage: str) -> tuple[Publication, ...]:
    """All publications of a ledger and of a storage's copy of one, oldest first, each once."""
    lines = [line for line in copy.split(b"\n") if line]
    others = [
        replace(_parse(line, number, Path(storage)), storage=storage)
        for number, line in enumerate(lines, 1)
    ]
    known = list(history)
    every = [*known, *(one for one in others if one not in known)]
    return tuple(sorted(every, key=lambda one: datetime.fromisoformat(one.at)))


def _line(publication: Publication) -> bytes:
    plain = codec.to_plain(publication)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def append_to_ledger(path: Path, publication: Publication) -> None:
    """Add a line and sync it to the disk; a last line that was cut short makes way for it."""
    whole, torn = _split(_bytes(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            if torn:
                file.truncate(sum(len(part) + 1 for part in whole))
            elif whole and whole[-1]:
                file.write(b"\n")
            file.write(_line(publication))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StorageError(
            f"the feed is live, but its publication cannot be noted: {error}",
            subject=str(path),
            hint="Make the file writable and publish again; nothing is sent twice.",
        ) from error


def check_kept(
    publication: Publication,
    history: Iterable[Publication],
    *,
    replace_audio: bool = False,
    allow_removal: bool = False,
    leaving: Collection[str] = (),
) -> None:
    """Hold a publication to those before it; raises FeedError where it breaks their word.

    An episode of the last publication stays in the feed, unless `allow_removal`, or its guid
    is one of `leaving`.
    A published guid keeps the address of its audio, unless `replace_audio`, and
    a published media file keeps its bytes: players and caches hold on to both.
    """
    past = list(history)
    if past and not allow_removal:
        _check_none_missing(publication, past[-1], leaving)
    episodes = {guid: one for earlier in past for guid, one in earlier.episodes.items()}
    objects = {key: one for earlier in past for key, one in earlier.objects.items()}
    for guid, episode in publication.episodes.items():
        before = episodes.get(guid, episode).enclosure
        if before != episode.enclosure and not replace_audio:
            raise FeedError(
                f"{before} was published, and {episode.enclosure} would take its place: "
                "its sound, or a title, chapter or cover in it, has changed",
                subject=f"published episode {guid}",
                hint="If listeners are to get the new file, publish with --replace-audio.",
            )
    for key, content in publication.objects.items():
        if immutable(key) and objects.get(key, content) != content:
            raise FeedError(
                "these are other bytes than were published under this name",
                subject=key,
                hint="The file is damaged: delete it and build the episode again.",
            )


def _check_none_missing(
    publication: Publication, last: Publication, leaving: Collection[str]
) -> None:
    kept = {*publication.episodes, *leaving}
    missing = [guid for guid in last.episodes if guid not in kept]
    if missing:
        named = ", ".join(f"{guid} ({last.episodes[guid].enclosure})" for guid in missing[:5])
        more = f", and {len(missing) - 5} more" if len(missing) > 5 else ""
        raise FeedError(
            f"published episodes would vanish from the feed: {named}{more}",
            subject=f"the publication of {last.at}",
            hint="Bring their folders back and run nexus-audio build --all. If listeners are to "
            "lose them, publish with --allow-removal.",
        )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise StorageError(
            f"cannot be read: {error}",
            subject=str(path),
            hint="Change its permissions; it says which enclosures were published.",
        ) from error


def _split(data: bytes) -> tuple[list[bytes], bytes]:
    """The lines, and apart from them a last one without an end that is no whole record."""
    *lines, last = data.split(b"\n")
    try:
        json.loads(last or b"null")
    except ValueError:
        return lines, last
    return [*lines, last], b""


def _parse(line: bytes, number: int, path: Path) -> Publication:
    try:
        return codec.from_plain(Publication, json.loads(line))
    except (ValueError, ValidationError) as error:
        raise StorageError(
            f"line {number} is no publication: {error}",
            subject=str(path),
            hint="Take the file from version control again; the ledger is only appended to.",
        ) from error
