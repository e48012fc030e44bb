"""What publishing a tree would do: found out with as few questions as possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from nexus_audio.errors import FeedError
from nexus_audio.storages.base import Storage, check_key
from nexus_audio.storages.headers import immutable
from nexus_audio.storages.manifest import (
    ARCHIVE,
    FEED,
    LEDGER,
    MANIFEST,
    Content,
    Manifest,
    history_key,
    read_manifest,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The difference between a public tree and a storage."""

    tree: Mapping[str, Content]
    """All that is to be stored: the folder's files, and its feeds once more as history."""
    sources: Mapping[str, Path | bytes]
    """What goes under each key."""
    replaces: Mapping[str, str | None]
    """The keys to send, in order, each with the token of the version that it replaces."""
    manifest: Manifest
    """What the storage says of itself."""
    token: str | None
    """The version of that manifest."""
    live: str = ""
    """The sha256 of the feed that is live; empty where there is none."""

    @property
    def new(self) -> tuple[str, ...]:
        """The keys that the storage does not have."""
        return tuple(key for key, token in self.replaces.items() if token is None)

    @property
    def changed(self) -> tuple[str, ...]:
        """The keys that the storage has with other bytes."""
        return tuple(key for key, token in self.replaces.items() if token is not None)

    @property
    def unchanged(self) -> tuple[str, ...]:
        """The keys that need not be sent."""
        return tuple(key for key in self.tree if key not in self.replaces)

    @property
    def gone(self) -> tuple[str, ...]:
        """The keys that the last publication had and the tree has no more; they stay stored."""
        return tuple(key for key in self.manifest.objects if key not in self.tree)

    @property
    def bytes(self) -> int:
        """How much is to be sent."""
        return sum(self.tree[key].size for key in self.replaces)

    def __str__(self) -> str:
        counts = (f"{len(getattr(self, kind))} {kind}" for kind in ("new", "changed", "unchanged"))
        return ", ".join((*counts, f"{len(self.gone)} gone"))


def plan(public: Path, storage: Storage, hashed: Callable[[Path], Content] = Content.of) -> Plan:
    """Compare a tree with a storage; asks only about what the manifest does not vouch for.

    The feed is always asked about: it is the one object by which publishers meet.
    """
    tree = _tree(public, hashed)
    history = {history_key(tree[name].sha256): name for name in tree if is_feed(name)}
    tree |= {key: tree[name] for key, name in history.items()}
    manifest, token = read_manifest(storage)
    order = sorted(tree, key=rank)
    doubtful = [key for key in order if key == FEED or manifest.objects.get(key) != tree[key]]
    with ThreadPoolExecutor(storage.at_once) as pool:
        stored = dict(zip(doubtful, pool.map(storage.head, doubtful), strict=True))
    replaces = {
        key: found.token if found else None
        for key, found in stored.items()
        if not tree[key].matches(found)
    }
    return Plan(
        tree=tree,
        sources={key: public / history.get(key, key) for key in tree},
        replaces=replaces,
        manifest=manifest,
        token=token,
        live=live.sha256 if (live := stored.get(FEED)) else "",
    )


def rank(key: str) -> tuple[int, str]:
    """What is named goes before what names it: media, documents, pages, and the feed last."""
    if is_feed(key):
        return 5 if key == FEED else 4, key
    if key.startswith("history/"):
        return 3, key
    return (0 if immutable(key) else 2 if key.endswith(".html") else 1), key


def is_feed(key: str) -> bool:
    """Whether this is the feed, or an archive of it."""
    return key == FEED or ARCHIVE.fullmatch(key) is not None


def _tree(public: Path, hashed: Callable[[Path], Content]) -> dict[str, Content]:
    """All files but hidden ones, which file managers and unfinished builds leave behind."""
    files = (path for path in sorted(public.rglob("*")) if path.is_file())
    keys = {path.relative_to(public).as_posix(): path for path in files}
    try:
        return {
            check_key(key): hashed(path)
            for key, path in keys.items()
            if key not in (MANIFEST, LEDGER) and "/." not in f"/{key}"
        }
    except OSError as error:
        raise FeedError(
            f"the built tree cannot be read: {error.strerror}",
            subject=str(error.filename),
            hint="Build again: nexus-audio build --all.",
        ) from error
