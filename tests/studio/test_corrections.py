"""Words that are put right, in corrections.toml."""

from __future__ import annotations

from typing import Any

import pytest
import tomlkit

from nexus_audio.studio.corrections import Wanted, write_correction


def written(before: str = "", **values: Any) -> list[dict[str, Any]]:
    document = tomlkit.parse(before)
    write_correction(document, Wanted(version="", **{"at": 61_500, **values}))
    found: list[dict[str, Any]] = document.unwrap().get("word", [])
    return found


HERE = '[[word]]\nheard = "Junafalten"\nwrite = "Juna"\nat = "1:01.500"\n'


def test_a_word_is_put_right_at_its_place_or_everywhere() -> None:
    expected = {"heard": "Junafalten", "write": "Juna"}
    assert written(heard="Junafalten,", write="Juna,") == [expected | {"at": "1:01.500"}]
    assert written(heard="Junafalten", write="Juna", everywhere=True) == [expected]


def test_a_later_correction_takes_the_place_of_an_earlier_one() -> None:
    assert [one["write"] for one in written(HERE, heard="junafalten", write="June")] == ["June"]


def test_without_a_word_a_correction_goes_out() -> None:
    assert written(HERE, heard="Junafalten", write="") == []


BACK = HERE.replace('"Juna"', '"Junafalten"')


@pytest.mark.parametrize("before", ["", HERE, BACK])
def test_what_was_heard_is_put_back_and_stays_whatever_the_text_has(before: str) -> None:
    (found,) = written(before, heard="Junafalten.", write="Junafalten")
    assert (found["heard"], found["write"]) == ("Junafalten", "Junafalten")


def test_other_places_stay() -> None:
    assert len(written(HERE, heard="Junafalten", write="X", at=5)) == 2
