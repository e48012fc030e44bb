from __future__ import annotations

from random import Random

import pytest

from align.texts import heard_of, written_of
from nexus_audio.align import sight
from nexus_audio.align.path import best_path
from nexus_audio.align.sight import Sight


def text(seed: int, words: int) -> list[str]:
    """Words of which hardly any stands twice."""
    random = Random(seed)  # noqa: S311 - a simulation
    letters = "bdfgklmnprst"
    return [
        "".join(random.choice(letters) + random.choice("aeiou") for _ in range(4))
        for _ in range(words)
    ]


def test_a_short_text_is_seen_as_a_whole() -> None:
    seen = Sight(heard_of("eins zwei"), written_of("eins zwei drei"))
    assert seen.columns(range(2), -1).tolist() == [0, 1, 2]


def test_of_a_long_text_what_was_heard_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sight, "_WHOLE", 0)
    words = text(1, 20_000)
    seen = Sight(heard_of(" ".join(words[12_000:12_200])), written_of(" ".join(words)))
    columns = set(seen.columns(range(200), -1).tolist())
    assert columns.issuperset(range(12_000, 12_200))
    assert len(columns) < 4000


def test_where_the_path_is_stays_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sight, "_WHOLE", 0)
    words = text(2, 20_000)
    seen = Sight(heard_of("xyzzy " * 50), written_of(" ".join(words)))
    assert 7000 in seen.columns(range(50), 7000)
    assert len(seen.columns(range(50), -1)) > 0


@pytest.mark.parametrize("seed", range(4))
def test_the_path_is_the_same_as_with_the_whole_text(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)  # noqa: S311 - a simulation
    words = text(seed, 2600)
    said = [*words[1500:2300], *text(99, 30), *words[:700], *words[650:900]]
    said = [word if random.random() > 0.2 else word[::-1] for word in said]
    written, heard = written_of(" ".join(words)), heard_of(" ".join(said))
    whole = best_path(heard, written)
    monkeypatch.setattr(sight, "_WHOLE", 0)
    pruned = best_path(heard, written)
    same = set(whole) & set(pruned)
    assert len(same) >= 0.98 * len(whole)
