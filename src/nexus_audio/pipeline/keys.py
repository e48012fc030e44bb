"""Addresses that are made of all that something depends on."""

from __future__ import annotations

import hashlib
import json


def hashed(value: object) -> str:
    """The sha256 of plain data, whatever the order of its keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
