"""What all models have in common, and the one place that they are had from."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from nexus_audio import models
from nexus_audio.models import Loudness, Span

MODULES = [
    importlib.import_module(f"nexus_audio.models.{module.name}")
    for module in pkgutil.iter_modules(models.__path__)
]
DATA = [kind for name in models.__all__ if is_dataclass(kind := getattr(models, name))]


def test_every_model_is_had_from_one_place() -> None:
    written = {
        name
        for module in MODULES
        for name, kind in vars(module).items()
        if isinstance(kind, type) and kind.__module__ == module.__name__
    }
    assert written <= set(models.__all__)


@pytest.mark.parametrize("kind", DATA, ids=lambda kind: kind.__name__)
def test_a_model_is_told_by_names_alone(kind: type) -> None:
    assert all(field.kw_only for field in fields(kind))


def test_a_model_never_changes() -> None:
    with pytest.raises(FrozenInstanceError):
        Span(start=0, end=1).end = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        Loudness(integrated=-16, range=3, true_peak=-1).range = 4  # type: ignore[misc]
