from __future__ import annotations

import json

from nexus_audio.site.anchors import anchor
from nexus_audio.site.passages import passages_json, search_json, words_said
from nexus_audio.site.transcript import make_transcript
from toy_episode import BRIEFING, CHAPTERS, ENCLOSURE, EPISODE, FERRY, UTTERANCES

PARTS = make_transcript(BRIEFING, UTTERANCES, CHAPTERS)
TOLD = json.loads(passages_json(EPISODE, ENCLOSURE, PARTS, CHAPTERS))


def test_every_passage_is_told_with_its_section_and_its_time() -> None:
    passage = next(each for each in TOLD["passages"] if each["text"].startswith("Laden"))
    assert passage == {
        "id": anchor(FERRY.blocks[1].text),
        "section": 3,
        "start": 80_000,
        "end": 81_150,
        "language": "de",
        "text": "Laden dauert zwölf Minuten.",
    }
    assert TOLD["sections"][3] == {
        "id": FERRY.id,
        "heading": FERRY.heading,
        "emoji": "",
        "level": 2,
        "start": 60_400,
    }


def test_a_heading_that_was_read_out_is_told_once() -> None:
    assert not [each for each in TOLD["passages"] if each["text"].startswith("Die Fähre fährt")]


def test_what_was_said_freely_says_so() -> None:
    assert [each["text"][:8] for each in TOLD["passages"] if each.get("adlib")] == ["Ich bin "]


def test_chapters_lead_to_their_places() -> None:
    assert [chapter["id"] for chapter in TOLD["chapters"]] == [each.section for each in CHAPTERS]
    assert [chapter["start"] for chapter in TOLD["chapters"]] == [each.start for each in CHAPTERS]


def test_what_only_members_may_read_is_not_told() -> None:
    assert "Geheime" not in json.dumps(TOLD)


def test_words_are_listed_once_and_headings_count() -> None:
    words = words_said(PARTS)
    assert {"verkehr", "möwen", "harbour", "büro"} <= set(words)
    assert list(words) == sorted(set(words))


def test_the_index_says_which_episodes_have_a_word() -> None:
    index = json.loads(search_json({"b": ("ebbe", "watt"), "a": ("watt",)}))
    assert index == {
        "schema": 1,
        "episodes": ["b", "a"],
        "words": "ebbe watt",
        "said": [[0], [0, 1]],
    }


def test_an_index_of_nothing() -> None:
    assert json.loads(search_json({}))["words"] == ""
