"""Plug-ins are found by name, and ours cannot be pushed aside."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import EntryPoint
from typing import Any

import pytest

from nexus_audio import plugins
from nexus_audio.errors import ConfigError


@dataclass
class Offer:
    """An entry point as a package offers it."""

    name: str
    value: str
    package: str = "another"

    @property
    def dist(self) -> Any:
        return type("Distribution", (), {"name": self.package})

    def load(self) -> Any:
        return EntryPoint(self.name, self.value, "group").load()


def find(monkeypatch: pytest.MonkeyPatch, name: str, *offers: Offer) -> Any:
    monkeypatch.setattr(plugins, "entry_points", lambda *, group: offers)
    return plugins.plugin("group", name, what="thing", setting="a.b", missing=ConfigError)


def test_a_plug_in_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find(monkeypatch, "x", Offer("x", "math:sqrt"))(9) == 3


def test_ours_come_first_whatever_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = Offer("x", "math:sqrt", "nexus-audio"), Offer("x", "math:floor")
    for offers in ((ours, theirs), (theirs, ours)):
        assert find(monkeypatch, "x", *offers).__name__ == "sqrt"


def test_a_missing_one_is_told_with_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match="no thing 'scqrt'") as caught:
        find(monkeypatch, "scqrt", Offer("sqrt", "math:sqrt"), Offer("floor", "math:floor"))
    assert caught.value.hint == "Did you mean 'sqrt'?"
    assert caught.value.subject == "a.b"


@pytest.mark.parametrize("value", ["no_such_package:x", "math:no_such_name"])
def test_a_broken_one_is_told(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    with pytest.raises(ConfigError, match="'x' cannot be loaded"):
        find(monkeypatch, "x", Offer("x", value))
