from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.sayings import sayings
from nexus_audio.briefing.spoken import SpokenToken, fold, phrases, spoken
from nexus_audio.models import Foreign


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Größe", "groesse"),
        ("GRÖSSE", "groesse"),
        ("gro\u0308ße", "groesse"),
        ("Café", "cafe"),
        ("isn’t", "isnt"),
        ("2.700", "2700"),
        ("🔥", ""),
        ("", ""),
    ],
)
def test_words_are_folded(word: str, folded: str) -> None:
    assert fold(word) == folded


def token(text: str, start: int, end: int, *, number: bool = False) -> SpokenToken:
    return SpokenToken(text=text, start=start, end=end, number=number)


def test_tokens_tell_where_they_are_written() -> None:
    assert spoken("Ab 20.12. 5% für Expert:innen", "de") == (
        token("ab", 0, 2),
        token("zwanzigsten", 3, 9, number=True),
        token("dezember", 3, 9, number=True),
        token("fuenf", 10, 11, number=True),
        token("prozent", 11, 12),
        token("fuer", 13, 16),
        token("expertinnen", 17, 29),
    )


def test_parts_of_a_compound_have_their_own_ranges() -> None:
    assert spoken("KI-Blase", "de") == (token("ki", 0, 2), token("blase", 3, 8))


def test_any_other_language_is_said_as_german() -> None:
    assert spoken("5", "fr") == spoken("5", "de")


def test_what_is_foreign_is_said_in_its_own_language() -> None:
    text = "Rund 2024 Wale, „about 2.5 whales“, 2,5 Wale"
    start = text.index("„")
    told = spoken(text, "de", [Foreign(start=start, end=text.index("“") + 1, language="en")])
    assert [each.text for each in told if each.number] == [
        "zweitausendvierundzwanzig",
        "two",
        "point",
        "five",
        "zwei",
        "komma",
        "fuenf",
    ]
    assert [text[each.start : each.end] for each in told if each.number] == [
        "2024",
        *["2.5"] * 3,
        *["2,5"] * 3,
    ]


@pytest.mark.parametrize("text", ["", " ", "– … !?", "🔥🤖", "& + § % $", "\u0308\u200d\ufe0f"])
def test_a_text_without_letters_and_digits_is_silent(text: str) -> None:
    assert spoken(text, "de") == ()
    assert spoken(text, "en") == ()


PIECES = st.one_of(
    st.text(max_size=12),
    st.from_regex(r"\A[$€]?\d{1,20}[.,:/–-]?\d{0,4}[.%€]?\Z"),
    st.sampled_from(["z. B.", "Mrd.", "am", "der", "Dez.", "er", "ern", "s", "th", "km/h", "Uhr"]),
    st.sampled_from([saying.written for name in ("german", "english") for saying in sayings(name)]),
)


@given(pieces=st.lists(PIECES, max_size=8), glue=st.sampled_from(["", " "]), language=st.data())
@example(pieces=["99.99.", "0.0.0000"], glue=" ", language=None)
@example(pieces=["١٢٣", "²³", "½", "Ⅷ", "𝟗𝟗"], glue=" ", language=None)
def test_ranges_are_ordered_and_lie_in_the_text(
    pieces: list[str], glue: str, language: st.DataObject | None
) -> None:
    text = glue.join(pieces)
    code = language.draw(st.sampled_from(["de", "en"])) if language else "de"
    before = SpokenToken(text="", start=0, end=0, number=False)
    for each in spoken(text, code):
        assert 0 <= each.start < each.end <= len(text)
        same = (each.start, each.end) == (before.start, before.end)
        assert same or each.start >= before.end
        assert each.text == fold(each.text) != ""
        before = each


@given(pieces=st.lists(PIECES, max_size=8), glue=st.sampled_from(["", " "]))
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_phrase_allows_its_own_ways_and_tokens_are_the_usual_ones(
    pieces: list[str], glue: str, language: str
) -> None:
    text = glue.join(pieces)
    found = phrases(text, language)
    assert tuple(token.text for token in spoken(text, language)) == tuple(
        word for phrase in found for word in phrase.ways[0]
    )
    for phrase in found:
        assert all(way and phrase.allows(way) for way in phrase.ways)
        assert len(set(phrase.ways)) == len(phrase.ways)
        assert not phrase.allows(())


@pytest.mark.parametrize(
    "text", ["a." * 5000, "1." * 5000, "zwei" * 2000, "a" * 10_000, "A:" * 5000]
)
def test_endless_words_are_said_too(text: str) -> None:
    assert spoken(f"{text} Ende", "de")[-1].text == "ende"


@pytest.mark.parametrize(
    ("text", "said", "allowed"),
    [
        ("24", "vier und zwanzig", True),
        ("1250", "ein tausend zweihundert fünfzig", True),
        ("13", "drei zehn", False),
        ("3:10", "drei zehn", True),
        ("KI", "ka i", True),
        ("KI", "kai", False),
    ],
)
def test_a_long_figure_may_be_cut_apart(text: str, said: str, allowed: bool) -> None:
    (phrase,) = phrases(text, "de")
    assert phrase.allows(tuple(map(fold, said.split()))) == allowed
