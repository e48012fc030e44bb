"""A store of their own for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")
