"""What publishing a tree would do: found out with as few questions as possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nexus_audio.errors import FeedError
from nexus_audio.storages.base import Storage, check_key
from nexus_audio.storages.headers import immutable
from nexus_audio.storages.manifest import ARCHIVE, FEED, MANIFEST, Content, read_manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The difference between a public tree and a storage."""

    tree: Mapping[str, Content]
    """All that the tree holds."""
    replaces: Mapping[str, str | None]
    """The keys to send, in order, each with the token of the version that it replaces."""
    claimed: Mapping[str, Content]
    """What the storage's manifest says."""
    manifest: str | None
    """The token of that manifest."""

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
        return tuple(key for key in self.claimed if key not in self.tree)

    @property
    def bytes(self) -> int:
        """How much is to be sent."""
        return sum(self.tree[key].size for key in self.replaces)

    def __str__(self) -> str:
        counts = (f"{len(getattr(self, kind))} {kind}" for kind in ("new", "changed", "unchanged"))
        return ", ".join((*counts, f"{len(self.gone)} gone"))


def plan(public: Path, storage: Storage) -> Plan:
    """Compare a tree with a storage; asks only about what the manifest does not vouch for.

    The feed is always asked about: it is the one object by which publishers meet.
    """
    tree = _tree(public)
    manifest, token = read_manifest(storage)
    replaces = {}
    for key in sorted(tree, key=_order):
        if key == FEED or manifest.objects.get(key) != tree[key]:
            stored = storage.head(key)
            if not tree[key].matches(stored):
                replaces[key] = stored.token if stored else None
    return Plan(tree=tree, replaces=replaces, claimed=manifest.objects, manifest=token)


def _order(key: str) -> tuple[int, str]:
    """What is named goes before what names it: media, documents, pages, and the feed last."""
    if key == FEED or ARCHIVE.fullmatch(key):
        return 4 if key == FEED else 3, key
    return (0 if immutable(key) else 2 if key.endswith(".html") else 1), key


def _tree(public: Path) -> dict[str, Content]:
    """All files but hidden ones, which file managers and unfinished builds leave behind."""
    files = (path for path in sorted(public.rglob("*")) if path.is_file())
    keys = {path.relative_to(public).as_posix(): path for path in files}
    try:
        return {
            check_key(key): Content.of(path)
            for key, path in keys.items()
            if key != MANIFEST and "/." not in f"/{key}"
        }
    except OSError as error:
        raise FeedError(
            f"the built tree cannot be read: {error.strerror}",
            subject=str(error.filename),
            hint="Build again: nexus-audio build --all.",
        ) from error
