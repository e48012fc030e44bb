"""What others wrote is served as they published it, with its licence."""

from __future__ import annotations

import hashlib
import tomllib
from importlib.resources import files
from pathlib import Path

VENDOR = Path(str(files("nexus_audio.studio"))) / "static" / "vendor"


def test_each_file_is_listed_with_licence_and_digest() -> None:
    listed = tomllib.loads((VENDOR / "vendor.toml").read_text(encoding="utf-8"))["file"]
    named = {"vendor.toml"}
    for one in listed:
        assert hashlib.sha512((VENDOR / one["name"]).read_bytes()).hexdigest() == one["sha512"]
        assert "license" in (VENDOR / one["license_file"]).read_text(encoding="utf-8").lower()
        named |= {one["name"], one["license_file"]}
    assert {path.name for path in VENDOR.iterdir()} == named
