from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.feed.breaks import Break, break_after
from nexus_audio.feed.layout import LINE, LONGEST, captions, lines, text_of
from nexus_audio.models import Word


def spoken(text: str, *, step: int = 300, pauses: dict[int, int] | None = None) -> list[Word]:
    """Evenly spoken words; `pauses` come before the words of these numbers."""
    words, clock = [], 0
    for index, word in enumerate(text.split()):
        clock += (pauses or {}).get(index, 0)
        words.append(Word(text=word, start=clock, end=clock + step, probability=1))
        clock += step
    return words


def shown(text: str, language: str = "de") -> list[str]:
    return [" / ".join(lines(run, language)) for run in captions(spoken(text), language)]


def test_captions_end_with_sentences() -> None:
    assert shown(
        "Der Nachtzug nach Wien fährt wieder. Im Herbst kommen zwei neue Linien dazu."
    ) == ["Der Nachtzug nach Wien / fährt wieder.", "Im Herbst kommen / zwei neue Linien dazu."]


def test_a_sentence_is_not_mixed_with_the_beginning_of_the_next() -> None:
    assert shown(
        "Im Sommer heizt niemand. Eine Halle liefert auch im Juli Wärme, und das ist schade."
    ) == [
        "Im Sommer heizt niemand.",
        "Eine Halle liefert auch im Juli / Wärme, und das ist schade.",
    ]


def test_captions_end_with_clauses_where_sentences_are_long() -> None:
    assert shown(
        "Der Nachtzug nach Wien fährt wieder, weil im Herbst zwei neue Linien dazukommen"
    ) == ["Der Nachtzug nach Wien / fährt wieder,", "weil im Herbst / zwei neue Linien dazukommen"]


def test_a_long_clause_ends_where_nothing_is_parted() -> None:
    assert shown("Weltweit fließen in diesem Jahr rund 60 Milliarden $ in solche Gebäude.") == [
        "Weltweit fließen in diesem Jahr / rund 60 Milliarden $",
        "in solche Gebäude.",
    ]


def test_brief_sentences_share_a_caption() -> None:
    assert shown("Ja. Nein. Doch!") == ["Ja. Nein. Doch!"]


def test_lines_are_of_like_length_where_nothing_is_parted() -> None:
    assert lines(spoken("Der Nachtzug nach Wien fährt ab Herbst wieder täglich."), "de") == (
        "Der Nachtzug nach Wien fährt",
        "ab Herbst wieder täglich.",
    )


@pytest.mark.parametrize("word", ["3.", "z.", "Dr.", "–"])
def test_a_dot_that_ends_no_sentence_ends_no_caption(word: str) -> None:
    found = shown(f"Wir fuhren gestern Abend {word} Dezember nach Hause und dann noch viel weiter")
    assert not any(text.endswith(word) for text in found)


def test_no_caption_stays_over_a_silence() -> None:
    runs = captions(spoken("Eins zwei drei vier", pauses={2: 1500}), "de")
    assert [text_of(run) for run in runs] == ["Eins zwei", "drei vier"]


def test_no_caption_stays_for_more_than_seven_seconds() -> None:
    runs = captions(spoken("a b c d e f g h i j", step=2000), "de")
    assert max(run[-1].end - run[0].start for run in runs) <= LONGEST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Donaudampfschifffahrtsgesellschaftskapitän", 2),
        ("Donaudampfschifffahrtsgesellschaftskapitän", 1),
    ],
)
def test_a_word_that_is_longer_than_a_line_has_one_for_itself(text: str, expected: int) -> None:
    (run,) = captions(spoken(text), "de")
    assert lines(run, "de") == tuple(text.split())
    assert len(lines(run, "de")) == expected


def test_several_tokens_that_are_one_word_stay_on_their_line() -> None:
    long = "neunhundertneunundneunzig Millionen und mehr"
    words = [
        Word(text=text, start=at * 100, end=at * 100 + 100, probability=1)
        for at, text in enumerate(["Etwa", long, "Euro"])
    ]
    told = [line for run in captions(words, "de") for line in lines(run, "de")]
    assert long in told


_TEXTS = st.lists(st.text("abÄß.,3–", min_size=1, max_size=40), min_size=1, max_size=30)


@given(_TEXTS)
def test_nothing_is_lost_and_lines_are_short(texts: list[str]) -> None:
    words = spoken(" ".join(texts))
    runs = captions(words, "de")
    assert [word for run in runs for word in run] == words
    told = [line for run in runs for line in lines(run, "de")]
    assert " ".join(told) == " ".join(texts)
    assert all(len(lines(run, "de")) <= 2 for run in runs)
    assert all(len(line) <= LINE or " " not in line for line in told)


_GERMAN = st.sampled_from(["der", "grüne", "Hafen", "liegt", "am", "Meer", "und", "schläft"])


@given(st.lists(_GERMAN, min_size=1))
def test_what_is_bound_is_only_parted_where_nothing_else_fits(texts: list[str]) -> None:
    words = spoken(" ".join(texts))
    ends = [len(run) for run in captions(words, "de")][:-1]
    at = -1
    for count in ends:
        at += count
        if break_after(texts, at, "de") is Break.BOUND:
            first = at - count + 1
            places = range(first, at + 1)
            assert all(break_after(texts, place, "de") is Break.BOUND for place in places)
