"""Addresses of plain data."""

from __future__ import annotations

import pytest

from nexus_audio.pipeline.keys import hashed


def test_the_order_of_keys_is_none_of_its_business() -> None:
    assert hashed({"a": 1, "ß": [2]}) == hashed({"ß": [2], "a": 1})


@pytest.mark.parametrize("other", [{"a": 2}, {"a": "1"}, {"a": 1, "b": None}, [["a", 1]], None])
def test_what_differs_has_another_address(other: object) -> None:
    assert hashed(other) != hashed({"a": 1})
