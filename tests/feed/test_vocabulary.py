from __future__ import annotations

import json
from importlib.resources import files

import pytest

from nexus_audio.feed import vocabulary

LISTS = sorted(
    path.name for path in (files("nexus_audio.feed") / "data").iterdir() if path.is_file()
)


@pytest.mark.parametrize("name", LISTS)
def test_each_list_says_where_it_comes_from_and_when(name: str) -> None:
    listed = json.loads((files("nexus_audio.feed") / "data" / name).read_text(encoding="utf-8"))
    assert listed["source"].startswith("https://")
    assert listed["date"] >= "2021"
    assert callable(getattr(vocabulary, name.removesuffix(".json")))


def test_the_lists_are_whole() -> None:
    categories = vocabulary.categories()
    # As Apple counts them, and two of Sports under their former names, too.
    assert len(categories) + sum(map(len, categories.values())) == 110 + 2
    assert sum(map(len, vocabulary.roles().values())) == 63  # pairs of the taxonomy
    assert len(vocabulary.mediums()) == 19
    assert len(vocabulary.licenses()) == 5
    assert "cc-by-4.0" in vocabulary.licenses()
    assert len(vocabulary.services()) == 58
    assert {"apple", "gpodder", "spotify"} <= set(vocabulary.services())
    assert len(vocabulary.protocols()) == 8
    assert "disabled" in vocabulary.protocols()


@pytest.mark.parametrize(
    "words", [vocabulary.licenses(), vocabulary.services(), [*vocabulary.roles()]]
)
def test_words_are_small_letters(words: list[str]) -> None:
    assert all(word == word.lower() for word in words)


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("news", "'News'"),
        ("Technologie", "'Technology'"),
        ("TV and Film", "'TV & Film'"),
        ("Nachrichten", ""),
        ("Technik", ""),
        ("", ""),
    ],
)
def test_the_nearest_listed_word_is_named(written: str, named: str) -> None:
    said = vocabulary.nearest(written, vocabulary.categories())
    assert said == (f", did you mean {named}?" if named else "")
