from __future__ import annotations

from nexus_audio.align.expected import Prior
from nexus_audio.models import (
    Block,
    BlockKind,
    Briefing,
    Section,
    SectionKind,
    Segment,
    Transcript,
)
from toy_engine import said

PARAGRAPH, QUOTE = BlockKind.PARAGRAPH, BlockKind.QUOTE


def section(heading: str, *texts: str, language: str = "de") -> Section:
    kind = QUOTE if language == "en" else PARAGRAPH
    return Section(
        id=heading,
        kind=SectionKind.TOPIC,
        level=2,
        heading=heading,
        blocks=tuple(Block(kind=kind, text=text, language=language) for text in texts),
    )


BRIEFING = Briefing(
    title="Küstenfunk",
    sections=(
        section("Der Hafen", "Der Hafen wird tiefer, sagt Jolanda Falkenried am Montag."),
        section("Ein Zitat", "The harbour is a promise made of stone.", language="en"),
        section("Das Wetter", "Morgen wird es an der ganzen Küste windig und kalt."),
    ),
)


def heard(*segments: Segment) -> Prior:
    transcript = Transcript(
        engine="e", model="m", duration=segments[-1].end, segments=tuple(segments)
    )
    return Prior(BRIEFING, transcript)


READ = (
    said("Der Hafen. Der Hafen wird tiefer, sagt Joland erfalten Ried am Montag."),
    said("Ein Zitat, die Habe ist ein Promis mit Stein.", start=6_000),
    said("Das Wetter. Morgen wird es an der ganzen Küste windig und kalt.", start=12_000),
)


def test_names_that_were_heard_otherwise_are_expected() -> None:
    expected = heard(*READ).expected(0, 5_000)
    assert "Jolanda Falkenried" in expected.names  # side by side they are one
    assert not {"Hafen", "Montag"} & set(expected.names)
    assert expected.languages[0] == "de"


def test_only_what_stands_side_by_side_is_one_name() -> None:
    text = section("Schiffe", "Die KI-Blase Nordlicht, Juna und Falkenried liegen hier im Hafen.")
    garbled = said("Schiffe die Kaibase nort Lied Julia und falten Ried liegen hier im Hafen")
    transcript = Transcript(engine="e", model="m", duration=garbled.end, segments=(garbled,))
    prior = Prior(Briefing(title="", sections=(text,)), transcript)
    assert prior.expected(0, garbled.end).names == ("KI-Blase Nordlicht", "Juna", "Falkenried")


def test_a_quote_that_was_not_understood_is_expected_in_its_language() -> None:
    expected = heard(*READ).expected(6_000, 10_000)
    assert "en" in expected.languages
    assert {"promise", "stone"} <= set(expected.tokens)


def test_the_capital_of_a_sentence_makes_no_name() -> None:
    assert heard(*READ).expected(6_000, 10_000).names == ()  # "The harbour is …"
    misheard = said("Daher Haven. Daher Hafen wird tiefer, sagt Jolanda Falkenried am Montag.")
    assert "Der" not in heard(misheard, *READ[1:]).expected(0, 5_000).names  # "an der Küste"
    dull = said("Das Wetter. Morgan wird es an der ganzen Küste windig und kalt.", start=12_000)
    assert heard(*READ[:2], dull).expected(12_000, 18_000).names == ("Morgen",)


def test_where_all_was_understood_no_name_is_asked_for() -> None:
    assert heard(*READ).expected(12_000, 18_000).names == ()


def test_an_adlib_far_from_the_text_expects_little() -> None:
    free = said("Übrigens regnet es hier gerade ganz fürchterlich auf das Dach", start=6_000)
    expected = heard(READ[0], free).expected(6_000, 10_000)
    assert expected.fit(free.words, "de") < 70


def test_the_fit_of_words_tells_languages_apart() -> None:
    expected = heard(*READ).expected(6_000, 10_000)
    english = said("The harbor is a promise made of stone").words
    garbled = said("die Habe ist ein Promis mit Stein").words
    assert expected.fit(english, "en") > 90
    assert expected.fit(garbled, "de") < 75
    assert expected.fit((), "de") == 0


def test_no_more_names_are_told_than_a_model_can_keep() -> None:
    many = section("Wale", " ".join(f"Walfisch{chr(97 + n)}{chr(97 + n)}" for n in range(26)))
    garbled = said("Wale wall fest aber wallt fisch zehr Wal frisch hehr wall")
    transcript = Transcript(engine="e", model="m", duration=garbled.end, segments=(garbled,))
    prior = Prior(Briefing(title="", sections=(many,)), transcript)
    names = prior.expected(0, garbled.end).names
    assert sum(len(name.split()) for name in names) == 16
