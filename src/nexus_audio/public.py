"""The public tree: which file of which artifact lies where, and putting it there.

What is built lies in `feed/public/` exactly as it is uploaded. Files that do
not change are left alone, each new one replaces its forerunner in one step,
and `feed.xml` comes last, so that a tree which was interrupted still agrees
with itself.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from nexus_audio import codec
from nexus_audio.models import Enclosure
from nexus_audio.pipeline import Task
from nexus_audio.report import report
from nexus_audio.site.assets import cover_name
from nexus_audio.site.neighbours import filled
from nexus_audio.store import Store, writing

PAGE = "index.html"
EPISODE_FILES = {
    "page": (
        PAGE,
        "passages.json",
        "chapters.json",
        "chapters.psc.xml",
        "chapters.txt",
        "alignment.json",
        "waveform.json",
    ),
    "chart": ("loudness.svg",),
    "caption": (
        "transcript.vtt",
        "transcript.srt",
        "transcript.json",
        "transcript.html",
        "transcript.txt",
    ),
    "notes": ("notes.html", "notes.md", "notes.txt"),
}
FEED = "feed.xml"

Source = Path | bytes | Callable[[], bytes]
Tree = Mapping[str, Source]
"""What is to lie under each name of the tree: a file to copy, bytes, or who makes them."""


def tree(
    episodes: Mapping[str, Mapping[str, Task]],
    feed: Task,
    store: Store,
    *,
    assets: Mapping[str, bytes],
    cover: Path | None,
    neighbours: Mapping[str, str],
) -> Tree:
    """The whole public tree, in the order in which it is written.

    `neighbours` are the HTML that leads from each page, by its slug, to those beside it.
    """
    files: dict[str, Source] = {f"assets/{name}": data for name, data in assets.items()}
    if cover:
        files[cover_name(cover)] = cover
    for slug, tasks in episodes.items():
        files |= media(store.path(tasks["render"].key))
        for stage, names in EPISODE_FILES.items():
            folder = store.path(tasks[stage].key)
            files |= {f"episodes/{slug}/{name}": folder / name for name in names}
        page = store.path(tasks["page"].key) / PAGE
        files[f"episodes/{slug}/{PAGE}"] = partial(_page, page, neighbours.get(slug, ""))
        files[f"episodes/{slug}/report.json"] = codec.dump_json(report(tasks, store)).encode()
    made = sorted(store.facts(feed.key)["files"], key=lambda name: (name == FEED, name))
    return files | {name: store.path(feed.key) / name for name in made}


def media(rendered: Path) -> Tree:
    """An episode in all its formats, from the artifact of render."""
    enclosure = codec.read(Enclosure, rendered)
    names = [each.name for each in (enclosure, *enclosure.alternates)]
    return {f"media/{name}": rendered / name for name in names}


def write(files: Tree, public: Path) -> tuple[str, ...]:
    """Make the folder hold exactly these files; give the names that changed."""
    with writing(public):
        changed = tuple(name for name, source in files.items() if _put(source, public / name))
        _sweep(public, keep=files)
    return changed


def _page(path: Path, neighbours: str) -> bytes:
    return filled(path.read_bytes(), neighbours)


def _put(source: Source, target: Path) -> bool:
    if callable(source):
        source = source()
    if target.is_file() and _same(source, target):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    if isinstance(source, Path):
        shutil.copyfile(source, fresh)
    else:
        fresh.write_bytes(source)
    fresh.replace(target)
    return True


def _same(source: Path | bytes, target: Path) -> bool:
    if isinstance(source, bytes):
        return source == target.read_bytes()
    if source.stat().st_size != target.stat().st_size:
        return False
    return target.parent.name == "media" or source.read_bytes() == target.read_bytes()


def _sweep(public: Path, keep: Iterable[str]) -> None:
    kept = {public / name for name in keep}
    for path in sorted(public.rglob("*"), reverse=True):
        if path.is_file() and path not in kept:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
