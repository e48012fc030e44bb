"""The names that others build upon."""

from __future__ import annotations

import re

import nexus_audio


def test_the_version_is_one() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", nexus_audio.__version__)
