from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import toy_engine
from nexus_audio.engines import Passage, Weighing, Wording
from nexus_audio.engines.weighing import Change, Gain, gains

PASSAGE = toy_engine.passage((0, 2_000))


@dataclass
class Scales:
    """Likes some wordings, and notes what it was asked."""

    likes: dict[tuple[str, bool], float]
    asked: list[Wording] = field(default_factory=list)
    identity: str = "scales"

    def hear(self, *given: Any) -> Any:
        raise AssertionError

    def weigh(
        self, passage: Passage, language: str, wordings: Sequence[Wording]
    ) -> tuple[float, ...]:
        assert (passage, language) == (PASSAGE, "de")
        self.asked += wordings
        return tuple(self.likes.get((one.text, bool(one.names)), -100.0) for one in wordings)


def test_a_gain_is_what_a_change_makes_likelier_alone_and_when_told() -> None:
    scales = Scales(
        {
            ("Die Alben wachsen.", False): -8.0,
            ("Die Alben wachsen.", True): -9.0,
            ("Die Algen wachsen.", False): -10.0,
            ("Die Algen wachsen.", True): -4.0,
        }
    )
    words = ["Die", "Alben", "wachsen."]
    found = gains(
        scales, PASSAGE, "de", words, [Change(first=1, last=1, text="Algen", names=("Algen",))]
    )
    assert found == (Gain(plain=-2.0, told=5.0),)


def test_each_change_is_made_alone_and_with_what_is_told_of_it() -> None:
    scales = Scales({})
    changes = [
        Change(first=0, last=1, text="Der Wal", names=("Wal",)),
        Change(first=2, last=2, text="Kiel.", names=("Kiel",)),
    ]
    assert len(gains(scales, PASSAGE, "de", ["Dera", "Wall", "Kil."], changes)) == 2
    texts = [(one.text, one.names) for one in scales.asked]
    assert texts == [
        ("Dera Wall Kil.", ()),
        ("Der Wal Kil.", ()),
        ("Dera Wall Kil.", ("Wal",)),
        ("Der Wal Kil.", ("Wal",)),
        ("Dera Wall Kiel.", ()),
        ("Dera Wall Kil.", ("Kiel",)),
        ("Dera Wall Kiel.", ("Kiel",)),
    ]


def test_only_an_engine_that_weighs_is_one_that_does() -> None:
    assert isinstance(Scales({}), Weighing)
    assert not isinstance(toy_engine.ToyEngine(toy_engine.SPEECH), Weighing)
