"""The speech models on this machine: where they lie, and that their bytes are the right ones.

They lie in the user's cache folder, one folder a size, put there whole or not
at all. `NEXUS_CACHE` names another cache folder; it is read here alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import platformdirs
from filelock import FileLock

from nexus_audio.engines.sizes import SIZES, Weights, known
from nexus_audio.engines.sources import Progress, from_hub, from_index
from nexus_audio.errors import ModelCorrupt, ModelMissing, StoreError, UsageError

REQUIRED = ("model.bin", "config.json", "tokenizer.json")
"""The files without which nothing can be heard offline."""

SOURCES = {"hub": from_hub, "index": from_index}


def models_root(environment: Mapping[str, str] = os.environ) -> Path:
    """The folder of all models: below NEXUS_CACHE, or in the user's cache folder."""
    named = environment.get("NEXUS_CACHE")
    return Path(named or platformdirs.user_cache_dir("nexus-audio", appauthor=False)) / "models"


def locate(model: str, root: Path | None = None) -> Path:
    """The folder of a size, or of a model of one's own given by its path; raises ModelMissing."""
    own = Path(model).expanduser()
    if model not in SIZES and own.is_dir():
        return _whole(own)
    weights = known(model)
    folder = (root or models_root()) / model
    if not _is_here(folder, weights):
        raise ModelMissing(
            f"the speech model {model!r} is not on this machine",
            subject=str(folder),
            hint=f"Run `nexus-audio models fetch {model}` once, while there is a network.",
        )
    return folder


def inventory(root: Path | None = None) -> dict[str, Path | None]:
    """Each known size with its folder, or none where it is not on this machine."""
    folders = {size: (root or models_root()) / size for size in SIZES}
    return {
        size: folder if _is_here(folder, SIZES[size]) else None for size, folder in folders.items()
    }


def digest(model: str) -> str:
    """sha256 of a model's weights; that of a known size without a look at the disk."""
    if model in SIZES:
        return SIZES[model].sha256
    return _sha256(locate(model) / "model.bin")


def verify(model: str, folder: Path) -> None:
    """Refuse weights that are not the published ones, with ModelCorrupt; one's own may be any."""
    if model in SIZES:
        _verify(SIZES[model], folder)


def fetch(
    size: str,
    root: Path | None = None,
    progress: Progress = lambda done, total, message: None,
    source: str = "auto",
) -> Path:
    """Bring a model here, unless it is here and sound, and give its folder.

    `source` is `hub`, `index` (only base) or `auto`, whichever answers first.
    Raises ModelMissing, ModelCorrupt, StoreError, and UsageError for any other source.
    """
    weights, folder = known(size), (root or models_root()) / size
    with _alone(folder):
        if not (_is_here(folder, weights) and _is_sound(weights, folder)):
            _replace(folder, weights, progress, source)
    return folder


def remove(size: str, root: Path | None = None) -> Path:
    """Delete a model from this machine; raises ModelMissing when it is not there."""
    folder = (root or models_root()) / known(size).size
    if not folder.exists():
        raise ModelMissing(f"the speech model {size!r} is not on this machine", subject=str(folder))
    with _alone(folder):
        shutil.rmtree(folder)
    return folder


def _replace(folder: Path, weights: Weights, progress: Progress, source: str) -> None:
    """Make the model beside its place, and move it there when it is whole and sound."""
    staging = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(staging, ignore_errors=True)  # a killed process left it: we are alone here
    staging.mkdir()
    try:
        made = _obtain(weights, staging, progress, source)
        _verify(weights, made)
        shutil.rmtree(folder, ignore_errors=True)
        made.rename(folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _obtain(weights: Weights, staging: Path, progress: Progress, source: str) -> Path:
    """The folder of the first source that gives the model."""
    if source not in ("auto", *SOURCES):
        raise UsageError(
            f"there is no source {source!r} of speech models",
            hint=f"Choose auto, {' or '.join(SOURCES)}.",
        )
    reasons = []
    for name in SOURCES if source == "auto" else (source,):
        folder = staging / name
        folder.mkdir()
        try:
            SOURCES[name](weights, folder, progress)
        except ModelMissing as error:
            reasons.append(error.message)
        else:
            return _whole(folder)
    raise ModelMissing(
        f"the speech model {weights.size!r} could not be fetched: {'; '.join(reasons)}",
        subject="speech.model",
        hint="Fetch it while there is a network, or let the setting speech.model name a folder "
        f"that holds {', '.join(REQUIRED)}.",
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep everybody else off a model meanwhile; what the disk refuses becomes a StoreError."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.with_name(f".{folder.name}.lock")):
            yield
    except OSError as error:
        raise StoreError(
            f"the speech model cannot be stored: {error.strerror or error}",
            subject=str(folder),
            hint="Let NEXUS_CACHE name a folder that you may write to.",
        ) from error


def _whole(folder: Path) -> Path:
    missing = [name for name in REQUIRED if not (folder / name).is_file()]
    if missing:
        raise ModelMissing(
            f"the speech model lacks {', '.join(missing)}",
            subject=str(folder),
            hint="Use a Whisper model that was converted for CTranslate2, with its tokenizer.",
        )
    return folder


def _is_here(folder: Path, weights: Weights) -> bool:
    return (
        all((folder / name).is_file() for name in REQUIRED)
        and (folder / "model.bin").stat().st_size == weights.bytes
    )


def _is_sound(weights: Weights, folder: Path) -> bool:
    return _sha256(folder / "model.bin") == weights.sha256


def _verify(weights: Weights, folder: Path) -> None:
    if not _is_sound(weights, folder):
        raise ModelCorrupt(
            f"the speech model {weights.size!r} does not have the published digest",
            subject=str(folder / "model.bin"),
            hint=f"Run `nexus-audio models fetch {weights.size}` to replace it.",
        )


def _sha256(path: Path) -> str:
    status = path.stat()
    return _sha256_once(path, status.st_size, status.st_mtime_ns)


@cache
def _sha256_once(path: Path, size: int, changed: int) -> str:
    """A file's digest, computed once in each state of the file, as gigabytes take seconds."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
