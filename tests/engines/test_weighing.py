from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import toy_engine
from nexus_audio.engines import Passage, Weigher, Weighing, Wording
from nexus_audio.engines.weighing import Change, Gains

PASSAGE = toy_engine.passage((0, 2_000))


@dataclass
class Scales:
    """Likes some wordings, and notes what it was asked."""

    likes: dict[tuple[str, bool], float]
    asked: list[Wording] = field(default_factory=list)
    identity: str = "scales"

    def hear(self, *given: Any) -> Any:
        raise AssertionError

    def weigher(self, passage: Passage, language: str) -> Weigher:
        assert (passage, language) == (PASSAGE, "de")

        def weigh(wording: Wording) -> float:
            self.asked.append(wording)
            return self.likes.get((wording.text, bool(wording.names)), -100.0)

        return weigh


def test_a_gain_is_what_a_change_makes_likelier_alone_and_when_told() -> None:
    scales = Scales(
        {
            ("Die Alben wachsen.", False): -8.0,
            ("Die Alben wachsen.", True): -9.0,
            ("Die Algen wachsen.", False): -10.0,
            ("Die Algen wachsen.", True): -4.0,
        }
    )
    gains = Gains(scales.weigher(PASSAGE, "de"), ["Die", "Alben", "wachsen."])
    change = Change(first=1, last=1, text="Algen", names=("Algen",))
    assert (gains.plain(change), gains.told(change)) == (-2.0, 5.0)


def test_each_change_is_made_alone_and_with_what_is_told_of_it() -> None:
    scales = Scales({})
    changes = [
        Change(first=0, last=1, text="Der Wal", names=("Wal",)),
        Change(first=2, last=2, text="Kiel.", names=("Kiel",)),
    ]
    gains = Gains(scales.weigher(PASSAGE, "de"), ["Dera", "Wall", "Kil."])
    for change in changes:
        gains.plain(change)
    gains.told(changes[0])
    texts = [(one.text, one.names) for one in scales.asked]
    assert texts == [
        ("Dera Wall Kil.", ()),
        ("Der Wal Kil.", ()),
        ("Dera Wall Kiel.", ()),
        ("Dera Wall Kil.", ("Wal",)),
        ("Der Wal Kil.", ("Wal",)),
    ]


def test_only_an_engine_that_weighs_is_one_that_does() -> None:
    assert isinstance(Scales({}), Weighing)
    assert not isinstance(toy_engine.ToyEngine(toy_engine.SPEECH), Weighing)
